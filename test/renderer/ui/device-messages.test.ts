import { describe, expect, it } from 'vitest'
import type { DevicesView } from '../../../preload/contract.ts'
import { describeChanges, describeDevices } from '../../../renderer/ui/device-messages.ts'

const radioOff = { words: 'The modem’s radio is off', next: 'Turn off flight mode.' }
const devices = (change: Partial<DevicesView> = {}): DevicesView => ({
  reader: { kind: 'virtual', service: 'running', readers: [{ name: 'Reader A', card: 'empty', message: '' }] },
  printers: [{ name: 'Printer A', state: 'ready' }],
  modem: { name: 'Modem', state: 'ready' },
  ...change,
})
const message = (view: DevicesView) => describeDevices(view).map((line) => `${line.device}: ${line.message}`)

describe('devices in words', () => {
  it('names one of each without its model', () => {
    expect(message(devices())).toEqual(['Card reader: no card in it', 'Card printer: ready', 'Modem: ready'])
  })
  it('names several by what they are called', () => {
    const view = devices({
      reader: {
        kind: 'pcsc',
        service: 'running',
        readers: [
          { name: 'A', card: 'present', message: 'blank card' },
          { name: 'B', card: 'mute', message: '' },
        ],
      },
    })
    expect(message(view).slice(0, 2)).toEqual(['A: blank card', 'B: the card does not answer'])
  })
  it.each([
    [
      'stopped service',
      devices({ reader: { kind: 'pcsc', service: 'stopped', readers: [] } }),
      'Card reader: smartcard service is not running',
      'bad',
    ],
    ['no reader', devices({ reader: { kind: 'pcsc', service: 'running', readers: [] } }), 'Card reader: none connected', 'bad'],
    ['starting again', devices({ reader: { kind: 'pcsc', service: 'restarting', readers: [] } }), 'Card reader: starting again', 'idle'],
    ['no printer', devices({ printers: [] }), 'Card printer: none connected', 'bad'],
    [
      'printer problem',
      devices({ printers: [{ name: 'P', state: 'problem', problem: 'Feeder empty' }] }),
      'Card printer: Feeder empty',
      'bad',
    ],
    ['no modem', devices({ modem: { name: '', state: 'absent' } }), 'Modem: none; texts are sent by the work phone', 'idle'],
    ['no signal', devices({ modem: { name: '', state: 'no-signal' } }), 'Modem: no signal', 'bad'],
    ['no radio', devices({ modem: { name: '', state: 'cannot-send', trouble: radioOff } }), 'Modem: The modem’s radio is off', 'bad'],
  ])('%s', (_what, view, words, state) => {
    const line = describeDevices(view).find((one) => `${one.device}: ${one.message}` === words)
    expect(line?.state).toBe(state)
  })
  it.each([
    ['kept for the own card', { card: 'present', use: 'own-card', keepOff: true }, 'kept for your own card, not touched', 'idle'],
    ['kept for the own card, empty', { card: 'empty', use: 'own-card', keepOff: true }, 'kept for your own card, empty', 'idle'],
    ['an NHS card', { card: 'present', keepOff: true }, 'a personal card, not touched', 'idle'],
    ['for blank cards', { card: 'empty', use: 'blank-cards' }, 'for blank cards, no card in it', 'idle'],
    ['a card', { card: 'present' }, 'a card is in this reader', 'good'],
  ] as const)('a reader: %s', (_what, reader, words, state) => {
    const [line] = describeDevices(
      devices({ reader: { kind: 'pcsc', service: 'running', readers: [{ name: 'A', message: 'A card is in this reader.', ...reader }] } }),
    )
    expect(line).toMatchObject({ message: words, state })
  })
  it('says what to do, where something has to be done', () => {
    const [stopped] = describeDevices(
      devices({ reader: { kind: 'pcsc', service: 'stopped', readers: [], problem: { message: 'It is not running.', next: 'Start it.' } } }),
    )
    expect(stopped).toMatchObject({ state: 'bad', next: 'Start it.' })
    const [mute] = describeDevices(
      devices({
        reader: { kind: 'pcsc', service: 'running', readers: [{ name: 'A', card: 'mute', message: '', next: 'Turn it round.' }] },
      }),
    )
    expect(mute).toMatchObject({ state: 'bad', next: 'Turn it round.' })
  })
  it('announces only what is different now', () => {
    const before = describeDevices(devices())
    const inserted = describeDevices(
      devices({ reader: { kind: 'virtual', service: 'running', readers: [{ name: 'Reader A', card: 'present', message: 'blank card' }] } }),
    )
    expect(describeChanges(before, inserted)).toBe('Card reader: blank card')
    expect(describeChanges(before, describeDevices(devices()))).toBeUndefined()
  })
  it('announces that the reader itself went', () => {
    const gone = describeDevices(devices({ reader: { kind: 'virtual', service: 'running', readers: [] } }))
    expect(describeChanges(describeDevices(devices()), gone)).toBe('Card reader: none connected')
  })
})
