import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLockout } from '../../../main/vault/lockout.ts'
import { lockoutFileAt, noAttempts, readLockoutFile, type LockoutState } from '../../../main/vault/lockout-file.ts'
import { freshFolder } from './support.ts'

const written = async (content: string) => {
  const path = join(await freshFolder(), 'lockout.json')
  await writeFile(path, content)
  return lockoutFileAt(path)
}
const older = { inARow: 6, byAgent: { tamsin: 9, bryn: 1 }, recovery: { carys: 2 }, lastAt: '2026-03-02T09:00:00.000Z' }

test('file of wrong attempts: of an earlier version, each agent waits for as many as they can have made, from now on', async () => {
  const file = await written(JSON.stringify(older))
  expect(await readLockoutFile(file, 7_000)).toEqual({
    format: 2,
    agents: { tamsin: { inARow: 6, at: 7_000 }, bryn: { inARow: 1, at: 7_000 } },
    all: { level: 6, at: 7_000 },
    byAgent: older.byAgent,
    recovery: older.recovery,
    lastAt: older.lastAt,
  })
  const lockout = openLockout({ file, sinceBoot: () => 7_000, now: () => new Date(older.lastAt) })
  expect([await lockout.waitingTime('tamsin'), await lockout.waitingTime('bryn'), await lockout.waitingTime('carys')]).toEqual([
    120_000, 1_000, 0,
  ])
})

test('file of wrong attempts: of an earlier version, after a right passphrase nobody waits', async () => {
  const read = await readLockoutFile(await written(JSON.stringify({ ...older, inARow: 0 })), 7_000)
  expect([read.agents, read.all.level, read.byAgent]).toEqual([{}, 0, older.byAgent])
})

test.each([
  '',
  '{',
  '{"inARow":-1}',
  '{"inARow":2,"byAgent":{"a b":1},"lastAt":"never"}',
  JSON.stringify({ ...noAttempts, agents: { tamsin: { inARow: -1, at: 0 } } }),
  JSON.stringify({ ...noAttempts, format: 3 }),
])('file of wrong attempts: %j counts as none', async (content) => {
  expect(await readLockoutFile(await written(content), 7_000)).toEqual(noAttempts)
})

const current: LockoutState = {
  format: 2,
  agents: { [`tamsin-${'a'.repeat(57)}`]: { inARow: 1, at: 0 } },
  all: { level: 0.5, at: 1.5 },
  byAgent: { A: 1 },
  recovery: { '0': 2 },
  lastAt: '2026-03-02T09:00:00.000Z',
}

test('file of wrong attempts: the current one is read as it was written', async () => {
  expect(await readLockoutFile(await written(JSON.stringify(current)), 7_000)).toEqual(current)
})

test('file of wrong attempts: an earlier version without recovery keys', async () => {
  const { recovery: _, ...without } = older
  expect((await readLockoutFile(await written(JSON.stringify(without)), 7_000)).recovery).toEqual({})
})

const ids = ['', ' tamsin', 'tamsin ', 'a b', 'a'.repeat(65)]
test.each<[string, object]>([
  ...ids.map((id): [string, object] => [`agent “${id}”`, { agents: { [id]: { inARow: 1, at: 0 } } }]),
  ...ids.map((id): [string, object] => [`“${id}” for the record`, { byAgent: { [id]: 1 } }]),
  ...ids.map((id): [string, object] => [`recovery key of “${id}”`, { recovery: { [id]: 1 } }]),
  ['0 in a row', { agents: { tamsin: { inARow: 0, at: 0 } } }],
  ['half an attempt', { agents: { tamsin: { inARow: 1.5, at: 0 } } }],
  ['before the start of the computer', { agents: { tamsin: { inARow: 1, at: -1 } } }],
  ['a field too many of an agent', { agents: { tamsin: { inARow: 1, at: 0, more: 1 } } }],
  ['a negative level', { all: { level: -1, at: 0 } }],
  ['a level before the start of the computer', { all: { level: 1, at: -1 } }],
  ['a field too many of all', { all: { level: 1, at: 0, more: 1 } }],
  ['0 for the record', { byAgent: { tamsin: 0 } }],
  ['no date', { lastAt: 'yesterday' }],
  ['a field too many', { more: 1 }],
])('file of wrong attempts: %s: counts as none', async (_, change) => {
  expect(await readLockoutFile(await written(JSON.stringify({ ...current, ...change })), 7_000)).toEqual(noAttempts)
})

test.each<[string, object]>([
  ['a negative count', { inARow: -1 }],
  ['half an attempt', { inARow: 1.5 }],
  ['an agent that is none', { byAgent: { 'a b': 1 } }],
  ['a recovery key of an agent that is none', { recovery: { 'a b': 1 } }],
  ['no date', { lastAt: 'yesterday' }],
  ['a field too many', { more: 1 }],
])('file of wrong attempts: of an earlier version, with %s: counts as none', async (_, change) => {
  expect(await readLockoutFile(await written(JSON.stringify({ ...older, ...change })), 7_000)).toEqual(noAttempts)
})

test('file of wrong attempts: written, read and removed; what cannot be read is absent', async () => {
  const folder = await freshFolder()
  const file = lockoutFileAt(join(folder, 'lockout.json'))
  expect(await file.read()).toBeUndefined()
  await file.write(undefined)
  await file.write('{}')
  expect(await file.read()).toBe('{}')
  await file.write(undefined)
  await expect(readFile(join(folder, 'lockout.json'))).rejects.toThrow('ENOENT')
  await mkdir(join(folder, 'folder.json'))
  const unreadable = lockoutFileAt(join(folder, 'folder.json'))
  expect(await unreadable.read()).toBeUndefined()
  // A folder cannot be removed as a file; the wait then lasts until the app ends.
  await unreadable.write(undefined)
})
