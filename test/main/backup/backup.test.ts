import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recoveryBackupSeed } from '../../../main/backup/identities.ts'
import { destroyedKeysName } from '../../../main/backup/destroyed-keys.ts'
import { parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { restoreScans } from '../../../renderer/client/restore-scans.ts'
import type { StorageClient } from '../../../renderer/storage/client.ts'
import { ageIdentity } from '../../support/age-identity.ts'
import { backupStation, newMachine, restore, type BackupStation } from '../../support/backup-station.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'

const run = promisify(execFile)
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
  station = await backupStation({ evidenceDays: 28 })
  caseId = await newCase(station.main)
  await walkUntil(station.main, caseId, 'write-card')
  await newCase(station.main)
  await station.main.must('backup.make', {})
  file = station.files()[0]!
}, 60_000)

afterAll(() => {
  for (const each of [station.main, ...machines]) each.remove()
  rmSync(station.target, { recursive: true, force: true })
})

describe('a backup', () => {
  test('is one whole file with no name of a person in its own, and nothing half-written beside it', () => {
    expect(station.files()).toHaveLength(1)
    expect(basename(file)).toMatch(/^ra-desk-[0-9a-f]{8}-\d{8}T\d{6}Z-\d{8}\.age$/)
    expect(readdirSync(station.target).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('opens with the age tool and the identity of the recovery key, and holds no secret in custody', async () => {
    const key = parseRecoveryKey(station.recoveryKey)
    if (!key.ok) throw new Error(key.error.code)
    const folder = mkdtempSync(join(tmpdir(), 'ra-desk-age-'))
    writeFileSync(join(folder, 'identity.txt'), `${ageIdentity(recoveryBackupSeed(key.value))}\n`)
    const { stdout } = await run('age', ['--decrypt', '--identity', join(folder, 'identity.txt'), file], { maxBuffer: 64 * 1024 * 1024 })
    rmSync(folder, { recursive: true })
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const head = lines[0]!['head'] as { cases: number; leftInCustody: number; checkpoint: { size: number } }
    expect(head).toMatchObject({ kind: 'ra-desk-backup', cases: 2, leftInCustody: 2 })
    const rows = lines.flatMap((line) => (line['row'] as { table: string } | undefined) ?? [])
    expect(new Set(rows.map(({ table }) => table))).toContain('cases')
    expect(rows.filter(({ table }) => table === 'secrets')).toEqual([])
    const keys = lines.flatMap((line) => (line['keys'] as { purpose: string; until?: string }[] | undefined) ?? [])
    expect(keys.filter(({ purpose }) => purpose === 'custody')).toEqual([])
    expect(keys.filter(({ purpose, until }) => purpose === 'evidence' && until === undefined)).toEqual([])
    expect(lines.flatMap((line) => (line['entries'] as unknown[] | undefined) ?? [])).toHaveLength(head.checkpoint.size)
    expect(Object.keys(lines.at(-1)!)).toEqual(['end'])
  })

  test('is proven by a drill that opens every case and leaves nothing behind', async () => {
    const drilled = await station.main.must('backup.drill', {})
    expect(drilled).toMatchObject({ cases: 2, scans: 4, file: basename(file) })
    expect(station.memory.now.drill).toMatchObject({ result: 'proven', cases: 2 })
    expect(existsSync(join(station.main.folder, 'drill.making'))).toBe(false)
  })

  test('that was altered is not proven, and the drill says so in words', async () => {
    const kept = readFileSync(file)
    const altered = Buffer.from(kept)
    altered[altered.length - 100]! ^= 1
    writeFileSync(file, altered)
    const drilled = await station.main.call('backup.drill', {})
    writeFileSync(file, kept)
    expect(drilled).toMatchObject({ ok: false, error: { code: 'backup-damaged', message: expect.stringContaining('cannot be relied on') } })
    expect(station.memory.now.drill).toMatchObject({ result: 'not-proven' })
  })

  test('to a stick that is not there is refused in words, and nothing is made in its place', async () => {
    const away = `${station.target}/away/stick`
    const folder = station.memory.now.folder!
    station.memory.now = { ...station.memory.now, folder: away }
    const made = await station.main.call('backup.make', {})
    station.memory.now = { ...station.memory.now, folder }
    expect(made).toMatchObject({ ok: false, error: { code: 'backup-folder' } })
    expect(existsSync(`${station.target}/away`)).toBe(false)
  })
})

describe('a restore on a new machine', () => {
  test('shows what is in the backup before anything is written', async () => {
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

  test('brings back every case, scan and entry of the record, under new keys of this machine', async () => {
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

  test('leaves out evidence whose day has passed', async () => {
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

  test('does not bring back what was erased since, when the list beside the backup says so', async () => {
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
  ])('with %s is refused, and nothing is written', async (_, recoveryKey, code) => {
    const there = await machine(file)
    await there.must('restore.choose', {})
    expect(await there.call('restore.preview', { recoveryKey })).toMatchObject({ ok: false, error: { code } })
    expect(readdirSync(there.folder)).toEqual([])
  })

  test('that was killed half way leaves nothing that counts, and the next one is whole', async () => {
    const there = await machine(file)
    mkdirSync(join(there.folder, 'restore.making/vault'), { recursive: true })
    writeFileSync(join(there.folder, 'restore.making/vault/slots.json'), 'half')
    expect((await there.must('station.state', {})).phase).toBe('first-run')
    expect((await restore(there, station.recoveryKey)).answer.ok).toBe(true)
    expect(readdirSync(there.folder)).not.toContain('restore.making')
  })

  test('that was killed half way is cleared away as well when a new station is set up instead', async () => {
    const there = await machine(file)
    mkdirSync(join(there.folder, 'restore.making/vault'), { recursive: true })
    writeFileSync(join(there.folder, 'restore.making/vault/keyring.bin'), 'keys of scans that would never be erased')
    await there.setUp()
    expect(readdirSync(there.folder)).not.toContain('restore.making')
  })

  test('never goes over cases that are there', async () => {
    expect(await station.main.call('restore.choose', {})).toMatchObject({ ok: false, error: { code: 'vault-exists' } })
  })
})

test('a scan that was lost for good keeps nothing else from being backed up, proven and restored', async () => {
  const kept = await backupStation()
  machines.push(kept.main)
  const id = await newCase(kept.main)
  await walkUntil(kept.main, id, 'likeness')
  await kept.main.must('backup.make', {})
  const vault = join(kept.main.folder, 'vault')
  for (const name of readdirSync(vault)) if (name.startsWith('scans-')) rmSync(join(vault, name))
  const main = await kept.main.again()
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
