import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRestorable } from '../../../main/backup/restorable.ts'
import { newMachine, restore, stationWithBackup, type BackupStation } from '../../support/backup-station.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase } from '../../support/main-journey.ts'
import { code } from '../vault/support.ts'
import { damagedCopy, recoveryIdentity, signedAgain } from './damaged-copy.ts'

let station: BackupStation
let whole: string
let changes: string
let newest: string
let added: string
const gone: (() => void)[] = []

beforeAll(async () => {
  ;({ station, file: whole } = await stationWithBackup())
  await station.main.must('backup.drill', {})
  added = await newCase(station.main)
  station.main.clock.forward(2_000)
  const made = await station.main.must('backup.make', {})
  changes = join(station.target, made.file)
  expect(made.since).toBe(station.memory.now.bases![0]!.madeAt)
  newest = made.madeAt
})

afterAll(() => {
  station.main.remove()
  rmSync(station.target, { recursive: true, force: true })
  for (const remove of gone) remove()
})

/** A stick with these files, and a computer that is not set up. */
async function stick(files: Readonly<Record<string, string | Uint8Array>>): Promise<{ readonly there: MainApp; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-other-stick-'))
  for (const [name, from] of Object.entries(files))
    if (typeof from === 'string') copyFileSync(from, join(folder, name))
    else writeFileSync(join(folder, name), from)
  const there = await newMachine(join(folder, basename(changes)))
  gone.push(() => {
    there.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  return { there, folder }
}

const preview = async (there: MainApp) => {
  await there.must('restore.choose', {})
  return there.call('restore.preview', { recoveryKey: station.recoveryKey })
}
const both = () => ({ [basename(whole)]: whole, [basename(changes)]: changes })

describe('restore of a backup of changes', () => {
  test('brings back the whole backup and what changed since, every case and scan of both', async () => {
    const { there } = await stick(both())
    const { preview: shown, answer } = await restore(there, station.recoveryKey)
    expect(answer.ok).toBe(true)
    expect(shown).toMatchObject({ cases: 3, leftInCustody: 2, expired: 0, destroyed: 0, madeAt: newest })
    expect(shown.bytes).toBe(readFileSync(whole).length + readFileSync(changes).length)
    expect((await readCase(there, added)).record).toEqual((await readCase(station.main, added)).record)
    expect(await there.must('record.compare', { typed: shown.code })).toMatchObject({ result: 'same' })
    expect((await there.must('record.verify', {})).size).toBeGreaterThan(shown.entries)
    expect((await there.must('files.check', { again: true })).findings).toEqual([])
  })

  test('without the whole backup beside it: refused, the file that is needed is named, and nothing is written', async () => {
    const { there } = await stick({ [basename(changes)]: changes })
    expect(await preview(there)).toMatchObject({
      ok: false,
      error: { code: 'whole-backup-missing', message: expect.stringContaining(basename(whole)) as string },
    })
    expect(readdirSync(there.folder)).toEqual([])
  })

  test('with another file of that name: refused before anything is written', async () => {
    const { there } = await stick({ ...both(), [basename(whole)]: changes })
    expect(await preview(there)).toMatchObject({
      ok: false,
      error: { code: 'whole-backup-differs', message: expect.stringContaining(basename(whole)) as string },
    })
    expect(readdirSync(there.folder)).toEqual([])
  })

  const perform = async (there: MainApp) => {
    const shown = await preview(there)
    return shown.ok ? code((await restore(there, station.recoveryKey)).answer) : code(shown)
  }

  test('with a whole backup that someone wrote again with a case left out: refused, and nothing is in place', async () => {
    const other = await damagedCopy(station, whole, (lines) => {
      lines.splice(
        lines.findIndex((line) => line.row?.table === 'cases'),
        1,
      )
      lines.at(-1)!.end!.rows -= 1
      signedAgain(lines)
    })
    const { there } = await stick({ ...both(), [basename(whole)]: other })
    expect(await perform(there)).toBe('whole-backup-differs')
    expect((await there.must('station.state', {})).phase).toBe('first-run')
  })

  test.each(['whole', 'changes'] as const)(
    'with a bit flipped in the middle of the %s file: refused, and nothing is in place',
    async (which) => {
      const path = which === 'whole' ? whole : changes
      const altered = Buffer.from(readFileSync(path))
      altered[altered.length - 300]! ^= 4
      const { there } = await stick({ ...both(), [basename(path)]: altered })
      expect(await perform(there)).toBe('backup-damaged')
      expect((await there.must('station.state', {})).phase).toBe('first-run')
    },
  )

  test('with changes that someone wrote again without one: refused', async () => {
    const other = await damagedCopy(station, changes, (lines) => {
      lines.splice(
        lines.findIndex((line) => line.row?.table === 'cases'),
        1,
      )
      lines.at(-1)!.end!.rows -= 1
    })
    const { there } = await stick({ ...both(), [basename(changes)]: other })
    expect(await perform(there)).toBe('backup-damaged')
  })
})

test('opening a backup: a whole one needs no other file, and a missing one is called missing', async () => {
  const identity = await recoveryIdentity(station)
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-empty-'))
  gone.push(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  mkdirSync(join(folder, 'empty'))
  const opened = await openRestorable(whole, identity)
  expect(opened.ok && [opened.value.changes, opened.value.bytes]).toEqual([undefined, readFileSync(whole).length])
  if (opened.ok) await opened.value.whole.close()
  expect(code(await openRestorable(join(folder, 'empty', basename(whole)), identity))).toBe('no-such-backup')
})
