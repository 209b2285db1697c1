/**
 * Pieces of scans are kept once: the database in the page has the second copy of every piece. When some are missing or damaged, the
 * unreadable pieces are requested from the database, scan by scan. The page is not trusted: a scan is restored as a whole or not at all;
 * each piece must be one that the record lacks, in the newest version that it knows, sealed with the scan's key for its place; and the
 * whole must have the digest that the case names.
 */
import { createHash } from 'node:crypto'
import { findBase64, toHex } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { Finding } from '../../domain/record/findings.ts'
import type { Evidence } from '../../domain/values.ts'
import { listEvidence } from '../../domain/handover/rekey.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import type { CaseStore } from '../registration/case-store.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'

export interface LackingPiece {
  readonly id: string
  readonly rev: number
}

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

interface LackingScan {
  readonly pieces: readonly LackingPiece[]
  readonly count: number
  /** Absent when no case names the scan: the app ended between storing it and attaching it. */
  readonly named?: { readonly evidence: Evidence; readonly caseId: string; readonly caseReference: string }
  takenBack: boolean
}

/** Pieces in one frame of the journal. */
const PIECES_A_FRAME = 20
/** References in one finding: an agent can look at so many. */
const CASES_NAMED = 50
const ROW_SCHEMA = 1

export function createScanRestore({ vault, record, store, cases }: ScanRestoreDeps): ScanRestore {
  let files: readonly string[] = []
  let lackingIds: readonly string[] = []
  let scans: LackingScan[] = []
  let position = -1
  let held = new Map<string, { readonly env: string; readonly envelope: Uint8Array }>()

  async function begin(): Promise<void> {
    const lacking = await record.journal.lackingScans()
    files = lacking.files
    lackingIds = lacking.pieces.map(({ id }) => id)
    position = -1
    held.clear()
    const named = lacking.pieces.length === 0 ? new Map<string, LackingScan['named']>() : await findNames()
    const byScan = Map.groupBy(lacking.pieces, ({ id }) => scanOf(id))
    const known = Map.groupBy(byScan.size === 0 ? [] : record.journal.ids(SCANS_TABLE), scanOf)
    scans = [...byScan].flatMap(([id, rows]): LackingScan[] => {
      const found = named.get(id)
      // A piece sealed with a destroyed key is noise wherever it is, so it is not missing.
      if (found !== undefined && store.findKey('evidence', found.evidence.keyId) === undefined) return []
      const pieces = rows.map(({ id: piece, rev }) => ({ id: piece, rev }))
      return [
        {
          pieces,
          count: found?.evidence.chunks ?? known.get(id)?.length ?? 0,
          ...(found === undefined ? {} : { named: found }),
          takenBack: false,
        },
      ]
    })
  }

  async function findNames(): Promise<Map<string, NonNullable<LackingScan['named']>>> {
    const names = new Map<string, NonNullable<LackingScan['named']>>()
    for (const caseId of store.ids('cases')) {
      const open = await cases.get(caseId)
      if (open)
        for (const evidence of listEvidence(open.record))
          names.set(evidence.evidenceId, { evidence, caseId, caseReference: open.record.caseReference })
    }
    return names
  }

  /** The plaintext, which the caller wipes; `undefined` when the row does not belong in this place. */
  function openPiece(scan: LackingScan, piece: Pick<LackingPiece, 'id' | 'rev'>, envelope: Uint8Array): Uint8Array | undefined {
    const header = splitEnvelope(envelope)
    if (!header.ok) return undefined
    const keyId = toHex(header.value.keyId)
    if (store.findKey('evidence', keyId) === undefined || (scan.named !== undefined && scan.named.evidence.keyId !== keyId))
      return undefined
    const opened = vault.open(
      {
        table: SCANS_TABLE,
        recordId: piece.id,
        rev: piece.rev,
        schema: ROW_SCHEMA,
        chunk: { index: indexOf(piece.id), count: scan.count },
      },
      envelope,
    )
    return opened.ok ? opened.value : undefined
  }

  function hold(scan: LackingScan, row: SealedRow): void {
    const piece = scan.pieces.find(({ id, rev }) => id === row.id && rev === row.rev)
    const envelope = row.env === null ? undefined : findBase64(row.env)
    if (piece === undefined || row.table !== SCANS_TABLE || envelope === undefined) return
    const plaintext = openPiece(scan, piece, envelope)
    if (plaintext === undefined) return
    wipe(plaintext)
    held.set(row.id, { env: row.env!, envelope })
  }

  /** Whether what is held and what the record still has make the scan that the case names. */
  async function isWhole(scan: LackingScan): Promise<boolean> {
    if (scan.pieces.some(({ id }) => !held.has(id))) return false
    if (scan.named === undefined) return true
    const { evidence } = scan.named
    const digest = createHash('sha256')
    for (let index = 0; index < evidence.chunks; index += 1) {
      const id = `${evidence.evidenceId}:${index}`
      const piece = scan.pieces.find((each) => each.id === id)
      const plaintext =
        piece === undefined
          ? await store.readBytes(SCANS_TABLE, id, evidence.keyId, { index, count: evidence.chunks }).catch(() => undefined)
          : openPiece(scan, piece, held.get(id)!.envelope)
      if (plaintext === undefined) return false
      digest.update(plaintext)
      wipe(plaintext)
    }
    return digest.digest('hex') === evidence.sha256
  }

  async function offer(rows: readonly SealedRow[], isLast: boolean): ReturnType<ScanRestore['offer']> {
    const scan = scans[position]
    if (scan === undefined || scan.takenBack) return notLacking
    for (const row of rows) hold(scan, row)
    if (!isLast) return ok({ takenBack: 0 })
    const given = held
    const whole = await isWhole(scan)
    held = new Map()
    if (!whole) return ok({ takenBack: 0 })
    for (let from = 0; from < scan.pieces.length; from += PIECES_A_FRAME) {
      const some = scan.pieces.slice(from, from + PIECES_A_FRAME)
      const keyId = scan.named && store.findCaseKey(scan.named.caseId)
      const detail = Buffer.from(JSON.stringify({ pieces: some.length }))
      const appended = await record.appendAgain(
        some.map(({ id, rev }) => ({ table: SCANS_TABLE, id, rev, env: given.get(id)!.env })),
        {
          action: 'scans-taken-back',
          detail: { plaintext: detail, ...(keyId ? { keyId } : {}) },
          ...(scan.named ? { caseRef: scan.named.caseId } : {}),
        },
      )
      // Erased meanwhile by the policy: it must not come back.
      if (!appended.ok && appended.error.code === 'row-conflict') return ok({ takenBack: 0 })
      if (!appended.ok)
        return err(appended.error.code === 'disk-full' ? 'disk-full' : 'journal-failed', appended.error.message, appended.error.next)
    }
    scan.takenBack = true
    return ok({ takenBack: scan.pieces.length })
  }

  async function account(): ReturnType<ScanRestore['account']> {
    const findings = files.map((file): Finding => {
      // A scan that no case names is not reported when it is lost.
      const concerned = scans.filter((scan) => scan.named !== undefined || scan.takenBack)
      const count = (some: readonly LackingScan[]) => some.flatMap(({ pieces }) => pieces).length
      const lost = concerned.filter(({ takenBack }) => !takenBack)
      const base = { file, pieces: count(concerned), takenBack: count(concerned) - count(lost) }
      if (lost.length === 0) return { kind: 'scans-taken-back', ...base }
      return {
        kind: 'scans-lost',
        ...base,
        cases: [...new Set(lost.flatMap(({ named }) => named?.caseReference ?? []))].slice(0, CASES_NAMED),
      }
    })
    const back = new Set(scans.flatMap(({ takenBack, pieces }) => (takenBack ? pieces.map(({ id }) => id) : [])))
    const { lostPieces } = record.journal
    lostPieces.clear()
    for (const id of lackingIds) if (!back.has(id)) lostPieces.add(id)
    files = []
    scans = []
    lackingIds = []
    held.clear()
    for (const { kind, ...detail } of findings) {
      if (kind !== 'scans-lost') continue
      const noted = await store.commit([], { action: kind, detail })
      if (!noted.ok) return err(noted.error.code === 'disk-full' ? 'disk-full' : 'journal-failed', noted.error.message, noted.error.next)
    }
    return ok(findings)
  }

  return {
    begin,
    offer,
    account,
    next: () => {
      held.clear()
      position += 1
      return scans[position]?.pieces
    },
  }
}

const scanOf = (id: string): string => id.slice(0, id.lastIndexOf(':'))
const indexOf = (id: string): number => Number(id.slice(id.lastIndexOf(':') + 1))

const notLacking = err(
  'not-lacking',
  'The record did not ask for these pieces of scans. Nothing was changed.',
  'Carry on working. RA Desk requests missing pieces again at the next sign-in.',
)
