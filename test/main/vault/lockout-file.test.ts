import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLockout } from '../../../main/vault/lockout.ts'
import { lockoutFileAt, noAttempts, readLockoutFile } from '../../../main/vault/lockout-file.ts'
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
