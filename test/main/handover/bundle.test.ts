import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { concat, unsigned, utf8 } from '../../../domain/bytes.ts'
import { recipientOf, openWith, sealTo } from '../../../main/handover/age-file.ts'
import { readBundle, writeBundle, type BundlePart } from '../../../main/handover/bundle.ts'
import { readSigned, writeSigned } from '../../../main/vault/signed-file.ts'
import { publicKeyOf, signWith } from '../../../main/vault/keys.ts'
import { z } from 'zod'

const id = '33333333-3333-4333-8333-333333333333'
const deviceOf = (seed: Uint8Array) => ({ publicKey: publicKeyOf(seed), sign: (message: Uint8Array) => signWith(seed, message) })
const [sender, stranger] = [deviceOf(randomBytes(32)), deviceOf(randomBytes(32))]
const receiver = new Uint8Array(randomBytes(32))
const parts: BundlePart[] = [
  { kind: 'case', id, bytes: utf8('{"invented":true}') },
  { kind: 'evidence', id: 'scan', bytes: new Uint8Array(200_000).fill(7) },
]
let file: Uint8Array
let recipient: string

const write = (content: readonly BundlePart[]) =>
  writeBundle(
    {
      handoverId: id,
      madeAt: '2026-11-25T10:00:00.000Z',
      madeBy: 'Invented Agent',
      practice: false,
      from: { stationId: 'a'.repeat(32), name: 'Invented North' },
      to: { stationId: 'b'.repeat(32), recipient },
      checkpoint: { size: 7, code: 'ABCDEFGHJK', note: 'invented' },
      cases: [{ caseId: id, caseReference: 'RA-TEST-XX' }],
    },
    content,
    sender,
  )
const writeLarge = () => write([{ kind: 'evidence', id: 'scan', bytes: new Uint8Array(4_500_000).fill(7) }])

beforeAll(async () => {
  recipient = await recipientOf(receiver)
  file = await write(parts)
})

test('a bundle opens for its receiver alone, and bears the signature of its sender alone', async () => {
  const read = await readBundle(file, receiver)
  if (!read.ok) throw new Error(read.error.code)
  expect(read.value.find('evidence', 'scan')).toEqual(parts[1]!.bytes)
  expect(read.value.find('case', 'scan')).toBeUndefined()
  expect([read.value.isSignedBy(sender.publicKey), read.value.isSignedBy(stranger.publicKey)]).toEqual([true, false])
  const other = await readBundle(file, new Uint8Array(randomBytes(32)))
  expect(other.ok ? 'ok' : other.error.code).toBe('not-for-this-station')
})

test('nothing of what is in it stands in the file', () => {
  const text = Buffer.from(file).toString('latin1')
  for (const word of ['Invented', 'RA-TEST-XX', 'a'.repeat(32), 'b'.repeat(32), id]) expect(text).not.toContain(word)
})

/** Any program with the receiver's public key can seal anything to it: the content must prove itself. */
const inside: readonly { readonly name: string; readonly change: (plain: Uint8Array) => Uint8Array; readonly result: string }[] = [
  { name: 'as it was', change: (plain) => plain, result: 'signed' },
  { name: 'a byte of a scan', change: (plain) => flip(plain, plain.length - 100), result: 'bundle-damaged' },
  { name: 'a byte at the end that nobody names', change: (plain) => concat(plain, Uint8Array.of(0)), result: 'bundle-damaged' },
  { name: 'the last byte left out', change: (plain) => plain.subarray(0, -1), result: 'bundle-damaged' },
  {
    name: 'a letter of the manifest',
    change: (plain) => Buffer.from(Buffer.from(plain).toString('latin1').replace('Invented Agent', 'Invented Agenx'), 'latin1'),
    result: 'not signed',
  },
  {
    name: 'the receiver in the manifest',
    change: (plain) => Buffer.from(Buffer.from(plain).toString('latin1').replace('b'.repeat(32), 'c'.repeat(32)), 'latin1'),
    result: 'not signed',
  },
  {
    name: 'a byte of the signature',
    change: (plain) => flip(plain, plain.length - parts[0]!.bytes.length - parts[1]!.bytes.length - 1),
    result: 'not signed',
  },
  {
    name: 'a manifest longer than the file',
    change: (plain) => concat(plain.subarray(0, 5), unsigned(0x7fffffff, 4), plain.subarray(9)),
    result: 'bundle-damaged',
  },
  { name: 'a later version', change: (plain) => concat(plain.subarray(0, 4), Uint8Array.of(2), plain.subarray(5)), result: 'bundle-newer' },
  { name: 'nothing', change: () => new Uint8Array(), result: 'bundle-damaged' },
]
const manifestOf = (text: string, length = text.length) =>
  concat(utf8('RAHO'), Uint8Array.of(1), unsigned(length, 4), utf8(text), new Uint8Array(64))
