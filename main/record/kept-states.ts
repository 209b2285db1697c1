/**
 * The states of the record that are kept behind the journal: the newest snapshots, the files of scans they point at, and the segments
 * that the oldest of them needs. Writing one lets go of what none of them needs any more.
 */
import { join } from 'node:path'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import type { Frame, JournalRow } from '../../domain/record/frame.ts'
import type { Result } from '../../domain/result.ts'
import type { Finding } from '../../domain/record/findings.ts'
import type { Beginning, FrameSigner } from '../files/frame-format.ts'
import type { OpenedSegments } from './journal-open.ts'
import { SCANS_TABLE, type LatestRow } from './latest-rows.ts'
import type { NowKept } from './scrub.ts'
import type { OpenFileCache } from '../files/open-file-cache.ts'
import { scansInUse, snapshotName, withNeededScans, writeSnapshot, type AuditState } from './snapshot.ts'
import { removeSecond } from '../files/mirrored-file.ts'

/** Where the journal was cut: what a snapshot is made of. */
export interface Cut {
  readonly begins: Beginning
  readonly rows: readonly LatestRow[]
  readonly signer: FrameSigner
}

export interface KeptStates {
  /** Number of the last frame that the newest snapshot stands for, 0 when there is none. */
  readonly newestSeq: number
  /** False when something does not read back: then nothing was written and nothing let go. Failures of the disk throw. */
  write(cut: Cut, audit: AuditState): Promise<boolean>
  /** The files of scans that were found missing or damaged and hold newest versions, and those of these that do not read back. */
  lackingScans(): Promise<{ readonly files: readonly string[]; readonly pieces: readonly LatestRow[] }>
  /** Files of scans among these findings are not pointed at by the next snapshot, as far as they read. */
  doubt(findings: readonly Finding[]): void
  names(): Pick<NowKept, 'snapshots' | 'scans' | 'scansInUse' | 'closed'>
}

export interface KeptStatesDeps extends Pick<
  OpenedSegments,
  'rows' | 'segments' | 'auditLog' | 'keptFiles' | 'snapshots' | 'scans' | 'damagedSnapshots' | 'findings'
> {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly fileCache: OpenFileCache
  /** Who writes the list of kept files. */
  readonly signer: () => FrameSigner
  readonly readRow: (row: LatestRow) => Promise<JournalRow | undefined>
  readonly isOpen: () => boolean
  readonly readSince: (seq: number) => AsyncGenerator<Result<Frame, 'journal-damaged'>>
}

/** How many snapshots are kept; older ones go with the segments that only they need. */
const SNAPSHOTS_KEPT = 3

export function keptStates(deps: KeptStatesDeps): KeptStates {
  const { folder, rows, segments, auditLog, fileCache } = deps
  let snapshots = [...deps.snapshots]
  let damaged = deps.damagedSnapshots
  /** Every file of scans that is kept, with the length that it was written with. */
  const scans = new Map(deps.scans)
  const inDoubt = new Set<string>()
  const doubt = (findings: readonly Finding[]): void => {
    for (const { kind, file } of findings) if (kind === 'scans-missing' || kind === 'older-scans-missing') inDoubt.add(file)
  }
  doubt(deps.findings)

  async function write({ begins, rows: captured, signer }: Cut, audit: AuditState): Promise<boolean> {
    const entries = await gatherEntries(deps, snapshots.at(-1)?.seq ?? 0, begins.seq)
    if (entries === undefined) return false
    if (auditLog.damage === undefined) await auditLog.append(entries, signer)
    const written = await writeSnapshot({
      folder,
      vaultId: deps.vaultId,
      signer,
      begins,
      rows: captured,
      audit,
      scans,
      inDoubt,
      readRow: deps.readRow,
    })
    if (written === undefined) return false
    for (const [row, place] of written.places) row.place = place
    for (const { file, bytes } of written.scans) scans.set(file, bytes)
    snapshots.push({ seq: begins.seq, scans: written.scans })
    await letGo()
    return true
  }

  /** Drops what only dropped snapshots needed. Audit entries are in their own file before; without it no segment goes. */
  async function letGo(): Promise<void> {
    const gone = snapshots.slice(0, -SNAPSHOTS_KEPT)
    snapshots = snapshots.slice(-SNAPSHOTS_KEPT).map((each) => withNeededScans(each, rows))
    const wanted = new Set([...snapshots.flatMap(namesOfScans), ...[...scansInUse(rows)].filter((name) => scans.has(name))])
    const unwanted = [...scans.keys()].filter((name) => !wanted.has(name))
    const old =
      snapshots.length === SNAPSHOTS_KEPT && auditLog.damage === undefined
        ? segments.filter((_, index) => (segments[index + 1]?.begins.seq ?? Number.POSITIVE_INFINITY) <= snapshots[0]!.seq)
        : []
    segments.splice(0, old.length)
    const listed = await deps.keptFiles?.write(
      [...snapshots.map(({ seq }) => snapshotName(seq)), ...wanted, ...segments.slice(0, -1).map(({ name }) => name)],
      auditLog.frames,
      deps.signer(),
    )
    if (listed?.ok === false)
      throw Object.assign(new Error(listed.error.message), { code: listed.error.code === 'disk-full' ? 'ENOSPC' : 'EIO' })
    for (const { name } of segments.slice(0, -1)) await removeSecond(join(folder, name))
    const passedOver = damaged.filter((name) => !snapshots.some(({ seq }) => snapshotName(seq) === name))
    await fileCache.drop([...gone.map(({ seq }) => snapshotName(seq)), ...unwanted, ...old.map(({ name }) => name), ...passedOver])
    damaged = []
    for (const name of unwanted) {
      scans.delete(name)
      inDoubt.delete(name)
    }
  }

  return {
    get newestSeq() {
      return snapshots.at(-1)?.seq ?? 0
    },
    write,
    doubt,
    lackingScans: () => findLackingScans(deps, inDoubt),
    names: () => ({
      snapshots: snapshots.map(({ seq }) => snapshotName(seq)),
      scans: [...new Set(snapshots.flatMap(namesOfScans))],
      scansInUse: scansInUse(rows),
      closed: segments.slice(0, -1).map(({ name }) => name),
    }),
  }
}

const namesOfScans = ({ scans }: OpenedSegments['snapshots'][number]): string[] => scans.map(({ file }) => file)

/** Audit entries up to a frame that are not in their own file yet; nothing when a frame cannot be read. */
async function gatherEntries(
  { auditLog, readSince }: KeptStatesDeps,
  lastSnapshot: number,
  upTo: number,
): Promise<AuditEntry[] | undefined> {
  const entries: AuditEntry[] = []
  for await (const frame of readSince(auditLog.size === 0 ? 0 : lastSnapshot)) {
    if (!frame.ok) return undefined
    if (frame.value.seq > upTo) break
    if (frame.value.audit !== null && frame.value.audit.seq >= auditLog.size) entries.push(frame.value.audit)
  }
  return entries
}

/** Files of scans that are in doubt and in use, and the pieces in them that cannot be read. */
async function findLackingScans(
  { rows, isOpen, readRow }: KeptStatesDeps,
  inDoubt: ReadonlySet<string>,
): ReturnType<KeptStates['lackingScans']> {
  const inUse = scansInUse(rows)
  const files = [...inDoubt].filter((name) => inUse.has(name))
  const pieces: LatestRow[] = []
  for (const row of files.length === 0 ? [] : rows.all()) {
    if (isOpen() && row.table === SCANS_TABLE && !row.erased && files.includes(row.place.file) && (await readRow(row)) === undefined)
      pieces.push(row)
  }
  return { files, pieces }
}
