/**
 * Who did what: one entry with each change, in the same journal frame as the rows it speaks of, hashed into an RFC 6962 tree.
 * With an older checkpoint, anybody can tell whether an entry before it was altered, removed or inserted.
 */
import { isClockAction, TIME_ZONE_CHANGED, zoneName } from '../../domain/record/actions.ts'
import { auditLeaf, FIRST_PREV, signedBytes, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { fromHex, toBase64, toHex } from '../../domain/bytes.ts'
import { checkpointCode, signCheckpoint, type DeviceKey } from '../../domain/record/checkpoint.ts'
import { findClockSteps, type ClockReading } from '../../domain/record/clock-step.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { sha256 } from '../files/sha256.ts'
import type { AuditState } from './audit-state.ts'

export interface Act {
  readonly agentId: string
  readonly action: string
  /** Random id of the case. */
  readonly caseRef?: string
  /** Seals what the act was about, once the entry's number is known. */
  readonly sealDetail?: (seq: number) => Uint8Array
  /** For sensitive acts: the agent's own signature over the entry. */
  readonly sign?: (message: Uint8Array) => Uint8Array
}

export interface AuditClock {
  readonly now: () => Date
  /** Milliseconds on a clock that only runs forward. */
  readonly monotonic: () => number
  /** IANA name of the zone in which people here read the time. Not watched when absent. */
  readonly timeZone?: () => string
}

/** What the record knows of the clock, for the doctor and the record page. */
export interface ClockStory {
  /** Latest time that any entry has, empty when there is none. */
  readonly latest: string
  readonly steps: number
  /** The last step, as the entry that notes it. */
  readonly last: { readonly time: string; readonly action: string } | undefined
}

export interface AuditTrail {
  readonly size: number
  /** The entry that would come next. It counts only after `take`. */
  next(act: Act): AuditEntry
  /** Adds an entry that is on the disk. False when it does not follow on what came before. `fresh`: made just now, in this start of the app. */
  take(entry: AuditEntry, fresh?: 'fresh'): boolean
  /** Names of entries to be made before the next one, because the clock was moved since the last. */
  clockSteps(): { readonly action: string }[]
  clock(): ClockStory
  /** Time of the last entry; nothing when there is none. */
  readonly lastTime: string | undefined
  root(): Uint8Array
  /** How it would stand after an entry that comes next: what is stored with that entry. */
  stateAfter(entry: AuditEntry): AuditState
  /** Enough to go on from here at the next opening. */
  state(): AuditState
  /** Size and sixteen characters, for paper. */
  code(): { readonly size: number; readonly code: string }
  /** A signed note, for export and backup. */
  checkpoint(origin: string, key: DeviceKey): string
}

/** How the record stands; never changed, so that it can be compared and put back. */
interface Grown {
  readonly size: number
  /** Roots of the complete subtrees, largest first. */
  readonly complete: readonly Uint8Array[]
  readonly prev: string
  readonly last: ClockReading | undefined
  readonly latest: string
  readonly steps: number
  readonly lastStep: ClockStory['last']
  readonly zone: string | undefined
}

/** `grown`: how the record stood when it was closed. */
export function auditTrail(clock: AuditClock, grown?: AuditState): AuditTrail {
  let now = fromState(grown)
  /** What `stateAfter` worked out: most often the same entry is taken next. */
  let next: { readonly entry: AuditEntry; readonly grown: Grown } | undefined

  const root = () => merkleTree(sha256, now).root()
  const story = (): ClockStory => ({ latest: now.latest, steps: now.steps, last: now.lastStep })

  /** Nothing when the entry does not follow. */
  function findGrown(entry: AuditEntry): Grown | undefined {
    if (next?.entry === entry) return next.grown
    return entry.seq === now.size && entry.prev === now.prev ? grow(now, entry) : undefined
  }

  return {
    get size() {
      return now.size
    },
    next(act) {
      const entry = {
        seq: now.size,
        time: clock.now().toISOString(),
        monotonic: Math.max(0, Math.floor(clock.monotonic())),
        agentId: act.agentId,
        action: act.action,
        caseRef: act.caseRef ?? null,
        detail: act.sealDetail === undefined ? null : toBase64(act.sealDetail(now.size)),
        prev: now.prev,
      }
      return { ...entry, signature: act.sign === undefined ? null : toBase64(act.sign(signedBytes(entry))) }
    },
    take(entry, fresh) {
      const found = findGrown(entry)
      if (found === undefined) return false
      now = fresh === undefined || found.last === undefined ? found : { ...found, last: { ...found.last, monotonic: entry.monotonic } }
      next = undefined
      return true
    },
    get lastTime() {
      return now.last?.time
    },
    clockSteps() {
      const { last } = now
      if (last === undefined) return []
      const timeZone = clock.timeZone === undefined ? (last.timeZone ?? '') : zoneName(clock.timeZone())
      const read = { time: clock.now().toISOString(), monotonic: clock.monotonic(), timeZone }
      return findClockSteps(last, read).map((step) =>
        step.kind === TIME_ZONE_CHANGED ? { action: `${step.kind} ${step.to}` } : { action: `${step.kind} seconds-${step.seconds}` },
      )
    },
    clock: story,
    root,
    state: () => toState(now),
    stateAfter(entry) {
      const found = findGrown(entry)
      if (found === undefined) throw new Error('an audit entry does not follow on the one before')
      next = { entry, grown: found }
      return toState(found)
    },
    code: () => ({ size: now.size, code: checkpointCode(now.size, root(), sha256) }),
    checkpoint: (origin, key) => signCheckpoint({ origin, size: now.size, root: root(), time: clock.now().toISOString() }, key, sha256),
  }
}

function fromState(state: AuditState | undefined): Grown {
  const last = state?.clock.last
  return {
    size: state?.size ?? 0,
    complete: state?.complete.map(fromHex) ?? [],
    prev: state?.prev ?? FIRST_PREV,
    last: last && { ...last, monotonic: undefined, timeZone: last.timeZone },
    latest: state?.clock.latest ?? '',
    steps: state?.clock.steps ?? 0,
    lastStep: state?.clock.lastStep,
    zone: last?.timeZone,
  }
}

const toState = ({ size, prev, complete, latest, steps, last, zone, lastStep }: Grown): AuditState => ({
  size,
  prev,
  complete: complete.map(toHex),
  clock: {
    latest,
    steps,
    ...(last && { last: { time: last.time, ...(zone === undefined ? {} : { timeZone: zone }) } }),
    ...(lastStep && { lastStep }),
  },
})

/** With an entry that follows. */
function grow(now: Grown, entry: AuditEntry): Grown {
  const { action, time } = entry
  const leaf = auditLeaf(sha256, entry)
  const tree = merkleTree(sha256, now)
  tree.append(leaf)
  const [name = '', ...about] = action.split(' ')
  const isStep = isClockAction(name)
  const tellsZone = name === 'unlocked' || name === 'recovered' || name === 'restored' || name === TIME_ZONE_CHANGED
  const zone = tellsZone ? (about[0] ?? now.zone) : now.zone
  return {
    size: tree.size,
    complete: tree.complete(),
    prev: toHex(leaf),
    last: { time, monotonic: undefined, timeZone: zone },
    latest: time > now.latest ? time : now.latest,
    steps: now.steps + (isStep ? 1 : 0),
    lastStep: isStep ? { time, action } : now.lastStep,
    zone,
  }
}
