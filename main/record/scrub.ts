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

/** One scrub: what it has read and found so far. */
interface Scrubbing {
  readonly deps: ScrubDeps
  readonly read: { files: number; bytes: number }
  readonly findings: Finding[]
}

/** Throws the signal's reason when it is stopped. */
export async function scrub(deps: ScrubDeps): Promise<ScrubReport> {
  const scrubbing: Scrubbing = { deps, read: { files: 0, bytes: 0 }, findings: [] }
  const begun = deps.kept()
  await checkSnapshots(scrubbing, begun)
  await checkClosedSegments(scrubbing, begun)
  await checkOpenFiles(scrubbing, begun)
  await checkMirroredFiles(scrubbing)
  return { ...scrubbing.read, findings: scrubbing.findings }
}

function note({ findings }: Scrubbing, kind: Finding['kind'], file: string): void {
  findings.push({ kind, file })
}

/** Nothing when there is no such file. */
async function through({ deps, read: counts }: Scrubbing, name: string, kind: FileKind): Promise<ReadThrough | undefined> {
  deps.signal.throwIfAborted()
  try {
    const file = await deps.openFile(join(deps.folder, name))
    try {
      const read = await readThrough({ file, kind, vaultId: deps.vaultId, keys: deps.keys }, () => !deps.signal.aborted)
      deps.signal.throwIfAborted()
      counts.files += 1
      counts.bytes += read?.size ?? 0
      return read
    } finally {
      await file.close()
    }
  } catch (error) {
    deps.signal.throwIfAborted()
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** The snapshots, and the files of scans that they name. */
async function checkSnapshots(scrubbing: Scrubbing, begun: NowKept): Promise<void> {
  for (const name of begun.snapshots) {
    const whole = await isWholeSnapshot(scrubbing, name)
    if (!whole && scrubbing.deps.kept().snapshots.includes(name)) note(scrubbing, 'snapshot-damaged', name)
  }
  for (const name of begun.scans) {
    const read = await through(scrubbing, name, 'scans')
    if ((read?.stopped !== 'at-end' || scansName(read.begins.seq) !== name) && scrubbing.deps.kept().scans.includes(name))
      note(scrubbing, scrubbing.deps.kept().scansInUse.has(name) ? 'scans-missing' : 'older-scans-missing', name)
  }
}

async function checkClosedSegments(scrubbing: Scrubbing, begun: NowKept): Promise<void> {
  let before: ReadThrough | undefined
  for (const name of begun.closed) {
    const read = await through(scrubbing, name, 'journal')
    const isItself = read !== undefined && segmentName(read.begins.seq) === name
    const follows =
      before === undefined || read === undefined || (read.begins.seq === before.lastSeq && sameBytes(read.begins.hash, before.hash))
    if ((read?.stopped !== 'at-end' || !isItself || !follows) && scrubbing.deps.kept().closed.includes(name))
      note(scrubbing, kindOf(name, 'damaged'), name)
    before = read?.stopped === 'at-end' && isItself ? read : undefined
  }
}

/** The segment and the audit record that are being written: both copies must reach at least as far as when the scrub began. */
async function checkOpenFiles(scrubbing: Scrubbing, begun: NowKept): Promise<void> {
  for (const name of [begun.active.name, secondOf(begun.active.name)]) {
    const read = await through(scrubbing, name, 'journal')
    if ((read === undefined || read.end < begun.active.end) && scrubbing.deps.kept().active.name === begun.active.name)
      note(scrubbing, 'copy-damaged', name)
  }
  if (begun.auditEnd !== undefined) {
    for (const name of [AUDIT_LOG, secondOf(AUDIT_LOG)]) {
      const read = await through(scrubbing, name, 'audit')
      if (read === undefined || read.end < begun.auditEnd) note(scrubbing, 'copy-damaged', name)
    }
  }
}

async function checkMirroredFiles(scrubbing: Scrubbing): Promise<void> {
  const { deps, read } = scrubbing
  for (const name of keptTwice) {
    const differs = await pollAgain(deps.signal, async () => {
      const [first, second] = await Promise.all([findFile(join(deps.folder, name)), findFile(secondCopyOf(join(deps.folder, name)))])
      if (first === undefined || second === undefined || Buffer.compare(first, second) !== 0) return false
      read.files += 2
      read.bytes += first.length * 2
      return true
    })
    if (differs) note(scrubbing, 'copy-damaged', name)
  }
  const torn = await pollAgain(deps.signal, async () => {
    const found = await findFile(join(deps.folder, HIGH_WATER_MARK))
    if (found === undefined || !isWholeHighWaterMark(found, deps.vaultId, deps.keys)) return false
    read.files += 1
    read.bytes += found.length
    return true
  })
  if (torn) note(scrubbing, 'high-water-mark-part-damaged', HIGH_WATER_MARK)
}

async function isWholeSnapshot({ deps, read }: Scrubbing, name: string): Promise<boolean> {
  deps.signal.throwIfAborted()
  const file = await deps.openFile(join(deps.folder, name)).catch(() => undefined)
  if (file === undefined) return false
  try {
    read.files += 1
    read.bytes += (await file.stat()).size
    return (await readSnapshot(file, name, deps.vaultId, deps.keys)) !== undefined
  } finally {
    await file.close()
  }
}

/** Whether it is still not good after several looks. */
async function pollAgain(signal: AbortSignal, isGood: () => Promise<boolean>): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    signal.throwIfAborted()
    if (await isGood()) return false
    await new Promise((resolve) => {
      setTimeout(resolve, 20 * 2 ** look)
    })
  }
  return true
}
