import { describe, expect, test } from 'vitest'
import { findCardQueue, printerChoice, type PrinterChoice } from '../../../domain/card/printer-choice.ts'
import { absent, expectField, type FieldRow } from '../../support/schema-fields.ts'

describe('choice of the printer', () => {
  const ipp = { kind: 'ipp', uri: 'ipps://printer.invalid/ipp' }
  const evolis = { kind: 'evolis', port: 'COM3', queue: 'Evolis', reader: 'Reader' }
  const names = [
    ['Q', 'q'.repeat(255)],
    ['', 'q'.repeat(256)],
  ] as const
  test.each<[string, object, FieldRow]>([
    ['none', { kind: 'none' }, ['card', [], ['Q']]],
    ['of the system', { kind: 'system' }, ['card', [...names[0], absent], names[1]]],
    [
      'IPP',
      ipp,
      [
        'uri',
        ['ipp://localhost', 'IPPS://h:631/', 'ipps://h/p?q', `ipp://${'h'.repeat(1_017)}`],
        ['http://h/', 'ipps://', 'ipps:///p', 'ipps://h /p', 'ipps://h/p q', ' ipps://h', `ipp://${'h'.repeat(1_018)}`, 'ippx://h', absent],
      ],
    ],
    [
      'Evolis, its port',
      evolis,
      [
        'port',
        ['COM1', 'COM999', '/dev/ttyUSB0', '/dev/serial/by-id/usb-x:1.0', `/dev/${'t'.repeat(195)}`],
        ['COM', 'COM1000', 'COMx', 'xCOM1', 'COM1 ', '/dev/', '/dev/a b', '/tmp/x', 'x/dev/ttyUSB0', `/dev/${'t'.repeat(196)}`],
      ],
    ],
    ['Evolis, its queue', evolis, ['queue', ...names]],
    ['Evolis, its reader', evolis, ['reader', ['r'.repeat(200)], ['', 'r'.repeat(201)]]],
    ['virtual', { kind: 'virtual', station: true }, ['station', [false], [absent, 'yes']]],
    ['another kind', { kind: 'none' }, ['kind', [], ['usb', absent]]],
    ['anything more', ipp, ['more', [], [1]]],
  ])('%s', (_, sample, row) => expectField(printerChoice, sample, row))
})

test.each<readonly [choice: PrinterChoice, queue: string | undefined]>([
  [{ kind: 'none' }, undefined],
  [{ kind: 'system' }, undefined],
  [{ kind: 'system', card: 'Cards' }, 'Cards'],
  [{ kind: 'evolis', port: 'COM3', queue: 'Evolis', reader: 'Reader' }, 'Evolis'],
  [{ kind: 'ipp', uri: 'ipps://printer.invalid/ipp' }, undefined],
  [{ kind: 'virtual', station: true }, undefined],
])('queue for cards alone: of %j, %s', (choice, queue) => {
  expect(findCardQueue(choice)).toBe(queue)
})
