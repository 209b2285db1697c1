/**
 * A card printer of the Evolis family: its serial line moves the cards, and the queue of the system that it is paired with prints the face, because the
 * bitmap of a face is the business of the maker's driver. A status question is asked again when it was not answered; a move never is.
 */
import { ok, type Result } from '../../domain/result.ts'
import type { SerialPort } from '../modem/serial-port.ts'
import type { CardMove, CardMoveFailureCode, CardPrinter, PrinterState } from '../ports.ts'
import { evolisCommands, evolisFeederWords, evolisRefusals } from './evolis-commands.ts'
import { createEvolisLine, type EvolisLine, type EvolisReply, type EvolisTiming } from './evolis-line.ts'
import { printFailures } from './print-failures.ts'

/** A queue of which one can learn how a job ended. */
export interface QueuePrinter extends CardPrinter {
  jobEnd(job: { readonly printer: string; readonly jobId: string }): Promise<'completed' | 'stopped' | 'unknown'>
}

export interface EvolisGiven {
  readonly path: string
  /** The queue of the same printer, which prints its faces. It is what the printer is called. */
  readonly queue: string
  /** The reader at its contact station, as the smart card service names it. */
  readonly reader: string
  readonly queues: QueuePrinter
  readonly openPort: (path: string) => Promise<SerialPort>
  readonly timing?: Partial<EvolisTiming & { readonly poll: number }>
}

const usualTiming = { question: 3_000, move: 30_000, quiet: 300, poll: 5_000 }
const questionTries = 3
const silent = 'Does not answer on its serial port'

export function createEvolisPrinter(given: EvolisGiven): CardPrinter {
  const { path, queue, reader, queues, openPort } = given
  const timing = { ...usualTiming, ...given.timing }
  const listeners = new Set<(printers: readonly PrinterState[]) => void>()
  let queueState: PrinterState = { name: queue, state: 'offline', problem: 'There is no queue of this name' }
  let pathState: { readonly words: string; readonly stops: boolean } | undefined = { words: silent, stops: true }
  let told = ''
  /** Fed by us, and not seen to leave. */
  let cardInside = false
  let port: SerialPort | undefined
  let line: Promise<EvolisLine | undefined> | undefined
  let timer: NodeJS.Timeout | undefined
  let stopQueue: (() => void) | undefined
  let looking: Promise<void> = Promise.resolve()
  let closed = false

  /** With an empty feeder, the card inside can still be printed. */
  const stops = (): boolean => pathState?.stops === true && !(cardInside && pathState === evolisFeederWords['2'])
  const state = (): PrinterState => {
    const words = [pathState?.words, queueState.problem].filter((one) => one !== undefined).join(', ')
    return {
      name: queue,
      state: stops() && queueState.state !== 'offline' ? 'problem' : queueState.state,
      ...(words === '' ? {} : { problem: words }),
      path: { reader },
    }
  }
  const tell = (): void => {
    const now = JSON.stringify(state())
    if (now === told) return
    told = now
    for (const listener of [...listeners]) listener([state()])
  }

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
  const reach = async (): Promise<EvolisLine | undefined> => {
    line ??= open()
    const reached = await line
    if (!reached || reached.closed()) line = undefined
    return reached
  }

  async function askStatus(): Promise<EvolisReply | undefined> {
    let reply: EvolisReply | undefined
    for (let attempt = 0; attempt < questionTries && !closed; attempt++) {
      reply = await (await reach())?.ask(evolisCommands.feederStatus)
      if (reply?.result === 'ack' || reply?.result === 'nack') return reply
    }
    return reply
  }
  async function look(): Promise<void> {
    const reply = await askStatus()
    if (reply?.result === 'ack') pathState = evolisFeederWords[reply.answer]
    else if (reply?.result === 'nack') pathState = { words: refusalOf(reply.code).words, stops: true }
    else pathState = { words: silent, stops: true }
    tell()
  }
  const lookOn = async (): Promise<void> => {
    looking = look()
    await looking
    if (!closed && listeners.size > 0) timer = setTimeout(() => void lookOn(), timing.poll)
  }

  const move =
    (which: CardMove) =>
    async (printer: string): Promise<Result<void, CardMoveFailureCode>> => {
      if (printer !== queue) return printFailures.unknownMover()
      if (closed) return printFailures.restarting()
      const reached = await reach()
      if (!reached) return printFailures.noMove(silent)
      const reply = await reached.ask(evolisCommands[which])
      const outcome = readMove(which, reply)
      if (which === 'feed') cardInside ||= outcome.ok || outcome.error.code !== 'printer-problem'
      else if (which !== 'toContacts' && outcome.ok) cardInside = false
      void look()
      return outcome
    }

  return {
    watch(listener) {
      listeners.add(listener)
      listener([state()])
      if (listeners.size === 1) {
        stopQueue = queues.watch((printers) => {
          queueState = printers.find(({ name }) => name === queue) ?? {
            name: queue,
            state: 'offline',
            problem: 'There is no queue of this name',
          }
          tell()
        })
        void lookOn()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearTimeout(timer)
        stopQueue?.()
      }
    },
    async print(job) {
      if (job.printer !== queue) return printFailures.unknown()
      await look()
      if (stops()) return printFailures.problem(pathState!.words)
      const taken = await queues.print(job)
      if (!taken.ok) return taken
      const end = await queues.jobEnd({ printer: queue, jobId: taken.value.jobId })
      if (end === 'completed') return taken
      return end === 'stopped' ? printFailures.stoppedAtCard(queueState.problem ?? 'The job was not finished') : printFailures.perhaps()
    },
    path: { feed: move('feed'), toContacts: move('toContacts'), eject: move('eject'), reject: move('reject') },
    async close() {
      closed = true
      clearTimeout(timer)
      stopQueue?.()
      listeners.clear()
      await port?.close()
      await Promise.allSettled([looking, queues.close()])
    },
  }
}

const refusalOf = (code: string) => evolisRefusals[code] ?? { words: `Refuses with the code “${code}”`, began: true }

function readMove(which: CardMove, reply: EvolisReply): Result<void, CardMoveFailureCode> {
  switch (reply.result) {
    case 'ack':
      return ok()
    case 'nack': {
      const { words, began } = refusalOf(reply.code)
      return began ? printFailures.stuck(words) : printFailures.noMove(words)
    }
    case 'silent':
      return printFailures.movedPerhaps(which)
    case 'closed':
      return reply.sent ? printFailures.movedPerhaps(which) : printFailures.noMove(silent)
  }
}
