import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BACKUP_VERSION } from '../../../domain/backup/lines.ts'
import { findBackups } from '../../../domain/backup/schedule.ts'
import { recoveryBackupIdentity, type BackupIdentity } from '../../../main/backup/identities.ts'
import { openBackup } from '../../../main/backup/read-backup.ts'
import { parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { backupParts, backupStation, newMachine, printRecoveryKey, restore, type BackupStation } from '../../support/backup-station.ts'
import { countCalls, withFault, type Fault } from '../../support/faulty-files.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { send, takeOver, trust } from '../../support/two-stations.ts'

const DAY = 86_400_000
let station: BackupStation
let identity: BackupIdentity
let caseId: string
const gone: string[] = []
const machines: MainApp[] = []
const machine = async (...given: Parameters<typeof newMachine>): Promise<MainApp> => {
  const made = await newMachine(...given)
  machines.push(made)
  return made
}

beforeAll(async () => {
  station = await backupStation({ evidenceDays: 3 })
  machines.push(station.main)
  gone.push(station.target)
  const key = parseRecoveryKey(station.recoveryKey)
  if (!key.ok) throw new Error(key.error.code)
  identity = await recoveryBackupIdentity(key.value)
  caseId = await newCase(station.main)
  await walkUntil(station.main, caseId, 'print-card')
  await station.main.must('backup.make', {})
})

afterAll(async () => {
  for (const each of machines) {
    await each.app.lock('asked')
    each.remove()
  }
  for (const folder of gone) rmSync(folder, { recursive: true, force: true })
})

async function isWhole(path: string): Promise<boolean> {
  const opened = await openBackup(path, identity.identity)
  if (!opened.ok) return false
  for await (const line of opened.value.lines()) if (!line.ok) return false
  return true
}

const make = () => {
  // Names are of seconds.
  station.main.clock.forward(2_000)
  return station.main.call('backup.make', {})
}

describe('making a backup', () => {
  test.each([
    { code: 'EIO', what: 'a stick that is pulled' },
    { code: 'ENOENT', what: 'a folder that is gone' },
    { code: 'ENOSPC', what: 'a disk that is full' },
  ] as const)(
    '$code from any call on, $what: nothing half counts, the older ones stay, it is reported, and the next one is made',
    async ({ code }) => {
      const inTarget: Fault['counts'] = ({ path }) => path.startsWith(station.target)
      const calls = await countCalls(inTarget, make)
      expect(calls.length).toBeGreaterThan(10)
      let refused = 0
      for (let at = 1; at <= calls.length; at += 1) {
        const before = new Map(station.files().map((path) => [path, readFileSync(path)]))
        const { value } = await withFault({ at, does: { fail: code }, counts: inTarget }, make)
        const after = station.files()
        for (const path of after)
          if (!before.get(path)?.equals(readFileSync(path))) expect(await isWhole(path), `${code} at ${calls[at - 1]}`).toBe(true)
        for (const [path, bytes] of before) expect(after.includes(path) ? readFileSync(path).equals(bytes) : after.length >= 10).toBe(true)
        if (value!.ok) continue
        refused += 1
        expect(['backup-folder', 'backup-full', 'backup-failed']).toContain(value!.error.code)
        expect(value!.error.message).toMatch(/Your cases are safe on this computer/)
        expect(station.memory.now.failure).toMatchObject({ message: value!.error.message })
      }
      expect(refused).toBeGreaterThan(calls.length / 3)
      expect((await make()).ok).toBe(true)
      expect(station.memory.now.failure).toBeUndefined()
      expect(readdirSync(station.target).filter((name) => name.endsWith('.part'))).toEqual([])
    },
  )

  test('a disk that fills up during the backup is reported as full', async () => {
    const inTarget: Fault['counts'] = ({ name, path }) => name === 'write' && path.startsWith(station.target)
    const { value } = await withFault({ at: 2, does: { fail: 'ENOSPC' }, counts: inTarget }, make)
    expect(value).toMatchObject({ ok: false, error: { code: 'backup-full', next: expect.stringContaining('Free some space') as string } })
  })
})

describe('deleting older backups that hold what was erased', () => {
  test('killed at any moment, the newest stays whole, and the next start finishes it', async () => {
    const own = await backupStation({ evidenceDays: 3 })
    gone.push(own.target)
    await walkUntil(own.main, await newCase(own.main), 'print-card')
    await own.main.must('backup.make', {})
    const holder = own.files()[0]!
    const bytes = readFileSync(holder)
    for (let day = 0; day < 3; day += 1) {
      await own.main.app.lock('asked')
      own.main.clock.forward(DAY)
      await own.main.unlock()
    }
    const newest = (await own.main.must('backup.make', {})).file
    const kept = readFileSync(join(own.target, newest))
    const touches: Fault['counts'] = ({ path, changes, name }) => path === holder && (changes || name === 'open')
    const calls = await countCalls(touches, () => own.main.call('backup.drill', {}))
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['open', 'open', 'write', 'sync', 'rm'])
    let main = own.main
    let ahead = 3 * DAY + 60_000
    for (let at = 1; at <= calls.length; at += 1) {
      writeFileSync(holder, bytes)
      const { killed } = await withFault({ at, does: at % 2 === 0 ? 'tear' : 'kill', counts: touches }, () => main.call('backup.drill', {}))
      expect(killed).toBe(true)
      expect(readFileSync(join(own.target, newest)).equals(kept)).toBe(true)
      main = await main.again()
      main.clock.forward((ahead += 60_000))
      expect((await main.unlock()).ok).toBe(true)
      expect((await main.call('backup.drill', {})).ok).toBe(true)
      const left = findBackups((await main.must('station.state', {})).session!.vaultId, readdirSync(own.target)).map(({ file }) => file)
      expect(left).toEqual([newest])
    }
    await main.app.lock('asked')
    main.remove()
  })
})

