/**
 * Who did what: one entry with each change, in the same journal frame as the rows it speaks of, hashed into an RFC 6962 tree.
 * Whoever holds an older checkpoint can tell whether anything before it was altered, taken out or put in.
 */
import { isClockAction, TIME_ZONE_CHANGED, zoneName } from '../../domain/record/actions.ts'
import { auditLeaf, FIRST_PREV, signedBytes, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { toBase64, toHex } from '../../domain/record/bytes.ts'
import { checkpointCode, signCheckpoint, type DeviceKey } from '../../domain/record/checkpoint.ts'
import { findClockSteps, type ClockReading } from '../../domain/record/clock-step.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { sha256 } from '../vault/keys.ts'

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
  /** Size and ten characters, for paper. */
  code(): { readonly size: number; readonly code: string }
  /** The ten characters that a paper from when there were `size` entries bears; nothing when there never were so many. */
  codeAt(size: number): string | undefined
  /** A signed note, for export and backup. */
  checkpoint(origin: string, key: DeviceKey): string
}

export function auditTrail(clock: AuditClock): AuditTrail {
  const tree = merkleTree(sha256)
  const leaves: Uint8Array[] = []
  let prev = FIRST_PREV
  let last: ClockReading | undefined
  let latest = ''
  let steps = 0
  let lastStep: ClockStory['last']
  let zone: string | undefined

  function noteClock({ action, time, monotonic }: AuditEntry, fresh: boolean): void {
    const [name = '', ...about] = action.split(' ')
    if (isClockAction(name)) {
      steps += 1
      lastStep = { time, action }
    }
    if (name === 'unlocked' || name === 'recovered' || name === TIME_ZONE_CHANGED) zone = about[0] ?? zone
    last = { time, monotonic: fresh ? monotonic : undefined, timeZone: zone }
    if (time > latest) latest = time
  }

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
      leaves.push(leaf)
      prev = toHex(leaf)
      noteClock(entry, fresh !== undefined)
      return true
    },
    get lastTime() {
      return last?.time
    },
    clockSteps() {
      if (last === undefined) return []
      const timeZone = clock.timeZone === undefined ? last.timeZone ?? '' : zoneName(clock.timeZone())
      const now = { time: clock.now().toISOString(), monotonic: clock.monotonic(), timeZone }
      return findClockSteps(last, now).map((step) => (step.kind === TIME_ZONE_CHANGED ? { action: `${step.kind} ${step.to}` } : { action: `${step.kind} seconds-${step.seconds}` }))
    },
    clock: () => ({ latest, steps, last: lastStep }),
    root: () => tree.root(),
    code: () => ({ size: tree.size, code: checkpointCode(tree.size, tree.root(), sha256) }),
    codeAt(size) {
      if (size > tree.size) return undefined
      const older = merkleTree(sha256)
      for (const leaf of leaves.slice(0, size)) older.append(leaf)
      return checkpointCode(size, older.root(), sha256)
    },
    checkpoint: (origin, key) => signCheckpoint({ origin, size: tree.size, root: tree.root(), time: clock.now().toISOString() }, key, sha256),
  }
}
