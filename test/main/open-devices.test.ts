import { expect, test } from 'vitest'
import { openDevices } from '../../main/open-devices.ts'
import { readStartOptions } from '../../main/shell/start-options.ts'
import type { Preferences } from '../../main/station/preferences.ts'
import type { DeviceSettings } from '../../native/device-settings.ts'

const HANDS = '/invented/hands.sock'

function open(words: readonly string[], kept: Preferences = {}, handsPath?: string) {
  let preferences = kept
  const started: DeviceSettings[] = []
  let killed = 0
  const opened = openDevices({
    options: readStartOptions(words, false),
    preferences: {
      read: () => preferences,
      write: (change) => {
        preferences = { ...preferences, ...change }
      },
    },
    handsPath,
    startProcess: (settings) => {
      started.push(settings)
      return { postMessage: () => undefined, on: () => undefined, once: () => undefined, kill: () => (killed += 1) > 0 }
    },
    failed: () => undefined,
    changed: () => undefined,
    printerHosts: () => 'printer.example 10.0.0.0/8',
  })
  return { ...opened, started, killed: () => killed, kept: () => preferences }
}

test.each<[string, readonly string[], Preferences, Partial<DeviceSettings>]>([
  ['the printers of the system and no modem', [], {}, { reader: 'pcsc', printer: 'system', documents: 'system', text: 'none' }],
  ['the modem on the port that was kept', [], { modemPort: 'COM3' }, { text: { serial: 'COM3' } }],
  ['the virtual modem, whatever port was kept', ['--text=virtual'], { modemPort: 'COM3' }, { text: 'virtual' }],
  ['no virtual printer that was kept in practice', [], { printer: { kind: 'virtual', station: true } }, { printer: 'system' }],
  ['in practice the virtual printers', ['--practice'], {}, { printer: 'virtual', documents: 'virtual' }],
  ['in practice no real printer for documents', ['--practice', '--printer=system'], {}, { printer: 'system', documents: 'virtual' }],
  ['virtual printers for documents too', ['--printer=virtual-station'], {}, { documents: 'virtual' }],
  [
    'the queues of the system for documents, whichever printer is for cards',
    [],
    { printer: { kind: 'none' } },
    { printer: 'none', documents: 'system' },
  ],
  [
    'in practice the virtual station that was kept',
    ['--practice'],
    { printer: { kind: 'virtual', station: true } },
    { printer: 'virtual-station' },
  ],
  [
    'the printer of the start rather than the one that was kept',
    ['--printer=none'],
    { printer: { kind: 'system' } },
    { printer: 'none', documents: 'none' },
  ],
])('device process: starts with %s', (_, words, kept, settings) => {
  expect(open(words, kept).started).toEqual([expect.objectContaining(settings)])
})

test.each([
  ['--reader-binding=smartcard', 'smartcard'],
  ['--reader-binding=pcsclite', 'pcsclite'],
  ['--reader-binding=other', undefined],
  ['--reader-binding', undefined],
])('device process: %s puts %s first, in an installed app too', (word, first) => {
  expect(open([word]).started[0]?.readerBinding).toBe(first)
  expect(readStartOptions([word], true).devices.readerBinding).toBe(first)
})

test('device process: is told where a printer may be', () => {
  expect(open([]).started[0]).toMatchObject({ printerHosts: ['printer.example', '10.0.0.0/8'] })
})

test('device process: opens the socket of the controls for virtual devices only', () => {
  expect(open(['--practice'], {}, HANDS).started[0]).toMatchObject({ handsPath: HANDS })
  expect(open([], {}, HANDS).started[0]).not.toHaveProperty('handsPath')
})

test('device process: ends when the modem port changes, after the port is kept', () => {
  const { modemPort, killed, kept } = open([])
  modemPort.write('COM4')
  expect([modemPort.read(), kept().modemPort, killed()]).toEqual(['COM4', 'COM4', 1])
})

test('device process: ends when another card printer is chosen, not when the same one is', () => {
  const { cardPrinter, killed } = open([])
  cardPrinter.write({ kind: 'system' })
  expect(killed()).toBe(0)
  cardPrinter.write({ kind: 'none' })
  expect([cardPrinter.read(), killed()]).toEqual([{ kind: 'none' }, 1])
})

test('practice controls: only in practice mode, and only with a socket', () => {
  expect(open(['--practice'], {}, HANDS).practiceControls).toBeDefined()
  expect(open(['--practice']).practiceControls).toBeUndefined()
  expect(open([], {}, HANDS).practiceControls).toBeUndefined()
})
