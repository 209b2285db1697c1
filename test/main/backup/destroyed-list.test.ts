/** The workstation believes its list of destroyed keys only as far as it wrote it itself. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addDestroyedKeys,
  destroyedKeysName,
  lengthOfDestroyedKeys,
  readDestroyedKeys,
  writeDestroyedKeys,
} from '../../../main/backup/destroyed-keys.ts'
import { openDestroyedKeys } from '../../../main/backup/destroyed-list.ts'

const vaultId = 'ab'.repeat(16)
const idOf = (number: number) => number.toString(16).padStart(32, '0')
const [one, two, three, four] = [1, 2, 3, 4].map(idOf) as [string, string, string, string]
const keys = new Map([[1, new Uint8Array(32).fill(7)]])
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-list-'))
  path = join(folder, destroyedKeysName(vaultId))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const open = (known: ReadonlyMap<number, Uint8Array> = keys) => openDestroyedKeys({ folder, vaultId, keys: () => known })

/** Three additions: one, then two, then one id. */
async function filled(): Promise<string> {
  const list = await open()
  await list.add([one])
  await list.add([two, three])
  await list.add([four])
  return readFileSync(path, 'utf8')
}

test('destroyed keys: what was added is read back in order, once, with the hash of every part of it', async () => {
  await filled()
  const first = await open()
  await first.add([two, four])
  const again = await open()
  expect([again.ids, again.isAltered]).toEqual([[one, two, three, four], false])
  expect(again.now()).toEqual({ count: 4, hash: again.hashOfFirst(4) })
  expect(new Set([0, 1, 2, 3, 4].map(again.hashOfFirst)).size).toBe(5)
  expect(again.hashOfFirst(5)).toBeUndefined()
  expect(await readDestroyedKeys([folder], vaultId)).toEqual(new Set([one, two, three, four]))
})

const lines = (text: string) => text.split('\n').filter((line) => line !== '')
const macOf = (text: string, nth: number) => lines(text).filter((line) => line.startsWith('mac '))[nth]!

/** What is believed afterwards, and whether the list is said to be changed. */
const harms: Readonly<
  Record<string, { readonly harm: (text: string) => string; readonly believed: readonly string[]; readonly said: boolean }>
> = {
  'an id inside an addition exchanged': { harm: (text) => text.replace(two, idOf(9)), believed: [one], said: true },
  'an addition taken out': {
    harm: (text) => text.replace(`${two}\n${three}\n${macOf(text, 1)}\n`, ''),
    believed: [one],
    said: true,
  },
  'two ids of an addition in the other order': {
    harm: (text) => text.replace(`${two}\n${three}`, `${three}\n${two}`),
    believed: [one],
    said: true,
  },
  'the MAC of the last addition changed': {
    harm: (text) => text.replace(macOf(text, 2), `${macOf(text, 2).slice(0, -1)}${macOf(text, 2).endsWith('0') ? '1' : '0'}`),
    believed: [one, two, three],
    said: true,
  },
  'an addition claims more ids than there are': {
    harm: (text) => text.replace(macOf(text, 2), macOf(text, 2).replace(/^mac 1 1 /, 'mac 1 2 ')),
    believed: [one, two, three, four],
    said: true,
  },
  'an id written at the end by somebody else': { harm: (text) => `${text}${idOf(9)}\n`, believed: [one, two, three, four], said: false },
  'an id written between additions by somebody else': {
    harm: (text) => text.replace(two, `${idOf(9)}\n${two}`),
    believed: [one, two, three, four],
    said: false,
  },
  'half a line at the end, after a power cut': {
    harm: (text) => `${text}\n${idOf(9).slice(0, 20)}`,
    believed: [one, two, three, four],
    said: false,
  },
  // The record knows how many there were.
  'cut back to an older state': { harm: (text) => text.slice(0, text.indexOf(two)), believed: [one], said: false },
  'a list from before there were MACs': { harm: () => `\n${one}\n${two}\n`, believed: [], said: false },
}

test.each(Object.entries(harms))('destroyed keys: %s', async (_, { harm, believed, said }) => {
  writeFileSync(path, harm(await filled()))
  const list = await open()
  expect([list.ids, list.isAltered]).toEqual([believed, said])
  const more = idOf(77)
  await list.add([more])
  const again = await open()
  expect([again.ids, again.isAltered]).toEqual([[...believed, more], false])
})

test('destroyed keys: after a change was found, a restore still leaves out every key that the list names', async () => {
  writeFileSync(path, (await filled()).replace(two, idOf(9)))
  await open()
  expect(await readDestroyedKeys([folder], vaultId)).toEqual(new Set([one, idOf(9), three, four]))
})

test('destroyed keys: ids from the list beside the backups are kept and not believed', async () => {
  const list = await open()
  await list.add([one])
  await addDestroyedKeys(folder, vaultId, [two])
  await list.add([three])
  const again = await open()
  expect([again.ids, again.isAltered]).toEqual([[one, three], false])
  expect(await readDestroyedKeys([folder], vaultId)).toEqual(new Set([one, two, three]))
})

test('destroyed keys: further ids are under the newest key, and a MAC under a key that is not known is not believed', async () => {
  await filled()
  const later = new Map([...keys, [2, new Uint8Array(32).fill(8)]])
  await (await open(later)).add([idOf(5)])
  expect(lines(readFileSync(path, 'utf8')).at(-1)).toMatch(/^mac 2 1 5 /)
  expect((await open(later)).ids).toHaveLength(5)
  expect((await open()).ids).toHaveLength(4)
})

test('destroyed keys: an addition that could not be written may be added again', async () => {
  const list = await open()
  await list.add([one])
  // A folder in its place: neither appended nor replaced.
  const before = readFileSync(path)
  rmSync(path)
  mkdirSync(path)
  await expect(list.add([two])).rejects.toThrow()
  rmSync(path, { recursive: true })
  writeFileSync(path, before)
  await list.add([two])
  const again = await open()
  expect([again.ids, again.isAltered]).toEqual([[one, two], false])
})

test('destroyed keys: the list that a restore leaves has no MAC of the vault before; it is not said to be changed, nor is it shorter', async () => {
  await filled()
  const length = await lengthOfDestroyedKeys(folder, vaultId)
  await writeDestroyedKeys(folder, vaultId, [one, two].map((id) => `${id}\n`).join(''))
  const other = new Map([[1, new Uint8Array(32).fill(9)]])
  const list = await open(other)
  expect([list.ids, list.isAltered, await lengthOfDestroyedKeys(folder, vaultId)]).toEqual([[], false, length])
  await list.add([four])
  expect(await lengthOfDestroyedKeys(folder, vaultId)).toBeGreaterThan(length)
  expect(await readDestroyedKeys([folder], vaultId)).toEqual(new Set([one, two, four]))
})

test('destroyed keys: a restore without any makes no list', async () => {
  await writeDestroyedKeys(folder, vaultId, '')
  expect(await lengthOfDestroyedKeys(folder, vaultId)).toBe(0)
  expect(() => readFileSync(path)).toThrow('ENOENT')
})
