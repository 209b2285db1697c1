/** An Evolis printer for tests: its serial line to a simulator, and a queue that prints on what the simulator has inside. */
import { createEvolisPrinter, type QueuePrinter } from '../../native/printer/evolis-printer.ts'
import type { SerialPort } from '../../native/modem/serial-port.ts'
import { createVirtualPrinter, type VirtualPrinterControls } from '../../native/printer/virtual-printer.ts'
import type { CardPrinter } from '../../native/ports.ts'
import type { EvolisSimulator } from './evolis-simulator.ts'

export const queueName = 'RA Desk virtual card printer'
export const contactReader = 'Sample contact station 00 00'

/** Its queue, and the end that its next job comes to. */
export function createSampleQueue(simulator: EvolisSimulator): {
  readonly queue: QueuePrinter
  readonly hand: VirtualPrinterControls
  nextEnd(end: 'completed' | 'stopped' | 'unknown'): void
} {
  const { printer, hand } = createVirtualPrinter()
  let end: 'completed' | 'stopped' | 'unknown' = 'completed'
  return {
    hand,
    nextEnd: (next) => {
      end = next
    },
    queue: {
      ...printer,
      async print(job) {
        const printed = await printer.print(job)
        if (printed.ok) simulator.runThrough()
        return printed
      },
      jobEnd: () => Promise.resolve(end),
    },
  }
}

/** A serial port in memory that leads to the simulator. */
export function openInMemory(simulator: EvolisSimulator): (path: string) => Promise<SerialPort> {
  return () => {
    let open = true
    let hear: ((bytes: Uint8Array) => void) | undefined
    const closing: (() => void)[] = []
    const close = (): void => {
      if (!open) return
      open = false
      simulator.connect(undefined)
      for (const listener of closing) listener()
    }
    simulator.connect(
      (bytes) =>
        queueMicrotask(() => {
          if (open) hear?.(bytes)
        }),
      close,
    )
    return Promise.resolve({
      write: (bytes) => {
        if (!open) return Promise.reject(new Error('closed'))
        simulator.take(bytes)
        return Promise.resolve()
      },
      onBytes: (listener) => {
        hear = listener
      },
      onClose: (listener) => void (open ? closing.push(listener) : listener()),
      close: () => Promise.resolve(close()),
    })
  }
}

export function openSampleEvolis(
  queues: QueuePrinter,
  given: {
    readonly path: string
    readonly openPort: (path: string) => Promise<SerialPort>
    readonly poll?: number
    readonly patience?: number
  },
): CardPrinter {
  // Over a real line on a machine with other work, an answer can take a while; a silent printer is waited for as long.
  const { path, openPort, poll = 20, patience = 80 } = given
  return createEvolisPrinter({
    path,
    queue: queueName,
    reader: contactReader,
    queues,
    openPort,
    timing: { question: patience, move: patience, quiet: 15, poll },
  })
}
