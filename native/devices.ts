/** The only place where real or virtual is chosen. */
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { DeviceSettings } from './device-settings.ts'
import { serveSimulatorControls, type SimulatorServer } from './simulator-server.ts'
import { createSerialModem } from './modem/serial-modem.ts'
import { openSerialPort } from './modem/serial-port.ts'
import { createAbsentModem, createVirtualModem } from './modem/virtual-modem.ts'
import type { CardPrinter, Devices, DocumentPrinter } from './ports.ts'
import { createDocumentQueues } from './printer/document-queues.ts'
import { createPrinterHosts } from './printer/printer-hosts.ts'
import { createEvolisPrinter, type QueuePrinter } from './printer/evolis-printer.ts'
import { openSystemPrinter } from './printer/system-queue.ts'
import {
  createAbsentDocumentPrinter,
  createAbsentPrinter,
  createVirtualPrinter,
  virtualDocumentPrinters,
} from './printer/virtual-printer.ts'
import { createVirtualStationPrinter } from './printer/virtual-station-printer.ts'
import { openWindowsSpooler } from './printer/windows-spooler.ts'
import { joinReaders } from './reader/joined-reader.ts'
import { createPcscReader } from './reader/pcsc-reader.ts'
import { createVirtualReaders } from './reader/virtual-readers.ts'

/** Rejects when the path of the hands cannot be opened, or the PC/SC binding does not load in this runtime. */
export async function openDevices(
  settings: DeviceSettings,
  given: { readonly random?: (length: number) => Uint8Array; readonly now?: () => string } = {},
): Promise<Devices> {
  // A device process is a composition root of its own: its clock and randomness begin here.
  const { random = (length: number) => new Uint8Array(randomBytes(length)), now = () => new Date().toISOString() } = given
  const virtualReader = settings.reader === 'virtual' ? createVirtualReaders({ random }) : undefined
  const virtualModem = settings.text === 'virtual' ? createVirtualModem({ now }) : undefined
  const station = settings.printer === 'virtual-station' ? createVirtualStationPrinter({ random }) : undefined
  const virtualPrinter = station ?? createVirtualPrinter()
  const virtualDocuments = settings.documents === 'virtual' ? createVirtualPrinter(virtualDocumentPrinters) : undefined
  let hands: SimulatorServer | undefined
  if (settings.handsPath !== undefined) {
    hands = await serveSimulatorControls({
      path: settings.handsPath,
      random,
      reader: virtualReader?.hand,
      ...(virtualReader ? { readers: virtualReader.readers } : {}),
      text: virtualModem?.hand,
      printer: virtualPrinter.hand,
      documents: virtualDocuments?.hand,
      station: station?.hand,
    })
  }
  const ownReader = virtualReader?.reader ?? createPcscReader({ first: settings.readerBinding })
  const reader = station ? joinReaders(ownReader, station.reader) : ownReader
  const text =
    typeof settings.text === 'object'
      ? createSerialModem({ path: settings.text.serial, openPort: openSerialPort })
      : (virtualModem?.text ?? createAbsentModem())
  const printer = openPrinter(settings, virtualPrinter.printer)
  const documents = virtualDocuments?.printer ?? openDocumentPrinter(settings)
  return {
    reader,
    printer,
    documents,
    text,
    async close() {
      await Promise.all([reader.close(), printer.close(), documents.close(), text.close(), hands?.close()])
    },
  }
}

function openPrinter({ printer: wanted, printerHosts = [] }: DeviceSettings, virtual: CardPrinter): CardPrinter {
  if (wanted === 'virtual' || wanted === 'virtual-station') return virtual
  if (wanted === 'none') return createAbsentPrinter()
  if (typeof wanted === 'object' && 'ipp' in wanted)
    return openSystemPrinter({ userName: findUserName(), uri: wanted.ipp, hosts: createPrinterHosts(printerHosts) })
  if (typeof wanted === 'object') {
    const { evolis: path, queue, reader } = wanted
    return createEvolisPrinter({ path, queue, reader, queues: openQueues(true), openPort: (port) => openSerialPort(port, evolisSpeed) })
  }
  return openQueues(true)
}

/** The queues of this workstation: of the spooler of Windows, or of CUPS. */
function openQueues(bothSides: boolean): QueuePrinter {
  return process.platform === 'win32'
    ? withoutJobEnds(openWindowsSpooler({ bothSides }))
    : openSystemPrinter({ userName: findUserName(), bothSides })
}

/** Whichever printer is for cards. */
function openDocumentPrinter({ documents }: DeviceSettings): DocumentPrinter {
  return documents === 'none' ? createAbsentDocumentPrinter() : createDocumentQueues(() => openQueues(false))
}

/** As the printers leave the factory (Pcom). */
const evolisSpeed = 9_600

/** The spooler of Windows is asked for a job and answers when it was printed or handed over, and does not say which: a person looks. */
const withoutJobEnds = (printer: CardPrinter): QueuePrinter => ({ ...printer, jobEnd: () => Promise.resolve('unknown') })

function findUserName(): string {
  try {
    return userInfo().username
  } catch {
    // An account that the system has no name for.
    return 'ra-desk'
  }
}
