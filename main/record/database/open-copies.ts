/**
 * Opens both copies of the record and makes them the same. The copy that is behind is brought up from the other; a copy that is missing,
 * damaged or of another history is set aside and made again from the other. Each repair is a finding, except what a power cut between the
 * two writes of one act leaves: the second copy one frame behind.
 */
import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../domain/record/findings.ts'
import { toHex } from '../../../domain/bytes.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { asideOf } from '../../files/atomic-file.ts'
import { closeQuietly, createDatabase, findDatabase, type OpenSqlite } from '../../files/database.ts'
import { putInPlace, removeUnfinished } from '../../files/replace-database.ts'
import { keySlotsBehind } from '../../vault/key-slots-file.ts'
import { writtenByNewer, writtenByOlder } from '../../vault/other-version.ts'
import { hasBody, isBodyWhole, isRowWhole, openCopy, type RecordCopy, type RowToWrite } from './copy.ts'
import { journalDamaged } from '../journal-failures.ts'
import { clearDoubt, isInDoubt, setAside } from './doubt.ts'
import { keyVersionOf, newestSigner, openHead, rowsKeyOf, type Beginning, type FrameKeys, type Head } from './head.ts'
import { mergeCopies, type Merged } from './merge.ts'
import { readable } from './readable.ts'
import { RECORD_FILES, recordKind, type RecordFile } from './schema.ts'

export type CopiesFailureCode = 'journal-missing' | 'journal-damaged' | 'journal-older' | 'journal-newer' | 'key-slots-behind'

export interface CopiesDeps {
  /** Of the vault. */
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly now: () => Date
  /** The high-water mark outside. */
  readonly mark: Beginning | undefined
  readonly openSqlite?: OpenSqlite | undefined
}

export interface OpenedCopies {
  readonly first: RecordCopy
  readonly second: RecordCopy
  readonly head: Head
  readonly findings: readonly Finding[]
}

interface Look {
  readonly name: RecordFile
  /** `newer-key`: written under a key version that the keyring does not know yet. */
  readonly state: 'whole' | 'missing' | 'damaged' | 'older' | 'newer' | 'newer-key'
  /** Also of a damaged copy, as far as SQLite opens it. */
  readonly copy?: RecordCopy
  /** Of a whole copy. */
  readonly head?: Head
}

type Whole = Required<Look>

/** How many of the newest frames keep their hash: enough to see whether one copy is an earlier state of the other. */
export const FRAMES_KEPT = 1_000

export async function openCopies(deps: CopiesDeps): Promise<Result<OpenedCopies, CopiesFailureCode>> {
  const looks = RECORD_FILES.map((name) => look(deps, name))
  try {
    const [base] = looks.filter(isWhole).toSorted((one, other) => Number(belongsToMark(deps, other)) - Number(belongsToMark(deps, one)))
    if (base === undefined) return refuse(deps, looks)
    return ok(
      await makeSame(
        deps,
        base,
        looks.find(({ name }) => name !== base.name)!,
      ),
    )
  } catch (error) {
    for (const { copy } of looks) closeQuietly(copy?.database)
    throw error
  }
}

function look(deps: CopiesDeps, name: RecordFile): Look {
  const path = join(deps.folder, name)
  removeUnfinished(path)
  const found = findDatabase(path, recordKind, deps.openSqlite)
  if (found.state !== 'open') return { name, state: found.state }
  const copy = readable(() => openCopy(name, found.database))
  const stored = copy && readable(() => copy.head())
  const head = stored && openHead(stored, deps.vaultId, deps.keys)
  if (copy === undefined) closeQuietly(found.database)
  if (copy === undefined || head === undefined) {
    const isUnderNewerKey = stored !== undefined && keyVersionOf(stored) > newestSigner(deps.keys).keyVersion
    return { name, state: isUnderNewerKey ? 'newer-key' : 'damaged', ...(copy === undefined ? {} : { copy }) }
  }
  const last = readable(() => copy.frame(head.seq))
  const follows = head.lastRow === 0 && head.audit === null && head.seq === 0
  return !follows && (last === undefined || toHex(last) !== head.hash)
    ? { name, state: 'damaged', copy }
    : { name, state: 'whole', copy, head }
}

const isWhole = (found: Look): found is Whole => found.state === 'whole'

/** Neither copy is whole. Nothing is changed. */
function refuse({ folder }: CopiesDeps, looks: readonly Look[]): Result<never, CopiesFailureCode> {
  for (const { copy } of looks) closeQuietly(copy?.database)
  const states = looks.map(({ state }) => state)
  if (states.includes('newer')) return err('journal-newer', ...writtenByNewer)
  if (states.includes('older')) return err('journal-older', ...writtenByOlder)
  if (states.includes('newer-key')) return keySlotsBehind
  if (!states.every((state) => state === 'missing')) return journalDamaged
  return existsSync(join(folder, 'journal.log')) ? err('journal-older', ...writtenByOlder) : journalMissing
}

