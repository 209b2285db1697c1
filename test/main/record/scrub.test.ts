import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { value } from '../vault/support.ts'
import { station, type Station } from './record-support.ts'

let here: Station
const vault = () => join(here.folder, 'vault')
const names = async (what: RegExp) => (await readdir(vault())).filter((name) => what.test(name)).sort()
const scrub = async () => value(await here.record.journal.scrub())

beforeEach(async () => {
  here = await station({})
  for (let round = 1; round <= 16; round += 1) {
    await here.save('cases', `case-${round % 5}`, round)
    await here.save('chunks', `scan-${round}:0`, 1, 2_000)
    if (round % 4 === 0) value(await here.record.snapshot())
  }
})
afterEach(async () => {
  await here.record.close().catch(() => undefined)
})

async function flip(name: string): Promise<void> {
  const path = join(vault(), name)
  const bytes = await readFile(path)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  await writeFile(path, bytes)
}

test('every file that is kept is read, and nothing is reported when all is in order, also while work goes on', async () => {
  const [report] = await Promise.all([
    scrub(),
    (async () => {
      for (let round = 17; round <= 26; round += 1) {
        await here.save('cases', `case-${round % 5}`, round)
        if (round % 4 === 0) value(await here.record.snapshot())
      }
    })(),
  ])
  expect(report.findings).toEqual([])
  const after = await scrub()
  const kept = await readdir(vault())
  expect(after).toMatchObject({ files: kept.length, findings: [] })
  const sizes = await Promise.all(kept.map(async (name) => (await stat(join(vault(), name))).size))
  expect(after.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0))
})

test.each([
  ['a snapshot', /^snapshot-/, 0, 'snapshot-damaged'],
  ['a file of scans', /^scans-/, 0, 'scans-missing'],
  ['an older segment', /^journal-\d+\.log$/, 0, 'segment-damaged'],
  ['the second copy of the segment that is written to', /^journal-\d+\.log\.second$/, -1, 'copy-damaged'],
  ['the audit record', /^audit\.log$/, 0, 'copy-damaged'],
  ['the second copy of the keyring', /^keyring\.bin\.second$/, 0, 'copy-damaged'],
  ['the list of files', /^kept-files\.bin$/, 0, 'copy-damaged'],
] as const)('%s flipped, emptied or deleted while RA Desk is open is found', async (_, what, which, kind) => {
  const name = (await names(what)).at(which)!
  const whole = await readFile(join(vault(), name))
  for (const harm of [() => flip(name), () => truncate(join(vault(), name), 0), () => rm(join(vault(), name))]) {
    await harm()
    const { findings } = await scrub()
    expect(findings.map((finding) => [finding.kind, finding.file.replace('.second', '')])).toEqual([[kind, name.replace('.second', '')]])
    await writeFile(join(vault(), name), whole)
  }
})

test('a segment of the same vault in the place of another is found', async () => {
  const [first, second] = await names(/^journal-\d+\.log$/)
  await copyFile(join(vault(), second!), join(vault(), first!))
  expect((await scrub()).findings).toContainEqual({ kind: 'segment-damaged', file: first })
})

test.each([
  ['snapshot-missing', /^snapshot-/],
  ['segment-missing', /^journal-\d+\.log$/],
  ['scans-missing', /^scans-/],
] as const)('%s: said once at opening', async (kind, what) => {
  await here.record.close()
  const name = (await names(what))[0]!
  await rm(join(vault(), name))
  await here.reopen()
  expect(here.record.journal.findings).toContainEqual({ kind, file: name })
  await here.reopen()
  if (kind !== 'scans-missing') expect(here.record.journal.findings).toEqual([])
})

test('an older list in one copy is ignored; without any list it is reported and made again', async () => {
  const older = await mkdtemp(join(tmpdir(), 'ra-list-'))
  await copyFile(join(vault(), 'kept-files.bin'), join(older, 'list'))
  await here.save('cases', 'later', 1)
  value(await here.record.snapshot())
  await here.record.close()
  await copyFile(join(older, 'list'), join(vault(), 'kept-files.bin'))
  await here.reopen()
  expect(here.record.journal.findings).toEqual([{ kind: 'files-list-repaired', file: 'kept-files.bin' }])
  await here.record.close()
  for (const name of await names(/^kept-files/)) await rm(join(vault(), name))
  await here.reopen()
  expect(here.record.journal.findings).toEqual([{ kind: 'files-list-missing', file: 'kept-files.bin' }])
  await here.reopen()
  expect(here.record.journal.findings).toEqual([])
  await rm(older, { recursive: true })
})

test('closing stops a check at once, and it says that RA Desk was locked', async () => {
  const running = here.record.journal.scrub()
  await here.record.close()
  expect(await running).toMatchObject({ ok: false, error: { code: 'locked' } })
  expect(await here.record.journal.scrub()).toMatchObject({ ok: false, error: { code: 'locked' } })
})