const withPart = (kind: string, length: number) => (plain: Uint8Array) => {
  const text = Buffer.from(plain).toString('latin1', 9, Buffer.from(plain).indexOf('"parts"'))
  const list = JSON.stringify([{ kind, id, length, sha256: '0'.repeat(64) }])
  return manifestOf(`${text}"parts":${list}}`)
}
const costly: readonly (readonly [name: string, change: (plain: Uint8Array) => Uint8Array, names: RegExp])[] = [
  ['a manifest of 4 MB', () => manifestOf(`[${'0,'.repeat(2_000_000)}0]`), /more than 3 MB/],
  ['a manifest that says it has 2 GB', () => manifestOf('{}', 0x7fffffff), /more than 3 MB/],
  ['a case that says it has 100 MB', withPart('case', 100_000_000), /more than 3 MB/],
  ['entries of 100 MB', withPart('audit', 100_000_000), /more than 8 MB/],
  ['secrets of 100 MB', withPart('secrets', 100_000_000), /more than 1 MB/],
]
for (const [name, change, names] of costly)
  test(`bundle: refused before it is parsed, in words that name the limit: ${name}`, async () => {
    const opened = await openWith(receiver, file)
    if (!opened.ok) throw new Error(opened.error.code)
    expect(await readBundle(await sealTo(recipient, change(opened.value)), receiver)).toMatchObject({
      error: { code: 'bundle-damaged', message: expect.stringMatching(names) as string },
    })
  })
test('bundle: other work goes on while a large one is opened', async () => {
  const large = await writeLarge()
  let turns = 0
  let count: NodeJS.Immediate
  const countTurn = () => {
    turns += 1
    count = setImmediate(countTurn)
  }
  count = setImmediate(countTurn)
  const read = await readBundle(large, receiver)
  clearImmediate(count)
  expect(read.ok).toBe(true)
  // 24 pieces of the file and 2 of the scan: each a turn of its own.
  expect(turns).toBeGreaterThan(20)
})
test('bundle: any content that is sealed to the receiver gives a value or a failure, never a throw', async () => {
  const opened = await openWith(receiver, file)
  if (!opened.ok) throw new Error(opened.error.code)
  const plain = opened.value
  const changed = fc.tuple(fc.nat(plain.length - 200_000), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([at, change]) => {
    const bytes = Uint8Array.from(plain)
    bytes.set(change, at)
    return bytes
  })
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map((text) => manifestOf(text)),
        changed,
      ),
      async (content) => {
        const read = await readBundle(await sealTo(recipient, content), receiver)
        if (!read.ok) expect(read.error.code).toMatch(/^bundle-/)
        expect((await readBundle(content, receiver)).ok).toBe(false)
      },
    ),
    { numRuns: 30 },
  )
})
test('signed file: any bytes give a file or nothing, never a throw', () => {
  const inFile = fc.record({ kind: fc.constant('k'), signed: fc.oneof(fc.json(), fc.string()), signature: fc.string({ maxLength: 90 }) })
  const deep = fc.constantFrom(...[1_000, 200_000].map((levels) => `${'['.repeat(levels)}${']'.repeat(levels)}`))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc
          .oneof(
            inFile.map((value) => JSON.stringify(value)),
            fc.json(),
            deep,
          )
          .map(utf8),
      ),
      (bytes) => {
        const read = readSigned('k', bytes, z.unknown())
        expect(read?.isSignedBy('AAAA') ?? false).toBe(false)
      },
    ),
    { numRuns: 100 },
  )
})
const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
for (const { name, change, result } of inside)
  test(`sealed again with another content: ${name}`, async () => {
    const opened = await openWith(receiver, file)
    if (!opened.ok) throw new Error(opened.error.code)
    const read = await readBundle(await sealTo(recipient, change(opened.value)), receiver)
    expect(read.ok ? (read.value.isSignedBy(sender.publicKey) ? 'signed' : 'not signed') : read.error.code).toBe(result)
  })

test('a signature of one kind of file never stands for another', () => {
  const shape = z.strictObject({ invented: z.literal(true) })
  const card = writeSigned('station-card', { invented: true }, sender)
  const key = Buffer.from(sender.publicKey).toString('base64')
  expect(readSigned('station-card', card, shape)?.isSignedBy(key)).toBe(true)
  expect(readSigned('handover-receipt', card, shape)).toBeUndefined()
  const renamed = Buffer.from(Buffer.from(card).toString().replace('station-card', 'handover-receipt'))
  expect(readSigned('handover-receipt', renamed, shape)?.isSignedBy(key)).toBe(false)
})
