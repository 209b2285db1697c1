/** The page's worker for tests without a page: the worker's own key and envelope code, on Node's WebCrypto. */
import { createHash } from 'node:crypto'
import { fromHex } from '../../domain/bytes.ts'
import { open, seal } from '../../renderer/storage/worker/envelope.ts'
import { createWorkerKeys } from '../../renderer/storage/worker/keys.ts'
import type { Output, SealedRow, WrappedKeys } from '../../preload/contract.ts'

const PIECE = 48 * 1024

export interface WorkerStandIn {
  readonly publicKey: string
  open(unlocked: Output<'vault.unlock'>): Promise<void>
  addKeys(keys: WrappedKeys): Promise<void>
  sealEvidence(evidenceId: string, keyId: string, bytes: Uint8Array): Promise<{ rows: SealedRow[]; sha256: string }>
  /** Pieces of scans as the page's database keeps them: those that were sealed here. */
  readonly pieces: Map<string, SealedRow>
  openRow(row: SealedRow): Promise<unknown>
}

export async function workerStandIn(): Promise<WorkerStandIn> {
  const keys = await createWorkerKeys()
  let vaultId = new Uint8Array(16)
  const pieces = new Map<string, SealedRow>()
  return {
    pieces,
    publicKey: await keys.publicKey(),
    open: async (unlocked) => {
      vaultId = fromHex(unlocked.session.vaultId)
      await keys.add(unlocked.keys)
    },
    addKeys: (wrapped) => keys.add(wrapped),
    sealEvidence: async (evidenceId, keyId, bytes) => {
      const count = Math.max(1, Math.ceil(bytes.length / PIECE))
      const rows: SealedRow[] = []
      for (let index = 0; index < count; index += 1) {
        const id = `${evidenceId}:${index}`
        const sealed = await seal(
          keys,
          keyId,
          { vaultId, table: 'chunks', recordId: id, rev: 1, schema: 1, chunk: { index, count } },
          bytes.subarray(index * PIECE, (index + 1) * PIECE),
        )
        rows.push({ table: 'chunks', id, rev: 1, env: Buffer.from(sealed).toString('base64') })
        if (!pieces.has(id)) pieces.set(id, rows.at(-1)!)
      }
      return { rows, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    openRow: async ({ table, id, rev, env }) =>
      JSON.parse(
        new TextDecoder().decode(await open(keys, { vaultId, table, recordId: id, rev, schema: 1 }, Buffer.from(env!, 'base64'))),
      ) as unknown,
  }
}
