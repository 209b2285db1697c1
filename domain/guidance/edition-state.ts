/** Whether an edition is to be used on a day, and what an agent should know about it. Nothing here stops anybody: cases go on as they began. */
import { formatLongDate } from '../format.ts'
import type { Edition } from './edition.ts'

export type EditionState = 'not-yet' | 'in-force' | 'superseded' | 'withdrawn'

export interface DescribedEdition {
  readonly state: EditionState
  /** For a list: "In force since 8 April 2020". */
  readonly summary: string
  /** What to know before relying on it; one sentence each, none when all is well. */
  readonly notices: readonly string[]
}

/** `all`: the workstation's editions; `today`: plain date where it stands. */
export function describeEdition(edition: Edition, all: readonly Edition[], today: string): DescribedEdition {
  const { from, withdrawn } = edition.inForce
  const successor = all.find((other) => other.supersedes === edition.id && other.inForce.from <= today)
  const notices = [...findFlagNotices(edition, today)]
  if (withdrawn && withdrawn.on <= today)
    return { state: 'withdrawn', summary: `Withdrawn on ${formatLongDate(withdrawn.on)}`, notices: [withdrawn.why, ...notices] }
  if (successor) {
    const since = formatLongDate(successor.inForce.from)
    return {
      state: 'superseded',
      summary: `Superseded by “${successor.name}” on ${since}`,
      notices: [`“${successor.name}” replaced this edition on ${since}. This case goes on as it began.`, ...notices],
    }
  }
  if (from > today)
    return {
      state: 'not-yet',
      summary: `In force from ${formatLongDate(from)}`,
      notices: [`This edition is not in force until ${formatLongDate(from)}.`, ...notices],
    }
  return { state: 'in-force', summary: `In force since ${formatLongDate(from)}`, notices }
}

/** The expiry date that marks an entry in CIS can itself lie in the past: CIS may refuse it. */
function findFlagNotices({ cis }: Edition, today: string): string[] {
  if (!cis || cis.photoEvidence.expiresOn >= today) return []
  const expired = formatLongDate(cis.photoEvidence.expiresOn)
  return [
    `The guidance marks entries in CIS with the expiry date ${expired}, which is in the past. If CIS does not accept it, ask your RA manager.`,
  ]
}
