/** Handlers of `preload/contract/person.ts`. */
import { findMarks, rankOf } from '../../domain/person/marks.ts'
import { valuesOfEntry } from '../../domain/person/person-entry.ts'
import { err, ok } from '../../domain/result.ts'
import type { Handlers, Input, Reply } from '../../preload/contract.ts'
import { PEOPLE_A_PAGE, type personChannels } from '../../preload/contract/person.ts'
import { findDuplicates, type DuplicatePorts } from './find-duplicates.ts'
import { linkPerson } from './link-person.ts'
import { noSuchPerson, openPerson, type OpenPersonPorts } from './open-person.ts'
import { entryOf } from './person-rows.ts'

export type PersonPorts = OpenPersonPorts & DuplicatePorts

export function personHandlers({ desk }: { readonly desk: () => PersonPorts }): Pick<Handlers, keyof typeof personChannels> {
  return {
    'person.open': ({ personId }) => openPerson(desk(), personId),
    'person.list': ({ from }) => listEntered(desk(), from),
    'person.add': (input) => addPerson(desk(), input),
    'person.correct': async ({ personId, entry, why }) => {
      const { persons } = desk()
      const row = await persons.read(personId)
      if (!row || !entryOf(row)) return noSuchPerson
      const corrected = await persons.correct(personId, entry, why)
      return corrected.ok ? ok({}) : corrected
    },
    'person.duplicates': (input) => findDuplicates(desk(), input),
    'person.link': (input) => linkPerson(desk(), input),
    'person.requestKnown': ({ sha256 }) => findRequest(desk(), sha256),
  }
}

async function listEntered({ persons, views }: PersonPorts, from: number): Promise<Reply<'person.list'>> {
  const noted = await views.note({ action: 'people-listed', of: 'people' })
  if (!noted.ok) return noted
  const people = []
  let place = 0
  for await (const one of persons.entered()) {
    place += 1
    if (place <= from) continue
    if (people.length === PEOPLE_A_PAGE) return ok({ people, more: true })
    people.push(one)
  }
  return ok({ people, more: false })
}

/** Somebody with the same name only may be somebody else; with more, the agent is asked first. */
async function addPerson(desk: PersonPorts, { entry, asked }: Input<'person.add'>): Promise<Reply<'person.add'>> {
  await desk.persons.load()
  const known = desk.marks
    .others(undefined, findMarks(valuesOfEntry(entry)).map(desk.blindMark))
    .find(({ kinds }) => rankOf(kinds) !== 'weak')
  if (known && !asked)
    return err(
      'person-known',
      known.owner.deleted
        ? `A case that was deleted, ${known.owner.deleted.caseReference}, was about a person with these details. Nobody was added.`
        : 'A person with these details is here already. Nobody was added.',
      'Search for them under People first. If this is somebody else, choose “Add a person” again.',
    )
  const added = await desk.persons.add(entry)
  return added.ok ? ok({ personId: added.value }) : added
}

async function findRequest(desk: PersonPorts, sha256: string): Promise<Reply<'person.requestKnown'>> {
  await desk.persons.load()
  const [found] = desk.marks.others(undefined, [desk.blindMark({ kind: 'request-email', value: sha256 })])
  const { ofCase, deleted } = found?.owner ?? {}
  if (ofCase) return ok({ known: { caseReference: ofCase.caseReference, caseId: ofCase.caseId } })
  return ok(deleted ? { known: { caseReference: deleted.caseReference, deletedIn: deleted.month } } : {})
}
