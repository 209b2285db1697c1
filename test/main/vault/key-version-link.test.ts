import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { findBase64, fromHex, lengthPrefixed, toBase64, toHex, unsigned, utf8 } from '../../../domain/bytes.ts'
import {
  followLinks,
  keyVersionLink,
  sealingKeyOf,
  sealLink,
  splitSecrets,
  type KeyVersionLink,
} from '../../../main/vault/key-version-link.ts'
import { publicKeyOf, signWith } from '../../../main/vault/keys.ts'
import { randomBytes } from './support.ts'

/** What is wiped, as it was before. */
const wiped = vi.hoisted((): string[] => [])
vi.mock('../../../main/vault/wipe.ts', async (original) => {
  const { wipe } = await original<typeof import('../../../main/vault/wipe.ts')>()
  return {
    wipe: (...secrets: readonly (Uint8Array | undefined)[]) => {
      for (const secret of secrets) if (secret) wiped.push(Buffer.from(secret).toString('hex'))
      wipe(...secrets)
    },
  }
})

const vaultId = randomBytes(16)
const slotId = toHex(randomBytes(16))
const [managerSeed, removedSeed, sealingSeed] = [randomBytes(32), randomBytes(32), randomBytes(32)]
const formerKey = randomBytes(32)
const trusted = [publicKeyOf(managerSeed)]
const from = { keyVersion: 1, vaultKey: formerKey, trusted }
const next = { vaultKey: randomBytes(32), trusted: [publicKeyOf(managerSeed), publicKeyOf(randomBytes(32))] }
const place = { vaultId, slotId, keyVersion: 2 }
const right = { place, recipient: sealingKeyOf(sealingSeed), formerKey, next, signingSeed: managerSeed, randomBytes }
const follow = (links: readonly KeyVersionLink[], start = from, at = { vaultId, slotId }, seed = sealingSeed) =>
  followLinks(links, start, at, seed)

test('a link that an RA manager signed leads to the next vault key, and to who may sign the one after it', async () => {
  expect(await follow([sealLink(right)])).toEqual({ keyVersion: 2, ...next })
})

test('links lead on, as far as they follow each other', async () => {
  const third = { ...next, vaultKey: randomBytes(32) }
  const second = sealLink(right)
  const on = sealLink({ ...right, place: { ...place, keyVersion: 3 }, formerKey: next.vaultKey, next: third })
  expect(await follow([second, on])).toEqual({ keyVersion: 3, ...third })
  expect(await follow([on])).toBe(from)
  expect(await follow([second, second])).toMatchObject({ keyVersion: 2 })
})

/** As a link would be that a removed agent makes: they know the former vault key and every public key. Each is whole in every other way. */
describe('a forged link leads nowhere', () => {
  const other = (bytes: string) => toBase64(Buffer.from(bytes, 'base64').map((byte, index) => (index === 0 ? byte ^ 1 : byte)))
  const link = sealLink(right)
  test.each<readonly [string, KeyVersionLink]>([
    ['signed by a removed agent', sealLink({ ...right, signingSeed: removedSeed })],
    [
      'signed by a removed agent, and says that an RA manager did',
      { ...sealLink({ ...right, signingSeed: removedSeed }), signer: toBase64(publicKeyOf(managerSeed)) },
    ],
    ['another signature', { ...link, signature: other(link.signature) }],
    ['another content under the signature', { ...link, sealed: sealLink(right).sealed }],
    ['another nonce under the signature', { ...link, nonce: sealLink(right).nonce }],
    ['another ephemeral key under the signature', { ...link, ephemeral: sealLink(right).ephemeral }],
    ['for another slot', sealLink({ ...right, place: { ...place, slotId: toHex(randomBytes(16)) } })],
    ['for another vault', sealLink({ ...right, place: { ...place, vaultId: randomBytes(16) } })],
    ['for another key version, and says this one', { ...sealLink({ ...right, place: { ...place, keyVersion: 3 } }), keyVersion: 2 }],
    ['over a key version', sealLink({ ...right, place: { ...place, keyVersion: 3 } })],
    ['for another person', sealLink({ ...right, recipient: sealingKeyOf(randomBytes(32)) })],
    ['from another former key', sealLink({ ...right, formerKey: randomBytes(32) })],
    ['a nonce of another length', { ...link, nonce: toBase64(randomBytes(16)) }],
    ['not base64', { ...link, sealed: '!' }],
  ])('%s', async (_, forged) => {
    expect(await follow([forged])).toBe(from)
  })

  test('a signer who was trusted once, and is not any more', async () => {
    expect(await follow([link], { ...from, trusted: [publicKeyOf(removedSeed)] })).toMatchObject({ keyVersion: 1 })
  })
})

