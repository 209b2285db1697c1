import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { decryptBlock, encryptBlock } from '../../../native/card/block-cipher.ts'
import { authenticateMutually, digest } from '../../../native/card/mutual-authentication.ts'
import { algorithms, type ManagementAlgorithm } from '../../../native/card/piv.ts'
import { tlv } from '../../../native/card/tlv.ts'
import { scriptedCommand } from '../../support/scripted-command.ts'

const key = fromHex('0123456789abcdef23456789abcdef01456789abcdef0123')
const challengeOf = (length: number) => new Uint8Array(length).fill(0x5a)
const witnessOf = (length: number) => new Uint8Array(length).map((_, index) => index + 1)

/** A card with `key`, which answers as it should, but for what `over` replaces. */
function exchange(algorithm: ManagementAlgorithm, secret: Uint8Array, over: { first?: string; second?: string } = {}) {
  const length = algorithm === algorithms.tripleDes ? 8 : 16
  const witness = encryptBlock(algorithm, secret, witnessOf(length))
  const response = encryptBlock(algorithm, secret, challengeOf(length))
  return [over.first ?? `${toHex(tlv(0x7c, [tlv(0x80, witness)]))}9000`, over.second ?? `${toHex(tlv(0x7c, [tlv(0x82, response)]))}9000`]
}

async function authenticate(
  answers: readonly string[],
  { algorithm, refused = new Set(), secret = key }: { algorithm?: ManagementAlgorithm; refused?: Set<string>; secret?: Uint8Array } = {},
) {
  const { command, asked } = scriptedCommand(...answers)
  const result = await authenticateMutually({ command, random: challengeOf, refused, key: secret, algorithm })
  return { result, asked, refused }
}

describe('mutual authentication', () => {
  test.each([
    ['3DES', algorithms.tripleDes, 24],
    ['AES-128', algorithms.aes128, 16],
    ['AES-192', algorithms.aes192, 24],
    ['AES-256', algorithms.aes256, 32],
  ] as const)('%s: the witness is decrypted for the card, and our challenge goes with it', async (_, algorithm, keyLength) => {
    const secret = new Uint8Array(keyLength).map((__, index) => 3 * index + 1)
    const length = algorithm === algorithms.tripleDes ? 8 : 16
    const { result, asked } = await authenticate(exchange(algorithm, secret), { algorithm, secret })
    expect(result).toEqual({ ok: true, value: undefined })
    const p1 = algorithm.toString(16).padStart(2, '0').toUpperCase()
    const second = tlv(0x7c, [tlv(0x80, witnessOf(length)), tlv(0x81, challengeOf(length)), tlv(0x82)])
    expect(asked).toEqual([`0087${p1}9B 7c028000 256`, `0087${p1}9B ${toHex(second)} 256`])
    expect(decryptBlock(algorithm, secret, encryptBlock(algorithm, secret, witnessOf(length)))).toEqual(witnessOf(length))
  })

  test('a kind that is not given is asked of the card', async () => {
    const { result, asked } = await authenticate(['01010a9000', ...exchange(algorithms.aes192, key)])
    expect(result).toMatchObject({ ok: true })
    expect(asked[0]).toBe('00F7009B - 256')
    expect(asked[1]).toContain('00870A9B')
  })

  test('where the card does not tell it, the length of the key decides', async () => {
    const { result, asked } = await authenticate(['6D00', ...exchange(algorithms.tripleDes, key)])
    expect(result).toMatchObject({ ok: true })
    expect(asked[1]).toContain('0087039B')
  })

  test('a kind that cannot be asked is a failure, and the key is not used', async () => {
    const { result, asked } = await authenticate(['6F00'])
    expect(result).toMatchObject({ ok: false, error: { code: 'card-fault' } })
    expect(asked).toHaveLength(1)
  })

  test.each<[string, { first?: string; second?: string }, string]>([
    ['a refusal of the first step', { first: '6A86' }, 'not-supported'],
    ['a first answer without a witness', { first: '7C009000' }, 'card-answer-malformed'],
    ['a witness of another length', { first: '7C0480020102' + '9000' }, 'card-answer-malformed'],
    ['a fault in the second step', { second: '6F00' }, 'card-fault'],
    ['a second answer without a response', { second: '7C009000' }, 'card-answer-malformed'],
    ['a card that proves another key', { second: `${toHex(tlv(0x7c, [tlv(0x82, new Uint8Array(8))]))}9000` }, 'management-key-wrong'],
    ['a proof of another length', { second: '7C0382010' + '19000' }, 'management-key-wrong'],
    ['a refused witness', { second: '6982' }, 'management-key-wrong'],
    ['a witness that is called wrong data', { second: '6A80' }, 'management-key-wrong'],
  ])('%s is a failure: %s', async (_, over, code) => {
    const { result } = await authenticate(exchange(algorithms.tripleDes, key, over), { algorithm: algorithms.tripleDes })
    expect(result).toMatchObject({ ok: false, error: { code } })
  })

  test.each(['6982', '6A80'])('a key refused with %s is not sent again, and another one is', async (second) => {
    const algorithm = algorithms.tripleDes
    const { refused, result } = await authenticate(exchange(algorithm, key, { second }), { algorithm })
    expect(result).toMatchObject({ ok: false, error: { sw: Number.parseInt(second, 16) } })
    const again = await authenticate([], { algorithm, refused })
    expect(again.result).toMatchObject({ ok: false, error: { code: 'management-key-wrong' } })
    expect(again.asked).toEqual([])
    const other = key.toReversed()
    expect((await authenticate(exchange(algorithm, other), { algorithm, refused, secret: other })).result).toMatchObject({ ok: true })
    // The same bytes are another key under another algorithm.
    const aes = algorithms.aes192
    expect((await authenticate(exchange(aes, key), { algorithm: aes, refused })).result).toMatchObject({ ok: true })
  })

  test('a key of another length than its kind takes is not sent', async () => {
    const { result, asked } = await authenticate([], { algorithm: algorithms.aes256 })
    expect(result).toMatchObject({ ok: false, error: { code: 'management-key-wrong' } })
    expect(asked).toEqual([])
  })

  test('what is remembered of a key tells its reference and all its parts apart', () => {
    const of = (reference: number, ...parts: string[]) => digest(reference, ...parts.map(fromHex))
    expect(new Set([of(0x9b, '01'), of(0x80, '01'), of(0x9b, '02'), of(0x9b, '01', '02')]).size).toBe(4)
    expect(of(0x9b, '0102')).toBe(of(0x9b, '01', '02'))
  })
})
