import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { station } from './record-support.ts'

/** What happens to the open file of the mark, in order. */
const flushed = vi.hoisted((): string[] => [])
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  const open: typeof fs.open = async (path, ...more) => {
    const file = await fs.open(path, ...more)
    if (!String(path).endsWith('high-water-mark.bin')) return file
    const own = { write: file.write.bind(file), datasync: file.datasync.bind(file) }
    return Object.assign(file, {
      write: async (...given: Parameters<typeof own.write>) => {
        const written = await own.write(...given)
        flushed.push('written')
        return written
      },
      datasync: async () => {
        await own.datasync()
        flushed.push('flushed')
      },
    })
  }
  return { ...fs, open }
})

const flip = async (path: string) => {
  const bytes = await readFile(path)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  await writeFile(path, bytes)
}

test.each([
  // A flip in the middle hits one of its two places, and the other one is enough.
  ['one byte flipped', flip, 'high-water-mark-part-damaged'],
  ['cut', async (path: string) => truncate(path, Math.floor((await stat(path)).size * 0.6)), 'high-water-mark-part-damaged'],
  ['deleted', (path: string) => rm(path), 'high-water-mark-missing'],
  ['emptied', (path: string) => writeFile(path, ''), 'high-water-mark-damaged'],
] as const)('high-water mark %s: reported once and written again', async (_, damage, kind) => {
  const here = await station({})
  for (let rev = 1; rev <= 4; rev += 1) await here.save('cases', 'a', rev)
  await here.close()
  await damage(join(here.folder, 'vault', 'high-water-mark.bin'))
  await here.reopen()
  expect(here.record.journal.findings).toEqual([{ kind, file: 'high-water-mark.bin' }])
  expect(here.record.journal.revOf('cases', 'a')).toBe(4)
  await here.reopen()
  expect(here.record.journal.findings).toEqual([])
  await here.close()
})

test('high-water mark older than the record: reported once', async () => {
  const here = await station({})
  await here.save('cases', 'a', 1)
  const path = join(here.folder, 'vault', 'high-water-mark.bin')
  const old = await readFile(path)
  for (let rev = 2; rev <= 5; rev += 1) await here.save('cases', 'a', rev)
  await here.close()
  await writeFile(path, old)
  await here.reopen()
  expect(here.record.journal.findings).toEqual([{ kind: 'high-water-mark-older', file: 'high-water-mark.bin' }])
  await here.reopen()
  expect(here.record.journal.findings).toEqual([])
  await here.close()
})

test('high-water mark: an act is acknowledged only after the mark is written and flushed', async () => {
  const here = await station({})
  await here.save('cases', 'a', 1)
  flushed.length = 0
  await here.save('cases', 'a', 2)
  expect(flushed).toEqual(['written', 'flushed'])
  await here.close()
})
