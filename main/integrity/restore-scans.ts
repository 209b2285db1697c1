/**
 * Pieces of scans are kept once: the database in the page has the second copy of every piece. When some are missing or damaged, the
 * unreadable pieces are requested from the database, scan by scan. The page is not trusted: a scan is restored as a whole or not at all;
 * each piece must be one that the record lacks, in the newest version that it knows, sealed with the scan's key for its place; and the
 * whole must have the digest that the case names.
 */
import type { Finding } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { CaseStore } from '../registration/case-store.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import { notWritten } from '../record/record-failure.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'
import { scanCheck, type OfferedPiece } from './check-scan.ts'
import { groupByScan, type LackingPiece, type LackingScan } from './lacking-scans.ts'
import { findingsOf } from './scan-findings.ts'

export interface ScanRestore {
  /** Starts a round: finds the pieces that are unreadable now. */
  begin(): Promise<void>
  /** Missing pieces of the next scan; `undefined` when there is none left. */
  next(): readonly LackingPiece[] | undefined
  /** Pieces of the scan that `next` named. After the last piece the scan is checked, and is on the disk when this resolves. */
  offer(rows: readonly SealedRow[], isLast: boolean): Promise<Result<{ readonly takenBack: number }, ScanRestoreFailureCode>>
  /** The outcome, also noted in the record. */
  account(): Promise<Result<readonly Finding[], ScanRestoreFailureCode>>
}
export type ScanRestoreFailureCode = 'not-lacking' | 'disk-full' | 'journal-failed'

export interface ScanRestoreDeps {
  readonly vault: Pick<UnlockedVault, 'open'>
  readonly record: Pick<VaultRecord, 'journal' | 'appendAgain'>
  readonly store: Pick<RecordStore, 'ids' | 'findKey' | 'findCaseKey' | 'readBytes' | 'commit'>
  readonly cases: Pick<CaseStore, 'get'>
}

/** From `begin` to `account`. */
interface Round {
  readonly files: readonly string[]
  /** Of all pieces that are unreadable, also those of scans that are not missing. */
  readonly lackingIds: readonly string[]
  readonly scans: readonly LackingScan[]
  readonly restored: Set<LackingScan>
  /** Of the scan that `next` named. */
  position: number
}

const noRound = (): Round => ({ files: [], lackingIds: [], scans: [], restored: new Set(), position: -1 })

/** Pieces in one frame of the journal. */
const PIECES_A_FRAME = 20

export function createScanRestore(deps: ScanRestoreDeps): ScanRestore {
  const check = scanCheck(deps)
  let round = noRound()
  let held = new Map<string, OfferedPiece>()

  async function begin(): Promise<void> {
    const { files, pieces } = await deps.record.journal.lackingScans()
    round = noRound()
    held.clear()
    const scans = await groupByScan(deps, pieces)
    round = { ...noRound(), files, lackingIds: pieces.map(({ id }) => id), scans }
  }

  async function offer(rows: readonly SealedRow[], isLast: boolean): ReturnType<ScanRestore['offer']> {
    const { restored } = round
    const scan = round.scans[round.position]
    if (scan === undefined || restored.has(scan)) return notLacking
    for (const row of rows) {
      const piece = check.accept(scan, row)
      if (piece !== undefined) held.set(row.id, piece)
    }
    if (!isLast) return ok({ takenBack: 0 })
    const given = held
    const whole = await check.isWhole(scan, given)
    held = new Map()
    if (!whole) return ok({ takenBack: 0 })
    const stored = await storeAgain(deps, scan, given)
    if (stored.ok && stored.value.takenBack > 0) restored.add(scan)
    return stored
  }

  async function account(): ReturnType<ScanRestore['account']> {
    const { files, scans, restored, lackingIds } = round
    const findings = findingsOf(files, scans, restored)
    const back = new Set([...restored].flatMap(({ pieces }) => pieces.map(({ id }) => id)))
    const { lostPieces } = deps.record.journal
    lostPieces.clear()
    for (const id of lackingIds) if (!back.has(id)) lostPieces.add(id)
    round = noRound()
    held.clear()
    for (const { kind, ...detail } of findings) {
      if (kind !== 'scans-lost') continue
      const noted = await deps.store.commit([], { action: kind, detail })
      if (!noted.ok) return notWritten(noted.error)
    }
    return ok(findings)
  }

  return {
    begin,
    offer,
    account,
    next: () => {
      held.clear()
      round.position += 1
      return round.scans[round.position]?.pieces
    },
  }
}

/** Stores the pieces of a whole scan again, some in each frame. */
async function storeAgain(
  { record, store }: ScanRestoreDeps,
  { pieces, named }: LackingScan,
  given: ReadonlyMap<string, OfferedPiece>,
): ReturnType<ScanRestore['offer']> {
  for (let from = 0; from < pieces.length; from += PIECES_A_FRAME) {
    const some = pieces.slice(from, from + PIECES_A_FRAME)
    const keyId = named && store.findCaseKey(named.caseId)
    const detail = Buffer.from(JSON.stringify({ pieces: some.length }))
    const appended = await record.appendAgain(
      some.map(({ id, rev }) => ({ table: SCANS_TABLE, id, rev, env: given.get(id)!.env })),
      {
        action: 'scans-taken-back',
        detail: { plaintext: detail, ...(keyId ? { keyId } : {}) },
        ...(named ? { caseRef: named.caseId } : {}),
      },
    )
    // Erased meanwhile by the policy: it must not come back.
    if (!appended.ok && appended.error.code === 'row-conflict') return ok({ takenBack: 0 })
    if (!appended.ok) return notWritten(appended.error)
  }
  return ok({ takenBack: pieces.length })
}

const notLacking = err(
  'not-lacking',
  'The record did not ask for these pieces of scans. Nothing was changed.',
  'Carry on working. RA Desk requests missing pieces again at the next sign-in.',
)
