/** A backup opened with the recovery key, its lines changed, and encrypted again: by a person who knows for whom. */
import { readFileSync } from 'node:fs'
import { Decrypter, Encrypter } from 'age-encryption'
import { recoveryBackupIdentity, backupIdentityOf } from '../../../main/backup/identities.ts'
import { parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { signAnew, textOf, type Line } from '../../support/backup-damage.ts'
import type { BackupStation } from '../../support/backup-station.ts'

async function recoveryOf({ recoveryKey }: Pick<BackupStation, 'recoveryKey'>) {
  const key = parseRecoveryKey(recoveryKey)
  if (!key.ok) throw new Error(key.error.code)
  return recoveryBackupIdentity(key.value)
}

export const recoveryIdentity = async (station: BackupStation) => (await recoveryOf(station)).identity

/** Both recipients of the backup can open the copy. */
export async function damagedCopy(station: BackupStation, path: string, change: (lines: Line[]) => void): Promise<Uint8Array> {
  const recovery = await recoveryOf(station)
  const decrypter = new Decrypter()
  decrypter.addIdentity(recovery.identity)
  const text = await decrypter.decrypt(readFileSync(path), 'text')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const own = await stationsOwnOf(station, decrypter)
  change(lines)
  const encrypter = new Encrypter()
  for (const { recipient } of [own, recovery]) encrypter.addRecipient(recipient)
  return encrypter.encrypt(textOf(lines))
}

/** From the oldest backup, which is whole. */
async function stationsOwnOf(station: Pick<BackupStation, 'files'>, decrypter: Decrypter) {
  const text = await decrypter.decrypt(readFileSync(station.files()[0]!), 'text')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const kept = lines.flatMap(({ keys = [] }) => keys).find(({ purpose }) => purpose === 'backup')!
  return backupIdentityOf(Buffer.from(kept.key, 'base64'))
}

/** With the workstation's own key, which is in the file. */
export const signedAgain = (lines: Line[]): void => signAnew(lines)
