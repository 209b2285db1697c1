/** Two things sealed with one AES-GCM key and one nonce give both away: each sealing takes a nonce of its own from the random source. */
import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { fromBase64, toBase64, toHex, utf8 } from '../../../domain/bytes.ts'
import { splitEnvelope } from '../../../domain/record/envelope-layout.ts'
import { seal } from '../../../main/vault/envelope.ts'
import { sealLink, sealingKeyOf } from '../../../main/vault/key-version-link.ts'
import { sealPayload } from '../../../main/vault/key-slots.ts'
import { sealKey } from '../../../main/vault/sealed-key.ts'
import { wrapKeys } from '../../../main/vault/worker-keys.ts'
import { randomBytes, value } from './support.ts'

/** Remembers what it drew. */
function drawing() {
  const drawn = new Set<string>()
  return {
    drawn,
    randomBytes: (length: number) => {
      const bytes = randomBytes(length)
      drawn.add(toHex(bytes))
      return bytes
    },
  }
}
type Draw = (length: number) => Uint8Array

const sealing = { keyId: randomBytes(16), key: randomBytes(32) }
const vaultId = randomBytes(16)
const place = { vaultId, table: 'cases', recordId: 'case-1', rev: 1, schema: 1 }
const seed = randomBytes(32)
const worker = createECDH('prime256v1')
worker.generateKeys()

const wrapped = (draw: Draw, count: number) =>
  value(
    wrapKeys(
      toBase64(new Uint8Array(worker.getPublicKey())),
      Array.from({ length: count }, () => ({ ...sealing, purpose: 'case' as const })),
      draw,
    ),
  ).keys.map(({ nonce }) => fromBase64(nonce))

const sealers: readonly (readonly [string, (draw: Draw) => Uint8Array])[] = [
  ['an envelope of the record', (draw) => value(splitEnvelope(seal(sealing, place, utf8('same'), draw))).nonce],
  ['a key slot', (draw) => fromBase64(sealPayload(randomBytes(32), utf8('place'), randomBytes(16), utf8('same'), draw).nonce)],
  [
    'a link to the next key version',
    (draw) =>
      fromBase64(
        sealLink({
          place: { vaultId, slotId: toHex(vaultId), keyVersion: 2 },
          recipient: sealingKeyOf(seed),
          formerKey: sealing.key,
          next: { vaultKey: sealing.key, trusted: [] },
          signingSeed: seed,
          randomBytes: draw,
        }).nonce,
      ),
  ],
  ['a key for the worker', (draw) => wrapped(draw, 1)[0]!],
  [
    'a key of the keyring',
    (draw) =>
      sealKey(
        { sealing, vaultId, randomBytes: draw },
        { keyId: sealing.keyId, purpose: 'case', ownerId: 'case-1', number: 1 },
        sealing.key,
      ).slice(106, 138),
  ],
]

test.each(sealers)('%s: a nonce from the random source, another one each time', (_, nonceOf) => {
  const { drawn, randomBytes: draw } = drawing()
  const nonces = Array.from({ length: 8 }, () => toHex(nonceOf(draw)))
  expect(new Set(nonces).size).toBe(8)
  for (const nonce of nonces) expect(drawn).toContain(nonce)
})

test('keys that go to the worker in one message: a nonce each', () => {
  expect(new Set(wrapped(randomBytes, 8).map(toHex)).size).toBe(8)
})
