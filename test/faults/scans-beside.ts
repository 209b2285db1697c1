/** Scans of a station with the page's database beside it: the worker's own code seals them, and the database has every piece as well. */
import { randomUUID } from 'node:crypto'
import { toHex } from '../../domain/bytes.ts'
import type { CaseRecord } from '../../domain/case/case.ts'
import type { Evidence } from '../../domain/values.ts'
import { createRecordStore } from '../../main/record/record-store.ts'
import { createScanRestore, type ScanRestore } from '../../main/integrity/restore-scans.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'
import type { Output, SealedRow } from '../../preload/contract.ts'
import { workerStandIn } from '../support/worker-stand-in.ts'
import { randomBytes, value, type OpenStation } from './station.ts'

export interface ScansBeside {
  readonly evidence: readonly Evidence[]
  readonly database: ReadonlyMap<string, SealedRow>
  readonly withoutDatabase: ScansBeside
  /** Attaches one scan of a case, in one frame. */
  store(station: OpenStation, length: number): Promise<void>
  /** Pieces that the record does not have as they were. */
  countLost(station: OpenStation): Promise<number>
}

export async function besideTheRecord(vault: UnlockedVault): Promise<ScansBeside> {
  const worker = await workerStandIn()
  await worker.open({
    session: { vaultId: vault.vaultId },
    keys: value(vault.wrapKeysForWorker(worker.publicKey, 'records')),
  } as Output<'vault.unlock'>)
  const evidence: Evidence[] = []
  const kept = new Map<string, SealedRow>()
  const beside: Omit<ScansBeside, 'withoutDatabase'> = {
    evidence,
    database: kept,
    async store({ vault: open, record }, length) {
      const evidenceId = randomUUID()
      const [key] = value(await open.keyring.create([{ purpose: 'evidence', ownerId: evidenceId }]))
      const keyId = toHex(key!.keyId)
      await worker.addKeys(value(open.wrapKeysForWorker(worker.publicKey, [keyId])))
      const { rows, sha256 } = await worker.sealEvidence(evidenceId, keyId, randomBytes(length))
      value(await record.append(rows, { action: 'evidence-stored' }))
      for (const row of rows) kept.set(row.id, row)
      evidence.push({ evidenceId, keyId, mime: 'image/jpeg', bytes: length, chunks: rows.length, sha256 })
    },
    async countLost({ record }) {
      let lost = 0
      for (const row of kept.values()) {
        const found = await record.journal.findRow('chunks', row.id)
        if (!found.ok || found.value?.env !== row.env) lost += 1
      }
      return lost
    },
  }
  return {
    ...beside,
    withoutDatabase: {
      ...beside,
      database: new Map(),
      get withoutDatabase() {
        return this
      },
    },
  }
}

/** One case names all scans. */
export function takeBackOf({ vault, record }: OpenStation, { evidence }: Pick<ScansBeside, 'evidence'>): ScanRestore {
  const store = createRecordStore({ vault, record })
  const named = {
    caseReference: 'RA-SMPL-22',
    events: evidence.map((each) => ({ event: { kind: 'identityDocumentAttached', evidence: each } })),
  } as unknown as CaseRecord
  return createScanRestore({
    vault,
    record,
    store,
    cases: {
      get: (caseId) => Promise.resolve(caseId === store.ids('cases')[0] ? { record: named, view: undefined as never, rev: 1 } : undefined),
    },
  })
}

/** One round, as the page asks for it; how many pieces came back. */
export async function giveBack(station: OpenStation, beside: ScansBeside): Promise<number> {
  const takeBack = takeBackOf(station, beside)
  await takeBack.begin()
  let takenBack = 0
  for (let pieces = takeBack.next(); pieces !== undefined; pieces = takeBack.next()) {
    takenBack += value(
      await takeBack.offer(
        pieces.flatMap(({ id }) => beside.database.get(id) ?? []),
        true,
      ),
    ).takenBack
  }
  value(await takeBack.account())
  return takenBack
}
