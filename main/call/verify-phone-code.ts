/** Compares the digits that the registrant read out with the texted code. The code itself never reaches the screen. */
import { timingSafeEqual } from 'node:crypto'
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Custody } from '../ports.ts'

/** What the use-cases of this file need. */
export type VerifyPhoneCodePorts = Cases & Clock & Custody

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
  if (attempt.result === 'expired' || attempt.attemptsUsed >= maximumAttempts)
    return err('too-many-attempts', 'This code can no longer be used.', 'Text a new code.')
  const read = typed.replace(/[\s\-–—.,]/g, '')
  if (!new RegExp(`^\\d{${digits}}$`).test(read))
    return err(
      'not-digits',
      `The code has ${digits} digits. This was not counted as an attempt.`,
      'Type the digits that the registrant reads out.',
    )
  const kept = await desk.custody.get(attempt.custodyId)
  if (!kept.ok) return err('too-many-attempts', 'This code is no longer on this workstation.', 'Text a new code.')
  const expired = desk.now().toISOString() > attempt.expiresAt
  const result = expired ? 'expired' : timingSafeEqual(Buffer.from(kept.value), Buffer.from(read)) ? 'same' : 'different'
  const committed = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    happened: true,
    events: [{ kind: 'phoneCodeVerified', attempt: attempt.attempt, result }],
  })
  if (!committed.ok) return committed
  const attemptsLeft = Math.max(0, maximumAttempts - attempt.attemptsUsed - 1)
  if (result !== 'different' || attemptsLeft === 0) await desk.custody.destroy(attempt.custodyId)
  return ok({ ...committed.value, result, attemptsLeft })
}
