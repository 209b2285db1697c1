/** Never sends a secret twice that the card refused, nor a change that it left without an answer: both may cost an attempt, or hide what the card holds. */
import { empty } from '../../domain/bytes.ts'
import type { CommandApdu } from './apdu.ts'
import { done, failure, type CardCommand, type CardResult } from './card-command.ts'
import { digest } from './mutual-authentication.ts'
import { changedNothing } from './status-word.ts'

/** Which values one card refused or left without an answer, as hashes. Sessions with the same card may share one; two cards never. */
export interface SentValues {
  readonly refused: Set<string>
  readonly unanswered: Set<string>
}

export function createSentValues(): SentValues {
  return { refused: new Set(), unanswered: new Set() }
}

/** A command that carries a secret the card may count against us. `proof` is the value that the card checks. */
export type GuardedCommand = (reference: number, proof: Uint8Array, apdu: Omit<CommandApdu, 'cla'>) => Promise<CardResult<void>>

export function guardCommand(command: CardCommand, sent: SentValues): GuardedCommand {
  return async (reference, proof, apdu) => {
    const asProof = digest(reference, proof)
    const asCommand = digest(reference, Uint8Array.of(apdu.ins), apdu.data ?? empty)
    if (sent.refused.has(asProof)) {
      return failure(
        'value-already-refused',
        'The card has refused this before, so it was not sent again. No attempt was used up.',
        'Check that this is the right card.',
      )
    }
    if (sent.unanswered.has(asCommand)) {
      return failure(
        'value-sent-without-answer',
        'This was sent before and the card did not answer, so it was not sent again.',
        'Set this card aside: it is not known what it now holds.',
      )
    }
    // Noted before it leaves, so that no path out of here can forget it.
    sent.unanswered.add(asCommand)
    const answer = await command(apdu)
    if (answer.ok || changedNothing(answer.error)) sent.unanswered.delete(asCommand)
    if (answer.ok) return done
    if (answer.error.triesLeft !== undefined) sent.refused.add(asProof)
    return answer
  }
}
