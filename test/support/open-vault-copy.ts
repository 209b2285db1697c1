/** The keys of a vault, from a copy of its folder and a passphrase, by the product's own code: how a test knows what must not be found. */
import { randomBytes } from 'node:crypto'
import { vaultDoor } from '../../main/vault/vault-door.ts'

export interface KnownKey { readonly purpose: string; readonly key: Uint8Array }

/** `folder` is a copy of a data folder, of a station without a device secret and with one agent. */
export async function openVaultCopy(folder: string, passphrase: string): Promise<KnownKey[]> {
  const door = vaultDoor({
    folder, randomBytes: (length) => new Uint8Array(randomBytes(length)), monotonic: () => performance.now(),
    kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url) },
  })
  const agents = await door.agents()
  if (!agents.ok) throw new Error(agents.error.message)
  const vault = await door.unlock({ agentId: agents.value[0]!.agentId, passphrase })
  if (!vault.ok) throw new Error(vault.error.message)
  const keys = vault.value.keyring.list().map(({ purpose, key }) => ({ purpose, key: Uint8Array.from(key) }))
  vault.value.lock()
  return keys
}