describe('a backup that is restored', () => {
  test('written by a newer version: refused with a message', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ra-desk-newer-'))
    gone.push(folder)
    const encrypter = new Encrypter()
    encrypter.addRecipient(identity.recipient)
    const path = join(folder, 'ra-desk-01234567-20300101T000000Z-00000001.age')
    writeFileSync(
      path,
      await encrypter.encrypt(
        `${JSON.stringify({ head: { kind: 'ra-desk-backup', version: BACKUP_VERSION + 1, anything: 'more' } })}\n{"another":"line"}\n`,
      ),
    )
    const there = await machine(path)
    await there.must('restore.choose', {})
    expect(await there.call('restore.preview', { recoveryKey: station.recoveryKey })).toMatchObject({
      ok: false,
      error: {
        code: 'backup-newer',
        message: expect.stringContaining('newer version of RA Desk') as string,
        next: expect.stringContaining('Install that version') as string,
      },
    })
    expect(readdirSync(there.folder)).toEqual([])
  })

  test('older than a week: nothing is deleted until an agent confirms the date', async () => {
    const own = await backupStation({ evidenceDays: 30 })
    gone.push(own.target)
    machines.push(own.main)
    const kept = await newCase(own.main)
    await walkUntil(own.main, kept, 'print-card')
    await own.main.must('backup.make', {})
    // By the policy of the machine that it comes to, its scans are long over.
    const there = await machine(own.files()[0]!, { policy: { evidenceDays: 1 } })
    there.clock.forward(10 * DAY)
    const { preview, answer } = await restore(there, own.recoveryKey)
    expect([answer.ok, preview.expired]).toEqual([true, 0])
    const { identityDocument } = (await readCase(there, kept)).view.facts
    const isThere = async () =>
      (await there.call('evidence.open', { evidenceId: identityDocument!.evidence.evidenceId, keyId: identityDocument!.evidence.keyId })).ok
    const daysLater = async (days: number) => {
      await there.app.lock('asked')
      there.clock.forward(days * DAY)
      await there.unlock()
    }
    expect(await there.must('retention.list', {})).toMatchObject({ doubt: { kind: 'ahead', days: 10 } })
    await daysLater(5)
    expect([await isThere(), (await there.must('retention.list', {})).doubt?.kind]).toEqual([true, 'ahead'])
    const { today } = await there.must('retention.list', {})
    expect((await there.call('retention.confirmClock', { today })).ok).toBe(true)
    // A policy that is new to this vault is announced for three days first.
    expect(await isThere()).toBe(true)
    await daysLater(4)
    expect(await isThere()).toBe(false)
  })

  test('still refuses bundles that were taken over before it was made', async () => {
    const memory = { now: {} }
    const target = mkdtempSync(join(tmpdir(), 'ra-desk-backups-'))
    gone.push(target)
    const [north, south] = [await openMainApp(), await openMainApp({ parts: backupParts(memory, { chooseFolder: target, policy: {} }) })]
    machines.push(north, south)
    for (const main of [north, south]) await main.setUp()
    await trust(north, south)
    await trust(south, north)
    const [early, late] = [await newCase(north), await newCase(north)]
    const before = await send(north, south, [early])
    expect((await takeOver(south, before.file)).ok).toBe(true)
    const recoveryKey = await printRecoveryKey(south)
    await south.must('backup.chooseFolder', {})
    await south.must('backup.make', {})
    const after = await send(north, south, [late])
    expect((await takeOver(south, after.file)).ok).toBe(true)
    const there = await machine(
      join(
        target,
        readdirSync(target).find((name) => name.endsWith('.age'))!,
      ),
    )
    expect((await restore(there, recoveryKey)).answer.ok).toBe(true)
    expect(await takeOver(there, before.file)).toMatchObject({ ok: false, error: { code: 'taken-over-before' } })
    // What was taken over after the backup was made, the backup cannot know: it comes again, and is not lost.
    expect((await takeOver(there, after.file)).ok).toBe(true)
  })
})

test('backup folder that turns into a file during the backup: reported, not created again', async () => {
  const folder = station.memory.now.folder!
  const path = join(mkdtempSync(join(tmpdir(), 'ra-desk-file-')), 'stick')
  gone.push(path)
  writeFileSync(path, 'a file')
  station.memory.now = { ...station.memory.now, folder: path }
  expect(await make()).toMatchObject({ ok: false, error: { code: 'backup-folder' } })
  station.memory.now = { ...station.memory.now, folder }
  expect(readFileSync(path, 'utf8')).toBe('a file')
})
