/** Which cases stand under which heading of Today. A case stands under one. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { isDueBy, isOverdue } from '../../../../domain/case/due-dates.ts'
import type { WaitKind } from '../../../../domain/journey/wait.ts'
import { firstQuery, type ListQuery } from '../../../../domain/work/list-query.ts'
import { compareText } from '../../shared/list-query/compare-text.ts'

export interface TodaySection {
  readonly id: string
  readonly title: string
  /** Said when no case stands here. */
  readonly empty: string
  /** What the work list shows of it. */
  readonly query: ListQuery
  /** Depends on the case alone. */
  holds(one: CaseSummary): boolean
}

const waitingFor = (kind: WaitKind, query: Partial<ListQuery> = {}): ListQuery => ({
  ...firstQuery,
  wait: kind,
  sort: 'due',
  down: false,
  ...query,
})
/** Waits that the agent ends as soon as they can: all are shown, also those that are due later. */
const actedOnAtOnce: readonly WaitKind[] = ['passcode', 'posting']
const withHeading: readonly WaitKind[] = [...actedOnAtOnce, 'appointment', 'arrival', 'reply']

/** `today`: an ISO plain date. */
export function sectionsOf(today: string): readonly TodaySection[] {
  const inTime = (one: CaseSummary) => one.wait !== undefined && !isOverdue(one.wait, today)
  const waits = (one: CaseSummary, kind: WaitKind) => one.wait?.kind === kind && inTime(one)
  const dueToday = (one: CaseSummary) => one.wait !== undefined && inTime(one) && isDueBy(one.wait, today)
  const section = (kind: WaitKind, id: string, title: string, empty: string): TodaySection => {
    const isAll = actedOnAtOnce.includes(kind)
    return {
      id,
      title,
      empty,
      query: waitingFor(kind, isAll ? {} : { due: 'today' }),
      holds: (one) => waits(one, kind) && (isAll || dueToday(one)),
    }
  }
  return [
    {
      id: 'overdue',
      title: 'Overdue',
      empty: 'Nothing is overdue.',
      query: { ...firstQuery, due: 'overdue', sort: 'due', down: false },
      holds: (one) => one.wait !== undefined && isOverdue(one.wait, today),
    },
    section('appointment', 'calls', 'Calls today', 'No call is arranged for today.'),
    section('passcode', 'passcodes', 'Passcodes waiting', 'No passcode waits to be texted.'),
    section('posting', 'posting', 'Cards to post', 'No card waits to be posted.'),
    section('arrival', 'arrivals', 'Arrivals due today', 'No card is due to arrive today.'),
    section('reply', 'replies', 'Replies due today', 'No reply is due today.'),
    {
      id: 'others',
      title: 'Other steps due today',
      empty: 'No other step is due today.',
      query: { ...firstQuery, due: 'today', sort: 'due', down: false },
      holds: (one) => dueToday(one) && one.wait !== undefined && !withHeading.includes(one.wait.kind),
    },
  ]
}

/** Due first; calls by their time. */
export function compareWaits(one: CaseSummary, other: CaseSummary): number {
  const timeOf = ({ wait }: CaseSummary) => wait?.at ?? wait?.due ?? '9999'
  return compareText(timeOf(one), timeOf(other)) || compareText(one.reference, other.reference)
}

/** The first of a list in an order, without sorting the rest of it. */
export function firstOf<Item>(items: readonly Item[], most: number, compare: (one: Item, other: Item) => number): Item[] {
  const first: Item[] = []
  for (const item of items) {
    if (first.length === most && compare(item, first[most - 1]!) >= 0) continue
    const place = first.findIndex((one) => compare(item, one) < 0)
    first.splice(place < 0 ? first.length : place, 0, item)
    if (first.length > most) first.pop()
  }
  return first
}
