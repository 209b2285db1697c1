/** The reports, from counted facts: each as rows for a table and values for a picture. Periods are whole days, both ends included. */
import type { CardState } from '../card/lifecycle.ts'
import { cardStates, cardStateWords } from '../card/lifecycle.ts'
import { waitTitles } from '../case/wait-words.ts'
import { formatDays } from '../format.ts'
import type { Editions } from '../guidance/index.ts'
import { waitKinds } from '../journey/wait.ts'
import { nameIn } from '../journey/words.ts'
import { addDays } from '../registrant/plain-date.ts'
import type { CountedFacts, ReportFact } from './report-facts.ts'

export interface Period {
  readonly from: string
  readonly to: string
}

export interface ReportRow {
  readonly label: string
  /** One for each series. */
  readonly values: readonly number[]
}

export interface Report {
  readonly id: string
  readonly title: string
  /** What is counted, in a sentence. */
  readonly about: string
  /** Of the label, then of each series. */
  readonly columns: readonly string[]
  readonly unit: string
  readonly rows: readonly ReportRow[]
  /** Said when there are no rows. */
  readonly empty: string
}

const isIn = (day: string, { from, to }: Period): boolean => day >= from && day <= to
const DAYS_OF_WEEK = 7

/** The Monday of the week of a day. */
export function weekOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + DAYS_OF_WEEK - 1) % DAYS_OF_WEEK))
}

type Named<Name> = Extract<ReportFact, readonly [Name, ...unknown[]]>
function* only<Name extends ReportFact[0]>(facts: CountedFacts, name: Name): Generator<readonly [Named<Name>, number]> {
  for (const { fact, count } of facts) if (fact[0] === name) yield [fact as Named<Name>, count]
}

/** The days of a week that are in the period: at its ends a week may be cut. */
function labelOfWeek(monday: string, { from, to }: Period): string {
  const sunday = addDays(monday, DAYS_OF_WEEK - 1)
  return formatDays(monday < from ? from : monday, sunday > to ? to : sunday)
}

export function throughput(facts: CountedFacts, period: Period): Report {
  const weeks = new Map<string, [opened: number, closed: number]>()
  for (let week = weekOf(period.from); week <= period.to; week = addDays(week, DAYS_OF_WEEK)) weeks.set(week, [0, 0])
  const add = (day: string, place: 0 | 1, count: number) => {
    const week = isIn(day, period) ? weeks.get(weekOf(day)) : undefined
    if (week) week[place] += count
  }
  for (const [[, day], count] of only(facts, 'opened')) add(day, 0, count)
  for (const [[, day], count] of only(facts, 'closed')) add(day, 1, count)
  return {
    id: 'throughput',
    title: 'Cases opened and closed',
    about: 'By week, from Monday to Sunday. Cases that were stopped or ended early are not counted as closed.',
    columns: ['Week', 'Opened', 'Closed'],
    unit: 'cases',
    rows: [...weeks].map(([week, values]) => ({ label: labelOfWeek(week, period), values })),
    empty: 'There is no week in this period.',
  }
}

/** The value below which this part of a histogram lies; 0 for none. */
export function quantileOf(histogram: ReadonlyMap<number, number>, part: number): number {
  const sorted = [...histogram].sort(([a], [b]) => a - b)
  const wanted = Math.max(1, Math.ceil(sorted.reduce((sum, [, count]) => sum + count, 0) * part))
  let sum = 0
  for (const [value, count] of sorted) {
    sum += count
    if (sum >= wanted) return value
  }
  return 0
}

const MEDIAN = 0.5
const MOST_OF_THEM = 0.9

