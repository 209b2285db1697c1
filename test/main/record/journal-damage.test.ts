import { appendFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openJournal } from '../../../main/record/journal.ts'
import { code, value } from '../vault/support.ts'
import { bodiesOf, body, freshJournal } from './support.ts'
import { bodies, openAndRead, writtenJournal } from '../../support/journal-bench.ts'

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

const generationOf = (place: number): boolean => place >= 16 && place < 20
