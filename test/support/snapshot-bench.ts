/** A record that was worked on, and the files of its snapshots. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { RecordDeps } from '../../main/record/record.ts'
import { value } from '../main/vault/support.ts'
import { codeOf, entriesOf, inOrder, rowsOf, type Station, station } from '../main/record/record-support.ts'

export const opened: Station[] = []

export async function desk(extra: Partial<RecordDeps> = {}): Promise<Station> {
  const here = await station(extra)
  opened.push(here)
  return here
}

export const vaultOf = (here: Station) => join(here.folder, 'vault')
export const filesOf = async (here: Station, what: RegExp) => (await readdir(vaultOf(here))).filter((name) => what.test(name)).sort()
export const sizeOf = async (here: Station, names: readonly string[]) =>
  (await Promise.all(names.map((name) => stat(join(vaultOf(here), name))))).reduce((sum, { size }) => sum + size, 0)

/** Everything that was saved is there, nothing that was erased is, and the record of who did what is whole. */
export async function expectWhole(here: Station, entries: number): Promise<void> {
  expect(await rowsOf(here.record)).toEqual(inOrder(here.wanted.values()))
  for (const key of here.erased) expect(here.record.journal.has(...(key.split(' ') as [string, string]))).toBe(false)
  const audit = await entriesOf(here.record)
  expect(audit.map(({ seq }) => seq)).toEqual(Array.from({ length: entries }, (_, index) => index))
  expect(here.record.checkpoint()).toMatchObject(codeOf(audit))
}

/** Cases in several versions, one erased, and a scan: with a snapshot after every fifth frame. */
export async function worked(rounds = 40): Promise<{ here: Station; entries: number }> {
  const here = await desk()
  let entries = 0
  for (let round = 1; round <= rounds; round += 1) {
    await here.save('cases', `case-${round % 7}`, round)
    await here.save('chunks', `scan-${round}:0`, 1, 3_000)
    entries += 2
    if (round % 10 === 0) {
      await here.save('manifests', `gone-${round}`, 1)
      await here.erase('manifests', `gone-${round}`, 1)
      entries += 2
    }
    if (round % 5 === 0) value(await here.record.snapshot())
  }
  return { here, entries }
}
