/** Keeps what is known of the devices, in words, and tells listeners when it changes. */
import type { ReaderPins } from '../../domain/card/reader-choice.ts'
import { findKnownCard } from '../../native/card-inspection/known-cards.ts'
import type { Devices, ReaderState, ReadersState } from '../../native/ports.ts'
import { readerFailureWords } from '../../native/reader-failure.ts'
import type { DevicesView } from '../../preload/contract.ts'
import { choiceOf } from './keep-off.ts'

export interface DeviceWatch {
  get(): DevicesView
  /** The pins of the readers have changed. */
  again(): void
  stop(): void
}

export function watchDevices(
  devices: Devices,
  readerKind: 'pcsc' | 'virtual',
  changed: (view: DevicesView) => void,
  pins: () => ReaderPins = () => ({}),
): DeviceWatch {
  let view: DevicesView = {
    reader: { kind: readerKind, service: 'restarting', readers: [] },
    printers: [],
    modem: { name: 'Modem', state: 'absent' },
  }
  const insertions = new Map<string, number>()
  let readers: ReadersState = { service: 'restarting', kind: readerKind, readers: [] }
  /** Readers at the contact station of a printer: no person puts a card into them. */
  let inside: readonly string[] = []
  const describe = () => describeReaders(readers, pins(), insertions, inside)
  const update = (part: Partial<DevicesView>) => {
    view = { ...view, ...part }
    changed(view)
  }
  const stops = [
    devices.reader.watch((state) => {
      countInsertions(insertions, readers, state)
      readers = state
      update({ reader: describe() })
    }),
    devices.printer.watch((printers) => {
      const before = inside.join()
      inside = printers.flatMap(({ path }) => (path ? [path.reader] : []))
      update({ printers: printers.map((printer) => ({ ...printer })), ...(inside.join() === before ? {} : { reader: describe() }) })
    }),
    devices.text.watch((modem) => update({ modem: { ...modem } })),
  ]
  return {
    get: () => view,
    again: () => update({ reader: describe() }),
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

/** A card counts when it was not there the moment before. */
function countInsertions(insertions: Map<string, number>, before: ReadersState, now: ReadersState): void {
  for (const { name, card, atr } of now.readers) {
    const last = before.readers.find((reader) => reader.name === name)
    if (card === 'present' && (last?.card !== 'present' || last.atr !== atr)) insertions.set(name, (insertions.get(name) ?? 0) + 1)
  }
}

function describeReaders(
  state: ReadersState,
  pins: ReaderPins,
  insertions: ReadonlyMap<string, number>,
  inside: readonly string[],
): DevicesView['reader'] {
  const { readers } = choiceOf(state, pins)
  const { suggested } =
    state.service === 'running'
      ? choiceOf({ ...state, readers: state.readers.filter(({ name }) => !inside.includes(name)) }, pins)
      : { suggested: undefined }
  const problem = describeProblem(state)
  return {
    kind: state.kind,
    service: state.service,
    readers:
      state.service !== 'running'
        ? []
        : state.readers.map((reader, index) => {
            const { use, keepOff } = readers[index]!
            return {
              name: reader.name,
              card: reader.card,
              ...describeReader(reader, keepOff),
              ...(use === 'free' ? {} : { use }),
              ...(keepOff === undefined ? {} : { keepOff: true }),
              ...(reader.card === 'present' ? { insertion: insertions.get(reader.name) ?? 0 } : {}),
            }
          }),
    ...(suggested === undefined ? {} : { suggested }),
    ...(problem === undefined ? {} : { problem }),
  }
}

function describeProblem(state: ReadersState): DevicesView['reader']['problem'] {
  switch (state.service) {
    case 'running':
      return state.readers.length > 0 ? undefined : problemOf('no-reader')
    case 'stopped':
      return problemOf('reader-service-stopped')
    case 'restarting':
      return state.reason === undefined
        ? { message: 'RA Desk is restarting the card readers.', next: 'Wait a moment. You do not need to do anything.' }
        : {
            message: `The part of RA Desk that talks to devices did not start: ${state.reason}`,
            next: 'Open “Workstation”, copy its report and send it to the person who looks after this computer. Nothing that was saved is at risk.',
            lasting: true,
          }
  }
}

function problemOf(code: Parameters<typeof readerFailureWords>[0]): { message: string; next: string } {
  const { message, next } = readerFailureWords(code)
  return { message: message, next }
}

function describeReader(reader: ReaderState, keepOff: 'own-card-reader' | 'own-card' | undefined): { message: string; next?: string } {
  if (keepOff === 'own-card-reader')
    return {
      message: reader.card === 'empty' ? 'Kept for your own card; it is not in.' : 'Kept for your own card; RA Desk does not touch it.',
    }
  switch (reader.card) {
    case 'empty':
      return { message: 'No card in this reader.' }
    case 'present':
      return keepOff === 'own-card'
        ? { message: `This is ${findKnownCard(reader.atr ?? '')?.what ?? 'a person’s own card'}. RA Desk does not touch it.` }
        : { message: 'A card is in this reader.' }
    case 'mute': {
      const { message, next } = readerFailureWords('card-mute')
      return { message: message, next }
    }
  }
}
