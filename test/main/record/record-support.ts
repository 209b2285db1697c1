/** A record that is written to with real keys and real rows, and what it must hold. */
import { cp } from 'node:fs/promises'
import { utf8 } from '../../../domain/bytes.ts'
import type { JournalRow } from '../../../domain/record/frame.ts'
import { openRecord, rowOf, type RecordDeps, type VaultRecord } from '../../../main/record/record.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { agent, clockedVaultAccess, freshFolder, madeVault, passphrase, randomBytes, value } from '../vault/support.ts'

export interface Station {
  readonly folder: string
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  /** Newest version of every row that was saved and not erased. */
  readonly wanted: Map<string, JournalRow>
  readonly erased: Set<string>
  save(table: string, id: string, rev: number, size?: number): Promise<void>
  erase(table: string, id: string, rev: number): Promise<void>
  close(): Promise<void>
  /** Closed, and opened again; what was found. */
  reopen(): Promise<void>
}

/** `from`: begins as a copy of a station that was closed. */
export async function station(extra: Partial<RecordDeps> = {}, from?: Station): Promise<Station> {
  const folder = await freshFolder()
  if (from !== undefined) await cp(from.folder, folder, { recursive: true })
  const { vaultAccess } = clockedVaultAccess(folder)
  const unlock = async () => value(await vaultAccess.unlock({ agentId: agent.id, passphrase }))
  const first = from === undefined ? (await madeVault(folder)).vault : undefined
  let tick = 0
  const open = async (vault: UnlockedVault) =>
    value(
      await openRecord({
        folder,
        vault,
        now: () => new Date(Date.UTC(2026, 10, 23, 9, 30, 0, tick)),
        monotonic: () => (tick += 5),
        ...extra,
      }),
    )
  // Before it is opened for the first time a copy can still be damaged.
  const here = {
    folder,
    vault: first as UnlockedVault,
    record: (first && (await open(first))) as VaultRecord,
    wanted: new Map(from?.wanted),
    erased: new Set(from?.erased),
    async save(table: string, id: string, rev: number, size = 40) {
      const env = value(here.vault.seal({ table, recordId: id, rev, schema: 1 }, randomBytes(size), here.vault.recordsKeyId))
      const row = rowOf(table, id, rev, env)
      value(await here.record.append([row], { action: 'saved', detail: { plaintext: utf8(id) } }))
      here.wanted.set(`${table} ${id}`, row)
    },
    async erase(table: string, id: string, rev: number) {
      value(await here.record.append([rowOf(table, id, rev, null)], { action: 'erased' }))
      here.wanted.delete(`${table} ${id}`)
      here.erased.add(`${table} ${id}`)
    },
    async close() {
      await here.record?.close()
      here.vault?.lock()
    },
    async reopen() {
      await here.close()
      here.vault = await unlock()
      here.record = await open(here.vault)
    },
  }
  return here
}
