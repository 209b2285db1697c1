/** The reports of CIM and their differences, while an agent is signed in. Opened when they are first asked for, because few sign-ins need them. */
import type { GiveWay } from '../../domain/agent-first.ts'
import { listStateOf, sortDifferences, type ListedDifference, type ListState } from '../../domain/cim/filter-differences.ts'
import type { Difference } from '../../domain/cim/differences.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { Cards } from '../cards/card-services.ts'
import type { LocumLogs } from '../locum/locum-log.ts'
import type { Clock, Ids, Pushes, SignedInAgent, Store } from '../ports.ts'
import type { Persons } from '../person/person-registry.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { Cases } from '../registration/case-store.ts'
import { createCaseNames } from './case-names.ts'
import { findDifferences, findOtherNames, foldDifferences, gatherReports } from './compare-reports.ts'
import { openDifferenceBook, type DifferenceBook } from './difference-book.ts'
import { readKnownHere } from './known-here.ts'
import { openReportBook, type ReportBook } from './report-book.ts'

export interface ComparedCounts {
  readonly open: number
  readonly gone: number
  readonly reopened: number
}

export interface Cim {
  readonly reports: ReportBook
  readonly differences: DifferenceBook
  comparedAt(): string | undefined
  /** Compares again; one that runs is stopped first. */
  compare(): Promise<Result<ComparedCounts, RecordFailureCode>>
  /** Changes with what `list` says. */
  version(): number
  list(state: ListState): readonly ListedDifference[]
  find(id: string): ListedDifference | undefined
  /** Changes of reports and states, one after another. */
  readonly inSequence: ReturnType<typeof createSequencer>
  /** At lock: resolves when nothing is read or written any more. */
  stop(): Promise<void>
}

export type OpenCimPorts = Cards &
  Cases &
  Clock &
  Ids &
  LocumLogs &
  Pick<Persons, 'persons'> &
  Pushes &
  SignedInAgent &
  Store & { readonly giveWay: GiveWay }

export async function openCim(ports: OpenCimPorts): Promise<Cim> {
  const { store, cases, cards, now, push, giveWay, locumLog, persons } = ports
  const reports = await openReportBook(store)
  const differences = await openDifferenceBook(store)
  const names = createCaseNames({ cases, store })
  const inSequence = createSequencer()
  /** What the newest reports show, with the names that no state holds. */
  let shown: ReadonlyMap<string, Difference> = new Map()
  let comparedAt: string | undefined
  let stopping = { aborted: false }
  let isClosed = false
  let running: Promise<unknown> = Promise.resolve()
  let comparisons = 0

  const fold = (...[found, told]: [Parameters<typeof foldDifferences>[1], Parameters<typeof foldDifferences>[2]]) =>
    inSequence(() => foldDifferences(differences, found, told))

  async function run(stop: { readonly aborted: boolean }): Promise<Result<ComparedCounts, RecordFailureCode>> {
    const at = now().toISOString()
    const locumBook = await locumLog.open()
    // Access that has ended is open until its revocation in CIM is recorded.
    const locumGrants = locumBook.all().map(({ entry }) => ({ uuid: entry.grant.uuid, open: entry.revoked === undefined }))
    await persons.load()
    const entered = new Set([...persons.entries().values()].map(({ uuid }) => uuid))
    const here = readKnownHere({ cases, register: () => cards.book.register(), locumGrants, entered })
    const gathered = await gatherReports(reports, here, plainDateOf(now()))
    const found = await findDifferences(gathered, stop)
    if (stop.aborted) return stopped
    const first = await fold(found, { gathered, at, judges: (kind) => kind !== 'different-name' })
    if (!first.ok) return first
    shown = new Map([...found, ...[...shown].filter(([, { kind }]) => kind === 'different-name')])
    comparedAt = at
    comparisons += 1
    const other = await findOtherNames(gathered, { names, giveWay, stop, tell: (progress) => push('cim.comparing', progress) })
    if (!other) return stopped
    const second = await fold(other, { gathered, at, judges: (kind) => kind === 'different-name' })
    if (!second.ok) return second
    shown = new Map([...found, ...other])
    comparisons += 1
    return ok({
      open: [...differences.states.values()].filter(({ state }) => state === 'open').length,
      gone: first.value.gone + second.value.gone,
      reopened: first.value.reopened + second.value.reopened,
    })
  }

  return {
    reports,
    differences,
    inSequence,
    comparedAt: () => comparedAt ?? differences.comparedAt(),
    compare: async () => {
      stopping.aborted = true
      const stop = { aborted: isClosed }
      stopping = stop
      const before = running
      const next = before.then(() => run(stop))
      running = next.catch(() => undefined)
      return next
    },
    ...listing({ differences, shown: () => shown, comparisons: () => comparisons }),
    stop: async () => {
      isClosed = true
      stopping.aborted = true
      await running
      await inSequence(() => Promise.resolve())
    },
  }
}

interface ListingParts {
  readonly differences: DifferenceBook
  readonly shown: () => ReadonlyMap<string, Difference>
  /** How many times what is shown was replaced. */
  readonly comparisons: () => number
}

/** States with what the reports say of each. The list that was asked for last is kept, because it is read in pieces. */
function listing({ differences, shown, comparisons }: ListingParts): Pick<Cim, 'version' | 'list' | 'find'> {
  let kept: { readonly state: ListState; readonly version: number; readonly list: readonly ListedDifference[] } | undefined
  const version = () => differences.version() + comparisons()
  function find(id: string): ListedDifference | undefined {
    const state = differences.states.get(id)
    if (!state) return undefined
    const { order: _, batch, ...told } = state
    const act = differences.act(batch)
    return { ...(told as ListedDifference), ...shown().get(id), ...(act ? { note: act.note, by: act.by } : {}) }
  }
  const read = (state: ListState): readonly ListedDifference[] =>
    sortDifferences([...differences.states.values()].flatMap((one) => (listStateOf(one.state) === state ? (find(one.id) ?? []) : [])))
  return {
    version,
    find,
    list: (state) => {
      if (kept?.state !== state || kept.version !== version()) kept = { state, version: version(), list: read(state) }
      return kept.list
    },
  }
}

const stopped = err('stale', 'Another comparison was started.', 'Wait for that one.')

/** Port of use-cases with the reports of CIM. */
export interface CimReports {
  readonly cim: LazyCim
}

export interface LazyCim {
  open(): Promise<Cim>
  stop(): Promise<void>
}
