/** Which cases a query shows, and in which order. Where two cases are alike, the one that changed last comes first. */
import { isDueBy, isOverdue } from '../../../../domain/case/due-dates.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import { addDays } from '../../../../domain/registrant/plain-date.ts'
import type { DueFilter, ListQuery, SortColumn } from '../../../../domain/work/list-query.ts'
import { byLastChange, type CaseOrder } from '../../../client/sorted-cases.ts'
import { compareText } from '../../shared/list-query/compare-text.ts'
import { fold } from '../../../../domain/work/search-words.ts'
import { getFilter } from './work-list-filters.ts'

const DAYS_OF_A_WEEK = 6

function holdsDue({ wait }: CaseSummary, due: DueFilter, today: string): boolean {
  if (!wait) return false
  switch (due) {
    case 'overdue':
      return isOverdue(wait, today)
    case 'today':
      return wait.due === today
    case 'week':
      return !isOverdue(wait, today) && isDueBy(wait, addDays(today, DAYS_OF_A_WEEK))
  }
}

/** `today`: an ISO plain date. */
export function holdsOf(query: ListQuery, today: string): (one: CaseSummary) => boolean {
  const { organisation, agent, edition, due, wait } = query
  const { holds } = getFilter(query.status)
  const sponsor = query.sponsor === undefined ? undefined : fold(query.sponsor)
  return (one) =>
    holds(one) &&
    (organisation === undefined || one.odsCode === organisation) &&
    (sponsor === undefined || fold(one.sponsor ?? '').includes(sponsor)) &&
    (agent === undefined || one.agent === agent) &&
    (edition === undefined || one.edition === edition) &&
    (wait === undefined || one.wait?.kind === wait) &&
    (due === undefined || holdsDue(one, due, today))
}

const people = new Intl.Collator('en-GB', { sensitivity: 'base' })
const statusOrder = ['problem', 'stopped', 'post', 'open', 'handed-over', 'ended', 'closed'] as const

/** As the status column says it. */
export function statusOf(one: CaseSummary): (typeof statusOrder)[number] {
  if (one.ended) return 'ended'
  if (one.status !== 'open') return one.status
  return one.problem === undefined ? (one.waitsForManifest ? 'post' : 'open') : 'problem'
}

function compareBy(column: SortColumn, editions: Editions): CaseOrder {
  const byName = (read: (one: CaseSummary) => string | undefined): CaseOrder => {
    return (a, b) => {
      const [one, other] = [read(a) ?? '', read(b) ?? '']
      // What is empty comes last.
      return one === '' || other === '' ? Number(one === '') - Number(other === '') : people.compare(one, other)
    }
  }
  switch (column) {
    case 'name':
      return byName(({ name }) => name)
    case 'organisation':
      return byName(({ organisation }) => organisation)
    case 'sponsor':
      return byName(({ sponsor }) => sponsor)
    case 'agent':
      return byName(({ agent }) => agent)
    case 'edition':
      return byName(({ edition }) => editions.find(edition)?.name)
    case 'next':
      return byName(({ edition, nextStep }) => nextStep && getEditionStep(editions.get(edition), nextStep).title)
    case 'reference':
      return (a, b) => compareText(a.reference, b.reference)
    case 'due':
      return (a, b) => compareText(a.wait?.at ?? a.wait?.due ?? '9999', b.wait?.at ?? b.wait?.due ?? '9999')
    case 'status':
      return (a, b) => statusOrder.indexOf(statusOf(a)) - statusOrder.indexOf(statusOf(b))
    case 'progress':
      return (a, b) => a.completed / a.of - b.completed / b.of
    case 'changed':
      return (a, b) => compareText(a.changedAt, b.changedAt)
  }
}

export function orderOf({ sort, down }: Pick<ListQuery, 'sort' | 'down'>, editions: Editions): CaseOrder {
  if (sort === 'changed' && down) return byLastChange
  const compare = compareBy(sort, editions)
  return (a, b) => (down ? compare(b, a) : compare(a, b)) || byLastChange(a, b)
}

/** The query after a press on the head of a column: sorted by it, or the other way round. */
export const sortedBy = (query: ListQuery, sort: SortColumn): ListQuery => ({
  ...query,
  sort,
  down: query.sort === sort ? !query.down : sort === 'changed',
})
