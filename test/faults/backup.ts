/**
 * Altered backups: each round flips, cuts, empties, moves or repeats a part of a backup's file, and now and then of what is inside it, encrypted again by a person
 * who knows for whom. All must be refused, or found before anything counts. Two controls: the inner alterations looked at by their shape alone are taken; and
 * those that only the signature over all lines shows are taken when they are signed again with the workstation's own key.
 */
import { Decrypter, Encrypter } from 'age-encryption'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backupLine } from '../../domain/backup/lines.ts'
import { type BackupIdentity, recoveryBackupIdentity } from '../../main/backup/identities.ts'
import { verifyVault } from '../../main/backup/verify-backup.ts'
import { openBackup } from '../../main/backup/read-backup.ts'
import { rebuildVault } from '../../main/backup/rebuild.ts'
import { parseRecoveryKey } from '../../main/vault/recovery-key.ts'
import { backupStation } from '../support/backup-station.ts'
import { newCase, walkUntil } from '../support/main-journey.ts'
import type { FaultReport, FaultRun } from './suites.ts'
import { bound, inner, type Line, outer, randomBytes, signAnew, textOf } from '../support/backup-damage.ts'

const INNER_EVERY = 10

export async function backupSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const station = await backupStation({ evidenceDays: 28 })
  try {
    await walkUntil(station.main, await newCase(station.main), 'photograph')
    await newCase(station.main)
    await station.main.must('backup.make', {})
    const bytes = await readFile(station.files()[0]!)
    const key = parseRecoveryKey(station.recoveryKey)
    if (!key.ok) throw new Error(key.error.code)
    const identity = await recoveryBackupIdentity(key.value)
    await mkdir(folder, { recursive: true })
    const file = join(folder, 'altered.age')
    await writeFile(file, bytes)
    if (!(await isTaken(file, identity, folder))) throw new Error('the untouched backup is refused')
    const text = await plainOf(bytes, identity)
    const written = async (lines: readonly Line[]): Promise<void> => {
      const encrypter = new Encrypter()
      encrypter.addRecipient(identity.recipient)
      await writeFile(file, await encrypter.encrypt(textOf(lines)))
    }
    await written(text.map((line) => JSON.parse(line) as Line))
    if (!(await isTaken(file, identity, folder))) throw new Error('the untouched lines, encrypted anew, are refused')
    const figures = {
      outer: 0,
      outerRefused: 0,
      inner: 0,
      innerRefused: 0,
      control: 0,
      controlTaken: 0,
      bound: 0,
      boundRefused: 0,
      boundTakenWhenSignedAnew: 0,
    }
    const [outerNames, innerNames, boundNames] = [Object.keys(outer), Object.keys(inner), Object.keys(bound)]
    for (let round = 0; round < rounds; round += 1) {
      const altered = outer[outerNames[round % outerNames.length]!]!(bytes, random)
      if (!altered.equals(bytes)) {
        await writeFile(file, altered)
        figures.outer += 1
        if (!(await reads(file, identity))) figures.outerRefused += 1
      }
      if (round % INNER_EVERY !== 0) continue
      const turn = round / INNER_EVERY
      const lines = text.map((line) => JSON.parse(line) as Line)
      inner[innerNames[turn % innerNames.length]!]!(lines, random)
      signAnew(lines)
      await written(lines)
      figures.inner += 1
      if (!(await isTaken(file, identity, folder))) figures.innerRefused += 1
      figures.control += 1
      if (lines.every((line) => backupLine.safeParse(line).success)) figures.controlTaken += 1
      const others = text.map((line) => JSON.parse(line) as Line)
      bound[boundNames[turn % boundNames.length]!]!(others, random)
      await written(others)
      figures.bound += 1
      if (!(await isTaken(file, identity, folder))) figures.boundRefused += 1
      signAnew(others)
      await written(others)
      if (await isTaken(file, identity, folder)) figures.boundTakenWhenSignedAnew += 1
    }
    const isWhole =
      figures.outer === figures.outerRefused && figures.inner === figures.innerRefused && figures.bound === figures.boundRefused
    const doesHarm = figures.control === figures.controlTaken && figures.control > 0 && figures.bound === figures.boundTakenWhenSignedAnew
    return { ok: isWhole && doesHarm, harmless: isWhole, figures }
  } finally {
    station.main.remove()
    await rm(station.target, { recursive: true, force: true })
  }
}

/** Every line, to the last. */
async function reads(file: string, { identity }: BackupIdentity): Promise<boolean> {
  const opened = await openBackup(file, identity)
  if (!opened.ok) return false
  for await (const line of opened.value.lines()) if (!line.ok) return false
  return true
}

/** Rebuilt and proved, as before a restore counts. */
async function isTaken(file: string, { identity }: BackupIdentity, folder: string): Promise<boolean> {
  const opened = await openBackup(file, identity)
  if (!opened.ok) return false
  const base = join(folder, 'rebuilt')
  await rm(base, { recursive: true, force: true })
  const vaultKey = randomBytes(32)
  const now = () => new Date()
  const rebuilt = await rebuildVault({
    backup: opened.value,
    base,
    today: now().toISOString().slice(0, 10),
    destroyed: new Set(),
    vaultKey,
    randomBytes,
    people: (agents) => ({ agents, recovery: { publicKey: '', sealingKey: '' } }),
  })
  if (!rebuilt.ok) return false
  return (
    await verifyVault({
      base,
      head: rebuilt.value.head,
      keyVersion: rebuilt.value.keyVersion,
      lost: rebuilt.value.lost,
      vaultKey,
      randomBytes,
      now,
      monotonic: () => performance.now(),
    })
  ).ok
}

/** The lines as they were written, to the letter. */
async function plainOf(bytes: Uint8Array, { identity }: BackupIdentity): Promise<string[]> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return (await decrypter.decrypt(bytes, 'text')).trimEnd().split('\n')
}
