/** What `main` keeps in memory of all cases, so that an act on one never opens the others: who has which UUID and tracking references, and secrets. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseFacts } from '../../domain/case/facts.ts'
import { bareTracking, findUsedTracking } from '../../domain/journey/posting.ts'
import { findNamedSecrets, findSpentSecrets } from '../../domain/case/spent-secrets.ts'

export interface CaseIndex {
  /** At opening: also remembers secrets, some of which a crash may have left undestroyed. */
  addAtOpening(record: CaseRecord, facts: CaseFacts): void
  update(record: CaseRecord, facts: CaseFacts): void
  forget(caseId: string): void
  ownerOfUuid(uuid: string): string | undefined
  /** Reference of another case with this UUID, or with this tracking reference. */
  otherWithUuid(uuid: string, caseId: string): string | undefined
  otherWithTracking(reference: string, caseId: string): string | undefined
  spentSecrets(): readonly string[]
  namedSecrets(): ReadonlySet<string>
  /** Latest time that any case speaks of, empty when there is none. */
  lastTime(): string
}

interface Known {
  readonly reference: string
  readonly uuid: string | undefined
  readonly tracking: readonly string[]
}

export function createCaseIndex(): CaseIndex {
  const known = new Map<string, Known>()
  const byUuid = new Map<string, Set<string>>()
  const byTracking = new Map<string, Set<string>>()
  const spent: string[] = []
  const named = new Set<string>()
  let lastTime = ''

  const add = (map: Map<string, Set<string>>, value: string | undefined, caseId: string) => {
    if (value !== undefined) map.set(value, (map.get(value) ?? new Set()).add(caseId))
  }
  const remove = (map: Map<string, Set<string>>, value: string | undefined, caseId: string) => {
    const owners = value === undefined ? undefined : map.get(value)
    if (value === undefined || !owners?.delete(caseId)) return
    if (owners.size === 0) map.delete(value)
  }
  const other = (map: Map<string, Set<string>>, value: string, caseId: string): string | undefined => {
    const owner = [...(map.get(value) ?? [])].find((one) => one !== caseId)
    return owner === undefined ? undefined : known.get(owner)?.reference
  }

  function forget(caseId: string): void {
    const before = known.get(caseId)
    remove(byUuid, before?.uuid, caseId)
    for (const reference of before?.tracking ?? []) remove(byTracking, reference, caseId)
    known.delete(caseId)
  }

  function update({ caseId, caseReference }: CaseRecord, facts: CaseFacts): void {
    forget(caseId)
    const now: Known = { reference: caseReference, uuid: facts.uuid, tracking: findUsedTracking(facts) }
    known.set(caseId, now)
    add(byUuid, now.uuid, caseId)
    for (const used of now.tracking) add(byTracking, used, caseId)
    if (facts.lastAt > lastTime) lastTime = facts.lastAt
  }

  return {
    update,
    forget,
    addAtOpening(record, facts) {
      update(record, facts)
      spent.push(...findSpentSecrets(facts))
      for (const custodyId of findNamedSecrets(facts)) named.add(custodyId)
    },
    ownerOfUuid: (uuid) => [...(byUuid.get(uuid) ?? [])].at(-1),
    otherWithUuid: (uuid, caseId) => other(byUuid, uuid, caseId),
    otherWithTracking: (reference, caseId) => other(byTracking, bareTracking(reference), caseId),
    spentSecrets: () => spent,
    namedSecrets: () => named,
    lastTime: () => lastTime,
  }
}
