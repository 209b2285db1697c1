import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toBase64, utf8 } from '../../../domain/bytes.ts'
import { publicKeyOf, signWith } from '../../../main/vault/keys.ts'
import { readSigned, signedBytesOf, writeSigned } from '../../../main/vault/signed-file.ts'

const seed = new Uint8Array(32).fill(5)
const key = { publicKey: publicKeyOf(seed), sign: (message: Uint8Array) => signWith(seed, message) }
const publicKey = toBase64(key.publicKey)
const shape = z.strictObject({ name: z.string() })
const written = writeSigned('station', { name: 'Sample Valley' }, key)
/** The file with one of its fields changed. */
const changed = (change: object) => utf8(JSON.stringify({ ...JSON.parse(Buffer.from(written).toString()), ...change }))

describe('signed file', () => {
  test('reads back as written, and is signed by its key and no other', () => {
    const read = readSigned('station', written, shape)
    expect(read?.value).toEqual({ name: 'Sample Valley' })
    expect(read?.isSignedBy(publicKey)).toBe(true)
    expect(read?.isSignedBy(toBase64(publicKeyOf(new Uint8Array(32).fill(6))))).toBe(false)
  })

  test.each(['', 'no base64', toBase64(new Uint8Array(31))])('the public key “%s” signed nothing', (other) => {
    expect(readSigned('station', written, shape)?.isSignedBy(other)).toBe(false)
  })

  test.each([
    ['another content', { signed: '{"name":"Sample Valley "}' }],
    ['a signature that is no base64', { signature: '*' }],
    ['an empty signature', { signature: '' }],
  ])('%s: read, but not signed', (_, change) => {
    const read = readSigned('station', changed(change), shape)
    expect(read).toBeDefined()
    expect(read?.isSignedBy(publicKey)).toBe(false)
  })

  test.each([
    ['another kind', changed({ kind: 'receipt' })],
    ['a content of another shape', changed({ signed: '{"name":1}' })],
    ['a content that is no JSON', changed({ signed: 'name' })],
    ['a field too many', changed({ more: 1 })],
    ['a signed text beyond 400,000 characters', changed({ signed: JSON.stringify({ name: 'x'.repeat(400_000) }) })],
    ['no JSON', utf8('station')],
    ['nothing', new Uint8Array()],
  ])('%s: not a file of this kind', (_, bytes) => {
    expect(readSigned('station', bytes, shape)).toBeUndefined()
  })

  test('a signature of one kind is not valid for another, and kind and text cannot be shifted into each other', () => {
    expect(signedBytesOf('station', 'x')).not.toEqual(signedBytesOf('receipt', 'x'))
    expect(signedBytesOf('a', 'bc')).not.toEqual(signedBytesOf('ab', 'c'))
  })
})
