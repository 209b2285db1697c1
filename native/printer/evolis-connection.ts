/** The serial line to an Evolis printer: opened when it is needed, and again after it was lost. */
import type { SerialPort } from '../modem/serial-port.ts'
import { evolisCommands } from './evolis-commands.ts'
import { createEvolisLine, type EvolisLine, type EvolisReply, type EvolisTiming } from './evolis-line.ts'

const questionTries = 3

export interface EvolisConnection {
  /** `undefined` when the printer cannot be reached. */
  reach(): Promise<EvolisLine | undefined>
  /** Asked again when it was not answered: a question changes nothing. */
  askStatus(): Promise<EvolisReply | undefined>
  isClosed(): boolean
  close(): Promise<void>
}

export function createEvolisConnection(
  path: string,
  openPort: (path: string) => Promise<SerialPort>,
  timing: EvolisTiming,
): EvolisConnection {
  let port: SerialPort | undefined
  let line: Promise<EvolisLine | undefined> | undefined
  let closed = false

  async function open(): Promise<EvolisLine | undefined> {
    const opened = await openPort(path).catch(() => undefined)
    if (!opened) return undefined
    if (closed) {
      await opened.close()
      return undefined
    }
    port = opened
    const fresh = createEvolisLine(opened, timing)
    opened.onClose(() => {
      port = undefined
      line = undefined
    })
    // Errors are ours to tell; a printer that refuses this handles them at its own panel, and says the same by NACK.
    const greeted = await fresh.ask(evolisCommands.softwareHandlesErrors)
    if (greeted.result === 'ack' || greeted.result === 'nack') return fresh
    await opened.close()
    return undefined
  }

  async function reach(): Promise<EvolisLine | undefined> {
    line ??= open()
    const reached = await line
    if (!reached || reached.closed()) line = undefined
    return reached
  }

  return {
    reach,
    async askStatus() {
      let reply: EvolisReply | undefined
      for (let attempt = 0; attempt < questionTries && !closed; attempt++) {
        reply = await (await reach())?.ask(evolisCommands.feederStatus)
        if (reply?.result === 'ack' || reply?.result === 'nack') return reply
      }
      return reply
    },
    isClosed: () => closed,
    async close() {
      closed = true
      await port?.close()
    },
  }
}
