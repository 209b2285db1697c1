/**
 * Compares the digits that the registrant read out with the texted code. The code itself never reaches the screen. With the last code that a
 * call allows the call is broken off, in the same entry of the case: how many failed is counted from the case, so a restart does not reset it.
 */
import { timingSafeEqual } from 'node:crypto'
import { countFailedCodes, FAILED_CODES_A_CALL } from '../../domain/journey/phone-code.ts'
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Custody } from '../ports.ts'
import type { CodeLives } from './code-lives.ts'

/** What the use-cases of this file need. */
export type VerifyPhoneCodePorts = Cases & CodeLives & Custody

export async function verifyPhoneCode(
  desk: VerifyPhoneCodePorts,
  { caseId, expectedSeq, typed }: Input<'call.verifyPhoneCode'>,
): Promise<Reply<'call.verifyPhoneCode'>> {
  const open = await openForAct(desk, { caseId, expectedSeq }, 'verify-phone-code')
  if (!open.ok) return open
  const { facts, edition } = open.value.view
  const attempt = facts.phoneCodes.at(-1)
  const { maximumAttempts, digits } = edition.phoneCode
  if (!attempt) return err('cannot-start-yet', 'No code has been texted yet.', `Text a ${digits}-digit code first.`)
  if (attempt.result === 'same')
    return err('code-used', 'This code was already read out and matched.', 'If the call started again, text a new code.')
  if (attempt.result === 'withdrawn')
    return err(
      'too-many-attempts',
      'This code was texted to another number or in another call, so it no longer confirms the mobile.',
      'Text a new code.',
    )
  if (attempt.result === 'expired' || attempt.result === 'not-sent' || attempt.attemptsUsed >= maximumAttempts)
    return err('too-many-attempts', 'This code can no longer be used.', 'Text a new code.')
  const read = typed.replace(/[\s\-–—.,]/g, '')
  if (!new RegExp(`^\\d{${digits}}$`).test(read))
    return err(
      'not-digits',
      `The code has ${digits} digits. This was not counted as an attempt.`,
      'Type the digits that the registrant reads out.',
    )
  const kept = await desk.custody.get(attempt.custodyId)
  // A code that is no longer on this workstation can confirm nothing: it is as one that came too late.
  const expired = !kept.ok || desk.codeLives.isOver(attempt.custodyId)
  const result = expired ? 'expired' : timingSafeEqual(Buffer.from(kept.value), Buffer.from(read)) ? 'same' : 'different'
  const attemptsLeft = Math.max(0, maximumAttempts - attempt.attemptsUsed - 1)
  const isUsedUp = result !== 'same' && (result === 'expired' || attemptsLeft === 0)
  const failed = countFailedCodes(facts) + (result === 'different' && attempt.misread === 0 ? 1 : 0)
  const callBrokenOff = isUsedUp && failed >= FAILED_CODES_A_CALL
  const committed = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    happened: true,
    events: [
      { kind: 'phoneCodeVerified', attempt: attempt.attempt, result },
      ...(callBrokenOff ? [{ kind: 'phoneCodesFailed', codes: failed } as const] : []),
    ],
  })
  if (!committed.ok) return committed
  if (result !== 'different' || attemptsLeft === 0) await desk.custody.destroy(attempt.custodyId)
  return ok({ ...committed.value, result, attemptsLeft, callBrokenOff })
}