/** Of two whole copies of different histories the one counts that the mark outside knows; of two states of one history the newer one. */
function belongsToMark({ mark }: CopiesDeps, { copy, head }: Whole): number {
  const hash = mark === undefined ? undefined : readable(() => copy.frame(mark.seq))
  const isKnown = mark !== undefined && hash !== undefined && Buffer.compare(hash, mark.hash) === 0
  return (isKnown ? Number.MAX_SAFE_INTEGER / 2 : 0) + head.seq
}

async function makeSame(deps: CopiesDeps, found: Whole, beside: Look): Promise<OpenedCopies> {
  const findings: Finding[] = []
  let base = found
  let other = beside
  if (isInDoubt(join(deps.folder, base.name))) {
    const again = await makeAgain(deps, base, [base, other], findings)
    base = again
  }
  const isCurrent = other.state === 'whole' && other.head?.seq === base.head.seq && other.head.hash === base.head.hash
  if (isInDoubt(join(deps.folder, other.name)) || (!isCurrent && !level(deps, base, other, findings)))
    other = await makeAgain(deps, base, [base, other], findings, other.name)
  const [first, second] = base.name === RECORD_FILES[0] ? [base.copy, other.copy!] : [other.copy!, base.copy]
  return { first, second, head: base.head, findings }
}

/** Brings the other copy up when it is an earlier state of this one. False when it is not, or when a row that it needs does not read. */
function level(deps: CopiesDeps, { copy: base, head }: Whole, other: Look, findings: Finding[]): boolean {
  if (!isWhole(other) || other.head.seq > head.seq || head.seq - other.head.seq >= FRAMES_KEPT) return false
  const { seq } = other.head
  const known = readable(() => base.frame(seq))
  if (known === undefined ? seq !== 0 : toHex(known) !== other.head.hash) return false
  const rows = readable(() => changedSince(base, seq, rowsKeyOf(deps.keys.get(head.rowsKeyVersion)!)))
  const stored = readable(() => base.head())
  const audited = other.head.audit?.size ?? 0
  const entries = readable(() => base.entriesFrom(audited, head.seq - seq + 1))
  const frames = readable(() => base.framesAfter(seq))
  if (rows === undefined || stored === undefined || entries === undefined || frames === undefined) return false
  if (readable(() => (other.copy.write({ rows, entries, frames, head: stored }), true)) !== true) return false
  const isUsual = other.name === RECORD_FILES[1] && head.seq - seq === 1 && (deps.mark?.seq ?? 0) <= seq
  if (!isUsual) findings.push(repaired(other.name))
  return true
}

/** Nothing when one of them does not read. */
function changedSince(copy: RecordCopy, seq: number, rowsKey: KeyObject): RowToWrite[] | undefined {
  const rows: RowToWrite[] = []
  for (const table of copy.tables()) {
    for (const row of copy.changed(table, seq)) {
      const env = hasBody(row) ? copy.body(row.row) : undefined
      if (!isRowWhole(rowsKey, row) || (hasBody(row) && !isBodyWhole(row, env))) return undefined
      rows.push({ ...row, env })
    }
  }
  return rows
}

/** Makes a copy again in a new file and puts that in its place. */
async function makeAgain(deps: CopiesDeps, base: Whole, sources: readonly Look[], findings: Finding[], name = base.name): Promise<Whole> {
  const path = join(deps.folder, name)
  const database = createDatabase(asideOf(path), recordKind, deps.openSqlite)
  let merged: Merged
  try {
    const from = sources.flatMap(({ copy }) => copy ?? [])
    merged = await mergeCopies({ ...deps, into: openCopy(name, database), from, head: base.head })
  } finally {
    // Closing empties its write-ahead log into it and flushes it.
    database.close()
  }
  closeQuietly(sources.find((source) => source.name === name)?.copy?.database)
  await setAside(path, deps.now())
  await putInPlace(path)
  clearDoubt(path)
  findings.push(repaired(name), ...lossOf(name, merged))
  const again = look(deps, name)
  if (!isWhole(again)) throw new Error('a copy of the record that was made again does not open')
  return again
}

const repaired = (name: RecordFile): Finding => ({
  kind: name === RECORD_FILES[0] ? 'journal-repaired' : 'journal-second-repaired',
  file: name,
})

function lossOf(file: RecordFile, { lostRows, rowsMissing, entriesLost }: Merged): Finding[] {
  return [
    ...(lostRows > 0 || rowsMissing ? [{ kind: 'rows-lost', file, rows: lostRows } as const] : []),
    ...(entriesLost > 0 ? [{ kind: 'audit-record-damaged', file } as const] : []),
  ]
}

const journalMissing = err(
  'journal-missing',
  'The record of all cases is missing. Nothing was changed and nothing new was made.',
  'Restore the folder from a backup.',
)
