/** The same person: every case of the person of this case, and what else is known of them, goes to the other. All of it in one frame. */
import { refusal } from '../../domain/journey/part.ts'
import { ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Cases } from '../registration/case-store.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { isKnown } from './open-person.ts'
import type { Persons } from './person-registry.ts'

export async function linkPerson(
  desk: Cases & Persons,
  { caseId, expectedSeq, personId, why }: Input<'person.link'>,
): Promise<Reply<'person.link'>> {
  const opened = await openForAct(desk, { caseId, expectedSeq }, 'link-person')
  if (!opened.ok) return opened
  const from = desk.cases.personOf(caseId)
  if (from === undefined || !isKnown(desk, personId))
    return {
      ok: false,
      error: refusal(
        'no-such-person',
        'This person is not on this workstation. Nothing was saved.',
        'Search for the person again, under People.',
      ),
    }
  if (from === personId)
    return {
      ok: false,
      error: refusal(
        'linked-person',
        'This case is linked to this person already. Nothing was changed.',
        'Open the person to see all their cases.',
      ),
    }
  const event = { kind: 'personLinked', personId, why } as const
  const changes = [{ caseId, expectedSeq, events: [event], opened: opened.value }]
  let isWhole = true
  for (const other of desk.cases.casesOf(from)) {
    if (other === caseId) continue
    const one = await desk.cases.get(other)
    // A copy of a case that another workstation has in hand is not changed here.
    if (!one || one.view.status === 'handed-over') isWhole = false
    else changes.push({ caseId: other, expectedSeq: one.record.events.length, events: [event], opened: one })
  }
  const own = isWhole ? await desk.persons.join(from, personId, why) : undefined
  const linked = await desk.cases.commitTogether(changes, own?.rows ?? [], 'person-linked')
  if (!linked.ok) return linked
  own?.done()
  return ok(linked.value)
}
