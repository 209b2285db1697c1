import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recoveryBackupSeed } from '../../../main/backup/identities.ts'
import { parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { ageIdentity } from '../../support/age-identity.ts'
import { stationWithBackup, type BackupStation } from '../../support/backup-station.ts'
import { lacks } from '../../support/find-program.ts'
import type { MainApp } from '../../support/main-app.ts'

const run = promisify(execFile)
let station: BackupStation
let file: string
const machines: MainApp[] = []

beforeAll(async () => {
  ;({ station, file } = await stationWithBackup())
})

afterAll(() => {
  for (const each of [station.main, ...machines]) each.remove()
  rmSync(station.target, { recursive: true, force: true })
})

test('backup: one whole file whose name names no person, and no unfinished file beside it', () => {
  expect(station.files()).toHaveLength(1)
  expect(basename(file)).toMatch(/^ra-desk-[0-9a-f]{8}-\d{8}T\d{6}Z-\d{8}\.age$/)
  expect(readdirSync(station.target).filter((name) => name.endsWith('.part'))).toEqual([])
})

test.skipIf(lacks('age'))(
  'backup: opens with the age tool and the identity of the recovery key, and holds no secret in custody',
  async () => {
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
  },
)

test('backup: the restore test opens every case and leaves nothing behind', async () => {
  const drilled = await station.main.must('backup.drill', {})
  expect(drilled).toMatchObject({ cases: 2, scans: 4, file: basename(file) })
  expect(station.memory.now.drill).toMatchObject({ result: 'proven', cases: 2 })
  expect(existsSync(join(station.main.folder, 'drill.making'))).toBe(false)
})

test('backup: an altered one fails its restore test, with a message', async () => {
  const kept = readFileSync(file)
  const altered = Buffer.from(kept)
  altered[altered.length - 100]! ^= 1
  writeFileSync(file, altered)
  const drilled = await station.main.call('backup.drill', {})
  writeFileSync(file, kept)
  expect(drilled).toMatchObject({ ok: false, error: { code: 'backup-damaged', message: expect.stringContaining('cannot be relied on') } })
  expect(station.memory.now.drill).toMatchObject({ result: 'not-proven' })
})

test('backup: a missing stick is refused with a message, and no folder is created in its place', async () => {
  const away = `${station.target}/away/stick`
  const folder = station.memory.now.folder!
  station.memory.now = { ...station.memory.now, folder: away }
  const made = await station.main.call('backup.make', {})
  station.memory.now = { ...station.memory.now, folder }
  expect(made).toMatchObject({ ok: false, error: { code: 'backup-folder' } })
  expect(existsSync(`${station.target}/away`)).toBe(false)
})
