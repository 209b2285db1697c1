/** Opens the files of the journal: both copies of the record, the pieces of scans, and the high-water mark outside them. */
import { fromHex } from '../../domain/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { ok, type Result } from '../../domain/result.ts'
import { closeQuietly, type OpenSqlite } from '../files/database.ts'
import { keySlotsBehind } from '../vault/key-slots-file.ts'
import { findBehind, type VaultRevisions, type WatchedFile, type WatchedFiles } from '../vault/vault-revisions.ts'
import { setAside } from './database/doubt.ts'
import { newestSigner, type FrameKeys } from './database/head.ts'
import { readable } from './database/readable.ts'
import { openCopies, type CopiesFailureCode, type OpenedCopies } from './database/open-copies.ts'
import { openScans, type ScansDatabase } from './database/scans-database.ts'
import { SCANS_FILE, SCANS_TABLE } from './database/schema.ts'
import { HIGH_WATER_MARK, openHighWaterMark, type HighWaterMark } from './high-water-mark.ts'

export interface JournalFiles extends OpenedCopies {
  readonly scans: ScansDatabase
  readonly highWaterMark: HighWaterMark
}

export interface JournalOpenDeps {
  /** The vault's. */
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly now: () => Date
  readonly openSqlite?: OpenSqlite
  readonly watched?: WatchedFiles | undefined
}

export async function openJournalFiles(deps: JournalOpenDeps): Promise<Result<JournalFiles, CopiesFailureCode>> {
  const { folder, vaultId, keys } = deps
  const highWaterMark = await openHighWaterMark(folder, vaultId, keys)
  const copies = await openCopies({ ...deps, mark: highWaterMark.mark })
  if (!copies.ok) {
    await highWaterMark.close()
    return copies
  }
  const { first, second, head } = copies.value
  const close = () => {
    for (const { database } of [first, second]) closeQuietly(database)
  }
  const behind = findFilesBehind(deps.watched, [head.files, highWaterMark.mark?.files])
  if (behind === 'key-slots') {
    close()
    await highWaterMark.close()
    return keySlotsBehind
  }
  try {
    const scans = await openScans({
      folder,
      rows: () => first.changed(SCANS_TABLE, -1).filter((row) => row.sha256 !== undefined),
      aside: (path) => setAside(path, deps.now()),
      openSqlite: deps.openSqlite,
    })
    // If it cannot be made again now, for example on a full disk, it is used as it is, and the next opening tries again.
    if (scans.isBroken()) await scans.makeAgain().catch(() => undefined)
    const marked = findMarkFindings(highWaterMark, copies.value)
    const findings: Finding[] = [
      ...copies.value.findings,
      ...behind,
      ...(scans.lacking ? [{ kind: 'scans-missing', file: SCANS_FILE } as const] : []),
      ...marked,
    ]
    if (highWaterMark.mark?.seq !== head.seq || marked.length > 0) {
      // Report a loss once: both places of the mark now name the last frame that is there.
      const now = { seq: head.seq, hash: fromHex(head.hash) }
      for (let place = 0; place < 2; place += 1) await highWaterMark.raise(now, newestSigner(keys), head.files).catch(() => undefined)
    }
    return ok({ ...copies.value, scans, highWaterMark, findings })
  } catch (error) {
    close()
    throw error
  }
}

const findingOf: Readonly<Record<Exclude<WatchedFile, 'keySlots'>, Finding>> = {
  keyring: { kind: 'keyring-behind', file: 'keyring.bin' },
  keys: { kind: 'keys-behind', file: 'keys.db' },
  destroyed: { kind: 'destroyed-keys-behind', file: 'destroyed-keys.txt' },
}

/** What the last act, or the mark outside, knew of the other files of the vault, and is not there. With older key slots nothing is opened. */
function findFilesBehind(watched: WatchedFiles | undefined, known: readonly (VaultRevisions | undefined)[]): Finding[] | 'key-slots' {
  const noted = known.filter((each) => each !== undefined)
  if (watched === undefined) return []
  const behind = new Set(noted.flatMap((each) => findBehind(each, watched)))
  if (behind.has('keySlots')) return 'key-slots'
  // A key that was listed after the last act may still be there: the power failed before it was destroyed.
  const listed = Math.max(...noted.map(({ destroyed }) => destroyed.count))
  const revived: readonly Finding[] = watched.revived.some((place) => noted.length === 0 || place < listed)
    ? [{ kind: 'destroyed-keys-alive', file: 'keys.db' }]
    : []
  return [...[...behind].flatMap((file) => (file === 'keySlots' ? [] : findingOf[file])), ...revived]
}

function findMarkFindings({ found, mark }: HighWaterMark, { first, head }: OpenedCopies): Finding[] {
  const findings: Finding[] = []
  const note = (kind: Finding['kind'], frames?: number) =>
    findings.push({ kind, file: HIGH_WATER_MARK, ...(frames === undefined ? {} : { frames }) })
  const hash = mark === undefined || mark.seq > head.seq ? undefined : readable(() => first.frame(mark.seq))
  const otherHistory = mark !== undefined && hash !== undefined && Buffer.compare(hash, mark.hash) !== 0
  if (found === 'missing' && head.seq > 0) note('high-water-mark-missing')
  if (found === 'damaged') note('high-water-mark-damaged')
  if (found === 'part-damaged') note('high-water-mark-part-damaged')
  // A crash between the two writes leaves the mark one frame behind.
  if (mark !== undefined && mark.seq < head.seq - 1 && !otherHistory) note('high-water-mark-older')
  if (mark !== undefined && mark.seq > head.seq) note('journal-cut-back', mark.seq - head.seq)
  else if (otherHistory) note('journal-cut-back')
  return findings
}
