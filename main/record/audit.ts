/**
 * Who did what: one entry with each change, in the same journal frame as the rows it speaks of, hashed into an RFC 6962 tree.
 * Whoever holds an older checkpoint can tell whether anything before it was altered, taken out or put in.
 */
import { auditLeaf, FIRST_PREV, signedBytes, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { fromHex, toBase64, toHex } from '../../domain/record/bytes.ts'
import { checkpointCode, signCheckpoint, type DeviceKey } from '../../domain/record/checkpoint.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { sha256 } from '../vault/keys.ts'
import type { AuditState } from './snapshot.ts'

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
}

export interface AuditTrail {
  readonly size: number
  /** The entry that would come next. It counts only after `take`. */
  next(act: Act): AuditEntry
  /** Adds an entry that is on the disk. False when it does not follow on what came before. */
  take(entry: AuditEntry): boolean
  root(): Uint8Array
  /** Enough to go on from here at the next opening. */
  state(): AuditState
  /** Size and ten characters, for paper. */
  code(): { readonly size: number; readonly code: string }
  /** A signed note, for export and backup. */
  checkpoint(origin: string, key: DeviceKey): string
}

/** `grown`: how the record stood where the journal was cut. */
export function auditTrail(clock: AuditClock, grown?: AuditState): AuditTrail {
  const tree = merkleTree(sha256, grown && { size: grown.size, complete: grown.complete.map(fromHex) })
  let prev = grown?.prev ?? FIRST_PREV
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
    take(entry) {
      if (entry.seq !== tree.size || entry.prev !== prev) return false
      const leaf = auditLeaf(sha256, entry)
      tree.append(leaf)
      prev = toHex(leaf)
      return true
    },
    root: () => tree.root(),
    state: () => ({ size: tree.size, prev, complete: tree.complete().map(toHex) }),
    code: () => ({ size: tree.size, code: checkpointCode(tree.size, tree.root(), sha256) }),
    checkpoint: (origin, key) => signCheckpoint({ origin, size: tree.size, root: tree.root(), time: clock.now().toISOString() }, key, sha256),
  }
}
