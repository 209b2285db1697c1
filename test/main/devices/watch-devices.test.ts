import { describe, expect, test } from 'vitest'
import { watchDevices } from '../../../main/devices/watch-devices.ts'
import { createAbsentModem } from '../../../native/modem/virtual-modem.ts'
import type { ReadersState } from '../../../native/ports.ts'
import { createAbsentDocumentPrinter, createAbsentPrinter } from '../../../native/printer/virtual-printer.ts'

function bench() {
  let tell: (state: ReadersState) => void = () => undefined
  const watch = watchDevices(
    {
      reader: {
        watch: (listener) => {
          tell = listener
          return () => undefined
        },
        connect: () => Promise.reject(new Error('never')),
        close: () => Promise.resolve(),
      },
      printer: createAbsentPrinter(),
      documents: createAbsentDocumentPrinter(),
      text: createAbsentModem(),
      close: () => Promise.resolve(),
    },
    'pcsc',
    () => undefined,
  )
  const message = (state: ReadersState) => {
    tell(state)
    return watch.get().reader
  }
  return { message }
}
const running = (card: 'empty' | 'present', atr = '3B80800101'): ReadersState => ({
  service: 'running',
  kind: 'pcsc',
  readers: [{ name: 'A', card, ...(card === 'present' ? { atr } : {}) }],
})

describe('cards that come and go', () => {
  test('each one that is put in counts, news of another reader does not', () => {
    const { message } = bench()
    const count = (state: ReadersState) => message(state).readers[0]?.insertion
    expect(
      [running('present'), running('present'), running('empty'), running('present'), running('present', '3B00'), running('empty')].map(
        count,
      ),
    ).toEqual([1, 1, undefined, 2, 3, undefined])
  })

  test('a card that is still there after the readers came back counts again: what it was is not known', () => {
    const { message } = bench()
    message(running('present'))
    message({ service: 'restarting', kind: 'pcsc', readers: [] })
    expect(message(running('present')).readers[0]!.insertion).toBe(2)
  })
})

describe('why there is no reader', () => {
  test.each([
    [{ service: 'stopped', kind: 'pcsc', readers: [] }, /not running/],
    [{ service: 'running', kind: 'pcsc', readers: [] }, /No card reader/],
    [{ service: 'restarting', kind: 'pcsc', readers: [] }, /restarting the card readers/],
    [{ service: 'restarting', kind: 'pcsc', readers: [], reason: 'built for another Node' }, /did not start: built for another Node/],
  ] as const)('%o', (state, message) => {
    const { problem } = bench().message(state)
    expect(problem?.message).toMatch(message)
    expect(problem?.next).toMatch(/[.”]$/)
  })
})
