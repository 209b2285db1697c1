/**
 * What one case gives to the reports, as short facts that are counted: so a change of one case changes its own facts, and no report reads all
 * cases. A fact names no one.
 */
import type { CaseSummary } from '../case/summary.ts'
import type { WaitKind } from '../journey/wait.ts'
import { plainDateOf } from '../plain-date-of.ts'
import { daysBetween } from '../registrant/plain-date.ts'

export type ReportFact =
  | readonly ['opened', day: string]
  | readonly ['closed', day: string]
  | readonly ['stage', edition: string, stage: string, days: number, endedOn: string]
  | readonly ['rejected', edition: string, of: string, reason: string, day: string]
  | readonly ['waits', kind: WaitKind, due: string]
  | readonly ['needs-card']

/** Waits that end before the case has a card. */
const beforeCard: readonly WaitKind[] = ['newRequest', 'reply', 'call', 'appointment', 'card']

const dayOf = (instant: string): string => plainDateOf(new Date(instant))

export function factsOf(one: CaseSummary): ReportFact[] {
  const opened = dayOf(one.openedAt)
  const ends = Object.entries(one.stages ?? {}).sort(([, a], [, b]) => (a < b ? -1 : 1))
  const facts: ReportFact[] = [['opened', opened]]
  if (one.status === 'closed') facts.push(['closed', ends.at(-1)?.[1] ?? dayOf(one.changedAt)])
  let began = opened
  for (const [stage, ended] of ends) {
    facts.push(['stage', one.edition, stage, Math.max(0, daysBetween(began, ended)), ended])
    began = ended
  }
  for (const { of, reason, on } of one.rejections ?? []) facts.push(['rejected', one.edition, of, reason, on])
  if (one.wait) {
    facts.push(['waits', one.wait.kind, one.wait.due ?? ''])
    if (beforeCard.includes(one.wait.kind)) facts.push(['needs-card'])
  }
  return facts
}

/** As labels of a tally. */
export const reportLabelsOf = (one: CaseSummary): readonly string[] => factsOf(one).map((fact) => JSON.stringify(fact))

/** How often each fact was counted. */
export type CountedFacts = readonly { readonly fact: ReportFact; readonly count: number }[]

export const readFacts = (counts: ReadonlyMap<string, number>): CountedFacts =>
  [...counts].map(([label, count]) => ({ fact: JSON.parse(label) as ReportFact, count }))
