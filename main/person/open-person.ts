/** Everything there is of one person: opens only the few cases of this person. */
import type { PersonGrant, PersonView } from '../../domain/person/person-shape.ts'
import { viewPerson, type OwnOfPerson } from '../../domain/person/person-view.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Cards } from '../cards/card-services.ts'
import type { Views } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { Cases } from '../registration/case-store.ts'
import type { OpenCase } from '../registration/stored-cases.ts'
import type { Persons } from './person-registry.ts'
import type { PersonRow } from './person-rows.ts'

/** Port: access of the National Locum code that was given to a user of CIS. */
export interface Grants {
  readonly grantsOf: (uuid: string) => Promise<readonly PersonGrant[]>
}

export type OpenPersonPorts = Cases & Persons & Views & Cards & Grants

export async function openPerson(
  desk: OpenPersonPorts,
  personId: string,
): Promise<Result<PersonView, 'no-such-person' | RecordFailureCode>> {
  if (!isKnown(desk, personId)) return noSuchPerson
  const noted = await desk.views.note({ action: 'person-viewed', of: personId, detail: { personId } })
  if (!noted.ok) return noted
  return ok(await readPerson(desk, personId))
}

export const isKnown = ({ cases, persons }: Cases & Persons, personId: string): boolean => cases.isPerson(personId) || persons.has(personId)

async function readPerson(desk: OpenPersonPorts, personId: string): Promise<PersonView> {
  const cases = await openCases(desk, personId)
  const own = ownOf(await desk.persons.read(personId))
  const stateOf = (serial: string) => desk.cards.book.find(serial)?.state
  const view = viewPerson({ personId, cases, own, grants: [], stateOf })
  const grants = (await Promise.all(view.uuids.map((uuid) => desk.grantsOf(uuid)))).flat()
  return { ...view, grants }
}

/** The oldest first. */
export async function openCases({ cases }: Cases, personId: string): Promise<OpenCase[]> {
  const opened = await Promise.all(cases.casesOf(personId).map((caseId) => cases.get(caseId)))
  return opened.filter((one) => one !== undefined).sort((one, other) => one.view.facts.openedAt.localeCompare(other.view.facts.openedAt))
}

export function ownOf(row: PersonRow | undefined): OwnOfPerson {
  const events = row?.events ?? []
  return {
    entries: events.flatMap((event) => {
      if (event.kind === 'entered') return [{ entry: event.entry, at: event.at, by: event.by }]
      return event.kind === 'corrected' ? [{ entry: event.entry, at: event.at, by: event.by, why: event.why }] : []
    }),
    joined: events.flatMap((event) => (event.kind === 'joined' ? [{ at: event.at, by: event.by, why: event.why }] : [])),
    deleted: events.flatMap((event) => (event.kind === 'case-deleted' ? [{ caseReference: event.caseReference, month: event.month }] : [])),
  }
}

export const noSuchPerson = err(
  'no-such-person',
  'This person is not on this workstation. Nothing was changed.',
  'Search for the person again, under People.',
)