test('vault keys on the way are wiped, the first and the last stay', async () => {
  const third = { ...next, vaultKey: randomBytes(32) }
  const links = [sealLink(right), sealLink({ ...right, place: { ...place, keyVersion: 3 }, formerKey: next.vaultKey, next: third })]
  wiped.length = 0
  await follow(links)
  expect(wiped).toContain(toHex(next.vaultKey))
  for (const kept of [formerKey, third.vaultKey]) expect(wiped).not.toContain(toHex(kept))
})

test('sealing key: the public half is what the engine makes of the same secret', () => {
  const { d, x } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  expect(sealingKeyOf(bytes(d!))).toEqual(bytes(x!))
})

test('link: the secrets that sealing and opening needed are wiped', async () => {
  const drawn: string[] = []
  const draw = (length: number) => {
    const bytes = randomBytes(length)
    drawn.push(toHex(bytes))
    return bytes
  }
  const payload = [next.vaultKey, ...next.trusted].map(toHex).join('')
  wiped.length = 0
  const link = sealLink({ ...right, randomBytes: draw })
  expect(wiped).toEqual(expect.arrayContaining([drawn[0], payload]))
  const lengths = () => wiped.map((hex) => hex.length / 2).toSorted((one, other) => one - other)
  // Seed, shared secret, the link’s key; the seed and the signer’s in PKCS #8, twice each; shared secret and former key; payload.
  expect(lengths()).toEqual([32, 32, 32, 48, 48, 48, 48, 64, 96])
  wiped.length = 0
  await follow([link])
  expect(wiped).toContain(payload)
  // The same, without a seed of its own.
  expect(lengths()).toEqual([32, 32, 48, 48, 64, 96])
})

describe('a link that is malformed leads nowhere, without an exception', () => {
  const link = sealLink(right)
  const fields = ['signer', 'ephemeral', 'nonce', 'sealed', 'signature'] as const
  test.each(fields)('%s is no base64', async (field) => {
    expect(await follow([{ ...link, [field]: '!' }])).toBe(from)
  })

  test.each(fields)('%s has other bytes than it needs', async (field) => {
    expect(await follow([{ ...link, [field]: toBase64(findBase64(link[field])!.slice(1)) }])).toBe(from)
  })

  /** Signed by an RA manager, and whole in every other way. */
  const signed = (ephemeral: Uint8Array, nonce: Uint8Array) => {
    const signer = publicKeyOf(managerSeed)
    const sealed = randomBytes(112)
    const at = lengthPrefixed([utf8('ra/v1/link'), vaultId, fromHex(slotId), unsigned(2, 4)])
    const signature = signWith(managerSeed, lengthPrefixed([at, signer, ephemeral, nonce, sealed]))
    const [a, b, c, d, e] = [signer, ephemeral, nonce, sealed, signature].map(toBase64) as [string, string, string, string, string]
    return { keyVersion: 2, signer: a, ephemeral: b, nonce: c, sealed: d, signature: e }
  }
  test.each([
    ['a key of small order', signed(new Uint8Array(32), randomBytes(12))],
    ['a key of another length', signed(randomBytes(31), randomBytes(12))],
    ['a nonce of another length', signed(sealingKeyOf(randomBytes(32)), randomBytes(16))],
    ['a content that does not open', signed(sealingKeyOf(randomBytes(32)), randomBytes(12))],
  ])('signed, with %s', async (_, forged) => {
    expect(await follow([forged])).toBe(from)
  })

  test.each<[string, object, boolean]>([
    ['as sealed', {}, true],
    ['key version 1', { keyVersion: 1 }, false],
    ['half a key version', { keyVersion: 2.5 }, false],
    ['the highest key version', { keyVersion: 0xffff_ffff }, true],
    ['a higher key version', { keyVersion: 0x1_0000_0000 }, false],
    ['a field too many', { more: 1 }, false],
    ...['', ' AAAA', 'AAAA ', '=', 'A===', 'A=A'].map((text): [string, object, boolean] => [
      `signature “${text}”`,
      { signature: text },
      false,
    ]),
    ...['AAA=', 'AA==', '+/09azAZ'].map((text): [string, object, boolean] => [`signature “${text}”`, { signature: text }, true]),
  ])('shape: %s', (_, change, expected) => {
    expect(keyVersionLink.safeParse({ ...link, ...change }).success).toBe(expected)
  })
})

describe('secrets of a key version from their bytes', () => {
  test.each([0, 1, 32, 63, 65, 95])('%d bytes are none', (length) => {
    expect(splitSecrets(new Uint8Array(length))).toBeUndefined()
  })

  test('the vault key first, then those who may sign; the bytes are wiped', () => {
    const parts = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill))
    const payload = Uint8Array.from(parts.flatMap((part) => [...part]))
    expect(splitSecrets(payload.slice(0, 64))).toEqual({ vaultKey: parts[0], trusted: [parts[1]] })
    expect(splitSecrets(payload)).toEqual({ vaultKey: parts[0], trusted: [parts[1], parts[2]] })
    expect(payload).toEqual(new Uint8Array(96))
  })
})
