/** Rebuilds the vault of a backup in a folder of its own, and compares it with the station that it came from. */
import { createHash } from 'node:crypto'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { stationBackupIdentity } from '../../../main/backup/identities.ts'
import { rebuildVault, type RebuildDeps, type Rebuilt, type RebuildFailureCode } from '../../../main/backup/rebuild.ts'
import { openRestorable } from '../../../main/backup/restorable.ts'
import { openRecord, type VaultRecord } from '../../../main/record/record.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { unlockedVault, type UnlockedVault } from '../../../main/vault/vault.ts'
import type { Result } from '../../../domain/result.ts'
import { freshFolder, randomBytes, value } from '../vault/support.ts'

export const identityOf = async (vault: UnlockedVault) => (await stationBackupIdentity(vault))!.identity

export interface TriedRebuild {
  readonly base: string
  readonly vaultKey: Uint8Array
  readonly rebuilt: Result<Rebuilt, RebuildFailureCode>
}

/** `vault`: of the station that made the backup. */
export async function rebuild(vault: UnlockedVault, path: string, change: Partial<RebuildDeps> = {}): Promise<TriedRebuild> {
  const { whole, changes } = value(await openRestorable(path, await identityOf(vault)))
  const base = await freshFolder()
  const vaultKey = randomBytes(32)
  const rebuilt = await rebuildVault({
    backup: whole,
    ...(changes === undefined ? {} : { changes }),
    base,
    vaultKey: Uint8Array.from(vaultKey),
    people: (agents) => ({ agents, recovery: vault.keyring.station.recovery }),
    randomBytes,
    today: '2026-03-01',
    destroyed: new Set(),
    ...change,
  })
  return { base, vaultKey, rebuilt }
}

export interface OpenedRebuild {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  close(): Promise<void>
}

export async function openRebuilt({ base, vaultKey, rebuilt }: TriedRebuild): Promise<OpenedRebuild> {
  const { head, keyVersion } = value(rebuilt)
  const vaultId = fromHex(head.vaultId)
  const paths = vaultPaths(base)
  const { keyring: sealing } = deriveVaultKeys(vaultKey, vaultId, keyVersion)
  const vault = unlockedVault({
    vaultId,
    keyVersion,
    secrets: { vaultKey: Uint8Array.from(vaultKey), trusted: [], signingSeed: randomBytes(32), sealingSeed: randomBytes(32) },
    keyring: value(await openKeyring({ path: paths.keyring, vaultId, sealing, randomBytes })),
    agentId: 'restored',
    paths,
    randomBytes,
    findings: [],
  })
  const record = value(await openRecord({ folder: base, vault, now: () => new Date('2026-11-24T09:30:00.000Z'), monotonic: () => 0 }))
  return {
    vault,
    record,
    async close() {
      await record.close()
      vault.lock()
    },
  }
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** Of every row that a backup holds: table, id, version, frame and envelope. */
export async function digestOfRows(record: VaultRecord): Promise<string> {
  const view = await record.view()
  const rows: string[] = []
  for await (const { table, id, rev, seq, env } of view.rows('secrets')) rows.push(`${table} ${id} ${rev} ${seq} ${sha256(env!)}`)
  view.close()
  return sha256(rows.sort().join('\n'))
}

const keysOf = ({ keyring }: UnlockedVault): string[] =>
  keyring
    .list()
    .flatMap(({ keyId, key, purpose, ownerId }) => (purpose === 'custody' ? [] : [`${toHex(keyId)} ${toHex(key)} ${purpose} ${ownerId}`]))

/** Rows, entries and keys, and what was lost. */
export async function stateOf(tried: TriedRebuild) {
  const { head, expired, lost, rows, people } = value(tried.rebuilt)
  const opened = await openRebuilt(tried)
  const { size, code } = opened.record.checkpoint()
  const state = {
    rows: [rows, await digestOfRows(opened.record)],
    entries: [size, code, opened.record.journal.lastSeq],
    keys: keysOf(opened.vault),
    left: [expired, [...lost].sort()],
    counts: [head.cases, head.leftInCustody],
    people,
  }
  await opened.close()
  return state
}
