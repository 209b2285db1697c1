/**
 * A card printer of the Evolis family: its serial line moves the cards, and the queue of the system that it is paired with prints the face, because the
 * bitmap of a face is the business of the maker's driver. A status question is asked again when it was not answered; a move never is.
 */
import type { SerialPort } from '../modem/serial-port.ts'
import type { CardMove, CardPath, CardPrinter } from '../ports.ts'
import { evolisCommands } from './evolis-commands.ts'
import { createEvolisConnection } from './evolis-connection.ts'
import type { EvolisTiming } from './evolis-line.ts'
import { lookAtEvolis } from './evolis-look.ts'
import { evolisSilent, findStop, isCardInside, readMove } from './evolis-state.ts'
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

export function createEvolisPrinter(given: EvolisGiven): CardPrinter {
  const { path, queue, reader, queues, openPort } = given
  const timing = { ...usualTiming, ...given.timing }
  const connection = createEvolisConnection(path, openPort, timing)
  const { state, look, watch, close: endLook } = lookAtEvolis({ queue, reader, queues, connection, every: timing.poll })

  const move =
    (which: CardMove): CardPath[CardMove] =>
    async (printer) => {
      if (printer !== queue) return printFailures.unknownMover()
      if (connection.isClosed()) return printFailures.restarting()
      const reached = await connection.reach()
      if (!reached) return printFailures.noMove(evolisSilent)
      const outcome = readMove(which, await reached.ask(evolisCommands[which]))
      state.cardInside = isCardInside(state.cardInside, which, outcome)
      void look()
      return outcome
    }

  return {
    watch,
    async print(job) {
      if (job.printer !== queue) return printFailures.unknown()
      await look()
      const stop = findStop(state)
      if (stop !== undefined) return printFailures.problem(stop)
      const taken = await queues.print(job)
      if (!taken.ok) return taken
      const end = await queues.jobEnd({ printer: queue, jobId: taken.value.jobId })
      if (end === 'completed') return taken
      return end === 'stopped' ? printFailures.stoppedAtCard(state.queue.problem ?? 'The job was not finished') : printFailures.perhaps()
    },
    path: { feed: move('feed'), toContacts: move('toContacts'), eject: move('eject'), reject: move('reject') },
    async close() {
      const lineClosed = connection.close()
      const lookEnded = endLook()
      await lineClosed
      await Promise.allSettled([lookEnded, queues.close()])
    },
  }
}
