/** Texts a fresh set of random numbers to the registrant on the video call ("a set of randomly generated numbers each time"). */
import { fillTemplate, groupDigits } from '../../domain/guidance/text-template.ts'
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { sendText } from '../devices/send-text.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Custody, DevicePorts, Guidance, Ids, RandomNumbers, Store, WorkPhone } from '../ports.ts'

/** What the use-cases of this file need. */
export type TextPhoneCodePorts = Cases & Clock & Custody & DevicePorts & Guidance & Ids & RandomNumbers & Store & WorkPhone

const MILLISECONDS_A_MINUTE = 60_000

export async function textPhoneCode(
  desk: TextPhoneCodePorts,
  { caseId, expectedSeq, route }: Input<'call.textPhoneCode'>,
): Promise<Reply<'call.textPhoneCode'>> {
  const rules = desk.edition.phoneCode
  const expiresAt = new Date(desk.now().getTime() + rules.lifeMinutes * MILLISECONDS_A_MINUTE).toISOString()
  const planned = {
    kind: 'phoneCodeTexted',
    attempt: 1,
    to: '+440000000000',
    route,
    outcome: 'sent',
    expiresAt,
    custodyId: desk.newId(),
  } as const
  const open = await openForAct(desk, caseId, expectedSeq, planned)
  if (!open.ok) return open
  const { facts } = open.value.view
  if (!facts.details) return err('cannot-start-yet', 'There is no mobile number to text yet.', 'Enter the registrant’s details first.')
  const numbers = desk
    .randomInt(0, 10 ** rules.digits)
    .toString()
    .padStart(rules.digits, '0')
  const kept = await desk.custody.put('phone-code', caseId, numbers)
  if (!kept.ok) return kept
  const to = facts.details.mobile
  const body = fillTemplate(desk.edition.texts.phoneCode, { code: groupDigits(numbers), minutes: String(rules.lifeMinutes) })
  const sent = await sendText(desk, route, { caseId, title: 'Numbers for the video call', to, body })
  if (!sent.ok) {
    await desk.custody.destroy(kept.value.custodyId)
    return sent
  }
  for (const earlier of facts.phoneCodes)
    if (earlier.result === 'waiting' || earlier.result === 'different') await desk.custody.destroy(earlier.custodyId)
  const committed = await desk.cases.commit({
    caseId,
    expectedSeq,
    happened: true,
    events: [{ ...planned, attempt: facts.phoneCodes.length + 1, to, outcome: sent.value, custodyId: kept.value.custodyId }],
  })
  return committed.ok ? ok({ ...committed.value, outcome: sent.value }) : committed
}
