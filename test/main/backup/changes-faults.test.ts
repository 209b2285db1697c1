import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backupStation, newMachine, restore, type BackupStation } from '../../support/backup-station.ts'
import { countCalls, withFault, type Fault } from '../../support/faulty-files.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'

let station: BackupStation
let whole: string
beforeAll(async () => {
  station = await backupStation({ evidenceDays: 28 })
  for (let count = 0; count < 5; count += 1) await walkUntil(station.main, await newCase(station.main), 'photograph')
  whole = join(station.target, (await station.main.must('backup.make', {})).file)
  await station.main.must('backup.drill', {})
  await newCase(station.main)
})
afterAll(async () => {
  await station.main.app.lock('asked')
  station.main.remove()
  rmSync(station.target, { recursive: true, force: true })
})

const make = () => {
  // Names are of seconds.
  station.main.clock.forward(2_000)
  return station.main.call('backup.make', {})
}
const inTarget: Fault['counts'] = ({ path }) => path.startsWith(station.target)
const isSame = (before: ReadonlyMap<string, Buffer>) => [...before].every(([path, bytes]) => readFileSync(path).equals(bytes))

test.each(['EIO', 'ENOSPC'] as const)(
  'backup of changes, %s from any call on: no half file counts, the others stay as they are, and the next one is made',
  async (code) => {
    const calls = await countCalls(inTarget, make)
    expect(calls.length).toBeGreaterThan(10)
    let refused = 0
    for (let at = 1; at <= calls.length; at += 2) {
      for (const path of station.files()) if (path !== whole) rmSync(path)
      const before = new Map(station.files().map((path) => [path, readFileSync(path)]))
      const { value } = await withFault({ at, does: { fail: code }, counts: inTarget }, make)
      expect(isSame(before), `${code} at ${calls[at - 1]}`).toBe(true)
      if (value!.ok) continue
      refused += 1
      expect(['backup-folder', 'backup-full', 'backup-failed']).toContain(value!.error.code)
      expect(value!.error.message).toMatch(/Your cases are safe on this computer/)
    }
    expect(refused).toBeGreaterThan(0)
    const made = await make()
    expect(made.ok && made.value.since).toBe(station.memory.now.bases!.find(({ file }) => file === basename(whole))!.madeAt)
    expect(readdirSync(station.target).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(await station.main.call('backup.drill', {})).toMatchObject({ ok: true, value: { cases: 6 } })
  },
)

test('backup of changes after the whole backup is gone from the stick: a whole one is made there', async () => {
  rmSync(whole)
  const made = await make()
  expect(made.ok && made.value.since).toBeUndefined()
  const there = await newMachine(join(station.target, made.ok ? made.value.file : ''))
  expect((await restore(there, station.recoveryKey)).answer.ok).toBe(true)
  await there.app.lock('asked')
  there.remove()
})
