/**
 * Reads everything that is kept and reports damage: both copies of the record and of the keys, the pieces of scans, and each second copy of a
 * small file against its first. Runs in slices in the background, repairs nothing, and stops at once when the record is closed.
 */
import { join } from 'node:path'
import type { Finding } from '../../domain/record/findings.ts'
import type { GiveWay } from '../../domain/agent-first.ts'
import { findFile } from '../files/atomic-file.ts'
import { secondCopyOf } from '../files/mirrored-atomic-file.ts'
import type { Checked } from './database/check.ts'
import type { FrameKeys } from './database/head.ts'
import { RECORD_FILES, SCANS_FILE, type RecordFile } from './database/schema.ts'
import { KEY_FILES } from '../vault/key-database.ts'
import type { KeysChecked } from '../vault/check-keys.ts'
import { HIGH_WATER_MARK, isWholeHighWaterMark } from './high-water-mark.ts'

export interface ScrubReport {
  readonly files: number
  readonly bytes: number
  readonly findings: readonly Finding[]
  /** Copies to be made again at the next opening. */
  readonly damaged: readonly RecordFile[]
}

export interface ScrubDeps {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly check: () => Promise<Checked>
  readonly checkKeys?: ((pause: () => Promise<void>) => Promise<KeysChecked>) | undefined
  readonly giveWay: GiveWay
  readonly signal: AbortSignal
}

const keptTwice = ['keyring.bin', 'key-slots.json']
/** A file that is being written looks damaged for a moment. */
const LOOKS = 5

/** Throws the signal's reason when it is stopped. */
export async function scrub(deps: ScrubDeps): Promise<ScrubReport> {
  const checked = await deps.check()
  const { damagedCopies, scansDamaged, bytes } = checked
  const keys = await deps.checkKeys?.(async () => {
    await deps.giveWay(deps.signal)
    deps.signal.throwIfAborted()
  })
  const small = await checkSmallFiles(deps)
  return {
    files: small.files + 3 + (keys === undefined ? 0 : KEY_FILES.length),
    bytes: bytes + small.bytes + (keys?.bytes ?? 0),
    findings: [
      ...findingsOfRecord(checked),
      ...(scansDamaged ? [{ kind: 'scans-missing', file: SCANS_FILE } as const] : []),
      ...(keys?.damaged ?? []).map((file): Finding => ({ kind: 'copy-damaged', file })),
      ...(keys !== undefined && keys.lost > 0 ? [{ kind: 'keys-lost', file: KEY_FILES[0] } as const] : []),
      ...small.findings,
    ],
    damaged: damagedCopies.map(({ name }) => name),
  }
}

/** That a copy is damaged, and nothing is missing, is said only when that is so. */
function findingsOfRecord({ damagedCopies, lostRows, rowsMissing, lostEntries }: Checked): Finding[] {
  const file = RECORD_FILES[0]
  const isLost = lostRows > 0 || rowsMissing
  return [
    ...(damagedCopies.length === RECORD_FILES.length && (isLost || lostEntries > 0)
      ? []
      : damagedCopies.map(({ name }): Finding => ({ kind: 'copy-damaged', file: name }))),
    ...(isLost ? [{ kind: 'rows-lost', file, rows: lostRows } as const] : []),
    ...(lostEntries > 0 ? [{ kind: 'audit-record-damaged', file } as const] : []),
  ]
}

async function checkSmallFiles({ folder, vaultId, keys, signal }: ScrubDeps) {
  const read = { files: 0, bytes: 0, findings: [] as Finding[] }
  const count = (...files: readonly Uint8Array[]): true => {
    for (const { length } of files) read.bytes += length
    read.files += files.length
    return true
  }
  for (const name of keptTwice) {
    const differs = await pollAgain(signal, async () => {
      const [first, second] = await Promise.all([findFile(join(folder, name)), findFile(secondCopyOf(join(folder, name)))])
      return first !== undefined && second !== undefined && Buffer.compare(first, second) === 0 && count(first, second)
    })
    if (differs) read.findings.push({ kind: 'copy-damaged', file: name })
  }
  const torn = await pollAgain(signal, async () => {
    const found = await findFile(join(folder, HIGH_WATER_MARK))
    return found !== undefined && isWholeHighWaterMark(found, vaultId, keys) && count(found)
  })
  if (torn) read.findings.push({ kind: 'high-water-mark-part-damaged', file: HIGH_WATER_MARK })
  return read
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
