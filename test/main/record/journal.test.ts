import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import type { Frame } from '../../../domain/record/frame.ts'
import { buildFrame, fileHeader, FORMAT_VERSION, HEADER_LENGTH, newestSigner, theBeginning } from '../../../main/files/frame-format.ts'
import { type JournalDeps, openJournal } from '../../../main/record/journal.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { code, value } from '../vault/support.ts'
import { bodiesOf, body, freshJournal } from './support.ts'
import { bodies, openAndRead, writtenJournal } from '../../support/journal-bench.ts'

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
] as const)('a journal of an %s version is reported as that, not as damaged, and is not touched', async (which, version) => {
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

describe('a vault that goes on under a new key version', () => {
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
