import { describe, expect, test, vi } from 'vitest'
import { toBase64, toHex } from '../../../domain/bytes.ts'
import { followLinks, sealingKeyOf, sealLink, type KeyVersionLink } from '../../../main/vault/key-version-link.ts'
import { publicKeyOf } from '../../../main/vault/keys.ts'
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
