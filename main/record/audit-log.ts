/**
 * Audit entries of segments of the journal that are gone or will be. They are flushed here before their segment goes, so that the
 * record of who did what is whole for ever. Append-only; each frame is `{ entries: [...] }`.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { auditEntry, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { findFile, writeFileAtomically } from '../files/atomic-file.ts'
import { sha256 } from '../files/sha256.ts'
import { readFrameAt, readThrough } from '../files/frame-file.ts'
import { writeAt, type JournalFile, type OpenJournalFile } from '../files/random-access-file.ts'
import { repairMirroredFile, openMirroredFile, type Repaired } from '../files/mirrored-file.ts'
import { buildFrame, fileHeader, HEADER_LENGTH, theBeginning, type FrameSigner, type FrameKeys } from '../files/frame-format.ts'

export const AUDIT_LOG = 'audit.log'
const ENTRIES_A_FRAME = 1_000
const auditFrame = z.strictObject({ entries: z.array(auditEntry).min(1) })

export interface AuditLog {
  /** How many entries it holds, from the first. */
  readonly size: number
  readonly frames: number
  /** Where its last frame ends; nothing when there is no file that can be written. */
  readonly end: number | undefined
  /** Nothing when it was in order; otherwise it holds less than it did. */
  readonly damage: 'missing' | 'damaged' | undefined
  readonly repaired: Repaired
  /** Adds the entries that are not in it yet, which follow on. On the disk when this resolves; failures of the disk throw. */
  append(entries: readonly AuditEntry[], signer: FrameSigner): Promise<void>
  /** Ends with nothing in place of an entry when one does not read back. */
  entries(fromSeq: number): AsyncGenerator<AuditEntry | undefined>
  close(): Promise<void>
}

export interface AuditLogDeps {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly openFile: OpenJournalFile
  /** How many entries it must hold at least: those whose segments are gone. */
  readonly expected: number
  /** How many frames each copy must hold at least: a copy with fewer is damaged, not torn. */
  readonly acknowledged?: number
}

export async function openAuditLog(deps: AuditLogDeps): Promise<AuditLog> {
  const path = join(deps.folder, AUDIT_LOG)
  const found = await readAuditLog(deps, path)
  const { damage, repaired, frames } = found
  let { file, size, end, count, hash } = found

  async function begin(signer: FrameSigner): Promise<JournalFile> {
    const header = fileHeader('audit', deps.vaultId, theBeginning, signer)
    if (damage !== undefined) throw new Error('the audit record is damaged and is not written over')
    const made = await writeFileAtomically(path, header)
    if (!made.ok) throw Object.assign(new Error(made.error.message), { code: made.error.code === 'disk-full' ? 'ENOSPC' : 'EIO' })
    hash = sha256(header)
    end = HEADER_LENGTH
    await repairMirroredFile({ path, kind: 'audit', vaultId: deps.vaultId, keys: deps.keys, openFile: deps.openFile })
    return openMirroredFile(path, deps.openFile)
  }

  return {
    get size() {
      return size
    },
    get frames() {
      return count
    },
    get end() {
      return file === undefined ? undefined : end
    },
    damage,
    repaired,
    async append(entries, signer) {
      const fresh = entries.filter((entry) => entry.seq >= size)
      if (fresh.length === 0) return
      if (fresh[0]!.seq !== size) throw new Error('audit entries do not follow on those that are kept')
      file ??= await begin(signer)
      for (let from = 0; from < fresh.length; from += ENTRIES_A_FRAME) {
        const some = fresh.slice(from, from + ENTRIES_A_FRAME)
        const frame = buildFrame(signer, count + 1, hash, Buffer.from(JSON.stringify({ entries: some })))
        try {
          await writeAt(file, end, frame)
          await file.datasync()
        } catch (error) {
          await file.truncate(end).catch(() => undefined)
          throw error
        }
        frames.push({ first: size, offset: end, length: frame.length })
        size += some.length
        count += 1
        end += frame.length
        hash = sha256(frame)
      }
    },
    async *entries(fromSeq) {
      for (const [index, place] of [...frames].entries()) {
        if ((frames[index + 1]?.first ?? size) <= fromSeq) continue
        const frame = file === undefined ? undefined : await readFrameAt(file, deps.keys, place)
        const parsed = auditFrame.safeParse(frame?.body)
        if (!parsed.success) {
          yield undefined
          return
        }
        for (const entry of parsed.data.entries) if (entry.seq >= fromSeq) yield entry
      }
    },
    close: async () => {
      await file?.close()
    },
  }
}

interface AuditLogFound {
  readonly damage: AuditLog['damage']
  readonly repaired: AuditLog['repaired']
  /** Open for writing; nothing when there is none yet or it is damaged. */
  readonly file: JournalFile | undefined
  readonly frames: { readonly first: number; readonly offset: number; readonly length: number }[]
  /** How many entries. */
  readonly size: number
  readonly end: number
  /** How many frames. */
  readonly count: number
  readonly hash: Uint8Array
}

/** Repairs and reads the whole file, and cuts off a frame that was not finished. */
async function readAuditLog(deps: AuditLogDeps, path: string): Promise<AuditLogFound> {
  let damage: AuditLog['damage']
  let file: JournalFile | undefined
  let frames: AuditLogFound['frames'] = []
  let size = 0
  let end = 0
  let count = 0
  let hash: Uint8Array = theBeginning.hash

  const repaired = await repairMirroredFile({
    path,
    kind: 'audit',
    vaultId: deps.vaultId,
    keys: deps.keys,
    openFile: deps.openFile,
    acknowledged: deps.acknowledged ?? 0,
  })
  if ((await findFile(path)) !== undefined) file = await openMirroredFile(path, deps.openFile)
  else if (deps.expected > 0) damage = 'missing'
  if (file !== undefined) {
    const read = await readThrough({ file, kind: 'audit', vaultId: deps.vaultId, keys: deps.keys }, ({ body, offset, length }) => {
      const entries = (body as { entries?: { seq?: unknown }[] }).entries
      if (!Array.isArray(entries) || entries[0]?.seq !== size) return false
      frames.push({ first: size, offset, length })
      size += entries.length
      return true
    })
    if (size < deps.expected) damage = 'damaged'
    if (read === undefined || damage !== undefined) {
      // Kept as it is. Nothing is added any more, so the segments that hold the newer entries stay.
      await file.close()
      file = undefined
      frames = []
      size = 0
    } else {
      ;({ end, hash, lastSeq: count } = read)
      if (read.stopped !== 'at-end') {
        await file.truncate(end)
        await file.datasync()
      }
    }
  }
  return { damage, repaired, file, frames, size, end, count, hash }
}
