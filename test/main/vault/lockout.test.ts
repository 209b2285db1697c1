import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lockoutFileAt, noAttempts, type LockoutState } from '../../../main/vault/lockout-file.ts'
import { openLockout, waitAfter, waitOfAll, type Lockout } from '../../../main/vault/lockout.ts'
import { freshFolder } from './support.ts'

const minute = 60_000
async function world() {
  const path = join(await freshFolder(), 'lockout.json')
  const clock = { wall: Date.parse('2026-03-02T09:00:00Z'), sinceBoot: 5 * minute }
  const start = () => openLockout({ file: lockoutFileAt(path), sinceBoot: () => clock.sinceBoot, now: () => new Date(clock.wall) })
  const pass = (milliseconds: number) => {
    clock.wall += milliseconds
    clock.sinceBoot += milliseconds
  }
  const wrong = async (lockout: Lockout, agentId: string, times = 1) => {
    for (let time = 0; time < times; time += 1) await (await lockout.count(agentId)).wrong()
  }
  const right = async (lockout: Lockout, agentId: string) => (await lockout.count(agentId)).right()
  return { path, clock, start, pass, wrong, right }
}

describe('lockout: how long', () => {
  test('one agent: one wrong passphrase costs seconds, five in a row minutes, and half an hour is the most', () => {
    expect([0, 1, 2, 3, 4].map(waitAfter)).toEqual([0, 1_000, 2_000, 4_000, 8_000])
    expect([5, 6, 7, 8, 9].map((times) => waitAfter(times) / minute)).toEqual([1, 2, 4, 8, 16])
    expect([10, 11, 500, 1e9].map((times) => waitAfter(times) / minute)).toEqual([30, 30, 30, 30])
  })

  test('all agents together: ten are free, then seconds, and five minutes is the most', () => {
    expect([0, 10, 10.9].map(waitOfAll)).toEqual([0, 0, 0])
    expect([11, 12, 13, 14, 15, 16, 17, 500, 1e9].map((level) => waitOfAll(level) / 1_000)).toEqual([
      10, 20, 40, 80, 160, 300, 300, 300, 300,
    ])
  })
})

