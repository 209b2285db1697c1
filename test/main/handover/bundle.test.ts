import { randomBytes } from 'node:crypto'
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

beforeAll(async () => {
  recipient = await recipientOf(receiver)
  file = await writeBundle(
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
    parts,
    sender,
  )
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
