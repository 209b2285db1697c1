import { mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { asideOf } from '../../../main/files/atomic-file.ts'
import { HIGH_WATER_MARK, isWholeHighWaterMark, openHighWaterMark } from '../../../main/record/high-water-mark.ts'
import { freshFolder } from '../vault/support.ts'
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

describe('high-water mark: its file', () => {
  const PLACE = 4_096
  const vaultId = new Uint8Array(16).fill(1)
  const key = (fill: number) => new Uint8Array(32).fill(fill)
  const keys = new Map([
    [1, key(1)],
    [2, key(2)],
  ])
  const [signer, newer] = [
    { keyVersion: 1, key: key(1) },
    { keyVersion: 2, key: key(2) },
  ]
  const at = (seq: number) => ({ seq, hash: key(seq) })
  const files = (rev: number) => ({
    keySlots: { rev, hash: 'a'.repeat(64) },
    keyring: rev + 1,
    keys: rev + 2,
    destroyed: { count: rev + 3, hash: 'd'.repeat(64) },
  })

  /** A folder whose mark was raised so often, by one opening each: every second time with what the other files had got to. */
  async function raised(times: number) {
    const folder = await freshFolder()
    const path = join(folder, HIGH_WATER_MARK)
    for (let seq = 1; seq <= times; seq += 1) {
      const mark = await openHighWaterMark(folder, vaultId, keys)
      await mark.raise(at(seq), seq > 2 ? newer : signer, seq % 2 === 0 ? files(seq) : undefined)
      await mark.close()
    }
    const look = async (known = keys, id = vaultId) => {
      const { found, mark, close } = await openHighWaterMark(folder, id, known)
      await close()
      return { found, mark: mark && { ...mark, hash: new Uint8Array(mark.hash) } }
    }
    return { folder, path, look, bytes: async () => new Uint8Array(await readFile(path)) }
  }

  test('missing, then in order with what was raised last', async () => {
    expect(await (await raised(0)).look()).toEqual({ found: 'missing', mark: undefined })
    const [one, two, three] = [await raised(1), await raised(2), await raised(3)]
    expect(await one.look()).toEqual({ found: 'in-order', mark: { keyVersion: 1, ...at(1) } })
    expect(await two.look()).toEqual({ found: 'in-order', mark: { keyVersion: 1, ...at(2), files: files(2) } })
    expect(await three.look()).toEqual({ found: 'in-order', mark: { keyVersion: 2, ...at(3) } })
  })

  test('the two places are written in turns, also within one opening', async () => {
    const seqs = async (bytes: Uint8Array) => [0, 1].map((index) => bytes[index * PLACE + 35])
    for (const [times, expected] of [
      [1, [1, 0]],
      [2, [1, 2]],
      [3, [3, 2]],
      [4, [3, 4]],
    ] as const)
      expect(await seqs(await (await raised(times)).bytes())).toEqual(expected)
    const { folder, bytes } = await raised(0)
    const mark = await openHighWaterMark(folder, vaultId, keys)
    for (const seq of [1, 2, 3]) await mark.raise(at(seq), signer)
    await mark.close()
    expect(await seqs(await bytes())).toEqual([3, 2])
  })

  test('every field is in its place', async () => {
    const place = Buffer.from(await (await raised(2)).bytes()).subarray(PLACE)
    const field = (start: number, length: number) => place.subarray(start, start + length).toString('hex')
    expect([field(0, 8), field(8, 16), field(24, 4), field(28, 8), field(36, 32)]).toEqual([
      `${Buffer.from('RAWI').toString('hex')}02000000`,
      '01'.repeat(16),
      '00000001',
      '0000000000000002',
      '02'.repeat(32),
    ])
    expect(field(68, 96)).toBe(`${[2, 3, 4, 5].map((number) => `0${number}`.padStart(16, '0')).join('')}${'a'.repeat(64)}${'d'.repeat(64)}`)
    expect(field(164 + 32, PLACE - 196)).toBe('00'.repeat(PLACE - 196))
  })

  test.each([1, 2, 3])('raised %d times: no flipped bit passes as whole, in whichever place', async (times) => {
    const bytes = await (await raised(times)).bytes()
    expect(bytes.length).toBe(2 * PLACE)
    expect(isWholeHighWaterMark(bytes, vaultId, keys)).toBe(true)
    const missed: number[] = []
    for (let index = 0; index < bytes.length; index += index % PLACE < 300 ? 1 : 37)
      if (isWholeHighWaterMark(bytes.with(index, bytes[index]! ^ (1 << (index % 8))), vaultId, keys)) missed.push(index)
    expect(missed).toEqual([])
  })

  test.each<[string, number, (bytes: Uint8Array) => Uint8Array, string, number | undefined]>([
    ['a byte between the places', 2, (bytes) => bytes.with(PLACE - 1, 1), 'part-damaged', 2],
    ['the newer place', 2, (bytes) => bytes.with(PLACE + 30, 1), 'part-damaged', 1],
    ['the older place emptied', 2, (bytes) => bytes.fill(0, 0, PLACE), 'part-damaged', 2],
    ['something in the place that is still empty', 1, (bytes) => bytes.with(PLACE, 1), 'part-damaged', 1],
    ['both places', 2, (bytes) => bytes.with(30, 1).with(PLACE + 30, 1), 'damaged', undefined],
    ['a version that is not known', 1, (bytes) => bytes.with(4, 3), 'damaged', undefined],
    ['a byte too many', 2, (bytes) => Uint8Array.of(...bytes, 0), 'part-damaged', 2],
    ['a byte too few', 2, (bytes) => bytes.slice(0, -1), 'part-damaged', 2],
    ['the second place gone', 2, (bytes) => bytes.slice(0, PLACE), 'part-damaged', 1],
    ['cut inside the first place, behind its MAC', 1, (bytes) => bytes.slice(0, 100), 'part-damaged', 1],
    ['cut inside the MAC of the first place', 1, (bytes) => bytes.slice(0, 99), 'damaged', undefined],
    ['nothing', 2, () => new Uint8Array(), 'damaged', undefined],
  ])('%s: reported, and put right by the next raise', async (_, times, damage, found, seq) => {
    const { folder, path, look, bytes } = await raised(times)
    await writeFile(path, damage(await bytes()))
    const seen = await look()
    expect([seen.found, seen.mark?.seq]).toEqual([found, seq])
    expect(isWholeHighWaterMark(await bytes(), vaultId, keys)).toBe(false)
    const mark = await openHighWaterMark(folder, vaultId, keys)
    for (const next of [8, 9]) await mark.raise(at(next), signer, files(next))
    await mark.close()
    expect((await bytes()).length).toBe(2 * PLACE)
    expect(await look()).toEqual({ found: 'in-order', mark: { keyVersion: 1, ...at(9), files: files(9) } })
  })

  test('is overwritten where it lies: the file stays the same one, so a full disk does not matter', async () => {
    const { folder, path } = await raised(2)
    const before = await stat(path)
    const mark = await openHighWaterMark(folder, vaultId, keys)
    await mark.raise(at(3), signer)
    await mark.close()
    expect((await stat(path)).ino).toBe(before.ino)
  })

  test('too short, and it cannot be made whole: the raise fails', async () => {
    const { folder, path, bytes } = await raised(2)
    await writeFile(path, (await bytes()).slice(0, PLACE))
    await mkdir(asideOf(path))
    const mark = await openHighWaterMark(folder, vaultId, keys)
    await expect(mark.raise(at(3), signer)).rejects.toThrow('write-failed')
    await mark.close()
  })

  test('of another vault, or under a key that is not known: damaged', async () => {
    const { look } = await raised(2)
    expect([(await look(new Map([[2, key(2)]]))).found, (await look(keys, key(2).slice(0, 16))).found]).toEqual(['damaged', 'damaged'])
    expect((await look(new Map([[1, key(3)]]))).mark).toBeUndefined()
  })
})
