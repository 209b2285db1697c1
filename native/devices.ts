/** The only place where real or virtual is chosen. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { serveHands, type HandsServer } from './hands.ts'
import { createSerialModem } from './modem/serial-modem.ts'
import { openSerialPort } from './modem/serial-port.ts'
import { createAbsentModem, createVirtualModem } from './modem/virtual-modem.ts'
import type { Devices } from './ports.ts'
import { createAbsentPrinter, createVirtualPrinter } from './printer/virtual-printer.ts'
import { createPcscReader } from './reader/pcsc-reader.ts'
import { createVirtualReader } from './reader/virtual-reader.ts'

export const deviceSettings = z.strictObject({
  reader: z.enum(['pcsc', 'virtual']),
  printer: z.enum(['virtual', 'none']),
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
  const virtualReader = settings.reader === 'virtual' ? createVirtualReader({ random }) : undefined
  const virtualModem = settings.text === 'virtual' ? createVirtualModem({ now }) : undefined
  const virtualPrinter = createVirtualPrinter()
  let hands: HandsServer | undefined
  if (settings.handsPath !== undefined) {
    hands = await serveHands({ path: settings.handsPath, random, reader: virtualReader?.hand, text: virtualModem?.hand, printer: virtualPrinter.hand })
  }
  const reader = virtualReader?.reader ?? createPcscReader()
  const text = typeof settings.text === 'object'
    ? createSerialModem({ path: settings.text.serial, openPort: openSerialPort })
    : virtualModem?.text ?? createAbsentModem()
  const printer = settings.printer === 'virtual' ? virtualPrinter.printer : createAbsentPrinter()
  return {
    reader, printer, text,
    async close() {
      await Promise.all([reader.close(), printer.close(), text.close(), hands?.close()])
    },
  }
}
