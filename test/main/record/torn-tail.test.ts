import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { concat, utf8 } from '../../../domain/bytes.ts'
import { readThrough, WINDOW } from '../../../main/files/frame-file.ts'
import { buildFrame, fileHeader, FRAME_HEAD_LENGTH, theBeginning, type FrameSigner } from '../../../main/files/frame-format.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { openJournalFile } from '../../../main/files/random-access-file.ts'
import { isTorn, setTailAside } from '../../../main/record/torn-tail.ts'
import { freshFolder, value } from '../vault/support.ts'
import { frameKey, frameKeys, identity } from './kill-fixture.ts'

const signer: FrameSigner = { keyVersion: identity.keyVersion, key: frameKey }
const header = fileHeader('journal', identity.vaultId, theBeginning, signer)
const first = buildFrame(signer, 1, sha256(header), utf8('{"rows":[],"audit":null}'))
const second = buildFrame(signer, 2, sha256(first), utf8('{"rows":[],"audit":null}'))
const otherKey: FrameSigner = { keyVersion: identity.keyVersion, key: new Uint8Array(32).fill(99) }

/** A segment with one whole frame and this after it. */
async function segmentWith(tail: Uint8Array) {
  const folder = await freshFolder()
  const path = join(folder, 'journal.log')
  await writeFile(path, concat(header, first, tail))
  const file = await openJournalFile(path)
  const read = (await readThrough({ file, kind: 'journal', vaultId: identity.vaultId, keys: frameKeys }, () => true))!
  return { folder, path, file, read }
}

describe('an end that holds no whole frame', () => {
  test.each([
    ['a head cut short', second.subarray(0, FRAME_HEAD_LENGTH - 1), true],
    ['a frame cut short', second.subarray(0, -1), true],
    ['zeros', new Uint8Array(400), true],
    ['bytes that look like the beginning of a frame', utf8('RAJF and nothing more'), true],
    ['a frame of another vault', concat(utf8('x'), buildFrame(otherKey, 2, sha256(first), utf8('{}'))), true],
    ['a frame of ours after a byte that is not', concat(utf8('x'), second), false],
    [
      'a frame of ours, altered, with another after it',
      concat(
        second.map((byte, at) => (at === 80 ? byte ^ 1 : byte)),
        second,
      ),
      false,
    ],
    ['a frame of ours beyond the first window of reading', concat(new Uint8Array(WINDOW + 7), second), false],
    ['a frame of ours across the edge of a window', concat(new Uint8Array(WINDOW - 3), second), false],
    ['a frame of a newer key version', buildFrame({ keyVersion: 2, key: new Uint8Array(32) }, 2, sha256(first), utf8('{}')), false],
    [
      'a frame of an older key version that is not known',
      buildFrame({ keyVersion: 0, key: new Uint8Array(32) }, 2, sha256(first), utf8('{}')),
      true,
    ],
  ])('%s: torn is %3$s', async (_, tail, torn) => {
    const { file, read } = await segmentWith(tail)
    expect(read.stopped).toBe('unreadable')
    expect(await isTorn(frameKeys, file, read)).toBe(torn)
    await file.close()
  })
})

describe('setting it aside', () => {
  test.each([
    ['a head cut short', second.subarray(0, 20), 'incomplete'],
    ['a frame cut short', second.subarray(0, -1), 'incomplete'],
    ['a whole frame with a flipped bit', second.map((byte, at) => (at === second.length - 1 ? byte ^ 1 : byte)), 'unreadable'],
    ['rubbish as long as a head', new Uint8Array(FRAME_HEAD_LENGTH).fill(7), 'unreadable'],
  ] as const)('%s: cut off the segment, kept in a file of its own, and called %3$s', async (_, tail, kind) => {
    const { path, file, read } = await segmentWith(tail)
    const aside = value(await setTailAside(path, file, read))
    expect(aside).toMatchObject({ bytes: tail.length, kind })
    expect(basename(aside.file)).toBe('journal.log.torn-after-1')
    expect(new Uint8Array(await readFile(aside.file))).toEqual(new Uint8Array(tail))
    expect(new Uint8Array(await readFile(path))).toEqual(new Uint8Array(concat(header, first)))
    await file.close()
  })

  test('never over a tail that was set aside before', async () => {
    const { folder, path, file, read } = await segmentWith(second.subarray(0, 20))
    for (const name of ['journal.log.torn-after-1', 'journal.log.torn-after-1.1']) await writeFile(join(folder, name), 'kept before')
    expect(basename(value(await setTailAside(path, file, read)).file)).toBe('journal.log.torn-after-1.2')
    expect(await readFile(join(folder, 'journal.log.torn-after-1'), 'utf8')).toBe('kept before')
    expect(await readdir(folder)).toHaveLength(4)
    await file.close()
  })

  test('when its bytes cannot be kept, nothing is cut off', async () => {
    const { path, file, read } = await segmentWith(second.subarray(0, 20))
    const before = await readFile(path)
    const refused = await setTailAside(join(path, 'not-a-folder'), file, read)
    expect(refused.ok).toBe(false)
    expect(await readFile(path)).toEqual(before)
    await file.close()
  })
})
