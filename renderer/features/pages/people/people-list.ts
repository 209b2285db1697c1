/** Everybody who is known here: persons of cases, grouped from the work list, and persons with a short entry. */
import { personOfSummary } from '../../../../domain/case/summary.ts'
import { formatName } from '../../../../domain/registrant/name.ts'
import type { Output } from '../../../../preload/contract.ts'
import type { ListedCase } from '../../../client/case-list.ts'
import { describe, fold, toTerms } from '../../../../domain/work/search-words.ts'

export type EnteredPerson = Output<'person.list'>['people'][number]

export interface ListedPerson {
  readonly personId: string
  readonly name: string
  readonly uuid: string | undefined
  readonly organisation: string
  /** The newest first. */
  readonly cases: readonly ListedCase[]
  readonly changedAt: string
  readonly words: string
}

/** `summaries`: last changed first, and the people come in that order; those without a case come last, by name. */
export function listPeople(summaries: readonly ListedCase[], entered: readonly EnteredPerson[]): ListedPerson[] {
  const casesOf = new Map<string, ListedCase[]>()
  for (const one of summaries) {
    const personId = personOfSummary(one)
    const known = casesOf.get(personId)
    if (known) known.push(one)
    else casesOf.set(personId, [one])
  }
  const entries = new Map(entered.map(({ personId, entry }) => [personId, entry]))
  const withCases = [...casesOf].map(([personId, cases]) => describePerson(personId, cases, entries.get(personId)))
  const without = entered.filter(({ personId }) => !casesOf.has(personId)).map(({ personId, entry }) => describePerson(personId, [], entry))
  return [...withCases, ...without.sort((one, other) => one.name.localeCompare(other.name, 'en-GB'))]
}

function describePerson(personId: string, cases: readonly ListedCase[], entry: EnteredPerson['entry'] | undefined): ListedPerson {
  const [newest] = cases
  const name = newest?.name || (entry ? formatName(entry.name) : '')
  return {
    personId,
    name,
    uuid: cases.find(({ uuid }) => uuid !== undefined)?.uuid ?? entry?.uuid,
    organisation: newest?.organisation || entry?.organisation?.name || '',
    cases,
    changedAt: newest?.changedAt ?? '',
    words: [...cases.map(describe), ...(entry ? [describeEntry(entry)] : [])].join(' '),
  }
}

const describeEntry = ({ name, uuid, mobile, email, organisation }: EnteredPerson['entry']): string =>
  describe({
    name: formatName(name),
    reference: '',
    organisation: organisation?.name ?? '',
    uuid,
    ...(mobile ? { mobile } : {}),
    ...(email ? { email } : {}),
  })

/** An email address is searched as it is written as well as by its parts. */
export function findPeople(people: readonly ListedPerson[], query: string): readonly ListedPerson[] {
  const terms = query.includes('@') ? [fold(query)] : toTerms(query)
  return terms.length === 0 ? people : people.filter(({ words }) => terms.every((term) => words.includes(term)))
}
