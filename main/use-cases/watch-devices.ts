/** Keeps what is known of the devices, in words, and tells whoever listens when it changes. */
import type { Devices, ReaderState, ReadersState } from '../../native/ports.ts'
import type { DevicesView } from '../../preload/contract.ts'

export interface DeviceWatch {
  get(): DevicesView
  stop(): void
}

export function watchDevices(devices: Devices, readerKind: 'pcsc' | 'virtual', changed: (view: DevicesView) => void): DeviceWatch {
  let view: DevicesView = {
    reader: { kind: readerKind, service: 'restarting', readers: [] },
    printers: [],
    modem: { name: 'Modem', state: 'absent' },
  }
  const update = (part: Partial<DevicesView>) => {
    view = { ...view, ...part }
    changed(view)
  }
  const stops = [
    devices.reader.watch((state) => update({ reader: describeReaders(state) })),
    devices.printer.watch((printers) => update({ printers: printers.map((printer) => ({ ...printer })) })),
    devices.text.watch((modem) => update({ modem: { ...modem } })),
  ]
  return { get: () => view, stop: () => { for (const stop of stops) stop() } }
}

function describeReaders(state: ReadersState): DevicesView['reader'] {
  return {
    kind: state.kind,
    service: state.service,
    readers: state.service === 'running' ? state.readers.map((reader) => ({ name: reader.name, card: reader.card, says: describeReader(reader) })) : [],
  }
}

function describeReader(reader: ReaderState): string {
  switch (reader.card) {
    case 'empty': return 'No card in this reader.'
    case 'present': return 'A card is in this reader.'
    case 'mute': return 'A card is in this reader but does not answer.'
  }
}
