/** A serial port of this machine. The only file that names the binding, which is loaded when the first port is opened. */
import { createSequencer } from '../../domain/sequencer.ts'
import type { ByteStream } from './at-command.ts'

export interface SerialPort extends ByteStream {
  close(): Promise<void>
}

/** In baud. Modems on USB ignore it; those on a real line find it out from the first `AT`. */
const modemSpeed = 115_200

/** Rejects when there is no such port, when another program has it, or when the binding does not load in this runtime. */
export async function openSerialPort(path: string, baudRate = modemSpeed): Promise<SerialPort> {
  const { autoDetect } = await import('@serialport/bindings-cpp')
  const port = await autoDetect().open({ path, baudRate, dataBits: 8, stopBits: 1, parity: 'none', rtscts: false })
  // Says that we are ready to listen. A pseudo terminal has no such wires and refuses.
  await port.set({ dtr: true, rts: true }).catch(() => undefined)

  const closeListeners: (() => void)[] = []
  let open = true
  // The binding takes one write at a time.
  const inTurn = createSequencer()
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    for (const listener of closeListeners) listener()
    await port.close().catch(() => undefined)
  }
  const readOn = async (listener: (bytes: Uint8Array) => void): Promise<void> => {
    const buffer = Buffer.alloc(4096)
    while (open) {
      let count: number
      try {
        ;({ bytesRead: count } = await port.read(buffer, 0, buffer.length))
      } catch {
        // Closed by us, or the modem was pulled out: both end the reading.
        return close()
      }
      if (open && count > 0) listener(Uint8Array.from(buffer.subarray(0, count)))
    }
  }

  return {
    write: (bytes) =>
      inTurn(async () => {
        if (!open) throw new Error('the serial port is closed')
        try {
          await port.write(Buffer.from(bytes))
        } catch (reason) {
          await close()
          throw reason
        }
      }),
    onBytes: (listener) => void readOn(listener),
    onClose: (listener) => void (open ? closeListeners.push(listener) : listener()),
    close,
  }
}
