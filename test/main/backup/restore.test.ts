import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { destroyedKeysName } from '../../../main/backup/destroyed-keys.ts'
import { restoreScans } from '../../../renderer/client/restore-scans.ts'
import type { StorageClient } from '../../../renderer/storage/client.ts'
import { stationWithBackup, backupStation, newMachine, restore, type BackupStation } from '../../support/backup-station.ts'
import { PASSPHRASE, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
let station: BackupStation
let caseId: string
let file: string
const machines: MainApp[] = []
const machine = async (...given: Parameters<typeof newMachine>) => {
  const made = await newMachine(...given)
  machines.push(made)
  return made
}

beforeAll(async () => {
  ;({ station, caseId, file } = await stationWithBackup())
})

afterAll(() => {
  for (const each of [station.main, ...machines]) each.remove()
  rmSync(station.target, { recursive: true, force: true })
})

test('restore on a new computer: shows what is in the backup before anything is written', async () => {
  const there = await machine(file)
  await there.must('restore.choose', {})
  const preview = await there.must('restore.preview', { recoveryKey: station.recoveryKey.toLowerCase().replaceAll('-', ' ') })
  expect(preview).toMatchObject({
    stationName: 'Invented RA Service',
    cases: 2,
    leftInCustody: 2,
    expired: 0,
    destroyed: 0,
    otherAgents: 0,
    managers: [{ name: 'Sample Agent' }],
  })
  expect(readdirSync(there.folder)).toEqual([])
})

test('restore in practice: a backup of real cases is refused at the preview and at the restore, and nothing is written', async () => {
  const there = await machine(file, { parts: { practice: true } })
  await there.must('restore.choose', {})
  const { recoveryKey } = station
  expect(await there.call('restore.preview', { recoveryKey })).toMatchObject({ error: { code: 'practice-differs' } })
  const wish = { recoveryKey, agentId: randomUUID(), signInName: 'desk', passphrase: PASSPHRASE, workerPublicKey: there.worker.publicKey }
  expect(await there.call('restore.perform', wish)).toMatchObject({ error: { code: 'practice-differs' } })
  expect((await there.must('station.state', {})).phase).toBe('first-run')
})

test('restore on a new computer: brings back every case, scan and entry of the record, under new keys of this computer', async () => {
  const there = await machine(file)
  const { preview, answer } = await restore(there, station.recoveryKey)
  expect(answer.ok).toBe(true)
  const before = await readCase(station.main, caseId)
  const { rows } = await there.must('database.page', { afterSeq: 0, which: 'rows' })
  expect(rows.filter(({ table }) => table === 'cases')).toHaveLength(2)
  expect((await readCase(there, caseId)).record).toEqual(before.record)
  expect(await there.must('record.compare', { typed: preview.code })).toMatchObject({ result: 'same' })
  expect((await there.must('record.verify', {})).size).toBeGreaterThan(preview.entries)
  const state = await there.must('backup.state', {})
  expect(state.cardsToReplace.map((each) => each.caseId)).toEqual([caseId])
  expect((await there.must('station.state', {})).agents).toHaveLength(1)
  // The old recovery key opens nothing here; the new one waits to be printed.
  expect(await there.call('station.askRecoveryGroup', {})).toMatchObject({ ok: true })
  expect((await there.must('station.state', {})).recoveryKeyConfirmed).toBe(false)
  expect(await there.call('backup.make', {})).toMatchObject({ ok: false })
  await there.app.lock('asked')
  expect((await there.unlock()).ok).toBe(true)
  await there.app.lock('asked')
  const signIn = (await there.must('station.state', {})).agents[0]!
  expect(
    await there.call('vault.recover', {
      agentId: signIn.agentId,
      recoveryKey: station.recoveryKey,
      newPassphrase: 'nine more invented words for tests',
      workerPublicKey: there.worker.publicKey,
    }),
  ).toMatchObject({ error: { code: 'recovery-key-wrong' } })
})

test('restore on a new computer: leaves out evidence whose day has passed', async () => {
  const there = await machine(file)
  there.clock.forward(40 * 86_400_000)
  const { preview, answer } = await restore(there, station.recoveryKey)
  expect(preview.expired).toBe(4)
  expect(answer.ok).toBe(true)
  const { record } = await readCase(there, caseId)
  const attached = record.events.find(({ event }) => event.kind === 'identityDocumentAttached')!.event as {
    evidence: { evidenceId: string; keyId: string }
  }
  expect(await there.call('evidence.open', { evidenceId: attached.evidence.evidenceId, keyId: attached.evidence.keyId })).toMatchObject({
    error: { code: 'no-such-evidence' },
  })
})

test('restore on a new computer: does not bring back what was erased since, by the list beside the backup', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-older-'))
  const older = join(folder, basename(file))
  copyFileSync(file, older)
  const { record } = await readCase(station.main, caseId)
  const { evidence } = record.events.find(({ event }) => event.kind === 'identityDocumentAttached')!.event as {
    evidence: { evidenceId: string; keyId: string }
  }
  const vaultId = (await station.main.must('station.state', {})).session!.vaultId
  writeFileSync(join(folder, destroyedKeysName(vaultId)), `\n${evidence.keyId}\n`)
  const there = await machine(older)
  const { preview, answer } = await restore(there, station.recoveryKey)
  expect([preview.destroyed, answer.ok]).toEqual([1, true])
  expect(await there.call('evidence.open', { evidenceId: evidence.evidenceId, keyId: evidence.keyId })).toMatchObject({
    error: { code: 'no-such-evidence' },
  })
})

