/**
 * What `main` keeps in memory of all cases, from their lines, so that an act on one never opens the others: who has which UUID and tracking
 * references, which secrets are still needed, and which passcodes wait.
 */
import { bareTracking } from '../../domain/journey/posting.ts'
import type { CaseLine } from '../../domain/case/case-line.ts'

export interface WaitingPasscode {
  readonly caseId: string
  readonly caseReference: string
  readonly custodyId: string
}

export interface CaseIndex {
  /** At opening, and after each change of the case. */
  put(line: CaseLine): void
  forget(caseId: string): void
  ownerOfUuid(uuid: string): string | undefined
  /** The person of a case that is here. */
  personOf(caseId: string): string | undefined
  uuidOf(caseId: string): string | undefined
  /** Ids of the cases of a person, the oldest first as they were put. */
  casesOf(personId: string): readonly string[]
  isPerson(personId: string): boolean
  /** Reference of a case of another person with this UUID, or of another case with this tracking reference. `personId`: of a case that is not here yet. */
  otherWithUuid(uuid: string, caseId: string, personId?: string): string | undefined
  otherWithTracking(reference: string, caseId: string): string | undefined
  /** Every secret that a case still needs. */
  liveSecrets(): ReadonlySet<string>
  /** Cases whose card is written and whose passcode has not arrived. */
  waitingPasscodes(): readonly WaitingPasscode[]
  /** Latest time that any case speaks of, empty when there is none. */
  lastTime(): string
  /** Every case with a UUID. */
  withUuid(): Iterable<CaseWithUuid>
}

export interface CaseWithUuid extends Pick<CaseLine, 'caseId' | 'caseReference' | 'status' | 'lastAt'> {
  readonly uuid: string
}

interface Known {
  readonly reference: string
  readonly personId: string
  readonly uuid: string | undefined
  readonly tracking: readonly string[]
  readonly status: CaseLine['status']
  readonly lastAt: string
}

export function createCaseIndex(): CaseIndex {
  const known = new Map<string, Known>()
  const byUuid = new Map<string, Set<string>>()
  const byPerson = new Map<string, Set<string>>()
  const byTracking = new Map<string, Set<string>>()
  const live = new Map<string, readonly string[]>()
  const waiting = new Map<string, WaitingPasscode>()
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
    remove(byPerson, before?.personId, caseId)
    for (const reference of before?.tracking ?? []) remove(byTracking, reference, caseId)
    for (const map of [known, live, waiting]) map.delete(caseId)
  }

  return {
    forget,
    put({ caseId, caseReference, personId, uuid, tracking, liveSecrets, waitingPasscode, lastAt, status }) {
      forget(caseId)
      known.set(caseId, { reference: caseReference, personId, uuid, tracking, status, lastAt })
      add(byPerson, personId, caseId)
      add(byUuid, uuid, caseId)
      for (const used of tracking) add(byTracking, used, caseId)
      if (liveSecrets.length > 0) live.set(caseId, liveSecrets)
      if (waitingPasscode !== undefined) waiting.set(caseId, { caseId, caseReference, custodyId: waitingPasscode })
      if (lastAt > lastTime) lastTime = lastAt
    },
    personOf: (caseId) => known.get(caseId)?.personId,
    uuidOf: (caseId) => known.get(caseId)?.uuid,
    casesOf: (personId) => [...(byPerson.get(personId) ?? [])],
    isPerson: (personId) => byPerson.has(personId),
    ownerOfUuid: (uuid) => [...(byUuid.get(uuid) ?? [])].at(-1),
    otherWithUuid: (uuid, caseId, personId = known.get(caseId)?.personId) => {
      const owner = [...(byUuid.get(uuid) ?? [])].find((one) => one !== caseId && known.get(one)?.personId !== personId)
      return owner === undefined ? undefined : known.get(owner)?.reference
    },
    otherWithTracking: (reference, caseId) => other(byTracking, bareTracking(reference), caseId),
    liveSecrets: () => new Set([...live.values()].flat()),
    waitingPasscodes: () => [...waiting.values()],
    lastTime: () => lastTime,
    *withUuid() {
      for (const [caseId, { reference, uuid, status, lastAt }] of known)
        if (uuid !== undefined) yield { caseId, caseReference: reference, uuid, status, lastAt }
    },
  }
}
