/** The state of the last phone code, and the words for it. `main` decides what counts; this only explains. */
import type { TextRoute } from '../../../../domain/journey/phone-code.ts'
import type { PhoneCode } from '../../../../domain/case/facts.ts'

export interface PhoneCodeValues {
  route: TextRoute
  typed: string
  newCall: string
}

export type PhoneCodeState =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting'; readonly attemptsLeft: number; readonly differed: boolean; readonly timeLeft: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'used-up' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'not-sent' }

const MILLISECONDS_A_MINUTE = 60_000

export function findPhoneCodeState(code: PhoneCode | undefined, maximumAttempts: number, now: Date): PhoneCodeState {
  if (!code) return { kind: 'none' }
  if (code.result === 'same') return { kind: 'same' }
  if (code.result === 'withdrawn' || code.result === 'not-sent') return { kind: code.result }
  // The clock on the screen ticks once a second, so it may be slightly behind the time of the text.
  const milliseconds = new Date(code.expiresAt).getTime() - Math.max(now.getTime(), new Date(code.textedAt).getTime())
  if (code.result === 'expired' || milliseconds <= 0) return { kind: 'expired' }
  const attemptsLeft = maximumAttempts - code.attemptsUsed
  if (attemptsLeft <= 0) return { kind: 'used-up' }
  return { kind: 'waiting', attemptsLeft, differed: code.result === 'different', timeLeft: describeTimeLeft(milliseconds) }
}

/** Whole minutes, rounded up so that the agent does not hurry; seconds only in the last minute. */
function describeTimeLeft(milliseconds: number): string {
  if (milliseconds > MILLISECONDS_A_MINUTE) return `${Math.ceil(milliseconds / MILLISECONDS_A_MINUTE)} minutes left`
  const seconds = Math.ceil(milliseconds / 1_000)
  return seconds === 1 ? '1 second left' : `${seconds} seconds left`
}

export function describeAttemptsLeft(left: number): string {
  if (left === 0) return 'No attempts left.'
  return left === 1 ? '1 attempt left' : `${left} attempts left`
}

/** The digits of a code, however the agent typed them. */
export function readTypedCode(typed: string): string {
  return typed.replace(/[\s\-–—.,]/g, '')
}

/** In practice no code for the work phone is shown. */
export const describeTextOutcome = (outcome: keyof typeof textOutcomes, practice: boolean): string =>
  practice && outcome === 'handed-to-agent' ? 'Practice: no text is sent. The text is on the practice phone.' : textOutcomes[outcome]

const textOutcomes = {
  sent: 'Sent by the modem.',
  'handed-to-agent': 'Shown in a separate window with a QR code. Send it from the work phone.',
  begun: 'RA Desk cannot tell whether it was sent.',
  unknown: 'RA Desk cannot tell whether it was sent.',
  'not-sent': 'Not sent.',
} as const
