import { appendFile, copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import type { Frame } from '../../../domain/record/frame.ts'
import { buildFrame, fileHeader, FORMAT_VERSION, HEADER_LENGTH, newestSigner, theBeginning } from '../../../main/files/frame-format.ts'
import { openJournal, type JournalDeps } from '../../../main/record/journal.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { code, value } from '../vault/support.ts'
import { bodiesOf, body, freshJournal } from './support.ts'

async function writtenJournal(frames: number) {
  const parts = await freshJournal()
  const journal = value(await openJournal(parts))
  const ends = [(await stat(parts.path)).size]
  for (let number = 1; number <= frames; number += 1) {
    value(await journal.append(body(number)))
    ends.push((await stat(parts.path)).size)
  }
  await journal.close()
  return { parts, ends, bytes: await readFile(parts.path) }
}

const bodies = (count: number) => Array.from({ length: count }, (_, index) => body(index + 1))

async function openAndRead(parts: JournalDeps) {
  const journal = value(await openJournal(parts))
  const read = await bodiesOf(journal)
  await journal.close()
  return { read, torn: journal.torn }
}

test('what was appended is there after reopening, in order, and more can follow', async () => {
  const { parts } = await writtenJournal(3)
  const seen: Frame[] = []
  const journal = value(await openJournal({ ...parts, onFrame: (frame) => seen.push(frame) }))
  expect(seen.map((frame) => frame.seq)).toEqual([1, 2, 3])
  expect(journal.lastSeq).toBe(3)
  expect(value(await journal.append(body(4)))).toEqual({ seq: 4 })
  expect(await bodiesOf(journal)).toEqual(bodies(4))
  expect(await bodiesOf(journal, 2)).toEqual(bodies(4).slice(2))
  expect(await bodiesOf(journal, 4)).toEqual([])
  await journal.close()
  expect((await openAndRead(parts)).read).toEqual(bodies(4))
})

test.each([
  ['older', FORMAT_VERSION - 1],
  ['newer', FORMAT_VERSION + 1],
] as const)('a journal that an %s version wrote is said to be that, not damaged, and nothing of it is touched', async (which, version) => {
  const { parts, bytes } = await writtenJournal(2)
  const header = fileHeader('journal', parts.vaultId, theBeginning, newestSigner(parts.frameKeys), version)
  const written = Buffer.concat([header, bytes.subarray(HEADER_LENGTH)])
  await writeFile(parts.path, written)
  const refused = await openJournal(parts)
  expect(refused).toMatchObject({
    ok: false,
    error: {
      code: `journal-${which}`,
      message: expect.stringContaining(`written by a${which === 'older' ? 'n' : ''} ${which} version`) as string,
    },
  })
  expect(await readFile(parts.path)).toEqual(written)
  // The version alone, without the MAC that goes with it, is damage.
  const flipped = Buffer.from(bytes)
  flipped[4] = version
  await writeFile(parts.path, flipped)
  expect(code(await openJournal(parts))).toBe('journal-damaged')
})

test('appends at the same time are one after another', async () => {
  const parts = await freshJournal()
  const journal = value(await openJournal(parts))
  const seqs = await Promise.all(bodies(40).map(async (each) => value(await journal.append(each)).seq))
  expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  await journal.close()
  expect((await openAndRead(parts)).read).toEqual(bodies(40))
})

test('the newest version of a row is found, erased rows are not, and a lost database can be rebuilt from it', async () => {
  const parts = await freshJournal()
  const row = (id: string, rev: number, env: string | null) => ({ table: 'cases', id, rev, env })
  let journal = value(await openJournal(parts))
  value(await journal.append({ rows: [row('a', 1, 'AAAA'), row('b', 1, 'AAAB')], audit: null }))
  value(await journal.append({ rows: [row('a', 2, 'AAAC'), { ...row('a', 1, 'AAAD'), table: 'station' }], audit: null }))
  value(await journal.append({ rows: [row('b', 1, null), row('c', 1, 'AAAE'), row('c', 2, 'AAAF')], audit: null }))
  for (let round = 0; round < 2; round += 1) {
    expect(value(await journal.findRow('cases', 'a'))).toEqual(row('a', 2, 'AAAC'))
    expect(value(await journal.findRow('cases', 'b'))).toEqual(row('b', 1, null))
    expect(value(await journal.findRow('cases', 'x'))).toBeUndefined()
    expect([journal.has('cases', 'a'), journal.has('cases', 'b'), journal.has('manifests', 'a')]).toEqual([true, false, false])
    expect(journal.ids('cases')).toEqual(['a', 'c'])
    const latest = []
    for await (const each of journal.latestRows()) latest.push(value(each))
    expect(latest).toEqual([row('a', 2, 'AAAC'), { ...row('a', 1, 'AAAD'), table: 'station' }, row('c', 2, 'AAAF')])
    await journal.close()
    journal = value(await openJournal(parts))
  }
  await journal.close()
})

test('two windows cannot both write the same version of a row', async () => {
  const parts = await freshJournal()
  const journal = value(await openJournal(parts))
  const write = (rev: number, env: string | null = 'AAAA') => journal.append({ rows: [{ table: 'cases', id: 'a', rev, env }], audit: null })
  expect(code(await write(1))).toBe('ok')
  expect((await Promise.all([write(2), write(2)])).map(code).sort()).toEqual(['ok', 'row-conflict'])
  expect(code(await write(1))).toBe('row-conflict')
  expect(code(await write(2, null))).toBe('ok')
  expect(code(await write(2))).toBe('row-conflict')
  expect(journal.lastSeq).toBe(3)
  await journal.close()
})

describe('cut in the middle of writing the last frame', () => {
  test(
    'at every byte: exactly the acknowledged frames are there, the rest is kept aside, and work goes on',
    { timeout: 120_000 },
    async () => {
      const { parts, ends, bytes } = await writtenJournal(3)
      const [, , start, end] = ends as [number, number, number, number]
      expect(end - start).toBeGreaterThan(200)
      for (let cut = start; cut < end; cut += 1) {
        await writeFile(parts.path, bytes.subarray(0, cut))
        const journal = value(await openJournal(parts))
        expect(journal.lastSeq, `cut at ${cut}`).toBe(2)
        expect(await bodiesOf(journal)).toEqual(bodies(2))
        if (cut === start) expect(journal.torn).toBeUndefined()
        else {
          expect(journal.torn).toMatchObject({ kind: 'incomplete', bytes: cut - start })
          expect(await readFile(journal.torn!.file)).toEqual(bytes.subarray(start, cut))
          await rm(journal.torn!.file)
        }
        value(await journal.append(body(3)))
        await journal.close()
        expect(await readFile(parts.path)).toEqual(bytes)
      }
    },
  )

  test('an end that the file system filled with zeros or rubbish is cut back too', async () => {
    const { parts, ends, bytes } = await writtenJournal(3)
    for (const filler of [
      Buffer.alloc(500),
      Buffer.alloc(40, 7),
      Buffer.concat([bytes.subarray(ends[2]!, ends[2]! + 80), Buffer.alloc(400)]),
    ]) {
      await writeFile(parts.path, Buffer.concat([bytes.subarray(0, ends[2]), filler]))
      const { read, torn } = await openAndRead(parts)
      expect(read).toEqual(bodies(2))
      expect(await readFile(torn!.file)).toEqual(filler)
    }
    expect((await readdir(dirname(parts.path))).filter((name) => name.includes('torn'))).toHaveLength(3)
  })
})

describe('damage', () => {
  test('every flipped byte before the last frame stops the opening, and nothing is deleted', { timeout: 120_000 }, async () => {
    const { parts, ends, bytes } = await writtenJournal(3)
    for (let index = 0; index < ends[2]!; index += 1) {
      const flipped = Buffer.from(bytes)
      flipped[index]! ^= 1 << (index % 8)
      await writeFile(parts.path, flipped)
      expect(code(await openJournal(parts)), `byte ${index}`).toBe('journal-damaged')
      expect(await readFile(parts.path)).toEqual(flipped)
    }
    expect(await readdir(dirname(parts.path))).toEqual(['journal.log'])
  })

  test('every flipped byte in the last frame is noticed and its bytes are kept', { timeout: 120_000 }, async () => {
    const { parts, ends, bytes } = await writtenJournal(2)
    for (let index = ends[1]!; index < ends[2]!; index += 1) {
      const flipped = Buffer.from(bytes)
      flipped[index]! ^= 1 << (index % 8)
      await writeFile(parts.path, flipped)
      if (generationOf(index - ends[1]!)) {
        // It could be a frame that these keys are too old for: that stops the opening, and nothing is cut off.
        expect(code(await openJournal(parts)), `byte ${index}`).toBe('journal-damaged')
        expect(await readFile(parts.path)).toEqual(flipped)
        continue
      }
      const { read, torn } = await openAndRead(parts)
      expect(read).toEqual(bodies(1))
      expect(torn, `byte ${index}`).toMatchObject({ kind: 'unreadable', bytes: ends[2]! - ends[1]! })
      expect(await readFile(torn!.file)).toEqual(flipped.subarray(ends[1]))
      await rm(torn!.file)
    }
  })

  test.each([
    ['a frame taken out', (bytes: Buffer, ends: number[]) => Buffer.concat([bytes.subarray(0, ends[1]), bytes.subarray(ends[2])])],
    [
      'two frames exchanged',
      (bytes: Buffer, ends: number[]) =>
        Buffer.concat([bytes.subarray(0, ends[1]), bytes.subarray(ends[2], ends[3]), bytes.subarray(ends[1], ends[2])]),
    ],
    ['a frame twice', (bytes: Buffer, ends: number[]) => Buffer.concat([bytes, bytes.subarray(ends[2])])],
    ['the header of another vault', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(16, 9), bytes.subarray(24)])],
    ['an empty file', () => Buffer.alloc(0)],
    ['a hole', (bytes: Buffer, ends: number[]) => Buffer.from(bytes).fill(0, ends[1], ends[1]! + 100)],
  ] as const)('%s is damage', async (_, change) => {
    const { parts, ends, bytes } = await writtenJournal(3)
    await writeFile(parts.path, change(bytes, ends))
    expect(code(await openJournal(parts))).toBe('journal-damaged')
  })

  test('frames of another vault or another key are damage', async () => {
    const { parts } = await writtenJournal(2)
    const other = new Uint8Array(32).fill(3)
    expect(code(await openJournal({ ...parts, frameKeys: new Map([[1, other]]) }))).toBe('journal-damaged')
    expect(code(await openJournal({ ...parts, frameKeys: new Map([[2, parts.frameKeys.get(1)!]]) }))).toBe('journal-damaged')
    expect(code(await openJournal({ ...parts, vaultId: new Uint8Array(16).fill(9) }))).toBe('journal-damaged')
  })

  test('a frame of another history of the same vault does not fit in, though its MAC does', async () => {
    const { parts, ends, bytes } = await writtenJournal(3)
    const other = await freshJournal()
    const journal = value(await openJournal(other))
    value(await journal.append(body(9)))
    value(await journal.append(body(2)))
    await journal.close()
    const theirs = await readFile(other.path)
    expect(theirs.length).toBe(ends[2])
    await writeFile(parts.path, Buffer.concat([theirs.subarray(0, ends[1]), bytes.subarray(ends[1])]))
    expect(code(await openJournal(parts))).toBe('journal-damaged')
  })

  test('a missing journal is reported and is not made', async () => {
    const { parts } = await writtenJournal(1)
    await rm(parts.path)
    expect(code(await openJournal(parts))).toBe('journal-missing')
    expect(await readdir(dirname(parts.path))).toEqual([])
  })

  test('damage that comes while the app runs ends the reading with a failure', async () => {
    const { parts, ends, bytes } = await writtenJournal(3)
    const journal = value(await openJournal(parts))
    const flipped = Buffer.from(bytes)
    flipped[ends[1]! + 80]! ^= 1
    await writeFile(parts.path, flipped)
    const results = []
    for await (const frame of journal.readSince(0)) results.push(code(frame))
    expect(results).toEqual(['ok', 'journal-damaged'])
    expect(code(await journal.findRow('cases', 'row-2'))).toBe('journal-damaged')
    await journal.close()
  })

  test('another program’s bytes at the end stop the writing', async () => {
    const { parts } = await writtenJournal(1)
    const journal = value(await openJournal(parts))
    await appendFile(parts.path, 'not ours')
    expect(code(await journal.append(body(2)))).toBe('journal-failed')
    await truncate(parts.path, (await stat(parts.path)).size - 8)
    expect(code(await journal.append(body(2)))).toBe('ok')
    await journal.close()
    expect((await openAndRead(parts)).read).toEqual(bodies(2))
  })
})

