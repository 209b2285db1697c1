/** Reviews, revocations and corrections of entries, one or many in one frame. */
import type { LocumEvent } from '../../domain/locum/events.ts'
import {
  checkCorrection,
  checkReview,
  checkRevocation,
  checkWithdrawal,
  findGrantFaults,
  type LocumRuleCode,
} from '../../domain/locum/rules.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import type { Clock, Practice, SignedInAgent } from '../ports.ts'
import { problemOf, readTypedRow } from './add-to-locum-log.ts'
import type { KnownLocumEntry, LocumBook, LocumLogs } from './locum-log.ts'
import { noSuchEntry } from './locum-views.ts'

/** What the use-cases of this file need. */
export type ActOnLocumPorts = Clock & LocumLogs & Practice & SignedInAgent

type Act = Input<'locum.act'>['act']
type Refused = Output<'locum.act'>['refused'][number]

const actions: Readonly<Record<Act['kind'], string>> = {
  review: 'locum-reviewed',
  revoke: 'locum-revoked',
  withdrawRevocation: 'locum-revocation-withdrawn',
}

export const actOnLocumEntries = (desk: ActOnLocumPorts, { entries, act, preview }: Input<'locum.act'>): Promise<Reply<'locum.act'>> =>
  desk.locumLog.inSequence(async () => {
    const book = await desk.locumLog.open()
    const refused: Refused[] = []
    const changes = new Map<string, LocumEvent>()
    for (const { entryId, rev } of entries) {
      const judged = changes.has(entryId) ? stale : judge(desk, book, { entryId, rev }, act)
      if (judged.ok) changes.set(entryId, judged.value)
      else refused.push({ entryId, ...judged.error })
    }
    const done = [...changes.keys()]
    if (preview || done.length === 0) return ok({ done, refused })
    const committed = await book.commit(
      [...changes].map(([entryId, event]) => ({ entryId, events: [event] })),
      { action: actions[act.kind], detail: { entries: done } },
    )
    return committed.ok ? ok({ done, refused }) : committed
  })

function judge(
  desk: ActOnLocumPorts,
  book: LocumBook,
  wanted: { readonly entryId: string; readonly rev: number },
  act: Act,
): Result<LocumEvent, LocumRuleCode | 'no-such-entry' | 'stale'> {
  const known = findKnown(book, wanted)
  if (!known.ok) return known
  const { entry, entryId } = known.value
  const today = plainDateOf(desk.now())
  switch (act.kind) {
    case 'review': {
      const { kind: _kind, ...review } = act
      const checked = checkReview(entry, review, today)
      return checked.ok ? ok({ kind: 'reviewed', ...review }) : checked
    }
    case 'revoke': {
      const { kind: _kind, ...told } = act
      const revocation = { ...told, by: desk.agent.agentName }
      const checked = checkRevocation(entry, revocation, today)
      return checked.ok ? ok({ kind: 'revoked', ...revocation }) : checked
    }
    case 'withdrawRevocation': {
      const checked = checkWithdrawal(entry, book.openWithUuid(entry.grant.uuid, entryId)?.entry.grant)
      return checked.ok ? ok({ kind: 'revocationWithdrawn', reason: act.reason }) : checked
    }
  }
}

function findKnown(
  book: LocumBook,
  { entryId, rev }: { readonly entryId: string; readonly rev: number },
): Result<KnownLocumEntry, 'no-such-entry' | 'stale'> {
  const known = book.find(entryId)
  if (!known) return noSuchEntry
  return known.rev === rev ? ok(known) : stale
}

export const correctLocumEntry = (
  desk: ActOnLocumPorts,
  { entryId, rev, row, reason }: Input<'locum.correct'>,
): Promise<Reply<'locum.correct'>> =>
  desk.locumLog.inSequence(async () => {
    const book = await desk.locumLog.open()
    const known = findKnown(book, { entryId, rev })
    if (!known.ok) return known
    const { grant, problems } = readTypedRow(desk, row)
    if (!grant) return ok({ problems: [...problems] })
    const { entry } = known.value
    const context = {
      today: plainDateOf(desk.now()),
      openGrant: book.openWithUuid(grant.uuid, entryId)?.entry.grant,
    }
    const checked = checkCorrection(entry, grant, context)
    if (!checked.ok) {
      if (checked.error.code === 'locum-nothing-changed') return err('locum-nothing-changed', checked.error.message, checked.error.next)
      const faults = findGrantFaults(grant, context).filter(({ code }) => code === checked.error.code)
      return ok({ problems: faults.map(problemOf) })
    }
    const committed = await book.commit([{ entryId, events: [{ kind: 'corrected', grant, reason }] }], {
      action: 'locum-corrected',
      detail: { entries: [entryId] },
    })
    return committed.ok ? ok({ problems: [] }) : committed
  })

const stale = err(
  'stale',
  'This entry was changed since it was shown. Nothing was changed.',
  'Look at the entry again, then repeat what you wanted to do.',
)
