import { describe, expect, test } from 'vitest'
import { ippAttributes, type IppValue } from '../../../native/printer/ipp.ts'
import { describePrinter } from '../../../native/printer/printer-messages.ts'
import { keyword } from '../../support/ipp-server.ts'

const [idle, processing, stopped] = [3, 4, 5]

function printer(state: number, reasons: readonly string[], more: Readonly<Record<string, IppValue>> = {}) {
  return ippAttributes({ 'printer-state': { kind: 'enum', value: state }, 'printer-state-reasons': keyword(...reasons), ...more })
}

const message = (value: string): Readonly<Record<string, IppValue>> => ({ 'printer-state-message': { kind: 'text', value } })
const accepting = (value: boolean): Readonly<Record<string, IppValue>> => ({ 'printer-is-accepting-jobs': { kind: 'boolean', value } })

describe('a printer that speaks for itself', () => {
  test.each([
    [idle, ['none'], { state: 'ready' }],
    [processing, ['none'], { state: 'printing' }],
    [idle, ['media-empty-report'], { state: 'problem', problem: 'Feeder empty' }],
    [idle, ['media-empty'], { state: 'problem', problem: 'Feeder empty' }],
    [processing, ['media-empty-warning', 'media-needed-warning'], { state: 'problem', problem: 'Feeder empty, Waiting for cards' }],
    [idle, ['door-open-error'], { state: 'problem', problem: 'Door open' }],
    [idle, ['cover-open'], { state: 'problem', problem: 'Cover open' }],
    [stopped, ['media-jam-error'], { state: 'problem', problem: 'Card jammed' }],
    [
      idle,
      ['marker-supply-empty-error', 'marker-supply-low-warning'],
      { state: 'problem', problem: 'Ribbon or ink used up, Ribbon or ink low' },
    ],
    [idle, ['marker-supply-low-warning'], { state: 'ready', problem: 'Ribbon or ink low' }],
    [processing, ['connecting-to-device'], { state: 'printing', problem: 'Looking for the printer' }],
    [idle, ['offline-report'], { state: 'offline', problem: 'Switched off or not connected' }],
    [idle, ['laminator-haunted'], { state: 'problem', problem: 'laminator-haunted' }],
    [idle, ['laminator-haunted-error'], { state: 'problem', problem: 'laminator-haunted' }],
    [idle, ['laminator-haunted-warning'], { state: 'ready', problem: 'laminator-haunted' }],
    [idle, ['laminator-haunted-report'], { state: 'ready' }],
    [idle, ['cups-remote-pending'], { state: 'ready' }],
    [idle, ['constructor'], { state: 'problem', problem: 'constructor' }],
  ])('state %i with %j', (state, reasons, expected) => expect(describePrinter(printer(state, reasons), 'printer')).toEqual(expected))

  test('stopped without a reason says what the printer says, or that it is stopped', () => {
    expect(describePrinter(printer(stopped, ['none'], message('Ribbon cassette\u0007 not\nfound')), 'printer')).toEqual({
      state: 'problem',
      problem: 'Ribbon cassette not found',
    })
    expect(describePrinter(printer(stopped, ['none']), 'printer')).toEqual({ state: 'problem', problem: 'Stopped' })
    expect(describePrinter(printer(stopped, ['marker-supply-low-warning']), 'printer')).toEqual({
      state: 'problem',
      problem: 'Stopped, Ribbon or ink low',
    })
  })

  test('one that takes no jobs is a problem', () => {
    expect(describePrinter(printer(idle, ['none'], accepting(false)), 'printer')).toEqual({ state: 'problem', problem: 'Takes no jobs' })
    expect(describePrinter(printer(idle, ['none'], accepting(true)), 'printer')).toEqual({ state: 'ready' })
  })
})

describe('a queue of the system', () => {
  test.each([
    [idle, ['media-empty-warning'], { state: 'ready', problem: 'Feeder empty (when it last printed)' }],
    [idle, ['offline-report'], { state: 'ready', problem: 'Switched off or not connected (when it last printed)' }],
    [processing, ['media-empty-warning'], { state: 'problem', problem: 'Feeder empty' }],
    [processing, ['offline-report'], { state: 'offline', problem: 'Switched off or not connected' }],
    [stopped, ['paused'], { state: 'problem', problem: 'Paused' }],
    [stopped, ['offline-report', 'paused'], { state: 'offline', problem: 'Switched off or not connected, Paused' }],
  ])('state %i with %j: what an idle one says is from its last job', (state, reasons, expected) =>
    expect(describePrinter(printer(state, reasons), 'queue')).toEqual(expected),
  )
})
