import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GiveWay } from '../../../domain/agent-first.ts'
import { bound, inner, outer, signAnew, type Line } from '../../support/backup-damage.ts'
import { backupStation, type BackupStation } from '../../support/backup-station.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { damagedCopy } from './damaged-copy.ts'

let station: BackupStation
let whole: string
let changes: string
let bytes: Buffer
const random = seededRandom(7)
/** Awaited by checks, so that the agent's work goes first. */
let giveWay: GiveWay = () => Promise.resolve()

beforeAll(async () => {
  station = await backupStation({ evidenceDays: 28 }, { giveWay: (signal) => giveWay(signal) })
  const { main } = station
  for (let count = 0; count < 7; count += 1) await walkUntil(main, await newCase(main), 'photograph')
  whole = (await main.must('backup.make', {})).file
  await main.must('backup.drill', {})
  await walkUntil(main, await newCase(main), 'photograph')
  await newCase(main)
  main.clock.forward(2_000)
  const made = await main.must('backup.make', {})
  expect(made.since).toBeDefined()
  changes = join(station.target, made.file)
  bytes = readFileSync(changes)
})

afterAll(() => {
  station.main.remove()
  rmSync(station.target, { recursive: true, force: true })
})

const drill = () => station.main.call('backup.drill', {})
const tested = () => station.memory.now.bases!.find(({ file }) => file === whole)!.tested!

describe('restore test of a backup of changes', () => {
  test('reads the changes only, and adds them to what opened of the whole backup', async () => {
    const before = tested()
    expect(before.scans).toBeGreaterThan(0)
    const text = readFileSync(join(station.target, whole))
    station.main.clock.forward(2_000)
    expect(await drill()).toMatchObject({ ok: true, value: { cases: 9, file: basename(changes), scans: before.scans + 4 } })
    expect([tested(), readFileSync(join(station.target, whole)).equals(text)]).toEqual([before, true])
    expect(station.memory.now.drill).toMatchObject({ result: 'proven', cases: 9 })
  })

  test('lets the agent go first after each line, and stops when RA Desk is locked meanwhile', async () => {
    let lines = 0
    await damagedCopy(station, changes, (all) => void (lines = all.length))
    let turns = 0
    giveWay = async () => void (turns += 1)
    expect((await drill()).ok).toBe(true)
    // All but the head.
    expect(turns).toBe(lines - 1)
    const { bases, drill: before } = station.memory.now
    let locked: Promise<unknown> | undefined
    giveWay = async (signal) => {
      locked ??= station.main.app.lock('asked')
      while (signal?.aborted !== true) await nextTurn()
    }
    expect(await drill()).toMatchObject({ ok: false, error: { code: 'locked' } })
    await locked
    giveWay = () => Promise.resolve()
    expect([station.memory.now.bases, station.memory.now.drill]).toEqual([bases, before])
    expect((await station.main.unlock()).ok).toBe(true)
  })

  const isRefused = async (altered: Uint8Array) => {
    const { bases } = station.memory.now
    writeFileSync(changes, altered)
    const answer = await drill()
    writeFileSync(changes, bytes)
    expect(station.memory.now.drill?.result).toBe(answer.ok ? 'proven' : 'not-proven')
    // After a failure nothing rests on the whole backup; here the next test is to be one of changes again.
    station.memory.now = { ...station.memory.now, bases: bases! }
    return !answer.ok
  }

  test.each(Object.keys(outer))('the file with %s: refused', async (name) => {
    const altered = outer[name]!(bytes, random)
    if (!altered.equals(bytes)) expect(await isRefused(altered)).toBe(true)
  })

  test.each(Object.keys(inner))('inside, with %s and signed again: refused', async (name) => {
    const altered = await damagedCopy(station, changes, (lines) => {
      inner[name]!(lines, random)
      signAnew(lines)
    })
    expect(await isRefused(altered)).toBe(true)
  })

  test.each(Object.keys(bound))('inside, with %s: refused by the signature', async (name) => {
    expect(await isRefused(await damagedCopy(station, changes, (lines) => bound[name]!(lines, random)))).toBe(true)
  })

  const more: Readonly<Record<string, (lines: Line[]) => void>> = {
    'the key of a new case left out, and the count made right': (lines) => {
      const { keys } = lines.find((line) => line.keys)!
      keys!.splice(
        keys!.findIndex(({ purpose }) => purpose === 'case'),
        1,
      )
      lines.at(-1)!.end!.keys -= 1
    },
    'a piece of a new scan left out, and the count made right': (lines) => {
      lines.splice(
        lines.findIndex((line) => line.row?.table === 'chunks'),
        1,
      )
      lines.at(-1)!.end!.rows -= 1
    },
    'the digest of another whole backup': (lines) => {
      ;(lines[0]!.head!['base'] as { digest: string }).digest = '0'.repeat(64)
    },
    'the first entry left out, and the count made right': (lines) => {
      lines.find((line) => line.entries)!.entries!.shift()
      lines.at(-1)!.end!.entries -= 1
    },
  }
  test.each(Object.keys(more))('inside, with %s and signed again: refused', async (name) => {
    const altered = await damagedCopy(station, changes, (lines) => {
      more[name]!(lines)
      signAnew(lines)
    })
    expect(await isRefused(altered)).toBe(true)
  })

  test('untouched, and encrypted again: passes', async () => {
    expect(await isRefused(await damagedCopy(station, changes, () => undefined))).toBe(false)
  })

  test('the whole backup is no longer the file that was tested: it is restored again, and the damage is found', async () => {
    const path = join(station.target, whole)
    const kept = readFileSync(path)
    const altered = Buffer.from(kept)
    altered[altered.length - 100]! ^= 1
    writeFileSync(path, altered)
    const { bases } = station.memory.now
    const answer = await drill()
    writeFileSync(path, kept)
    expect(answer).toMatchObject({ ok: false, error: { code: 'backup-damaged' } })
    expect(station.memory.now.bases).toBeUndefined()
    station.memory.now = { ...station.memory.now, bases: bases! }
  })

  test('once a day the whole backup is restored again with the changes', async () => {
    const before = tested()
    station.main.clock.forward(21 * 3_600_000)
    await station.main.app.lock('asked')
    expect((await station.main.unlock()).ok).toBe(true)
    expect(await drill()).toMatchObject({ ok: true, value: { cases: 9, scans: before.scans + 4 } })
    expect(tested().at > before.at).toBe(true)
    expect(tested().scans).toBe(before.scans)
  })
})
