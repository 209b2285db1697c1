/** What a restore does with a backup before it counts. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import type { Failure, Result } from '../../domain/result.ts'
import { recoveryBackupIdentity, type BackupIdentity } from '../../main/backup/identities.ts'
import { openBackup } from '../../main/backup/read-backup.ts'
import { rebuildVault } from '../../main/backup/rebuild.ts'
import { openRestorable } from '../../main/backup/restorable.ts'
import { verifyVault } from '../../main/backup/verify-backup.ts'
import { parseRecoveryKey } from '../../main/vault/recovery-key.ts'
import { randomBytes, textOf, type Line } from '../support/backup-damage.ts'

/** `recoveryKey`: as it is printed. */
export async function identityOf(recoveryKey: string): Promise<BackupIdentity> {
  const key = parseRecoveryKey(recoveryKey)
  if (!key.ok) throw new Error(key.error.code)
  return recoveryBackupIdentity(key.value)
}

/** Every line of this file alone, to the last. */
export async function readsToItsEnd(path: string, { identity }: BackupIdentity): Promise<boolean> {
  const opened = await openBackup(path, identity)
  if (!opened.ok) return false
  for await (const line of opened.value.lines()) if (!line.ok) return false
  return true
}

/** Its head, and that of the whole backup that it needs. */
export async function doHeadsOpen(path: string, { identity }: BackupIdentity): Promise<boolean> {
  const opened = await openRestorable(path, identity)
  if (opened.ok) await opened.value.whole.close()
  return opened.ok
}

export type Tried = 'taken' | 'refused' | 'not in words'

/** Rebuilt and verified, together with the whole backup beside it if it needs one. `folder`: for the rebuilt vault. */
export async function tryBackup(path: string, { identity }: BackupIdentity, folder: string): Promise<Tried> {
  const opened = await openRestorable(path, identity)
  if (!opened.ok) return refusedWith(opened)
  const { whole, changes } = opened.value
  const base = join(folder, 'rebuilt')
  await rm(base, { recursive: true, force: true })
  const vaultKey = randomBytes(32)
  const now = () => new Date()
  const rebuilt = await rebuildVault({
    backup: whole,
    ...(changes === undefined ? {} : { changes }),
    base,
    today: now().toISOString().slice(0, 10),
    destroyed: new Set(),
    vaultKey,
    randomBytes,
    people: (agents) => ({ agents, recovery: { publicKey: '', sealingKey: '' } }),
  })
  if (!rebuilt.ok) return refusedWith(rebuilt)
  const { head, keyVersion, lost } = rebuilt.value
  const verified = await verifyVault({ base, head, keyVersion, lost, vaultKey, randomBytes, now, monotonic: () => performance.now() })
  return verified.ok ? 'taken' : refusedWith(verified)
}

/** These say that it is the file: that the disk or the stick does not answer would be the wrong words. */
const OF_THE_FILE: ReadonlySet<string> = new Set([
  'backup-damaged',
  'backup-key-wrong',
  'not-a-backup',
  'proof-failed',
  'whole-backup-differs',
  'whole-backup-missing',
])

function refusedWith({ error }: Extract<Result<unknown, string>, { ok: false }>): Tried {
  const { code, message, next }: Failure<string> = error
  return OF_THE_FILE.has(code) && message.length > 0 && next.length > 0 ? 'refused' : 'not in words'
}

/** The lines as they were written, to the letter. */
export async function plainOf(path: string, { identity }: BackupIdentity): Promise<string[]> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return (await decrypter.decrypt(await readFile(path), 'text')).trimEnd().split('\n')
}

/** By a person who knows for whom. */
export async function writeLines(path: string, lines: readonly Line[], { recipient }: BackupIdentity): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  await writeFile(path, await encrypter.encrypt(textOf(lines)))
}
