/** A fresh keyring in a folder of its own, and what is asked of it and of its files. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { toHex } from '../../../domain/bytes.ts'
import { createKeyring } from '../../../main/vault/keyring-file.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { openKeyring, type Keyring, type KeyringDeps } from '../../../main/vault/keyring.ts'
import { freshFolder, randomBytes, value } from './support.ts'

export const owner = '22222222-2222-4222-8222-222222222222'
export const other = '33333333-3333-4333-8333-333333333333'

export async function fresh(): Promise<KeyringDeps> {
  const parts = {
    path: join(await freshFolder(), 'keyring.bin'),
    vaultId: randomBytes(16),
    sealing: { keyId: randomBytes(16), key: randomBytes(32) },
    randomBytes,
  }
  value(
    await createKeyring(parts, {
      deviceSeed: new Uint8Array(32).fill(5),
      agents: [{ id: owner, name: 'Tamsin Example-Agent', role: 'raManager', publicKeys: ['AAAA'], sealingKey: 'AAAA' }],
      recovery: { publicKey: 'AAAA', sealingKey: 'AAAA' },
    }),
  )
  return parts
}

/** Closes it and opens it again. */
export async function again(keyring: Keyring, parts: KeyringDeps): Promise<Keyring> {
  keyring.close()
  return value(await openKeyring(parts))
}

export const folderOf = ({ path }: KeyringDeps) => dirname(path)
export const listed = (keyring: Keyring) =>
  keyring.list().map(({ keyId, purpose, ownerId, key }) => [toHex(keyId), purpose, ownerId, toHex(key)])
/** Whether any file of the folder holds these bytes. */
export const holds = (parts: KeyringDeps, bytes: Uint8Array) =>
  readdirSync(folderOf(parts)).filter((name) => readFileSync(join(folderOf(parts), name)).includes(Buffer.from(bytes)))

/** The sealed entry of a key, from a copy of the databases. */
export function sealedOf(parts: KeyringDeps, keyId: string): Uint8Array {
  const copy = mkdtempSync(join(tmpdir(), 'ra-keys-'))
  for (const name of readdirSync(folderOf(parts)).filter((each) => each.startsWith(KEY_FILES[0])))
    copyFileSync(join(folderOf(parts), name), join(copy, name))
  const database = new DatabaseSync(join(copy, KEY_FILES[0]))
  const { entry } = database.prepare('SELECT entry FROM places WHERE hex(substr(entry, 1, 16)) = ?').get(keyId.toUpperCase()) as {
    entry: Uint8Array
  }
  database.close()
  rmSync(copy, { recursive: true })
  return Uint8Array.from(entry)
}
