/** Every secret of a vault, from a copy of its folder and a passphrase, by the product's own code: how a test knows what must not be found. */
import { randomBytes } from 'node:crypto'
import { findBase64, fromHex } from '../../domain/bytes.ts'
import { kdfFloor, stretch, type Kdf } from '../../main/vault/argon2.ts'
import { findKeyringKeyId } from '../../main/vault/keyring-file.ts'
import { deriveVaultKeys } from '../../main/vault/keys.ts'
import { vaultPaths } from '../../main/vault/paths.ts'
import { readKeySlots } from '../../main/vault/key-slots-file.ts'
import { openAgentKeySlot } from '../../main/vault/key-slots.ts'
import { openStationAccess } from './station-access.ts'

/** Which figure it counts for: keys that the page's worker gets, keys that main keeps to itself, what the vault is opened with, what is typed. */
export type SecretGroup = 'shared' | 'own' | 'vault' | 'typed'
export interface KnownSecret {
  readonly what: string
  readonly group: SecretGroup
  readonly bytes: Uint8Array
}

const workerUrl = new URL('../../main/vault/argon2-worker.ts', import.meta.url)

/** `folder` is a copy of a data folder, of a station without a device secret and with one agent. */
export async function secretsOfCopy(folder: string, passphrase: string, floor: Kdf['floor'] = kdfFloor): Promise<KnownSecret[]> {
  const paths = vaultPaths(folder)
  const slots = must(await readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring)))
  const [slot] = slots.agents
  const vaultId = fromHex(slots.vaultId)
  const stretched = must(await stretch({ workerUrl }, passphrase, findBase64(slot!.kdf.salt)!, slot!.kdf))
  const opened = must(await openAgentKeySlot(slot!, vaultId, passphrase, undefined, { workerUrl, floor }))
  const vaultAccess = openStationAccess({
    folder,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    monotonic: () => performance.now(),
    kdf: { workerUrl, floor, parameters: slot!.kdf },
  })
  const vault = must(await vaultAccess.unlock({ agentId: slot!.agentId, passphrase }))
  const now = { keyVersion: vault.keyVersion, vaultKey: vault.vaultKey() }
  const ofGeneration = [now, ...vault.keyring.station.former].flatMap(({ keyVersion, vaultKey }) => {
    const { records, keyring, audit, index, frames } = deriveVaultKeys(vaultKey, vaultId, keyVersion)
    const all = { 'vault key': vaultKey, 'keyring’s key': keyring.key, 'audit key': audit.key, 'index key': index, 'frame key': frames }
    return [
      { what: 'records key', group: 'shared' as const, bytes: records.key },
      ...Object.entries(all).map(([what, bytes]) => ({ what, group: 'vault' as const, bytes })),
    ]
  })
  const secrets: KnownSecret[] = [
    ...vault.keyring.list().map(({ purpose, key }) => ({
      what: `${purpose} key`,
      group: purpose === 'case' || purpose === 'evidence' ? ('shared' as const) : ('own' as const),
      bytes: key,
    })),
    ...ofGeneration,
    ...Object.entries({
      'workstation’s seed': vault.keyring.station.deviceSeed,
      'agent’s signing seed': opened.secrets.signingSeed,
      'agent’s sealing seed': opened.secrets.sealingSeed,
      'key of the slot': opened.kek,
      'stretched passphrase': stretched,
    }).map(([what, bytes]) => ({ what, group: 'vault' as const, bytes })),
    { what: 'passphrase, UTF-8', group: 'typed', bytes: Buffer.from(passphrase) },
    { what: 'passphrase, UTF-16', group: 'typed', bytes: Buffer.from(passphrase, 'utf16le') },
  ].map((secret) => ({ ...secret, bytes: Uint8Array.from(secret.bytes) }) as KnownSecret)
  vault.lock()
  return secrets
}

function must<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: { readonly message: string } },
): Value {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
