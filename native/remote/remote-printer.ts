/** Printers of the device process. A job or a move that was under way when the process ended may have been carried out: a person looks. */
import { toBase64 } from '../../domain/bytes.ts'
import { err, ok } from '../../domain/result.ts'
import { moveAnswer, printAnswer } from '../device-messages.ts'
import type { CardMove, CardPath, CardPrinter, DocumentPrinter, PrinterState } from '../ports.ts'
import { printFailures } from '../printer/print-failures.ts'
import type { WatchedValue } from '../watched-value.ts'
import { remoteFailure, type DeviceCalls } from './device-calls.ts'

/** Prints on the card printer, or on a printer for documents. */
export const createRemotePrint =
  ({ ask }: DeviceCalls, on: 'cards' | 'documents'): DocumentPrinter['print'] =>
  async ({ printer, title, pdf }) => {
    const lost = printFailures.perhaps()
    const notSent = err(
      'printer-problem',
      'The link to the printer is being restarted. Nothing was printed.',
      'Wait a moment and print again.',
    )
    const answer = await ask({ call: 'print', on, printer, title, pdf: toBase64(pdf) }, printAnswer, { lost, notSent })
    return answer.ok ? ok(answer.value) : remoteFailure(answer)
  }

export function createRemotePrinter(calls: DeviceCalls, printers: WatchedValue<readonly PrinterState[]>): CardPrinter {
  const { ask } = calls
  const move =
    (which: CardMove): CardPath[CardMove] =>
    async (printer) => {
      const answer = await ask({ call: 'move', move: which, printer }, moveAnswer, {
        lost: printFailures.movedPerhaps(which),
        notSent: printFailures.restarting(),
      })
      return answer.ok ? ok() : remoteFailure(answer)
    }

  return {
    watch: printers.watch,
    print: createRemotePrint(calls, 'cards'),
    path: { feed: move('feed'), toContacts: move('toContacts'), eject: move('eject'), reject: move('reject') },
    close: () => Promise.resolve(),
  }
}
