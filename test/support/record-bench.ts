/** A record of one workstation, and its entries read back. */
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { openRecord, type VaultRecord } from '../../main/record/record.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'
import { agent, freshFolder, madeVault, passphrase, value } from '../main/vault/support.ts'

export const caseId = '22222222-2222-4222-8222-222222222222'
export const placeOfCase = { table: 'cases', recordId: caseId, rev: 1, schema: 1 }

export const opened: VaultRecord[] = []

export async function desk() {
  const folder = await freshFolder()
  const made = await madeVault(folder)
  let tick = 0
  const parts = (vault: UnlockedVault) => ({
    folder,
    vault,
    now: () => new Date(Date.UTC(2026, 10, 23, 9, 30, 0, tick)),
    monotonic: () => (tick += 5),
  })
  const openAgain = async (vault: UnlockedVault): Promise<VaultRecord> => {
    const record = value(await openRecord(parts(vault)))
    opened.push(record)
    return record
  }
  const record = await openAgain(made.vault)
  const reopen = async () => {
    const vault = value(await made.vaultAccess.unlock({ agentId: agent.id, passphrase }))
    return { vault, record: await openAgain(vault) }
  }
  return { folder, ...made, record, parts, reopen }
}

export async function entriesOf(record: VaultRecord): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for await (const entry of record.entries(0)) entries.push(value(entry))
  return entries
}
