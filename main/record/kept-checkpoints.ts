/**
 * Checkpoints that are kept beside the record: at the end of a day, at locking, for an export. Each is a row of `main` and an entry of
 * the record. So an altered entry lies between two checkpoints, even if all later entries were chained again.
 */
import { z } from 'zod'
import { findBase64, toBase64 } from '../../domain/bytes.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { AuditTrail } from './audit.ts'
import type { Journal } from './journal.ts'

const CHECKPOINT_TABLE = 'checkpoints'
export const checkpointReasons = ['day-end', 'lock', 'export', 'backup'] as const
export type CheckpointReason = (typeof checkpointReasons)[number]

const keptCheckpoint = z.strictObject({
  size: z.number().int().nonnegative(),
  /** Sixteen characters, as on paper. */
  code: z.string(),
  at: z.iso.datetime(),
  why: z.enum(checkpointReasons),
  /** C2SP signed note under the workstation's key. */
  note: z.string(),
})
export type KeptCheckpoint = z.infer<typeof keptCheckpoint>

export interface CheckpointDeps<Code extends string> {
  readonly vault: UnlockedVault
  readonly journal: Pick<Journal, 'ids' | 'findRow'>
  readonly trail: AuditTrail
  readonly origin: string
  readonly now: () => Date
  readonly write: (rows: readonly JournalRow[], act: { readonly action: string }) => Promise<Result<unknown, Code>>
}

export function keptCheckpoints<Code extends string>({ vault, journal, trail, origin, now, write }: CheckpointDeps<Code>) {
  const placeOf = (id: string) => ({ table: CHECKPOINT_TABLE, recordId: id, rev: 1, schema: 1 })

  /** Whether anything but the entry of the last checkpoint came after it. */
  function isBehind(): boolean {
    const last = journal.ids(CHECKPOINT_TABLE).at(-1)
    return trail.size > (last === undefined ? 0 : Number(last) + 1)
  }

  async function make(why: CheckpointReason): Promise<Result<KeptCheckpoint, Code | 'locked' | 'unknown-key'>> {
    if (!vault.isOpen()) return locked
    const kept: KeptCheckpoint = { ...trail.code(), at: now().toISOString(), why, note: trail.checkpoint(origin, vault.deviceKey()) }
    const id = String(kept.size)
    const sealed = vault.seal(placeOf(id), new TextEncoder().encode(JSON.stringify(kept)), vault.recordsKeyId)
    if (!sealed.ok) return sealed
    const written = await write([{ table: CHECKPOINT_TABLE, id, rev: 1, env: toBase64(sealed.value) }], {
      action: `checkpoint-made ${why} size-${kept.size}`,
    })
    return written.ok ? ok(kept) : written
  }

  async function find(id: string): Promise<KeptCheckpoint | undefined> {
    const row = await journal.findRow(CHECKPOINT_TABLE, id)
    const envelope = row.ok && row.value?.env ? findBase64(row.value.env) : undefined
    const opened = envelope === undefined ? undefined : vault.open(placeOf(id), envelope)
    return opened?.ok === true ? keptCheckpoint.parse(JSON.parse(new TextDecoder().decode(opened.value))) : undefined
  }

  return {
    isBehind,
    make,
    async list(): Promise<readonly KeptCheckpoint[]> {
      const found = await Promise.all(journal.ids(CHECKPOINT_TABLE).map(find))
      return found.filter((one) => one !== undefined).sort((one, other) => one.size - other.size)
    },
  }
}

const locked = err('locked', 'RA Desk was locked in the meantime. No checkpoint was signed.', 'Unlock it and try again.')