export function waitingTimes(facts: CountedFacts, period: Period, editions: Editions): Report {
  const byStage = new Map<string, Map<number, number>>()
  for (const [[, edition, stage, days, ended], count] of only(facts, 'stage')) {
    if (!isIn(ended, period)) continue
    const key = `${edition} ${stage}`
    const histogram = byStage.get(key) ?? new Map<number, number>()
    byStage.set(key, histogram.set(days, (histogram.get(days) ?? 0) + count))
  }
  const isSeveral = new Set([...byStage.keys()].map((key) => key.split(' ')[0])).size > 1
  const rows = editions.all.flatMap(({ id, name, stages }) =>
    stages.flatMap((stage) => {
      const histogram = byStage.get(`${id} ${stage.id}`)
      if (!histogram) return []
      return [
        {
          label: isSeveral ? `${stage.title} (${name})` : stage.title,
          values: [quantileOf(histogram, MEDIAN), quantileOf(histogram, MOST_OF_THEM)],
        },
      ]
    }),
  )
  return {
    id: 'waiting',
    title: 'Time for each stage',
    about:
      'Calendar days from the end of the stage before. Half of the cases took no longer than the median; 9 of 10 no longer than the second value.',
    columns: ['Stage', 'Median', '9 of 10'],
    unit: 'days',
    rows,
    empty: 'No stage was finished in this period.',
  }
}

const rejectedThings: Readonly<Record<string, string>> = { document: 'Document', photograph: 'Photograph', call: 'Call' }

export function rejections(facts: CountedFacts, period: Period, editions: Editions): Report {
  const counts = new Map<string, number>()
  for (const [[, editionId, of, reason, day], count] of only(facts, 'rejected')) {
    if (!isIn(day, period)) continue
    const edition = editions.find(editionId)
    const list =
      of === 'document'
        ? edition?.documentRejectionReasons
        : of === 'photograph'
          ? edition?.photographRejectionReasons
          : edition?.notMatchedReasons
    const label = `${rejectedThings[of] ?? of}: ${nameIn(list ?? [], reason)}`
    counts.set(label, (counts.get(label) ?? 0) + count)
  }
  return {
    id: 'rejections',
    title: 'Why something was rejected',
    about: 'Each reason each time it was chosen, also for what was accepted later.',
    columns: ['Reason', 'Times'],
    unit: 'times',
    rows: [...counts].sort(([, a], [, b]) => b - a).map(([label, count]) => ({ label, values: [count] })),
    empty: 'Nothing was rejected in this period.',
  }
}

/** As it is today, for every period. */
export function overdue(facts: CountedFacts, today: string): Report {
  const waiting = new Map<string, [all: number, late: number]>()
  for (const [[, kind, due], count] of only(facts, 'waits')) {
    const values = waiting.get(kind) ?? [0, 0]
    values[0] += count
    if (due !== '' && due < today) values[1] += count
    waiting.set(kind, values)
  }
  return {
    id: 'overdue',
    title: 'Waiting and overdue today',
    about: 'Open cases by what they wait for.',
    columns: ['Waits for', 'Open cases', 'Overdue'],
    unit: 'cases',
    rows: waitKinds.flatMap((kind) => {
      const values = waiting.get(kind)
      return values ? [{ label: waitTitles[kind], values }] : []
    }),
    empty: 'No case is waiting.',
  }
}

export interface CardCounts {
  readonly blank: number
  readonly byState: Readonly<Partial<Record<CardState, number>>>
}

/** As it is today, for every period. */
export function cardsByState({ byState }: CardCounts): Report {
  return {
    id: 'cards',
    title: 'Cards by state today',
    about: 'Every card that this workstation has in stock or has touched.',
    columns: ['State', 'Cards'],
    unit: 'cards',
    rows: cardStates.flatMap((state) => (byState[state] ? [{ label: cardStateWords[state], values: [byState[state]] }] : [])),
    empty: 'No card is on the register.',
  }
}

/** As it is today, for every period. */
export function consumables(facts: CountedFacts, { blank }: CardCounts): Report {
  let needed = 0
  for (const [, count] of only(facts, 'needs-card')) needed += count
  return {
    id: 'consumables',
    title: 'Blank cards and open cases today',
    about:
      needed > blank
        ? `${needed - blank} more blank ${needed - blank === 1 ? 'card is' : 'cards are'} needed for the open cases.`
        : 'There are enough blank cards for the open cases.',
    columns: ['What', 'Number'],
    unit: 'cards',
    rows: [
      { label: 'Blank cards in stock', values: [blank] },
      { label: 'Open cases that need a card', values: [needed] },
    ],
    empty: '',
  }
}
