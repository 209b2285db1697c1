import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearLeftUpdates } from '../../../main/update/left-updates.ts'
import { openUpdateBook } from '../../../main/update/update-book.ts'
import { memoryStore } from '../../support/memory-store.ts'

test.each([
  ['not installed yet', '1.1.0', ['new.msi']],
  ['installed', '1.2.0', []],
  ['a newer one is installed', '1.3.0', []],
])('left updates: %s', async (_what, version, left) => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-left-'))
  mkdirSync(join(folder, 'update'))
  for (const name of ['new.msi', 'other.msi.part']) writeFileSync(join(folder, 'update', name), 'invented')
  const { store } = memoryStore()
  const started = { version: '1.2.0', from: '1.1.0', file: 'new.msi', at: '2026-11-30T10:00:00.000Z', by: 'Sample Agent' }
  await (await openUpdateBook(store, '1.1.0')).keep({ seen: '1.2.0', started }, { action: 'update-started' })
  await clearLeftUpdates({ folder, version, store })
  expect(readdirSync(folder).flatMap(() => readdirSync(join(folder, 'update')))).toEqual(left)
})

test('left updates: nothing was ever started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-left-'))
  mkdirSync(join(folder, 'update'))
  writeFileSync(join(folder, 'update', 'some.msi'), 'invented')
  await clearLeftUpdates({ folder, version: '1.1.0', store: memoryStore().store })
  expect(readdirSync(folder)).toEqual([])
})
