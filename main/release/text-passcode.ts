/**
 * Texts the passcode to the confirmed mobile, after the registrant rang to say that the card arrived. Records "begun" before it hands the
 * text over: if the app ends in between, the agent is asked what happened, and no second text is sent.
 */
import { fillText } from '../../domain/guidance/organisation-in-text.ts'
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { sendText } from '../devices/send-text.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Custody, DevicePorts, Practice, Store, WorkPhone } from '../ports.ts'
import type { Release } from './approve-release.ts'

/** What the use-cases of this file need. */
export type TextPasscodePorts = Cases & Custody & DevicePorts & Practice & Release & Store & WorkPhone

export async function textPasscode(
  desk: TextPasscodePorts,
  { caseId, expectedSeq, route, againBecause }: Input<'passcode.text'>,
): Promise<Reply<'passcode.text'>> {
  const again = againBecause === undefined ? {} : { againBecause }
  const world = await desk.cases.worldOf(caseId)
  const open = await openForAct(desk, { caseId, expectedSeq }, 'text-passcode', again, { world })
  if (!open.ok) return open
  const { boundNumber: to, liveCard, organisation } = open.value.view.facts
  if (!to || !liveCard?.passcodeId)
    return err(
      'mobile-not-confirmed',
      'This registrant has no confirmed mobile, or no card that a passcode belongs to. No text was sent.',
      'Finish the earlier steps on the task list first.',
    )
  const second = desk.release.take(caseId, liveCard.passcodeId)
  if (!second.ok) return second
  const details = { to, route, ...(second.value ? { approvedBy: second.value } : {}), ...again }
  const passcode = await desk.custody.get(liveCard.passcodeId)
  if (!passcode.ok)
    return err(
      'secret-gone',
      'The passcode of this card is no longer on this workstation. No text was sent.',
      'Replace the card: its passcode cannot be looked up. The new card gets its own passcode.',
    )
  const body = fillText(open.value.view.edition.texts.passcode, organisation?.name ?? '', { passcode: passcode.value })
  const begun = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    happened: true,
    events: [{ kind: 'passcodeTexted', ...details, outcome: 'begun' }],
  })
  if (!begun.ok) return begun
  const sent = await sendText(desk, route, { caseId, title: 'Smartcard passcode', to, body })
  const after = await desk.cases.commit({
    caseId,
    expectedSeq: expectedSeq + 1,
    happened: true,
    events: [
      sent.ok
        ? { kind: 'passcodeTexted', ...details, outcome: sent.value }
        : { kind: 'passcodeTextSettled', arrived: false, notSent: true, note: sent.error.message },
    ],
  })
  if (!after.ok) return after
  const recorded = [...begun.value.recorded, ...after.value.recorded]
  return ok({ rows: after.value.rows, recorded, lastSeq: after.value.lastSeq, outcome: sent.ok ? sent.value : 'not-sent' })
}

/** The registrant, on the telephone, says whether it arrived. Once it has, nothing here keeps the passcode any longer. */
export async function settlePasscode(
  desk: TextPasscodePorts,
  { caseId, expectedSeq, arrived, note }: Input<'passcode.settle'>,
): Promise<Reply<'passcode.settle'>> {
  const event = { kind: 'passcodeTextSettled', arrived, ...(note ? { note } : {}) } as const
  const open = await openForAct(desk, { caseId, expectedSeq }, 'settle-passcode-text')
  if (!open.ok) return open
  const committed = await desk.cases.commit({ caseId, expectedSeq, opened: open.value, events: [event] })
  const passcodeId = open.value.view.facts.liveCard?.passcodeId
  if (committed.ok && arrived && passcodeId) await desk.custody.destroy(passcodeId)
  return committed
}
