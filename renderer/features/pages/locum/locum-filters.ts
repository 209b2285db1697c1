/** Which entries of the log are shown: by state, and by any part of the name, UUID, register number, organisation, sponsor or reference. */
import { locumStates, locumStateWords, type LocumState } from '../../../../domain/locum/entry.ts'
import type { LocumLine } from './use-locum.ts'

export type LocumFilter = LocumState | 'all'

export const locumTones: Readonly<Record<LocumState, 'blue' | 'yellow' | 'red' | 'green' | 'plain' | 'none'>> = {
  active: 'green',
  'review-due': 'yellow',
  overdue: 'red',
  ended: 'red',
  revoked: 'plain',
}

export interface ShownFilter {
  readonly id: LocumFilter
  readonly title: string
  readonly count: number
}

/** `states`: those that are offered. */
export function shownFilters(
  entries: readonly Pick<LocumLine, 'state'>[],
  states: readonly LocumState[] = locumStates,
): readonly ShownFilter[] {
  const counts = new Map<LocumState, number>()
  for (const { state } of entries) counts.set(state, (counts.get(state) ?? 0) + 1)
  const shown = states.map((state) => ({ id: state, title: locumStateWords[state], count: counts.get(state) ?? 0 }))
  return [{ id: 'all', title: 'All', count: shown.reduce((sum, { count }) => sum + count, 0) }, ...shown]
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s-]/gu, '')

export function findEntries(entries: readonly LocumLine[], filter: LocumFilter, query: string): readonly LocumLine[] {
  const wanted = folded(query)
  return entries.filter(
    (line) =>
      (filter === 'all' || line.state === filter) &&
      (wanted === '' ||
        [
          line.name,
          line.uuid,
          line.registerNumber,
          line.sponsor,
          line.organisations.join(' '),
          line.case?.caseReference,
          line.revoked?.reference,
        ].some((one) => one !== undefined && folded(one).includes(wanted))),
  )
}
