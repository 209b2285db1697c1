/** Which printer is the card printer of this station. Once one is named, no face goes to another: the office printer is never offered by mistake. */
import type { PrinterChoice } from '../../domain/card/printer-choice.ts'
import { err } from '../../domain/result.ts'
import { deviceSettings, type DeviceSettings } from '../../native/devices.ts'
import type { Devices, PrinterState } from '../../native/ports.ts'

export interface CardPrinterChoice {
  read(): PrinterChoice
  /** Answers why it cannot be used, in words. Restarts the devices with the choice. */
  write(choice: PrinterChoice): string | undefined
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
  },
): { readonly devices: Devices; readonly choice: CardPrinterChoice } {
  const { read, keep, restart } = given
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
            mine.last = printers
            listener(printers.filter(({ name }) => isChosen(name)))
          })
          return () => {
            listeners.delete(mine)
            stop()
          }
        },
        print: (job) =>
          isChosen(job.printer)
            ? printer.print(job)
            : Promise.resolve(
                err(
                  'printer-not-found',
                  'This is not the card printer of this station. Nothing was printed.',
                  'Choose the card printer, or name another one in the settings.',
                ),
              ),
      },
    },
    choice: {
      read,
      write(choice) {
        const setting = deviceSettings.shape.printer.safeParse(printerSetting(choice))
        if (!setting.success)
          return 'This is not the address of a printer that RA Desk may use: what is printed must not cross a network in the clear.'
        const before = JSON.stringify(printerSetting(read()))
        keep(choice)
        if (JSON.stringify(setting.data) !== before) restart()
        else for (const { listener, last } of listeners) listener(last.filter(({ name }) => isChosen(name)))
        return undefined
      },
      found: () =>
        new Promise((resolve) => {
          const stop = printer.watch((printers) => resolve(printers))
          queueMicrotask(stop)
        }),
    },
  }
}
