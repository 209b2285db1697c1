/**
 * One comparison of the newest reports with what RA Desk knows: first everything that needs no case to be opened, then the names. Works in
 * slices, so that `main` answers meanwhile, and stops between two of them when it is told to.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GiveWay, Stopping } from '../../domain/agent-first.ts'
import { collectReports } from '../../domain/cim/collect-reports.ts'
import { compareNames } from '../../domain/cim/compare-names.ts'
import { foldNotShown, foldShown, isForgotten, type Compared, type DifferenceState } from '../../domain/cim/difference-state.ts'
import type { Difference, DifferenceKind } from '../../domain/cim/differences.ts'
import { covers, nameDifference, namesToCompare, reconcile, type Comparison, type Coverage } from '../../domain/cim/reconcile.ts'
import { reportKinds, type ReportKind } from '../../domain/cim/report-kinds.ts'
import type { KnownHere } from '../../domain/cim/reconcile.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { CaseNames } from './case-names.ts'
import type { DifferenceBook } from './difference-book.ts'
import type { ReportBook } from './report-book.ts'

/** A slice of persons takes some milliseconds. */
const PERSONS_IN_SLICE = 250

export interface GatheredReports {
  readonly comparison: Comparison
  readonly orders: ReadonlyMap<ReportKind, number>
}

/** The newest report of each kind, row by row. */
export async function gatherReports(book: ReportBook, here: KnownHere, today: string): Promise<GatheredReports> {
  const there = collectReports(today)
  const coverage: Partial<Record<ReportKind, 'whole' | 'some'>> = {}
  const orders = new Map<ReportKind, number>()
  for (const kind of reportKinds) {
    const head = book.newest(kind)
    if (!head) continue
    coverage[kind] = head.coverage
    orders.set(kind, head.order)
    for await (const rows of book.pieces(head)) for (const row of rows) there.add(kind, row)
  }
  return { comparison: { there, here, coverage: coverage satisfies Coverage, today }, orders }
}

/** All differences but those of names. */
export async function findDifferences({ comparison }: GatheredReports, stop: Stopping): Promise<Map<string, Difference>> {
  const shown = new Map<string, Difference>()
  let persons = 0
  for (const difference of reconcile(comparison)) {
    if (difference) shown.set(difference.id, difference)
    else if (++persons % PERSONS_IN_SLICE === 0) await nextTurn()
    if (stop.aborted) break
  }
  return shown
}

export interface ComparingNames {
  readonly names: CaseNames
  readonly giveWay: GiveWay
  readonly stop: Stopping
  readonly tell: (progress: { readonly done: number; readonly of: number }) => void
}

/** Opens the cases of persons that both know, one after another, after everything that the agent waits for. `undefined`: it was stopped. */
export async function findOtherNames(
  { comparison }: GatheredReports,
  { names, giveWay, stop, tell }: ComparingNames,
): Promise<Map<string, Difference> | undefined> {
  const shown = new Map<string, Difference>()
  const wanted = [...namesToCompare(comparison)]
  for (const [done, one] of wanted.entries()) {
    await giveWay(stop)
    if (stop.aborted) return undefined
    if (done % 100 === 0) tell({ done, of: wanted.length })
    const name = await names.read(one.person.caseId)
    if (!name || compareNames(one.nameThere, name) !== 'different') continue
    const difference = nameDifference(one, `${name.given} ${name.family}`)
    shown.set(difference.id, difference)
  }
  tell({ done: wanted.length, of: wanted.length })
  return shown
}

export interface FoldedDifferences {
  readonly opened: number
  readonly reopened: number
  readonly gone: number
}

/** Stores the states of the differences of some kinds, in one commit. */
export async function foldDifferences(
  book: DifferenceBook,
  shown: ReadonlyMap<string, Difference>,
  { gathered, at, judges }: { readonly gathered: GatheredReports; readonly at: string; readonly judges: (kind: DifferenceKind) => boolean },
): Promise<Result<FoldedDifferences, RecordFailureCode>> {
  const { comparison, orders } = gathered
  const compared: Compared = { at, orderOf: (kind) => orders.get(kind), covers: (kind, uuid) => covers(comparison, kind, uuid) }
  const changed = new Map<string, DifferenceState | undefined>()
  const counts = { opened: 0, reopened: 0, gone: 0 }
  for (const difference of shown.values()) {
    const before = book.states.get(difference.id)
    const after = foldShown(before, difference, compared)
    if (after === before) continue
    changed.set(after.id, after)
    if (before === undefined) counts.opened += 1
    else if (before.state !== 'open' && after.state === 'open') counts.reopened += 1
  }
  for (const before of book.states.values()) {
    if (!judges(before.kind) || shown.has(before.id)) continue
    const after = foldNotShown(before, compared)
    if (isForgotten(after, at)) changed.set(before.id, undefined)
    else if (after !== before) {
      changed.set(after.id, after)
      counts.gone += 1
    }
  }
  const stored = await book.put(changed, { comparedAt: at, action: 'cim-compared', detail: counts })
  return stored.ok ? ok(counts) : stored
}
