/** The only place where real or virtual is chosen. */
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { z } from 'zod'
import { serveHands, type HandsServer } from './hands.ts'
import { createSerialModem } from './modem/serial-modem.ts'
import { openSerialPort } from './modem/serial-port.ts'
import { createAbsentModem, createVirtualModem } from './modem/virtual-modem.ts'
import type { CardPrinter, Devices } from './ports.ts'
import { findIppPlace } from './printer/ipp-client.ts'
import { openSystemPrinter } from './printer/system-queue.ts'
import { createAbsentPrinter, createVirtualPrinter } from './printer/virtual-printer.ts'
import { createPcscReader } from './reader/pcsc-reader.ts'
import { createVirtualReaders } from './reader/virtual-readers.ts'

export const deviceSettings = z.strictObject({
  reader: z.enum(['pcsc', 'virtual']),
  /** `system`: the queues of CUPS. `ipp`: one printer by its address, `ipps://…`, or `ipp://` on this machine. */
  printer: z.union([
    z.enum(['virtual', 'none', 'system']),
    z.strictObject({ ipp: z.string().max(1023).refine((uri) => findIppPlace(uri) !== undefined, 'not the address of an IPP printer: ipps://…, or ipp:// on this machine') }),
  ]),
  /** `serial` is the port of a GSM modem: `COM3`, `/dev/ttyUSB0`. Its binding is loaded only then. */
  text: z.union([z.enum(['virtual', 'none']), z.strictObject({ serial: z.string().max(255).regex(/^(COM\d{1,3}|\/[\w./:-]+)$/) })]),
  /** Where the hands of the virtual devices can be reached: a Unix socket or a Windows named pipe. Absent: they cannot. */
  handsPath: z.string().min(1).optional(),
})

export type DeviceSettings = z.infer<typeof deviceSettings>

/** Rejects when the path of the hands cannot be opened, or the PC/SC binding does not load in this runtime. */
export async function openDevices(
  settings: DeviceSettings,
  given: { readonly random?: (length: number) => Uint8Array; readonly now?: () => string } = {},
): Promise<Devices> {
  // A device process is a composition root of its own: its clock and randomness begin here.
  const { random = (length: number) => new Uint8Array(randomBytes(length)), now = () => new Date().toISOString() } = given
  const virtualReader = settings.reader === 'virtual' ? createVirtualReaders({ random }) : undefined
  const virtualModem = settings.text === 'virtual' ? createVirtualModem({ now }) : undefined
  const virtualPrinter = createVirtualPrinter()
  let hands: HandsServer | undefined
  if (settings.handsPath !== undefined) {
    hands = await serveHands({ path: settings.handsPath, random, reader: virtualReader?.hand, ...(virtualReader ? { readers: virtualReader.readers } : {}), text: virtualModem?.hand, printer: virtualPrinter.hand })
  }
  const reader = virtualReader?.reader ?? createPcscReader()
  const text = typeof settings.text === 'object'
    ? createSerialModem({ path: settings.text.serial, openPort: openSerialPort })
    : virtualModem?.text ?? createAbsentModem()
  const printer = openPrinter(settings.printer, virtualPrinter.printer)
  return {
    reader, printer, text,
    async close() {
      await Promise.all([reader.close(), printer.close(), text.close(), hands?.close()])
    },
  }
}

function openPrinter(wanted: DeviceSettings['printer'], virtual: CardPrinter): CardPrinter {
  if (wanted === 'virtual') return virtual
  if (wanted === 'none') return createAbsentPrinter()
  return openSystemPrinter({ userName: findUserName() ?? 'ra-desk', ...(wanted === 'system' ? {} : { uri: wanted.ipp }) })
}

function findUserName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    // An account that the system has no name for.
    return undefined
  }
}
