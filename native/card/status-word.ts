/**
 * Status words of ISO/IEC 7816-4 §5.6 and SP 800-73-4 part 2, as failures with words. Each says what happened, what is safe, what to do.
 * A word that is not in the table is raised with its hex, never swallowed.
 */
import type { Failure } from '../../domain/result.ts'
import type { ReaderFailureCode } from '../ports.ts'

export type CardFailureCode =
  | ReaderFailureCode
  | 'passcode-wrong'
  | 'passcode-blocked'
  | 'not-authorised'
  | 'conditions-not-met'
  | 'object-not-found'
  | 'key-not-found'
  | 'card-full'
  | 'wrong-length'
  | 'wrong-data'
  | 'not-supported'
  | 'not-a-piv-card'
  | 'memory-failure'
  | 'card-fault'
  | 'unknown-status'
  | 'management-key-wrong'
  | 'value-already-refused'
  | 'value-sent-without-answer'
  | 'card-answer-malformed'
  | 'not-blank'
  | 'attempts-not-known'
  | 'another-card'
  | 'plan-unfit'
  | 'proof-failed'
  | 'secret-not-accepted'
  | 'serial-hidden'
  | 'journal-failed'
  | 'authority-failed'
  | 'certificate-unfit'

export interface CardFailure extends Failure<CardFailureCode> {
  /** Absent when the failure is the reader's or our own. */
  readonly sw?: number
  /** Attempts left for the passcode or PUK that was refused. */
  readonly triesLeft?: number
}

interface Words {
  readonly code: CardFailureCode
  readonly message: string
  readonly next: string
}

const another = 'Set this card aside and take another.'
const again = 'Take the card out, put the same card back and try again. If it happens again, set it aside and take another.'

const table: ReadonlyMap<number, Words> = new Map([
  [0x6581, { code: 'memory-failure', message: 'The card could not keep what was written to it.', next: another }],
  [0x6700, { code: 'wrong-length', message: 'The card refused the length of what was sent. Nothing was changed by it.', next: another }],
  [0x6881, { code: 'not-supported', message: 'The card does not support logical channels.', next: another }],
  [0x6882, { code: 'not-supported', message: 'The card does not support secure messaging.', next: another }],
  [
    0x6883,
    {
      code: 'conditions-not-met',
      message: 'The card was waiting for the rest of a longer command.',
      next: again,
    },
  ],
  [0x6884, { code: 'not-supported', message: 'The card does not take long commands in pieces.', next: another }],
  [
    0x6982,
    {
      code: 'not-authorised',
      message: 'The card refused because it has not been unlocked for this.',
      next: again,
    },
  ],
  [
    0x6983,
    {
      code: 'passcode-blocked',
      message: 'The card is locked after too many wrong attempts.',
      next: 'Issue a new card and cancel this one.',
    },
  ],
  [
    0x6985,
    {
      code: 'conditions-not-met',
      message: 'The card refused because something must happen first.',
      next: again,
    },
  ],
  [0x6a80, { code: 'wrong-data', message: 'The card refused the form of what was sent. Nothing was changed by it.', next: another }],
  [0x6a81, { code: 'not-supported', message: 'The card cannot do this.', next: 'Use a card of a supported kind.' }],
  [0x6a82, { code: 'object-not-found', message: 'The card does not hold this.', next: 'Check that this is the right card.' }],
  [0x6a84, { code: 'card-full', message: 'The card has no room for this.', next: 'Use a card with more room.' }],
  [0x6a86, { code: 'not-supported', message: 'The card does not know these parameters.', next: 'Use a card of a supported kind.' }],
  [0x6a88, { code: 'key-not-found', message: 'The card does not hold this key.', next: 'Check that this is the right card.' }],
  [0x6d00, { code: 'not-supported', message: 'The card does not know this command.', next: 'Use a card of a supported kind.' }],
  [0x6e00, { code: 'not-supported', message: 'The card does not know this class of command.', next: 'Use a card of a supported kind.' }],
  [0x6f00, { code: 'card-fault', message: 'The card reports a fault that it cannot name.', next: another }],
])

function tries(left: number): string {
  return left === 1 ? '1 attempt is left' : `${String(left)} attempts are left`
}

/** Undefined for 9000 alone. 61xx and 6Cxx never get here: the channel answers them. */
export function statusFailure(sw: number): CardFailure | undefined {
  if (sw === 0x9000) return undefined
  if ((sw & 0xfff0) === 0x63c0) {
    const triesLeft = sw & 0xf
    if (triesLeft === 0)
      return {
        code: 'passcode-blocked',
        message: 'The card refused it and is now locked: no attempts are left.',
        next: 'Issue a new card and cancel this one.',
        sw,
        triesLeft,
      }
    return {
      code: 'passcode-wrong',
      message: `The card refused it; ${tries(triesLeft)}. It will not be sent again.`,
      next: 'Check that this is the right card before trying another.',
      sw,
      triesLeft,
    }
  }
  const known = table.get(sw)
  if (known) return { ...known, sw }
  const hex = sw.toString(16).padStart(4, '0').toUpperCase()
  return {
    code: 'unknown-status',
    message: `The card answered ${hex}, which RA Desk does not know. Nothing was assumed from it.`,
    next: `Set this card aside and report the number ${hex}.`,
    sw,
  }
}

/**
 * True when ISO 7816-4 says that the command was checked and not carried out (64xx, 67xx to 6Exx, and a refused verification):
 * the card is as it was. 65xx, 6Fxx and unknown words promise nothing.
 */
export function changedNothing(failure: CardFailure): boolean {
  if (failure.sw === undefined) return false
  const sw1 = failure.sw >> 8
  return sw1 === 0x64 || (sw1 >= 0x67 && sw1 <= 0x6e) || (failure.sw & 0xfff0) === 0x63c0
}

/** How cards say that a passcode or PUK breaks their own rules: 6985 (YubiKey), 6A80 (by the standard, of its form), 6982. No attempt is used up. */
export const isRefusedByRules = ({ sw }: CardFailure): boolean => sw === 0x6985 || sw === 0x6a80 || sw === 0x6982
