/** Files of the version before SQLite kept the record: `test/fixtures/before-sqlite`, written by that version with one invented case. */
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newMachine, printRecoveryKey, restore } from '../../support/backup-station.ts'
import { root } from '../../support/checks.ts'
import type { MainApp } from '../../support/main-app.ts'
import { readCase, walk } from '../../support/main-journey.ts'
import { filesBelow } from '../vault/support.ts'

const older = join(root, 'test/fixtures/before-sqlite')
const RECOVERY_KEY = 'FV51-8D2Q-TF08-PDWJ-HEYA-D5NT-GN02-7CH2-0'
const CASE_ID = '8f3f28e2-b944-4ad9-957d-a216f2870441'

const machines: MainApp[] = []
afterAll(() => {
  for (const each of machines) each.remove()
})

test('folder of the version before: refused in words at sign-in and at a restore, and no byte of it changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-older-'))
  cpSync(join(older, 'vault'), join(folder, 'vault'), { recursive: true })
  for (const name of ['key-slots.json', 'keyring.bin']) cpSync(join(folder, 'vault', name), join(folder, 'vault', `${name}.second`))
  const before = await filesBelow(folder)
  const there = await newMachine(join(older, 'backup.age'), { folder })
  machines.push(there)
  expect(await there.must('station.state', {})).toMatchObject({ phase: 'locked' })
  expect(await there.unlock()).toMatchObject({
    ok: false,
    error: {
      code: 'keyring-older',
      message: 'This folder was written by an older version of RA Desk, which this version cannot read. Nothing was changed.',
      next: expect.stringContaining('Open it with the version that wrote it') as string,
    },
  })
  expect(await there.call('restore.choose', {})).toMatchObject({ ok: false, error: { code: 'vault-exists' } })
  expect(await filesBelow(folder)).toEqual(before)
})

test('backup of the version before: restores completely, because its lines are the same, and the station goes on working', async () => {
  const there = await newMachine(join(older, 'backup.age'))
  machines.push(there)
  const { preview, answer } = await restore(there, RECOVERY_KEY)
  expect([answer.ok, preview.cases, preview.entries]).toEqual([true, 1, 11])
  expect(await there.must('record.compare', { typed: preview.code })).toMatchObject({ result: 'same' })
  const { record } = await readCase(there, CASE_ID)
  expect(record.events.map(({ event }) => event.kind)).toEqual(['requestReceived', 'detailsRecorded', 'itemsAskedFor'])
  await walk.items(there, CASE_ID)
  await printRecoveryKey(there)
  await there.app.lock('asked')
  expect((await there.unlock()).ok).toBe(true)
  expect((await readCase(there, CASE_ID)).record.events).toHaveLength(4)
  expect((await there.must('record.verify', {})).size).toBeGreaterThan(preview.entries)
})