test.each([
  ['another recovery key', '0000-0000-0000-0000-0000-0000-0000-0000-0', 'backup-key-wrong'],
  ['a slip of the finger', '0000-0000-0000-0000-0000-0000-0000-0001-0', 'recovery-key-mistyped'],
])('restore on a new computer: with %s is refused, and nothing is written', async (_, recoveryKey, code) => {
  const there = await machine(file)
  await there.must('restore.choose', {})
  expect(await there.call('restore.preview', { recoveryKey })).toMatchObject({ ok: false, error: { code } })
  expect(readdirSync(there.folder)).toEqual([])
})

test('restore on a new computer: one killed half way leaves nothing in use, and the next one is whole', async () => {
  const there = await machine(file)
  mkdirSync(join(there.folder, 'restore.making/vault'), { recursive: true })
  writeFileSync(join(there.folder, 'restore.making/vault/slots.json'), 'half')
  expect((await there.must('station.state', {})).phase).toBe('first-run')
  expect((await restore(there, station.recoveryKey)).answer.ok).toBe(true)
  expect(readdirSync(there.folder)).not.toContain('restore.making')
})

test('restore on a new computer: one killed half way is deleted when a new station is set up instead', async () => {
  const there = await machine(file)
  mkdirSync(join(there.folder, 'restore.making/vault'), { recursive: true })
  writeFileSync(join(there.folder, 'restore.making/vault/keyring.bin'), 'keys of scans that would never be erased')
  await there.setUp()
  expect(readdirSync(there.folder)).not.toContain('restore.making')
})

test('restore on a new computer: never overwrites existing cases', async () => {
  expect(await station.main.call('restore.choose', {})).toMatchObject({ ok: false, error: { code: 'vault-exists' } })
})

test('lost scan: everything else is still backed up, tested and restored', async () => {
  const kept = await backupStation()
  machines.push(kept.main)
  const id = await newCase(kept.main)
  await walkUntil(kept.main, id, 'likeness')
  await kept.main.must('backup.make', {})
  const vault = join(kept.main.folder, 'vault')
  const main = await kept.main.again(async () => {
    for (const name of readdirSync(vault)) if (name.startsWith('scans.db')) rmSync(join(vault, name))
  })
  machines.push(main)
  await main.unlock()
  // Not before the database was asked: it may have what is lacking.
  expect(await main.call('backup.make', {})).toMatchObject({ ok: false, error: { code: 'journal-damaged' } })
  await restoreScans(main.call, { ask: (() => Promise.resolve([])) as StorageClient['ask'] })
  await main.must('backup.make', {})
  expect(await main.must('backup.drill', {})).toMatchObject({ cases: 1, scans: 0 })
  const there = await machine(kept.files().at(-1)!)
  expect((await restore(there, kept.recoveryKey)).answer.ok).toBe(true)
  expect((await readCase(there, id)).record).toEqual((await readCase(main, id)).record)
  rmSync(kept.target, { recursive: true, force: true })
})
