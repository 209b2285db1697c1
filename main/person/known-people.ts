/** Adding and correcting short entries, listing them, and whether a request email is known. */
import { findMarks, rankOf } from '../../domain/person/marks.ts'
import { valuesOfEntry } from '../../domain/person/person-entry.ts'
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { PEOPLE_A_PAGE } from '../../preload/contract/person.ts'
import type { Views } from '../ports.ts'
import type { BlindMark } from '../registration/blind-marks.ts'
import { noSuchPerson } from './open-person.ts'
import type { Persons } from './person-registry.ts'
import { entryOf } from './person-rows.ts'

/** What the use-cases of this file need. */
export type KnownPeoplePorts = Persons & Views & { readonly blindMark: BlindMark }

export async function listEntered({ persons, views }: KnownPeoplePorts, { from }: Input<'person.list'>): Promise<Reply<'person.list'>> {
  const noted = await views.note({ action: 'people-listed', of: 'people' })
  if (!noted.ok) return noted
  return ok(await persons.entered(from, PEOPLE_A_PAGE))
}

export async function correctPerson(
  { persons }: KnownPeoplePorts,
  { personId, entry, why }: Input<'person.correct'>,
): Promise<Reply<'person.correct'>> {
  const row = await persons.read(personId)
  if (!row || !entryOf(row)) return noSuchPerson
  const corrected = await persons.correct(personId, entry, why)
  return corrected.ok ? ok({}) : corrected
}

/** The same name alone may be another person's; if more is the same, RA Desk asks the agent first. */
export async function addPerson(desk: KnownPeoplePorts, { entry, asked }: Input<'person.add'>): Promise<Reply<'person.add'>> {
  await desk.persons.load()
  const known = desk.marks
    .others(undefined, findMarks(valuesOfEntry(entry)).map(desk.blindMark))
    .find(({ kinds }) => rankOf(kinds) !== 'weak')
  if (known && !asked)
    return err(
      'person-known',
      known.owner.deleted
        ? `A case that was deleted, ${known.owner.deleted.caseReference}, was about a person with these details. No person was added.`
        : 'A person with these details is here already. No person was added.',
      'Search for them under People first. If this is someone else, choose “Add a person” again.',
    )
  const added = await desk.persons.add(entry)
  return added.ok ? ok({ personId: added.value }) : added
}

export async function findRequest(desk: KnownPeoplePorts, { sha256 }: Input<'person.requestKnown'>): Promise<Reply<'person.requestKnown'>> {
  await desk.persons.load()
  const [found] = desk.marks.others(undefined, [desk.blindMark({ kind: 'request-email', value: sha256 })])
  const { ofCase, deleted } = found?.owner ?? {}
  if (ofCase) return ok({ known: { caseReference: ofCase.caseReference, caseId: ofCase.caseId } })
  return ok(deleted ? { known: { caseReference: deleted.caseReference, deletedIn: deleted.month } } : {})
}
