/** Which people of a campaign are shown: by how far they are, decision, organisation, and any part of name, UUID or case reference. */
import type { Output } from '../../../../preload/contract.ts'

export type PersonLine = Output<'windDown.campaign'>['persons'][number]
export type StateFilter = PersonLine['state'] | 'all' | 'chase'

export interface PersonFilter {
  readonly state: StateFilter
  /** Empty: any. */
  readonly decision: string
  readonly odsCode: string
  readonly query: string
}

export const noFilter: PersonFilter = { state: 'all', decision: '', odsCode: '', query: '' }

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\p{M}\s-]/gu, '')
    .toUpperCase()

export function findPeople(
  people: readonly PersonLine[],
  { state, decision, odsCode, query }: PersonFilter,
  today: string,
  nameOf: (person: PersonLine) => string | undefined,
): readonly PersonLine[] {
  const wanted = folded(query)
  const isDue = ({ chaseOn }: PersonLine) => chaseOn !== undefined && chaseOn <= today
  return people.filter(
    (person) =>
      (state === 'all' || (state === 'chase' ? isDue(person) : person.state === state)) &&
      (decision === '' || person.decision === decision) &&
      (odsCode === '' || person.odsCodes.includes(odsCode)) &&
      (wanted === '' ||
        [nameOf(person), person.uuid, ...person.caseReferences].some((one) => one !== undefined && folded(one).includes(wanted))),
  )
}

export const stateWords: Readonly<Record<PersonLine['state'], string>> = {
  undecided: 'Not decided',
  decided: 'In progress',
  done: 'Nothing left',
}
export const stateTones = { undecided: 'yellow', decided: 'blue', done: 'green' } as const

/** Whether the rows by organisation add up to more than the total: access in two organisations is one thing to undo. */
export const isCountedInSeveral = ({ counts, obligations }: Pick<Output<'windDown.today'>, 'counts' | 'obligations'>): boolean =>
  counts.reduce((sum, { count }) => sum + count, 0) > obligations
