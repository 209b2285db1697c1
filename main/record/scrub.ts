/**
 * Reads every kept file of the record from end to end and reports damage: checks each MAC, chain and length, and each second copy
 * against its first. Runs in the background, changes nothing, and stops at once when the record is closed.
 */
import { join } from 'node:path'
import type { Finding } from '../../domain/record/findings.ts'
import { sameBytes } from '../../domain/bytes.ts'
import { findFile } from '../files/atomic-file.ts'
import { secondCopyOf } from '../files/mirrored-atomic-file.ts'
import { AUDIT_LOG } from './audit-log.ts'
import { readThrough, type ReadThrough } from '../files/frame-file.ts'
import type { OpenJournalFile } from '../files/random-access-file.ts'
import type { FileKind, FrameKeys } from '../files/frame-format.ts'
import { KEPT_FILES, kindOf } from './kept-files.ts'
import { readSnapshot, scansName, segmentName } from './snapshot.ts'
import { secondOf } from '../files/mirrored-file.ts'
import { isWholeHighWaterMark, HIGH_WATER_MARK } from './high-water-mark.ts'

export interface ScrubReport {
  readonly files: number
  readonly bytes: number
  readonly findings: readonly Finding[]
}

/** Files that are kept now. Some are deleted while a scrub runs: those are not missing. */
export interface NowKept {
  readonly snapshots: readonly string[]
  readonly scans: readonly string[]
  /** Those of them in which newest versions lie; the others are for older snapshots only. */
  readonly scansInUse: ReadonlySet<string>
  /** Oldest first, without the one that is written to. */
  readonly closed: readonly string[]
  readonly active: { readonly name: string; readonly end: number }
  /** End of the audit record's last frame; nothing when there is none yet. */
  readonly auditEnd: number | undefined
}

export interface ScrubDeps {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly openFile: OpenJournalFile
  readonly kept: () => NowKept
  readonly signal: AbortSignal
}

const keptTwice = ['keyring.bin', 'key-slots.json', KEPT_FILES]
/** A file that is being written looks damaged for a moment. */
const LOOKS = 5

/** Throws the signal's reason when it is stopped. */
export async function scrub(deps: ScrubDeps): Promise<ScrubReport> {
  const { folder, signal, keys, vaultId, openFile } = deps
  const findings: Finding[] = []
  let files = 0
  let bytes = 0
  const note = (kind: Finding['kind'], file: string) => {
    findings.push({ kind, file })
  }

  /** Nothing when there is no such file. */
  async function through(name: string, kind: FileKind): Promise<ReadThrough | undefined> {
    signal.throwIfAborted()
    try {
      const file = await openFile(join(folder, name))
      try {
        const read = await readThrough({ file, kind, vaultId, keys }, () => !signal.aborted)
        signal.throwIfAborted()
        files += 1
        bytes += read?.size ?? 0
        return read
      } finally {
        await file.close()
      }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof Error && 'code' in error) return undefined
      throw error
    }
  }

  const begun = deps.kept()
  for (const name of begun.snapshots) {
    const whole = await isWholeSnapshot(name)
    if (!whole && deps.kept().snapshots.includes(name)) note('snapshot-damaged', name)
  }
  for (const name of begun.scans) {
    const read = await through(name, 'scans')
    if ((read?.stopped !== 'at-end' || scansName(read.begins.seq) !== name) && deps.kept().scans.includes(name))
      note(deps.kept().scansInUse.has(name) ? 'scans-missing' : 'older-scans-missing', name)
  }
  let before: ReadThrough | undefined
  for (const name of begun.closed) {
    const read = await through(name, 'journal')
    const isItself = read !== undefined && segmentName(read.begins.seq) === name
    const follows =
      before === undefined || read === undefined || (read.begins.seq === before.lastSeq && sameBytes(read.begins.hash, before.hash))
    if ((read?.stopped !== 'at-end' || !isItself || !follows) && deps.kept().closed.includes(name)) note(kindOf(name, 'damaged'), name)
    before = read?.stopped === 'at-end' && isItself ? read : undefined
  }
  for (const name of [begun.active.name, secondOf(begun.active.name)]) {
    const read = await through(name, 'journal')
    if ((read === undefined || read.end < begun.active.end) && deps.kept().active.name === begun.active.name) note('copy-damaged', name)
  }
  if (begun.auditEnd !== undefined) {
    for (const name of [AUDIT_LOG, secondOf(AUDIT_LOG)]) {
      const read = await through(name, 'audit')
      if (read === undefined || read.end < begun.auditEnd) note('copy-damaged', name)
    }
  }
  for (const name of keptTwice) {
    const differs = await pollAgain(async () => {
      const [first, second] = await Promise.all([findFile(join(folder, name)), findFile(secondCopyOf(join(folder, name)))])
      if (first === undefined || second === undefined || Buffer.compare(first, second) !== 0) return false
      files += 2
      bytes += first.length * 2
      return true
    })
    if (differs) note('copy-damaged', name)
  }
  const torn = await pollAgain(async () => {
    const found = await findFile(join(folder, HIGH_WATER_MARK))
    if (found === undefined || !isWholeHighWaterMark(found, vaultId, keys)) return false
    files += 1
    bytes += found.length
    return true
  })
  if (torn) note('high-water-mark-part-damaged', HIGH_WATER_MARK)
  return { files, bytes, findings }

  async function isWholeSnapshot(name: string): Promise<boolean> {
    signal.throwIfAborted()
    const file = await openFile(join(folder, name)).catch(() => undefined)
    if (file === undefined) return false
    try {
      files += 1
      bytes += (await file.stat()).size
      return (await readSnapshot(file, name, vaultId, keys)) !== undefined
    } finally {
      await file.close()
    }
  }

  async function pollAgain(isGood: () => Promise<boolean>): Promise<boolean> {
    for (let look = 0; look < LOOKS; look += 1) {
      signal.throwIfAborted()
      if (await isGood()) return false
      await new Promise((resolve) => {
        setTimeout(resolve, 20 * 2 ** look)
      })
    }
    return true
  }
}
