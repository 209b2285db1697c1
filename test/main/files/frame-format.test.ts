import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import {
  buildFrame,
  fileHeader,
  findBody,
  findHead,
  findHeader,
  findHeaderOfAnyVersion,
  FORMAT_VERSION,
  FRAME_HEAD_LENGTH,
  FRAME_MAC_LENGTH,
  HEADER_LENGTH,
  newestSigner,
  type FileKind,
} from '../../../main/files/frame-format.ts'

const vaultId = new Uint8Array(16).fill(1)
const keys = new Map([
  [1, new Uint8Array(32).fill(11)],
  [2, new Uint8Array(32).fill(12)],
])
const signer = newestSigner(keys)
const begins = { seq: 41, hash: new Uint8Array(32).fill(9) }
const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))

describe('header of a file', () => {
  const header = fileHeader('journal', vaultId, begins, signer)

  test('says where in the journal the file begins, and under which key version it was written', () => {
    expect(header.length).toBe(HEADER_LENGTH)
    expect(findHeader('journal', header, vaultId, keys)).toEqual({ ...begins, keyVersion: 2, version: FORMAT_VERSION })
  })

  test('an older key version counts as long as its key is known', () => {
    const older = fileHeader('journal', vaultId, begins, { keyVersion: 1, key: keys.get(1)! })
    expect(findHeader('journal', older, vaultId, keys)?.keyVersion).toBe(1)
    expect(findHeader('journal', older, vaultId, new Map([[2, keys.get(2)!]]))).toBeUndefined()
  })

  test.each(['snapshot', 'scans', 'audit'] satisfies FileKind[])('a journal never stands for a file of the kind “%s”', (kind) => {
    expect(findHeader(kind, header, vaultId, keys)).toBeUndefined()
  })

  test('a header of another vault, of another length, or with any flipped bit is none', () => {
    expect(findHeader('journal', header, new Uint8Array(16).fill(2), keys)).toBeUndefined()
    expect(findHeader('journal', header.subarray(1), vaultId, keys)).toBeUndefined()
    expect(findHeader('journal', new Uint8Array(), vaultId, keys)).toBeUndefined()
    for (let at = 0; at < HEADER_LENGTH; at += 1)
      expect(findHeader('journal', flipped(header, at), vaultId, keys), String(at)).toBeUndefined()
  })

  test('of another version of the format: not read, and not called damaged', () => {
    const other = fileHeader('journal', vaultId, begins, signer, FORMAT_VERSION + 1)
    expect(findHeader('journal', other, vaultId, keys)).toBeUndefined()
    expect(findHeaderOfAnyVersion('journal', other, vaultId, keys)?.version).toBe(FORMAT_VERSION + 1)
  })
})

describe('frame', () => {
  const prev = new Uint8Array(32).fill(7)
  const body = utf8('{"rows":[]}')
  const frame = buildFrame(signer, 42, prev, body)

  test('its head says how long the body is, its number, and the frame before; the body reads back', () => {
    const head = findHead(keys, frame)!
    expect(head).toEqual({ bodyLength: body.length, seq: 42, keyVersion: 2, prev })
    expect(frame.length).toBe(FRAME_HEAD_LENGTH + body.length + FRAME_MAC_LENGTH)
    expect(findBody(keys, head, frame)).toEqual(body)
  })

  test('the head can be read before the rest of the frame is there', () => {
    expect(findHead(keys, frame.subarray(0, FRAME_HEAD_LENGTH))).toBeDefined()
    expect(findHead(keys, frame.subarray(0, FRAME_HEAD_LENGTH - 1))).toBeUndefined()
  })

  test('a flipped bit in the head: no head, so that its length is not trusted; one after it: no body', () => {
    const head = findHead(keys, frame)!
    for (let at = 0; at < FRAME_HEAD_LENGTH; at += 1) expect(findHead(keys, flipped(frame, at)), String(at)).toBeUndefined()
    for (let at = FRAME_HEAD_LENGTH; at < frame.length; at += 1) {
      expect(findHead(keys, flipped(frame, at))).toEqual(head)
      expect(findBody(keys, head, flipped(frame, at)), String(at)).toBeUndefined()
    }
  })

  test('cut short or with a byte too many it has no body', () => {
    const head = findHead(keys, frame)!
    expect(findBody(keys, head, frame.subarray(0, -1))).toBeUndefined()
    expect(findBody(keys, head, Uint8Array.of(...frame, 0))).toBeUndefined()
  })

  test('under a key that is not known there is neither head nor body', () => {
    const former = new Map([[1, keys.get(1)!]])
    expect(findHead(former, frame)).toBeUndefined()
    expect(findBody(former, findHead(keys, frame)!, frame)).toBeUndefined()
    const forged = buildFrame({ keyVersion: 2, key: keys.get(1)! }, 42, prev, body)
    expect(findHead(keys, forged)).toBeUndefined()
  })
})

test('the next frame is written under the newest key version, in whatever order they are listed', () => {
  expect(newestSigner(new Map([...keys].toReversed()))).toEqual({ keyVersion: 2, key: keys.get(2) })
})
