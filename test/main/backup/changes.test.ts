import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { findBackups } from '../../../domain/backup/schedule.ts'
import { writeBackup } from '../../../main/backup/write-backup.ts'
import { value } from '../vault/support.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { changingStation, type ChangingStation } from './changing-station.ts'
import { rebuild, stateOf } from './rebuild-support.ts'

const made: ChangingStation[] = []
afterEach(async () => {
  for (const { here } of made.splice(0)) await here.close()
})

async function start(seed: number): Promise<ChangingStation> {
  const station = await changingStation(seededRandom(seed))
  made.push(station)
  return station
}

const state = async ({ here, deps, destroyed }: ChangingStation, file: string, today = '2026-03-01') =>
  stateOf(await rebuild(here.vault, join(deps.target, file), { destroyed, today }))

describe('a backup of changes', () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'random acts, whole backup, random acts, changes: restored together they are the state of that moment (%i)',
    async (seed) => {
      const station = await start(seed)
      const random = seededRandom(seed + 1_000)
      for (let count = 0; count < 60; count += 1) await station.act()
      const { base } = await station.whole()
      // Never too much: what is compared is the content.
      const largeBase = { ...base, bytes: 1e9 }
      for (let round = 0; round < 3; round += 1) {
        for (let days = random(3); days > 0; days -= 1) station.nextDay()
        for (let count = 1 + random(20); count > 0; count -= 1) await station.act()
        const changes = await station.changes(largeBase)
        const whole = value(await writeBackup(station.deps))
        if (station.here.vault.keyring.find(base.lastKey!) !== undefined) expect(changes.since).toBe(base.madeAt)
        for (const today of ['2026-01-01', '2026-03-01', '2026-05-02', '2026-05-04'])
          expect(await state(station, changes.file, today)).toEqual(await state(station, whole.file, today))
      }
    },
  )

  test('nothing but the changes is in it, and its name says of which backup', async () => {
    const station = await start(1)
    for (let count = 0; count < 200; count += 1) await station.addCase()
    const { made: whole, base } = await station.whole()
    await station.addCase()
    const changes = await station.changes(base)
    expect(changes.bytes).toBeLessThan(whole.bytes / 20)
    const [newest] = findBackups(station.here.vault.vaultId, [changes.file])
    expect(newest).toMatchObject({ seq: changes.seq, base: { file: whole.file } })
    expect(changes.cases).toBe(whole.cases + 1)
  })

  test('acts while it is written are not in it', async () => {
    const station = await start(2)
    for (let count = 0; count < 80; count += 1) await station.addCase()
    const { base } = await station.whole()
    for (let count = 0; count < 120; count += 1) await station.act()
    const largeBase = { ...base, bytes: 1e9 }
    const before = value(await writeBackup(station.deps))
    let acts = 0
    const deps = {
      ...station.deps,
      base: largeBase,
      isWanted: () => {
        // Asked at each row: some acts come between.
        if (acts < 30 && station.destroyed.size === 0) {
          acts += 1
          void station.addCase()
        }
        return true
      },
    }
    station.destroyed.clear()
    const changes = value(await writeBackup(deps))
    expect(acts).toBe(30)
    const [one, other] = [await state(station, changes.file), await state(station, before.file)]
    // Keys may come in that were made meanwhile; a key too many opens nothing.
    expect({ ...one, keys: [], counts: [] }).toEqual({ ...other, keys: [], counts: [] })
  })

  test('too much changed: a whole one is made', async () => {
    const station = await start(3)
    const { base } = await station.whole()
    for (let count = 0; count < 40; count += 1) await station.addCase()
    const next = await station.changes(base)
    expect([next.since, next.whole?.file]).toEqual([undefined, next.file])
  })

  test('the newest key of the whole backup is gone: a whole one is made', async () => {
    const station = await start(4)
    const { base } = await station.whole()
    value(await station.here.vault.keyring.destroy([base.lastKey!]))
    expect((await station.changes({ ...base, bytes: 1e9 })).since).toBeUndefined()
  })

  test('a case that was erased before the whole backup came back since: a whole one is made', async () => {
    const station = await start(6)
    const erased = await station.addCase()
    await station.erase(erased)
    const { base } = await station.whole()
    await station.addCase(erased)
    const next = await station.changes({ ...base, bytes: 1e9 })
    expect([next.since, next.cases]).toEqual([undefined, base.cases + 1])
  })

  test('of a station without a change since: no row, and it is restored', async () => {
    const station = await start(5)
    for (let count = 0; count < 20; count += 1) await station.addCase()
    const { made: whole, base } = await station.whole()
    const changes = await station.changes({ ...base, bytes: 1e9 })
    expect(changes.seq).toBe(whole.seq)
    expect(await state(station, changes.file)).toEqual(await state(station, whole.file))
  })

  test('a restore test lets the agent go first after each line of both files, and twice for the changes', async () => {
    const station = await start(6)
    for (let count = 0; count < 40; count += 1) await station.addCase()
    const { made: whole, base } = await station.whole()
    for (let count = 0; count < 20; count += 1) await station.addCase()
    const changes = await station.changes({ ...base, bytes: 1e9 })
    const turnsFor = async (file: string) => {
      let turns = 0
      const giveWay = async () => void (turns += 1)
      value((await rebuild(station.here.vault, join(station.deps.target, file), { giveWay })).rebuilt)
      return turns
    }
    // A row is a line of its own.
    expect(await turnsFor(changes.file)).toBeGreaterThanOrEqual((await turnsFor(whole.file)) + 2 * 20)
  })
})
