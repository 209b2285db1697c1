/** What the reports of CIM leave to do, for the page “Today”: one item for each kind of difference, because there may be hundreds. */
import { formatPlainDate } from '../registrant/plain-date.ts'
import type { WorkItem } from '../work-item.ts'
import { differenceKinds, differenceMeanings, endBands, isWithin, type DifferenceKind } from './differences.ts'

export interface OpenDifferences {
  readonly open: Readonly<Partial<Record<DifferenceKind, number>>>
  /** How many open ones end on each day. */
  readonly ends: Readonly<Record<string, number>>
}

const cimReportsPath = '/people/cim-reports'

export function cimWorkOf({ open, ends }: OpenDifferences, today: string): readonly WorkItem[] {
  return differenceKinds.flatMap((kind): WorkItem[] => {
    const count = open[kind] ?? 0
    if (count === 0) return []
    const { title } = differenceMeanings[kind]
    const item = { id: `cim ${kind}`, kind: 'cim' as const, place: `${cimReportsPath}/${kind}` }
    if (kind === 'ends-soon') return [{ ...item, ...endsInWords(ends, count, today), action: 'Renew or replace' }]
    return [{ ...item, title: `${title}: ${inWords(count)}`, detail: 'From the reports of CIM', action: 'Check the differences' }]
  })
}

/** Due on the day on which the first one ends. */
function endsInWords(ends: OpenDifferences['ends'], count: number, today: string): Pick<WorkItem, 'title' | 'detail' | 'on'> {
  const days = Object.keys(ends).sort()
  const until = (within: number): number => days.reduce((sum, day) => (isWithin(day, within, today) ? sum + ends[day]! : sum), 0)
  const [first] = days
  const within = endBands.find((band) => until(band) > 0) ?? 90
  return {
    title: `${cardsInWords(until(within) || count)} within ${within} days`,
    detail: `From the reports of CIM. Within 90 days: ${count.toLocaleString('en-GB')}.${first === undefined ? '' : ` First: ${formatPlainDate(first)}.`}`,
    ...(first === undefined ? {} : { on: first }),
  }
}

const inWords = (count: number): string => (count === 1 ? '1 person or card' : `${count.toLocaleString('en-GB')} persons or cards`)
const cardsInWords = (count: number): string => (count === 1 ? '1 card ends' : `${count.toLocaleString('en-GB')} cards end`)
