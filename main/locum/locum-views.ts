/** The log as screens see it. Every view is recorded before it is shown. */
import { describeLocumEvent } from '../../domain/locum/describe.ts'
import { locumStateOn } from '../../domain/locum/entry.ts'
import { locumWorkItems } from '../../domain/locum/work-items.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok } from '../../domain/result.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import type { WorkItem } from '../../domain/work-item.ts'
import type { Clock, Views } from '../ports.ts'
import type { KnownLocumEntry, LocumLogs } from './locum-log.ts'

/** What the use-cases of this file need. */
export type LocumViewsPorts = Clock & LocumLogs & Views

export type LocumLine = Output<'locum.list'>['entries'][number]

/** `today`: plain date. */
export function lineOfEntry({ entryId, rev, entry }: KnownLocumEntry, today: string): LocumLine {
  const { registerChecked: _checked, organisations, ...grant } = entry.grant
  return {
    entryId,
    rev,
    state: locumStateOn(entry, today),
    ...grant,
    organisations: [...organisations],
    ...(entry.revoked ? { revoked: entry.revoked } : {}),
    ...(entry.case ? { case: entry.case } : {}),
  }
}

/** The access that was granted last comes first, and of one day by name. */
export const lastGrantedFirst = (one: KnownLocumEntry, other: KnownLocumEntry): number =>
  other.entry.grant.grantedOn.localeCompare(one.entry.grant.grantedOn) ||
  byName.compare(one.entry.grant.name, other.entry.grant.name) ||
  one.entryId.localeCompare(other.entryId)

const byName = new Intl.Collator('en-GB', { numeric: true })

export async function listLocumLog(desk: LocumViewsPorts): Promise<Reply<'locum.list'>> {
  const noted = await desk.views.note({ action: 'locum-log-viewed', of: 'locum-log' })
  if (!noted.ok) return noted
  const today = plainDateOf(desk.now())
  const entries = (await desk.locumLog.open()).all().toSorted(lastGrantedFirst)
  return ok({ entries: entries.map((entry) => lineOfEntry(entry, today)) })
}

export async function showLocumEntry(desk: LocumViewsPorts, { entryId }: Input<'locum.show'>): Promise<Reply<'locum.show'>> {
  const found = (await desk.locumLog.open()).find(entryId)
  if (!found) return noSuchEntry
  const noted = await desk.views.note({ action: 'locum-entry-viewed', of: entryId, detail: { entryId } })
  if (!noted.ok) return noted
  const events = found.events.map(({ event }) => event)
  const history = found.events.map(({ at, agentName }, index) => {
    const { title, lines } = describeLocumEvent(events.slice(0, index + 1))
    return { at, by: agentName, title, lines: [...lines] }
  })
  return ok({ line: lineOfEntry(found, plainDateOf(desk.now())), history: history.toReversed() })
}

/** For the list of what waits, which records its own view. */
export async function listLocumWork(desk: Clock & LocumLogs): Promise<readonly WorkItem[]> {
  return locumWorkItems((await desk.locumLog.open()).all(), plainDateOf(desk.now()))
}

export const noSuchEntry = err(
  'no-such-entry',
  'This entry is not in the National Locum log of this workstation. Nothing was changed.',
  'Go back to the log and open it from there.',
)
