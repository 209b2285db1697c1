import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BaseBackup } from '../../../domain/backup/base.ts'
import { readEnds } from '../../../main/backup/file-ends.ts'
import { findBase, recipientsOf } from '../../../main/backup/find-base.ts'
import { rowOf } from '../../../main/record/record.ts'
import { freshFolder, value } from '../vault/support.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { changingStation, type ChangingStation } from './changing-station.ts'

let station: ChangingStation
let base: BaseBackup
beforeEach(async () => {
  station = await changingStation(seededRandom(1))
  const whole = await station.whole()
  base = { ...whole.base, tested: { at: '2026-11-23T10:00:00.000Z', scans: 0 } }
  await station.addCase()
})
afterEach(() => station.here.close())

const setting = { appVersion: '1.0.0', destroyed: 0, limits: '0'.repeat(64) }
const find = (bases: readonly BaseBackup[], target = station.deps.target) =>
  findBase({
    bases,
    target,
    vault: station.here.vault,
    record: station.here.record,
    setting,
    now: new Date('2026-11-25T09:30:00.000Z'),
  })

test('base of the next backup: the tested whole one in the folder', async () => {
  expect(await find([base])).toEqual(base)
})

test('base of the next backup: none remembered, or none in this folder', async () => {
  expect(await find([])).toBeUndefined()
  expect(await find([base], await freshFolder())).toBeUndefined()
  expect(await find([base], join(station.deps.target, 'no-such-folder'))).toBeUndefined()
})

test('base of the next backup: a newer whole one that is not tested yet is passed over for an older one', async () => {
  const { base: newer } = await station.whole()
  await station.addCase()
  expect(await find([newer, base])).toEqual(base)
  expect(await find([newer])).toBeUndefined()
})

test.each(['cut', 'longer', 'other start', 'other end', 'gone'] as const)('base of the next backup: its file is %s', async (how) => {
  const path = join(station.deps.target, base.file)
  const bytes = readFileSync(path)
  if (how === 'cut') writeFileSync(path, bytes.subarray(0, -1))
  if (how === 'longer') appendFileSync(path, 'x')
  if (how === 'gone') rmSync(path)
  if (how.startsWith('other')) {
    bytes[how === 'other start' ? 40 : bytes.length - 40]! ^= 1
    writeFileSync(path, bytes)
  }
  expect(await find([base])).toBeUndefined()
})

test('base of the next backup: the record goes on from something else', async () => {
  expect(await find([{ ...base, record: { ...base.record, prev: '0'.repeat(64) } }])).toBeUndefined()
  expect(await find([{ ...base, entries: 10_000 }])).toBeUndefined()
})

test('base of the next backup: the newest key in it is gone', async () => {
  value(await station.here.vault.keyring.destroy([base.lastKey!]))
  expect(await find([base])).toBeUndefined()
})

test('base of the next backup: other recipients than now, another setting', async () => {
  expect(base.recipients).toEqual(await recipientsOf(station.here.vault))
  expect(await find([{ ...base, recipients: base.recipients.slice(0, 1) }])).toBeUndefined()
  expect(await find([{ ...base, destroyed: 33 }])).toBeUndefined()
  expect(await find([{ ...base, keyVersion: base.keyVersion + 1 }])).toBeUndefined()
})

test('base of the next backup: a record without any entry since is continued by none', async () => {
  const { base: newest } = await station.whole()
  expect(await find([{ ...newest, tested: base.tested! }])).toBeUndefined()
  value(await station.here.record.append([rowOf('notes', 'gone', 1, null)], { action: 'saved' }))
  expect((await find([{ ...newest, tested: base.tested! }]))?.file).toBe(newest.file)
})

test('ends of a file: its length, and both ends of it', async () => {
  const path = join(await freshFolder(), 'file')
  writeFileSync(path, Buffer.alloc(300_000, 1))
  const before = (await readEnds(path))!
  expect(before.bytes).toBe(300_000)
  const bytes = readFileSync(path)
  bytes[150_000] = 2
  writeFileSync(path, bytes)
  // The middle is not looked at: the restore test reads it.
  expect(await readEnds(path)).toEqual(before)
  bytes[299_999] = 2
  writeFileSync(path, bytes)
  expect(await readEnds(path)).not.toEqual(before)
  expect(await readEnds(`${path}.gone`)).toBeUndefined()
})