describe('a vault that goes on under a new generation', () => {
  const second = new Uint8Array(32).fill(22)
  const both = (parts: JournalDeps) => ({ ...parts, frameKeys: new Map([...parts.frameKeys, [2, second]]) })

  async function continued() {
    const { parts } = await writtenJournal(2)
    const journal = value(await openJournal(parts))
    await journal.rotateVaultKey({ keyVersion: 2, key: second })
    value(await journal.append(body(3)))
    value(await journal.append(body(4)))
    await journal.close()
    return { parts, bytes: await readFile(parts.path) }
  }

  test('frames of both are read back in order, and more can follow', async () => {
    const { parts } = await continued()
    expect((await openAndRead(both(parts))).read).toEqual(bodies(4))
    const journal = value(await openJournal(both(parts)))
    value(await journal.append(body(5)))
    await journal.close()
    expect((await openAndRead(both(parts))).read).toEqual(bodies(5))
  })

  test('opening with the keys of one of them reads nothing, and nothing is cut off', async () => {
    const { parts, bytes } = await continued()
    for (const frameKeys of [parts.frameKeys, new Map([[2, second]])]) {
      const opened = await openJournal({ ...parts, frameKeys })
      if (opened.ok) await opened.value.close()
      expect(code(opened)).toBe('journal-damaged')
      expect(await readFile(parts.path)).toEqual(bytes)
    }
  })

  test('a frame under the older key after one under the newer is damage: a removed agent can add nothing', async () => {
    const { parts, bytes } = await continued()
    const prev = sha256(bytes.subarray(lastFrameOf(bytes)))
    const forged = buildFrame({ keyVersion: 1, key: parts.frameKeys.get(1)! }, 5, prev, utf8(JSON.stringify(body(5))))
    await writeFile(parts.path, Buffer.concat([bytes, forged]))
    expect(code(await openJournal(both(parts)))).toBe('journal-damaged')
    const honest = buildFrame({ keyVersion: 2, key: second }, 5, prev, utf8(JSON.stringify(body(5))))
    await writeFile(parts.path, Buffer.concat([bytes, honest]))
    expect((await openAndRead(both(parts))).read).toEqual(bodies(5))
  })

  test('a key version never goes back', async () => {
    const { parts } = await continued()
    const journal = value(await openJournal(both(parts)))
    await expect(journal.rotateVaultKey({ keyVersion: 1, key: parts.frameKeys.get(1)! })).rejects.toThrow('never goes back')
    await journal.close()
  })
})

const generationOf = (place: number): boolean => place >= 16 && place < 20
const lastFrameOf = (bytes: Buffer): number => bytes.lastIndexOf('RAJF')

test('after closing, nothing is written, and what was under way is finished first', async () => {
  const parts = await freshJournal()
  const journal = value(await openJournal(parts))
  const [first] = await Promise.all([journal.append(body(1)), journal.close()])
  expect(code(first)).toBe('ok')
  expect(code(await journal.append(body(2)))).toBe('locked')
  expect(await bodiesOf(journal)).toEqual([])
  const copy = join(dirname(parts.path), 'copy.log')
  await copyFile(parts.path, copy)
  expect((await openAndRead({ ...parts, path: copy })).read).toEqual(bodies(1))
})

test('a body that is too large is refused whole', async () => {
  const parts = await freshJournal()
  const journal = value(await openJournal(parts))
  expect(code(await journal.append(body(1, 26_000_000)))).toBe('too-large')
  value(await journal.append(body(1)))
  await journal.close()
  expect((await openAndRead(parts)).read).toEqual(bodies(1))
})
