/** Which printer is the card printer of this station. Once one is named, no face goes to another: the office printer is never offered by mistake. */
import type { PrinterChoice } from '../../domain/card/printer-choice.ts'
import { err, type Err } from '../../domain/result.ts'
import { listHosts } from '../../domain/station/policy.ts'
import { deviceSettings, type DeviceSettings } from '../../native/device-settings.ts'
import type { Devices, PrinterState } from '../../native/ports.ts'
import { findIppPlace } from '../../native/printer/ipp-place.ts'
import { createPrinterHosts } from '../../native/printer/printer-hosts.ts'

export type PrinterRefusalCode = 'not-an-address' | 'host-not-allowed'

export interface CardPrinterChoice {
  read(): PrinterChoice
  /** Why it cannot be used. */
  findRefusal(choice: PrinterChoice): Err<PrinterRefusalCode> | undefined
  /** Restarts the devices with the choice. */
  write(choice: PrinterChoice): void
  /** Every printer that is there, whichever is chosen. */
  found(): Promise<readonly PrinterState[]>
}

export function printerSetting(choice: PrinterChoice): DeviceSettings['printer'] {
  switch (choice.kind) {
    case 'none':
      return 'none'
    case 'system':
      return 'system'
    case 'ipp':
      return { ipp: choice.uri }
    case 'evolis':
      return { evolis: choice.port, queue: choice.queue, reader: choice.reader }
    case 'virtual':
      return choice.station ? 'virtual-station' : 'virtual'
  }
}

/** `restart` ends the device process; its supervisor starts it again with the stored choice. */
export function chooseCardPrinter(
  devices: Devices,
  given: {
    readonly read: () => PrinterChoice
    readonly keep: (choice: PrinterChoice) => void
    readonly restart: () => void
    /** Of the policy in force: where a printer may be beside this computer and the private network. */
    readonly hosts: () => string | null
  },
): { readonly devices: Devices; readonly choice: CardPrinterChoice } {
  const { read, keep, restart } = given
  const findRefusal: CardPrinterChoice['findRefusal'] = (choice) => {
    if (choice.kind !== 'ipp') return undefined
    const place = findIppPlace(choice.uri)
    if (!place) return notAnAddress
    return createPrinterHosts(listHosts(given.hosts())).allows(place.host) ? undefined : hostNotAllowed(place.host)
  }
  /** Shown wherever a face is printed. */
  const withAddress = (printers: readonly PrinterState[]): readonly PrinterState[] => {
    const choice = read()
    const place = choice.kind === 'ipp' ? findIppPlace(choice.uri) : undefined
    return place ? printers.map((printer) => ({ ...printer, address: place.host })) : printers
  }
  const isChosen = (name: string): boolean => {
    const choice = read()
    return choice.kind !== 'system' || choice.card === undefined || choice.card === name
  }
  const { printer } = devices
  const listeners = new Set<{ listener: (printers: readonly PrinterState[]) => void; last: readonly PrinterState[] }>()
  return {
    devices: {
      ...devices,
      printer: {
        ...printer,
        watch(listener) {
          const mine = { listener, last: [] as readonly PrinterState[] }
          listeners.add(mine)
          const stop = printer.watch((printers) => {
            mine.last = withAddress(printers)
            listener(mine.last.filter(({ name }) => isChosen(name)))
          })
          return () => {
            listeners.delete(mine)
            stop()
          }
        },
        print: (job) => {
          if (!isChosen(job.printer)) return Promise.resolve(notTheCardPrinter)
          // The policy, or the file in which the choice is kept, may have changed since it was made.
          const refusal = findRefusal(read())
          return refusal ? Promise.resolve(err('printer-refused', refusal.error.message, refusal.error.next)) : printer.print(job)
        },
      },
    },
    choice: {
      read,
      findRefusal: (choice) =>
        findRefusal(choice) ?? (deviceSettings.shape.printer.safeParse(printerSetting(choice)).success ? undefined : notAnAddress),
      write(choice) {
        const before = JSON.stringify(printerSetting(read()))
        keep(choice)
        if (JSON.stringify(printerSetting(choice)) !== before) restart()
        else for (const { listener, last } of listeners) listener(last.filter(({ name }) => isChosen(name)))
      },
      found: () =>
        new Promise((resolve) => {
          const stop = printer.watch((printers) => resolve(withAddress(printers)))
          queueMicrotask(stop)
        }),
    },
  }
}

const notTheCardPrinter = err(
  'printer-not-found',
  'This is not the card printer of this station. Nothing was printed.',
  'Choose the card printer, or name another one in the settings.',
)
const notAnAddress = err(
  'not-an-address',
  'This is not the address of a printer that RA Desk may use: what is printed must not cross a network in the clear.',
  'Enter ipps:// and the address, or ipp:// for a printer on this computer.',
)
const hostNotAllowed = (host: string): Err<'host-not-allowed'> =>
  err(
    'host-not-allowed',
    `Pictures of cards may not go to ${host}: it is not on this computer or in its private network. Nothing was printed or changed.`,
    'Use the printer’s private address or its name in .local, or ask your administrator to add it to the policy file.',
  )
