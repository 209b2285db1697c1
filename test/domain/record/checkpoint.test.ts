import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { findBase64, fromHex } from '../../../domain/bytes.ts'
import {
  checkpointCode,
  findSignedText,
  noteKeyId,
  readCheckpoint,
  signCheckpoint,
  type Checkpoint,
} from '../../../domain/record/checkpoint.ts'
import { publicKeyOf, signWith, verifySignature } from '../../../main/vault/keys.ts'

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const seed = new Uint8Array(32).fill(7)
const publicKey = publicKeyOf(seed)
const key = { publicKey, sign: (message: Uint8Array) => signWith(seed, message) }
const origin = 'ra-desk/00112233445566778899aabbccddeeff'
const checkpoint: Checkpoint = { origin, size: 42, root: new Uint8Array(32).fill(9), time: '2026-11-23T17:00:00.000Z' }

test('a note signed by the reference implementation (Go, sumdb/note) verifies', () => {
  const theirs = findBase64('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!.subarray(1)
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
  expect(Buffer.from(noteKeyId('PeterNeumann', theirs, sha256)).toString('hex')).toBe('c74f20a3')
  expect(findSignedText(note, 'PeterNeumann', theirs, sha256, verifySignature)).toBe(text)
  expect(findSignedText(note.replace('answer', 'Answer'), 'PeterNeumann', theirs, sha256, verifySignature)).toBeUndefined()
})

test('a checkpoint is origin, size, root and time, signed, and reads back', () => {
  const note = signCheckpoint(checkpoint, key, sha256)
  expect(note.split('\n').slice(0, 5)).toEqual([origin, '42', Buffer.alloc(32, 9).toString('base64'), 'time 2026-11-23T17:00:00.000Z', ''])
  expect(readCheckpoint(note, origin, publicKey, sha256, verifySignature)).toEqual({ ok: true, value: checkpoint })
})

test('no single altered character of a checkpoint passes', () => {
  const note = signCheckpoint(checkpoint, key, sha256)
  for (let index = 0; index < note.length; index += 1) {
    const altered = note.slice(0, index) + (note[index] === 'x' ? 'y' : 'x') + note.slice(index + 1)
    expect(readCheckpoint(altered, origin, publicKey, sha256, verifySignature).ok, `character ${index}`).toBe(false)
  }
})

test('a checkpoint of another workstation is refused', () => {
  const other = publicKeyOf(new Uint8Array(32).fill(8))
  const read = readCheckpoint(signCheckpoint(checkpoint, key, sha256), origin, other, sha256, verifySignature)
  expect(read).toMatchObject({ error: { code: 'checkpoint-not-signed-by-this-workstation' } })
})

test('the code for paper has sixteen characters and tells sizes and roots apart', () => {
  const codes = [
    checkpointCode(42, checkpoint.root, sha256),
    checkpointCode(43, checkpoint.root, sha256),
    checkpointCode(42, fromHex('00'.repeat(32)), sha256),
  ]
  for (const each of codes) expect(each).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
  expect(new Set(codes).size).toBe(3)
})
