import { describe, expect, test } from 'vitest'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { Journal } from '../../../main/record/journal.ts'
import { createSnapshotSchedule } from '../../../main/record/snapshot-schedule.ts'

const diskFull = err('disk-full', 'Full.', 'Make room.')

function bench({ snapshotSeq = 0, freeBytes }: { readonly snapshotSeq?: number; readonly freeBytes?: number } = {}) {
  const world = {
    lastSeq: snapshotSeq,
    time: 0,
    cutAnswer: ok({ begins: { seq: 0, hash: new Uint8Array() }, rows: [], signer: { keyVersion: 1, key: new Uint8Array() } }) as Awaited<
      ReturnType<Journal['cut']>
    >,
  }
  const log: string[] = []
  const writing: ((result: Result<void, 'disk-full'>) => void)[] = []
  const schedule = createSnapshotSchedule({
    journal: {
      get lastSeq() {
        return world.lastSeq
      },
      snapshotSeq,
      cut: async () => {
        log.push('cut')
        return world.cutAnswer
      },
      snapshot: () => {
        log.push('snapshot')
        return new Promise((resolve) => writing.push(resolve))
      },
    },
    trail: { state: () => ({ size: 0, prev: '', complete: [], clock: { latest: '', steps: 0 } }) },
    folder: '/invented',
    monotonic: () => world.time,
    due: { frames: 3, milliseconds: 1_000 },
    freeSpace: freeBytes === undefined ? undefined : async () => freeBytes,
  })
  return { schedule, world, log, writing }
}

describe('snapshot schedule: is due', () => {
  test('after the number of frames, counted from the newest snapshot', () => {
    const { schedule, world } = bench({ snapshotSeq: 10 })
    world.lastSeq = 12
    expect(schedule.isDue()).toBe(false)
    world.lastSeq = 13
    expect(schedule.isDue()).toBe(true)
  })

  test('after the time, when there is a new frame', () => {
    const { schedule, world } = bench()
    world.time = 1_000
    expect(schedule.isDue()).toBe(false)
    world.lastSeq = 1
    expect(schedule.isDue()).toBe(true)
  })

  test('again only after the usual time when the last could not be made', async () => {
    const { schedule, world } = bench()
    world.cutAnswer = diskFull
    world.lastSeq = 3
    await schedule.cut()
    expect(schedule.isDue()).toBe(false)
    world.lastSeq = 6
    expect(schedule.isDue()).toBe(true)
  })
})

describe('snapshot schedule: cut', () => {
  test('does not wait for the snapshot, but for the one before', async () => {
    const { schedule, log, writing } = bench()
    await schedule.cut()
    const second = schedule.cut()
    await Promise.resolve()
    expect(log).toEqual(['cut', 'snapshot'])
    writing[0]!(ok())
    await second
    expect(log).toEqual(['cut', 'snapshot', 'cut', 'snapshot'])
  })

  test('without a new frame writes no snapshot', async () => {
    const { schedule, world, log } = bench()
    world.cutAnswer = ok(undefined)
    await schedule.cut()
    expect([log, await schedule.settled()]).toEqual([['cut'], ok()])
  })

  test('reports why no snapshot was made', async () => {
    const { schedule, writing } = bench()
    await schedule.cut()
    writing[0]!(diskFull)
    expect(await schedule.settled()).toEqual(diskFull)
  })

  test('does not touch the journal when the disk has little room', async () => {
    const { schedule, log } = bench({ freeBytes: 0 })
    await schedule.cut()
    expect([log, await schedule.settled()]).toMatchObject([[], { ok: false, error: { code: 'little-room' } }])
  })
})
