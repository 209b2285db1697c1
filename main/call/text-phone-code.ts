/**
 * Texts a new random code to the registrant on the call (guidance: "a set of randomly generated numbers each time"). Records "begun" before it
 * hands the text over: of several requests at once only one is recorded, so only one is sent.
 */
import type { EventOf } from '../../domain/case/events.ts'
import { fillText } from '../../domain/guidance/organisation-in-text.ts'
import { groupDigits } from '../../domain/guidance/text-template.ts'
import { notAgentMobile } from '../../domain/journey/checks.ts'
import { err, ok } from '../../domain/result.ts'
import { findAgentWithMobile } from '../../domain/station.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { sendText } from '../devices/send-text.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Custody, DevicePorts, Ids, Practice, RandomNumbers, Settings, Store, WorkPhone } from '../ports.ts'
import type { CodeLives } from './code-lives.ts'

/** What the use-cases of this file need. */
export type TextPhoneCodePorts = Cases &
  Clock &
  CodeLives &
  Custody &
  DevicePorts &
  Ids &
  Practice &
  RandomNumbers &
  Settings &
  Store &
  WorkPhone

const MILLISECONDS_A_MINUTE = 60_000

export async function textPhoneCode(
  desk: TextPhoneCodePorts,
  { caseId, expectedSeq, route, newCall }: Input<'call.textPhoneCode'>,
): Promise<Reply<'call.textPhoneCode'>> {
  const again = newCall === undefined ? {} : { newCall }
  const open = await openForAct(desk, { caseId, expectedSeq }, 'text-phone-code', again)
  if (!open.ok) return open
  const { facts, edition } = open.value.view
  const to = facts.registrant?.mobile
  if (!to || !facts.organisation)
    return err('cannot-start-yet', 'There is no mobile number to text yet.', 'Enter the registrant’s details first.')
  // The details may have come from another workstation, or the agent’s mobile may have been entered later.
  const refused = notAgentMobile(findAgentWithMobile(desk.settings(), to), 'No code was texted.')
  if (refused) return { ok: false, error: refused }
  const { digits, lifeMinutes } = edition.phoneCode
  const code = desk
    .randomInt(0, 10 ** digits)
    .toString()
    .padStart(digits, '0')
  const kept = await desk.custody.put('phone-code', caseId, code)
  if (!kept.ok) return kept
  const { custodyId } = kept.value
  const life = lifeMinutes * MILLISECONDS_A_MINUTE
  const expiresAt = new Date(desk.now().getTime() + life).toISOString()
  const texted = (outcome: EventOf<'phoneCodeTexted'>['outcome'], more: { readonly newCall?: string } = {}) =>
    ({ kind: 'phoneCodeTexted', attempt: facts.phoneCodes.length + 1, to, route, outcome, expiresAt, custodyId, ...more }) as const
  const begun = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    happened: true,
    events: [texted('begun', again)],
  })
  if (!begun.ok) {
    await desk.custody.destroy(custodyId)
    return begun
  }
  desk.codeLives.begin(custodyId, life)
  const body = fillText(edition.texts.phoneCode, facts.organisation.name, { code: groupDigits(code), minutes: String(lifeMinutes) })
  const sent = await sendText(desk, route, { caseId, title: 'Code for the call', to, body })
  const after = await desk.cases.commit({
    caseId,
    expectedSeq: expectedSeq + 1,
    happened: true,
    events: [texted(sent.ok ? sent.value : 'not-sent')],
  })
  for (const earlier of facts.phoneCodes)
    if (earlier.result === 'waiting' || earlier.result === 'different') await desk.custody.destroy(earlier.custodyId)
  if (!sent.ok) await desk.custody.destroy(custodyId)
  if (!after.ok) return after
  const changed = { ...after.value, recorded: [...begun.value.recorded, ...after.value.recorded] }
  return sent.ok
    ? ok({ ...changed, outcome: sent.value })
    : ok({ ...changed, outcome: 'not-sent', problem: { message: sent.error.message, next: sent.error.next } })
}
