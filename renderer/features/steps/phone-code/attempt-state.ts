/** Where the last set of numbers stands, in words. What counts is decided by `main`; this is what the agent is told meanwhile. */
import type { PhoneCode } from '../../../../domain/case/facts.ts'

export type AttemptState =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting'; readonly triesLeft: number; readonly differed: boolean; readonly timeLeft: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'used-up' }
  | { readonly kind: 'withdrawn' }

const MILLISECONDS_A_MINUTE = 60_000

export function attemptState(attempt: PhoneCode | undefined, maximumAttempts: number, now: Date): AttemptState {
  if (!attempt) return { kind: 'none' }
  if (attempt.result === 'same') return { kind: 'same' }
  if (attempt.result === 'withdrawn') return { kind: 'withdrawn' }
  // The clock on the screen ticks once a second, so it may stand a little before the text.
  const milliseconds = new Date(attempt.expiresAt).getTime() - Math.max(now.getTime(), new Date(attempt.textedAt).getTime())
  if (attempt.result === 'expired' || milliseconds <= 0) return { kind: 'expired' }
  const triesLeft = maximumAttempts - attempt.tries
  if (triesLeft <= 0) return { kind: 'used-up' }
  return { kind: 'waiting', triesLeft, differed: attempt.result === 'different', timeLeft: timeLeft(milliseconds) }
}

/** Whole minutes, rounded up so that nobody hurries over nothing; seconds only in the last minute. */
function timeLeft(milliseconds: number): string {
  if (milliseconds > MILLISECONDS_A_MINUTE) return `${Math.ceil(milliseconds / MILLISECONDS_A_MINUTE)} minutes left`
  const seconds = Math.ceil(milliseconds / 1_000)
  return seconds === 1 ? '1 second left' : `${seconds} seconds left`
}

/** Digits as the registrant read them out, however they were typed. */
export function readOut(typed: string): string {
  return typed.replace(/[\s\-–—.,]/g, '')
}
