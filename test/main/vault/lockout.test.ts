import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLockout, waitAfter } from '../../../main/vault/lockout.ts'
import { freshFolder } from './support.ts'

const minute = 60_000
async function world() {
  const path = join(await freshFolder(), 'lockout.json')
  const clock = { wall: Date.parse('2026-03-02T09:00:00Z'), monotonic: 0 }
  const start = () => openLockout({ path, monotonic: () => clock.monotonic, now: () => new Date(clock.wall) })
  const pass = (milliseconds: number) => {
    clock.wall += milliseconds
    clock.monotonic += milliseconds
  }
  return { path, clock, start, pass }
}

test('lockout: one wrong passphrase costs seconds, five in a row minutes, and half an hour is the most', () => {
  expect([0, 1, 2, 3, 4].map(waitAfter)).toEqual([0, 1_000, 2_000, 4_000, 8_000])
  expect([5, 6, 7, 8, 9].map((times) => waitAfter(times) / minute)).toEqual([1, 2, 4, 8, 16])
  expect([10, 11, 500].map((times) => waitAfter(times) / minute)).toEqual([30, 30, 30])
})

test('lockout: a restart does not shorten the wait, and time that passed counts', async () => {
  const { start, pass, clock } = await world()
  const lockout = start()
  for (let time = 0; time < 6; time += 1) await lockout.wrong('tamsin')
  expect(await lockout.refusal()).toContain('You can try again in 2 minutes, because 6 wrong')
  pass(30_000)
  clock.monotonic = 0
  const again = start()
  expect(await again.refusal()).toContain('in 90 s')
  pass(90_000)
  expect(await again.refusal()).toBeUndefined()
})

test('lockout: a clock set back does not make the wait longer', async () => {
  const { start, clock } = await world()
  const lockout = start()
  for (let time = 0; time < 5; time += 1) await lockout.wrong('tamsin')
  clock.wall -= 24 * 60 * minute
  const again = start()
  await again.read()
  expect(again.waitingTime()).toBe(minute)
})

test('lockout: the correct passphrase ends the wait; wrong attempts are kept until the record has them', async () => {
  const { start, path } = await world()
  const lockout = start()
  await lockout.wrong('tamsin')
  await lockout.wrong('bryn')
  await lockout.wrong('bryn')
  await lockout.right()
  expect(await lockout.refusal()).toBeUndefined()
  expect(await start().read()).toMatchObject({ inARow: 0, byAgent: { tamsin: 1, bryn: 2 } })
  await lockout.forget()
  await expect(readFile(path)).rejects.toThrow('ENOENT')
  expect(await start().read()).toBeUndefined()
})

test('lockout: an invalid file counts as none', async () => {
  const { start, path } = await world()
  for (const content of ['', '{', '{"inARow":-1}', '{"inARow":2,"byAgent":{"a b":1},"lastAt":"never"}']) {
    await writeFile(path, content)
    expect(await start().refusal()).toBeUndefined()
  }
})
