/**
 * The cases of the work list, as screens read them. When a case changes, the sorted list, its parts and its counts are patched: no other
 * case is looked at, so one act costs the same with fifty cases and with fifty thousand.
 */
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { ListChange } from '../storage/messages.ts'
import type { Observable } from './case-client.ts'
import { byLastChange, patchSorted, type CaseOrder } from './sorted-cases.ts'

export interface ListedCase extends CaseSummary {
  /** Folded words of the case, made when it is first searched. A case that changed is a new object and has none yet. */
  words?: string
}

/** Last changed first. */
export interface CaseList extends Observable<readonly ListedCase[]> {
  find(caseId: string): ListedCase | undefined
  /** The cases for which `holds` is true, in the same or in another order. `holds` and `order` must depend on the cases alone. */
  view(holds: (one: ListedCase) => boolean, order?: CaseOrder): Observable<readonly ListedCase[]>
  /** How many cases have each label. Labels that no case has are left out. Kept for each `labelsOf`: pass the same one each time. */
  tally(labelsOf: (one: ListedCase) => readonly string[]): Observable<ReadonlyMap<string, number>>
}

export interface SettableCaseList extends CaseList {
  /** Replaces the whole list. */
  set(summaries: readonly CaseSummary[]): void
  patch(change: ListChange): void
}

/** What one change takes out of the list and puts into it. A case that changed is in both. */
interface Patch {
  readonly removed: readonly ListedCase[]
  readonly added: readonly ListedCase[]
}

/** A value that follows from the list. */
interface Derived<Value> {
  build(all: readonly ListedCase[]): Value
  /** Answers `value` itself if the patch does not change it. */
  patch(value: Value, patch: Patch): Value
}

export function createCaseList(): SettableCaseList {
  const byId = new Map<string, ListedCase>()
  let all: readonly ListedCase[] = []
  let version = 0
  const tallies = new Map<(one: ListedCase) => readonly string[], Observable<ReadonlyMap<string, number>>>()
  /** Derived values that are subscribed to. Others are built when they are next read. */
  const followers = new Set<{ follow(patch: Patch | undefined): void }>()

  function derive<Value>({ build, patch }: Derived<Value>): Observable<Value> {
    const listeners = new Set<() => void>()
    let built: { readonly value: Value; readonly version: number } | undefined
    const get = () => {
      if (built?.version !== version) built = { value: build(all), version }
      return built.value
    }
    const follower = {
      follow: (change: Patch | undefined) => {
        const before = built
        const isCurrent = change !== undefined && before?.version === version - 1
        built = isCurrent ? { value: patch(before.value, change), version } : undefined
        if (!isCurrent || built?.value !== before.value) for (const listener of [...listeners]) listener()
      },
    }
    return {
      get,
      subscribe: (listener) => {
        listeners.add(listener)
        followers.add(follower)
        return () => {
          listeners.delete(listener)
          if (listeners.size === 0) followers.delete(follower)
        }
      },
    }
  }

  function tell(patch: Patch | undefined): void {
    version += 1
    for (const { follow } of [...followers]) follow(patch)
  }

  return {
    ...derive({ build: () => all, patch: () => all }),
    find: (caseId) => byId.get(caseId),
    view: (holds, order = byLastChange) =>
      derive<readonly ListedCase[]>({
        build: (cases) => (order === byLastChange ? cases.filter(holds) : cases.filter(holds).sort(order)),
        patch: (cases, { removed, added }) => patchSorted(cases, removed.filter(holds), added.filter(holds), order),
      }),
    tally: (labelsOf) => {
      const known = tallies.get(labelsOf)
      if (known) return known
      const tally = derive<ReadonlyMap<string, number>>({
        build: (cases) => count(new Map(), cases.flatMap(labelsOf), 1),
        patch: (counts, { removed, added }) => count(count(new Map(counts), removed.flatMap(labelsOf), -1), added.flatMap(labelsOf), 1),
      })
      // Followed while no screen shows it, so that going back to the work list counts no case again.
      tally.subscribe(() => undefined)
      tallies.set(labelsOf, tally)
      return tally
    },
    set: (summaries) => {
      byId.clear()
      for (const one of summaries) byId.set(one.caseId, one)
      all = [...byId.values()].sort(byLastChange)
      tell(undefined)
    },
    patch: ({ changed, gone }) => {
      const removed = [...gone, ...changed.map(({ caseId }) => caseId)].flatMap((caseId) => byId.get(caseId) ?? [])
      for (const { caseId } of removed) byId.delete(caseId)
      for (const one of changed) byId.set(one.caseId, one)
      all = patchSorted(all, removed, changed)
      tell({ removed, added: changed })
    },
  }
}

/** Adds `step` to the count of each label. Changes `counts`. */
function count(counts: Map<string, number>, labels: readonly string[], step: 1 | -1): Map<string, number> {
  for (const label of labels) {
    const now = (counts.get(label) ?? 0) + step
    if (now === 0) counts.delete(label)
    else counts.set(label, now)
  }
  return counts
}
