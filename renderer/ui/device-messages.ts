/** What the devices are doing, in words: for the status bar, the announcements and the workstation page. */
import { judgeModem, judgePrinter, judgeReader, judgeReaders, type Health } from '../../domain/station/device-health.ts'
import type { DevicesView } from '../../preload/contract.ts'
import { lowerFirst } from './format.ts'

export interface DeviceLine {
  readonly id: string
  readonly device: string
  readonly message: string
  readonly state: 'good' | 'idle' | 'bad'
  /** What to do about it, when something has to be done. */
  readonly next?: string
}

const states = { good: 'good', waiting: 'idle', bad: 'bad' } as const satisfies Record<Health, DeviceLine['state']>

export function describeDevices(devices: DevicesView): readonly DeviceLine[] {
  return [...describeReaders(devices.reader), ...describePrinters(devices.printers), describeModem(devices.modem)]
}

function describeReaders({ service, readers, problem }: DevicesView['reader']): DeviceLine[] {
  const together = judgeReaders({ service, readers, problem })
  if (together !== undefined) {
    const message = {
      stopped: 'smartcard service is not running',
      restarting: together === 'bad' ? 'not started' : 'starting again',
      running: 'none connected',
    }[service]
    return [{ id: 'reader', device: 'Card reader', message, state: states[together], ...(problem ? { next: problem.next } : {}) }]
  }
  return readers.map((reader) => ({
    id: `reader:${reader.name}`,
    device: readers.length === 1 ? 'Card reader' : reader.name,
    message: describeReader(reader),
    state: states[judgeReader(reader)],
    ...(reader.next === undefined ? {} : { next: reader.next }),
  }))
}

function describeReader(reader: DevicesView['reader']['readers'][number]): string {
  if (reader.use === 'own-card') return reader.card === 'empty' ? 'kept for your own card, empty' : 'kept for your own card, not touched'
  if (reader.keepOff) return 'a personal card, not touched'
  const inside =
    reader.card === 'empty'
      ? 'no card in it'
      : reader.card === 'mute'
        ? 'the card does not answer'
        : lowerFirst(reader.message.replace(/\.$/, ''))
  return reader.use === 'blank-cards' ? `for blank cards, ${inside}` : inside
}

const printerWords = { ready: 'ready', printing: 'printing', problem: 'has a problem', offline: 'offline' } as const

function describePrinters(printers: DevicesView['printers']): DeviceLine[] {
  if (printers.length === 0)
    return [{ id: 'printer', device: 'Card printer', message: 'none connected', state: states[judgePrinter(undefined)] }]
  return printers.map((printer) => ({
    id: `printer:${printer.name}`,
    device: printers.length === 1 ? 'Card printer' : printer.name,
    message: printer.problem ?? printerWords[printer.state],
    state: states[judgePrinter(printer)],
  }))
}

function describeModem(modem: DevicesView['modem']): DeviceLine {
  const message = {
    ready: 'ready',
    'no-signal': 'no signal',
    'cannot-send': modem.trouble?.words ?? 'cannot send texts',
    absent: 'none; texts are sent by the work phone',
  }[modem.state]
  return { id: 'modem', device: 'Modem', message, state: states[judgeModem(modem)] }
}

/** What to say aloud when devices changed: only what is different now. */
export function describeChanges(before: readonly DeviceLine[], now: readonly DeviceLine[]): string | undefined {
  const known = new Map(before.map((line) => [line.id, line.message]))
  const changed = now.filter((line) => known.get(line.id) !== line.message).map((line) => `${line.device}: ${line.message}`)
  return changed.length > 0 ? changed.join('. ') : undefined
}
