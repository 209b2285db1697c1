/** What an Evolis printer's answers mean, and the state that it has by its serial line and its queue together. */
import { ok, type Result } from '../../domain/result.ts'
import type { CardMove, CardMoveFailureCode, PrinterState } from '../ports.ts'
import { evolisFeederWords, evolisRefusals } from './evolis-commands.ts'
import type { EvolisReply } from './evolis-line.ts'
import { printFailures } from './print-failures.ts'

export const evolisSilent = 'Does not answer on its serial port'

export interface EvolisState {
  /** What the queue says of its printer. */
  queue: PrinterState
  /** What the serial line says; `undefined` when all is well. `stops`: nothing can be printed. */
  path: { readonly words: string; readonly stops: boolean } | undefined
  /** Fed by us, and not seen to leave. */
  cardInside: boolean
}

/** Why nothing can be printed, in words. With an empty feeder, the card inside can still be printed. */
export function findStop({ path, cardInside }: EvolisState): string | undefined {
  return path?.stops === true && !(cardInside && path === evolisFeederWords['2']) ? path.words : undefined
}

/** `reader`: the one at its contact station. */
export function describeEvolis(state: EvolisState, name: string, reader: string): PrinterState {
  const { queue, path } = state
  const words = [path?.words, queue.problem].filter((one) => one !== undefined).join(', ')
  return {
    name,
    state: findStop(state) !== undefined && queue.state !== 'offline' ? 'problem' : queue.state,
    ...(words === '' ? {} : { problem: words }),
    path: { reader },
  }
}

/** The answer to the question how the feeder is. */
export function readStatus(reply: EvolisReply | undefined): EvolisState['path'] {
  if (reply?.result === 'ack') return evolisFeederWords[reply.answer]
  if (reply?.result === 'nack') return { words: refusalOf(reply.code).words, stops: true }
  return { words: evolisSilent, stops: true }
}

/** How a move ended. A card that may be stuck or moved counts as neither. */
export function readMove(which: CardMove, reply: EvolisReply): Result<void, CardMoveFailureCode> {
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
      return reply.sent ? printFailures.movedPerhaps(which) : printFailures.noMove(evolisSilent)
  }
}

/** Whether a card is inside after this move; a feed that may have begun counts. */
export function isCardInside(before: boolean, which: CardMove, outcome: Result<void, CardMoveFailureCode>): boolean {
  if (which === 'feed') return before || outcome.ok || outcome.error.code !== 'printer-problem'
  return before && !(which !== 'toContacts' && outcome.ok)
}

function refusalOf(code: string) {
  return evolisRefusals[code] ?? { words: `Refuses with the code “${code}”`, began: true }
}
