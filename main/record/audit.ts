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
  /** Size and ten characters, for paper. */
  code(): { readonly size: number; readonly code: string }
  /** A signed note, for export and backup. */
  checkpoint(origin: string, key: DeviceKey): string
}

/** `grown`: how the record stood when it was closed. */
export function auditTrail(clock: AuditClock, grown?: AuditState): AuditTrail {
  const tree = merkleTree(sha256, grown && { size: grown.size, complete: grown.complete.map(fromHex) })
  let prev = grown?.prev ?? FIRST_PREV
  const { clock: told } = grown ?? {}
  let last: ClockReading | undefined = told?.last && { ...told.last, monotonic: undefined, timeZone: told.last.timeZone }
  let latest = told?.latest ?? ''
  let steps = told?.steps ?? 0
  let lastStep: ClockStory['last'] = told?.lastStep
  let zone: string | undefined = told?.last?.timeZone

  function noteClock({ action, time, monotonic }: AuditEntry, fresh: boolean): void {
    const [name = '', ...about] = action.split(' ')
    if (isClockAction(name)) {
      steps += 1
      lastStep = { time, action }
    }
    if (name === 'unlocked' || name === 'recovered' || name === 'restored' || name === TIME_ZONE_CHANGED) zone = about[0] ?? zone
    last = { time, monotonic: fresh ? monotonic : undefined, timeZone: zone }
    if (time > latest) latest = time
  }

  const state = (): AuditState => ({
    size: tree.size,
    prev,
    complete: tree.complete().map(toHex),
    clock: {
      latest,
      steps,
      ...(last && { last: { time: last.time, ...(zone === undefined ? {} : { timeZone: zone }) } }),
      ...(lastStep && { lastStep }),
    },
  })

  return {
    get size() {
      return tree.size
    },
    next(act) {
      const entry = {
        seq: tree.size,
        time: clock.now().toISOString(),
        monotonic: Math.max(0, Math.floor(clock.monotonic())),
        agentId: act.agentId,
        action: act.action,
        caseRef: act.caseRef ?? null,
        detail: act.sealDetail === undefined ? null : toBase64(act.sealDetail(tree.size)),
        prev,
      }
      return { ...entry, signature: act.sign === undefined ? null : toBase64(act.sign(signedBytes(entry))) }
    },
    take(entry, fresh) {
      if (entry.seq !== tree.size || entry.prev !== prev) return false
      const leaf = auditLeaf(sha256, entry)
      tree.append(leaf)
      prev = toHex(leaf)
      noteClock(entry, fresh !== undefined)
      return true
    },
    get lastTime() {
      return last?.time
    },
    clockSteps() {
      if (last === undefined) return []
      const timeZone = clock.timeZone === undefined ? (last.timeZone ?? '') : zoneName(clock.timeZone())
      const now = { time: clock.now().toISOString(), monotonic: clock.monotonic(), timeZone }
      return findClockSteps(last, now).map((step) =>
        step.kind === TIME_ZONE_CHANGED ? { action: `${step.kind} ${step.to}` } : { action: `${step.kind} seconds-${step.seconds}` },
      )
    },
    clock: () => ({ latest, steps, last: lastStep }),
    root: () => tree.root(),
    state,
    stateAfter: (entry) => stateAfter(auditTrail(clock, state()), entry),
    code: () => ({ size: tree.size, code: checkpointCode(tree.size, tree.root(), sha256) }),
    checkpoint: (origin, key) =>
      signCheckpoint({ origin, size: tree.size, root: tree.root(), time: clock.now().toISOString() }, key, sha256),
  }
}

/** `copy`: of the trail, which it may change. */
function stateAfter(copy: AuditTrail, entry: AuditEntry): AuditState {
  if (!copy.take(entry)) throw new Error('an audit entry does not follow on the one before')
  return copy.state()
}