describe('lockout: whose', () => {
  test('a colleague’s right passphrase ends their own wait only', async () => {
    const { start, wrong, right } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', 6)
    await wrong(lockout, 'bryn')
    await right(lockout, 'bryn')
    expect(await lockout.waitingTime('bryn')).toBe(0)
    expect(await lockout.refusal('tamsin')).toContain('You can try again in 2 minutes, because 6 wrong passphrases were entered.')
    await right(lockout, 'tamsin')
    expect(await lockout.refusal('tamsin')).toBeUndefined()
  })

  test('many wrong passphrases of one agent do not make a colleague wait who made no mistake', async () => {
    const { start, wrong } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', 30)
    expect(await lockout.refusal('bryn')).toBeUndefined()
    await wrong(lockout, 'bryn')
    expect(await lockout.waitingTime('bryn')).toBe(5 * minute)
    expect(await lockout.refusal('bryn')).toContain('many wrong passphrases were entered on this workstation')
  })

  test.each<[string, number, string]>([
    ['one', 1, 'in 1 s, because a wrong passphrase was entered.'],
    ['two', 2, 'in 2 s, because 2 wrong passphrases were entered.'],
    ['minutes from two on', 6, 'in 2 minutes, because 6 wrong passphrases were entered.'],
  ])('the refusal after %s says why', async (_, times, words) => {
    const { start, wrong } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', times)
    expect(await lockout.refusal('tamsin')).toBe(`You can try again ${words}`)
  })

  test('as long for the agent’s own attempts as for those of all: their own are named', async () => {
    const { start, wrong, pass } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', 5)
    pass(50_000)
    await wrong(lockout, 'bryn', 7)
    expect(await lockout.refusal('tamsin')).toBe('You can try again in 10 s, because 5 wrong passphrases were entered.')
  })

  test('right passphrases change nothing in the count of all agents; time does, one in ten minutes', async () => {
    const { start, wrong, right, pass } = await world()
    const lockout = start()
    for (const agent of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']) await wrong(lockout, agent)
    expect(await lockout.waitingTime('a')).toBe(20_000)
    pass(5_000)
    for (let time = 0; time < 50; time += 1) await right(lockout, 'bryn')
    expect(await lockout.waitingTime('a')).toBe(15_000)
    pass(35 * minute)
    await wrong(lockout, 'a')
    expect(await lockout.waitingTime('a')).toBe(2_000)
  })

  test('the recovery key ends the waits of its agent only', async () => {
    const { start, wrong } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', 3)
    await wrong(lockout, 'bryn', 3)
    await lockout.recovered('tamsin')
    expect([await lockout.waitingTime('tamsin'), await lockout.waitingTime('bryn')]).toEqual([0, 4_000])
  })
})

describe('lockout: counted before Argon2', () => {
  test('an attempt that the app’s end cut off counts as wrong, at once and at the next start', async () => {
    const { start } = await world()
    await start().count('tamsin')
    const again = start()
    expect(await again.waitingTime('tamsin')).toBe(1_000)
    expect((await again.wrongAttempts())?.byAgent).toEqual({ tamsin: 1 })
    await again.count('tamsin')
    expect(await start().waitingTime('tamsin')).toBe(2_000)
  })

  test('the wait begins when Argon2 has ended', async () => {
    const { start, pass } = await world()
    const lockout = start()
    const counted = await lockout.count('tamsin')
    pass(700)
    await counted.wrong()
    expect(await lockout.waitingTime('tamsin')).toBe(1_000)
  })

  test('a right one and one that compared nothing leave no file, and no count', async () => {
    const { start, path, right } = await world()
    const lockout = start()
    await right(lockout, 'tamsin')
    await (await lockout.count('tamsin')).undo()
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    expect(await lockout.wrongAttempts()).toBeUndefined()
  })

  test('one that compared nothing does not end the waits before it', async () => {
    const { start, wrong } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', 5)
    await (await lockout.count('tamsin')).undo()
    expect(await lockout.waitingTime('tamsin')).toBe(minute)
  })
})

describe('lockout: clocks and restarts', () => {
  test('a restart of the app does not shorten the wait, and time that passed counts', async () => {
    const { start, pass, wrong } = await world()
    await wrong(start(), 'tamsin', 6)
    pass(30_000)
    const again = start()
    expect(await again.refusal('tamsin')).toContain('in 90 s')
    pass(90_000)
    expect(await again.refusal('tamsin')).toBeUndefined()
  })

  test('a restart of the computer: only the time since then counts', async () => {
    const { start, clock, wrong } = await world()
    await wrong(start(), 'tamsin', 6)
    clock.wall += 24 * 60 * minute
    clock.sinceBoot = 20_000
    expect(await start().refusal('tamsin')).toContain('in 100 s')
  })

  test.each([-1, 1])('the wall clock, set %i day: no wait changes', async (days) => {
    const { start, clock, wrong } = await world()
    const lockout = start()
    await wrong(lockout, 'tamsin', 5)
    clock.wall += days * 24 * 60 * minute
    expect([await lockout.waitingTime('tamsin'), await start().waitingTime('tamsin')]).toEqual([minute, minute])
  })
})

describe('lockout: its file', () => {
  test('what the record has is taken out, the waits stay', async () => {
    const { start, wrong } = await world()
    const lockout = start()
    await wrong(lockout, 'bryn', 5)
    await lockout.wrongRecovery('carys')
    expect(await start().wrongAttempts()).toEqual({ byAgent: { bryn: 5 }, recovery: { carys: 1 }, lastAt: '2026-03-02T09:00:00.000Z' })
    await lockout.recorded()
    const again = start()
    expect(await again.wrongAttempts()).toBeUndefined()
    expect(await again.waitingTime('bryn')).toBe(minute)
  })

  test.each<[string, Partial<LockoutState>, boolean]>([
    ['nothing', {}, false],
    ['wrong attempts of all agents', { all: { level: 3, at: 0 } }, true],
    ['an agent’s wait', { agents: { bryn: { inARow: 1, at: 0 } } }, true],
    ['wrong passphrases that the record does not have', { byAgent: { bryn: 1 } }, true],
    ['wrong recovery keys that the record does not have', { recovery: { bryn: 1 } }, true],
  ])('it stays as long as there is anything in it: %s', async (_, kept, stays) => {
    const { start, path } = await world()
    await writeFile(path, JSON.stringify({ ...noAttempts, ...kept }))
    await start().recovered('somebody-else')
    const left = await readFile(path, 'utf8').catch(() => undefined)
    expect(left === undefined ? undefined : JSON.parse(left)).toEqual(stays ? { ...noAttempts, ...kept } : undefined)
  })
})
