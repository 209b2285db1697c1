import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeResponse, encodeCommand } from '../../../native/card/apdu.ts'
import { decryptBlock, encryptBlock } from '../../../native/card/block-cipher.ts'
import { concat, formatHex, fromHex } from '../../../domain/bytes.ts'
import {
  algorithms,
  factory,
  padReferenceData,
  pivApplication,
  type KeyAlgorithm,
  type ManagementAlgorithm,
} from '../../../native/card/piv.ts'
import { publicKeyInfo, signatureInput } from '../../../native/card/public-key.ts'
import { readPath, tlv } from '../../../native/card/tlv.ts'
import { createVirtualCard } from '../../../native/card/virtual-card.ts'
import { blankCard, virtualCardState, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { random } from '../../support/cards.ts'

function insert(over: Partial<VirtualCardState> = {}) {
  const saved: VirtualCardState[] = []
  const card = createVirtualCard({ state: blankCard({ serial: 42, ...over }), random, changed: (state) => saved.push(state) })
  const say = (hex: string): string => formatHex(card.transmit(fromHex(hex)))
  const send = (ins: number, p1: number, p2: number, data: Uint8Array = new Uint8Array(0), le?: number) =>
    decodeResponse(card.transmit(encodeCommand({ cla: 0, ins, p1, p2, data, ...(le === undefined ? {} : { le }) })))!
  const select = (): number => send(0xa4, 4, 0, pivApplication, 256).sw
  const verifyPin = (pin: string): number => send(0x20, 0, 0x80, padReferenceData(pin)).sw
  const authenticate = (algorithm: ManagementAlgorithm = algorithms.tripleDes, key: Uint8Array = factory.managementKey): number => {
    const first = send(0x87, algorithm, 0x9b, fromHex('7C028000'), 256)
    const witness = readPath(first.data, [0x7c, 0x80])
    if (!witness.ok) return first.sw
    const challenge = random(witness.value.length)
    const second = send(
      0x87,
      algorithm,
      0x9b,
      tlv(0x7c, [tlv(0x80, decryptBlock(algorithm, key, witness.value)), tlv(0x81, challenge)]),
      256,
    )
    const response = readPath(second.data, [0x7c, 0x82])
    return response.ok && formatHex(response.value) === formatHex(encryptBlock(algorithm, key, challenge))
      ? second.sw
      : second.sw === 0x9000
        ? -1
        : second.sw
  }
  const put = (tag: string, content: Uint8Array): number => send(0xdb, 0x3f, 0xff, concat(tlv(0x5c, fromHex(tag)), tlv(0x53, content))).sw
  const get = (tag: string) => send(0xcb, 0x3f, 0xff, tlv(0x5c, fromHex(tag)), 65_536)
  const generate = (slot: number, algorithm: KeyAlgorithm) => send(0x47, 0, slot, tlv(0xac, [tlv(0x80, Uint8Array.of(algorithm))]), 65_536)
  return { card, saved, say, send, select, verifyPin, authenticate, put, get, generate }
}

function ready(over: Partial<VirtualCardState> = {}) {
  const one = insert(over)
  expect(one.select()).toBe(0x9000)
  return one
}

describe('selecting', () => {
  test.each(['A000000308', 'A000000308000010000100', 'A00000030800001000'])('%s finds the PIV application', (aid) => {
    const { send } = insert()
    const answer = send(0xa4, 4, 0, fromHex(aid), 256)
    expect(answer.sw).toBe(0x9000)
    expect(readPath(answer.data, [0x61, 0x4f])).toEqual({ ok: true, value: fromHex('000010000100') })
    expect(readPath(answer.data, [0x61, 0x79, 0x4f])).toEqual({ ok: true, value: fromHex('A000000308') })
  })

  test.each(['A0000003', 'A000000527471117', 'A00000030800001000010000'])('%s is another application', (aid) => {
    expect(insert().send(0xa4, 4, 0, fromHex(aid), 256).sw).toBe(0x6a82)
  })

  test('nothing else is known before it', () => {
    const { say } = insert()
    for (const command of ['00FD0000', '0020008000', '00CB3FFF055C035FC10200', '1087039B027C00']) expect(say(command)).toBe('6D00')
  })

  test('selecting again or a reset forgets every log-in', () => {
    const { card, select, verifyPin, send, authenticate, put } = ready()
    expect(verifyPin('123456')).toBe(0x9000)
    expect(authenticate()).toBe(0x9000)
    expect(send(0x20, 0, 0x80).sw).toBe(0x9000)
    select()
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c3)
    expect(put('5FC102', fromHex('3000'))).toBe(0x6982)
    verifyPin('123456')
    card.reset()
    expect(send(0x20, 0, 0x80).sw).toBe(0x6d00)
    select()
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c3)
  })
})

describe('the envelope', () => {
  test.each([
    ['80FD0000', '6E00'],
    ['04FD0000', '6882'],
    ['01FD0000', '6881'],
    ['00EE0000', '6D00'],
    ['00A4', '6700'],
    ['00A4040005A0', '6700'],
    ['00C0000000', '6985'],
    ['10200080083132333435363738', '6884'],
  ])('%s is answered %s', (command, answer) => {
    expect(ready().say(command)).toBe(answer)
  })

  test('no bytes make it fall over', () => {
    const { card } = ready()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(card.transmit(bytes).length).toBeGreaterThanOrEqual(2)
      }),
      { numRuns: 3000 },
    )
  })

  test('a card without extended length refuses it by its length', () => {
    const { get, say } = ready({ extendedLength: false })
    expect(get('5FC102').sw).toBe(0x6700)
    expect(say('00CB3FFF055C035FC10200')).toBe('6A82')
  })

  test('a long answer comes in pieces of 256 and the last has 9000', () => {
    const { authenticate, put, say } = ready()
    expect(authenticate()).toBe(0x9000)
    expect(put('5FC102', new Uint8Array(600).fill(9))).toBe(0x9000)
    const first = say('00CB3FFF055C035FC10200')
    expect(first).toHaveLength(2 * 258)
    expect(first.endsWith('6100')).toBe(true)
    expect(say('00C0000000').endsWith('615C')).toBe(true)
    expect(say('00C000005C')).toHaveLength(2 * (0x5c + 2))
    expect(say('00C0000000')).toBe('6985')
  })

  test('a chain broken by another command is forgotten', () => {
    const { authenticate, say, get } = ready()
    authenticate()
    expect(say('10DB3FFF055C035FC102')).toBe('9000')
    expect(say('00FD000000')).toBe('0504039000')
    expect(say('00DB3FFF0453023000')).toBe('6A80')
    expect(get('5FC102').sw).toBe(0x6a82)
  })
})

describe('passcode and PUK', () => {
  test('an empty VERIFY tells the tries and costs none', () => {
    const { send, verifyPin } = ready()
    expect([send(0x20, 0, 0x80).sw, send(0x20, 0, 0x80).sw]).toEqual([0x63c3, 0x63c3])
    verifyPin('000000')
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c2)
  })

  test('three wrong tries block it, and then the right one is refused too', () => {
    const { verifyPin, send, card } = ready()
    expect([verifyPin('000000'), verifyPin('000000'), verifyPin('000000'), verifyPin('123456')]).toEqual([0x63c2, 0x63c1, 0x63c0, 0x6983])
    expect(send(0x20, 0, 0x80).sw).toBe(0x6983)
    expect(card.state().passcode.left).toBe(0)
  })

  test('the right one fills the counter again', () => {
    const { verifyPin, card } = ready()
    verifyPin('000000')
    expect(card.state().passcode.left).toBe(2)
    expect(verifyPin('123456')).toBe(0x9000)
    expect(card.state().passcode.left).toBe(3)
  })

  test.each(['313233343536', '3132333435363738FF', '31323334FFFFFFFF', '3132333435FF36FF', '4142434445463132', ''])(
    '"%s" is not a passcode in its eight bytes and costs no try',
    (data) => {
      const { send, card } = ready()
      expect(send(0x20, 0, 0x80, fromHex(data)).sw).toBe(data === '' ? 0x63c3 : 0x6a80)
      expect(card.state().passcode.left).toBe(3)
    },
  )

  test('other references are not there', () => {
    const { send } = ready()
    expect([send(0x20, 0, 0x00, padReferenceData('123456')).sw, send(0x24, 0, 0x82, new Uint8Array(16)).sw]).toEqual([0x6a88, 0x6a88])
  })

  test('VERIFY with P1 = FF logs out', () => {
    const { verifyPin, send } = ready()
    verifyPin('123456')
    expect(send(0x20, 0xff, 0x80).sw).toBe(0x9000)
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c3)
  })

  test('it is changed with the old one only, and a wrong old one costs a try', () => {
    const { send, verifyPin } = ready()
    const change = (from: string, to: string): number => send(0x24, 0, 0x80, concat(padReferenceData(from), padReferenceData(to))).sw
    expect(change('000000', '004217')).toBe(0x63c2)
    expect(change('123456', '004217')).toBe(0x9000)
    expect(verifyPin('123456')).toBe(0x63c2)
    expect(verifyPin('004217')).toBe(0x9000)
    expect(send(0x24, 0, 0x80, concat(padReferenceData('004217'), fromHex('313233FFFFFFFFFF'))).sw).toBe(0x6a80)
    expect(send(0x24, 0, 0x80, padReferenceData('004217')).sw).toBe(0x6a80)
  })

  test('the PUK unblocks, and blocks itself after three wrong tries', () => {
    const { send, verifyPin } = ready()
    const unblock = (puk: string, pin: string): number => send(0x2c, 0, 0x80, concat(padReferenceData(puk), padReferenceData(pin))).sw
    for (let index = 0; index < 3; index++) verifyPin('000000')
    expect(unblock('12345678', '004217')).toBe(0x9000)
    expect(verifyPin('004217')).toBe(0x9000)
    expect([
      unblock('00000000', '111111'),
      unblock('00000000', '111111'),
      unblock('00000000', '111111'),
      unblock('12345678', '111111'),
    ]).toEqual([0x63c2, 0x63c1, 0x63c0, 0x6983])
  })

  test('a try is remembered before the answer leaves', () => {
    const { verifyPin, saved } = ready()
    verifyPin('000000')
    expect(saved.at(-1)?.passcode.left).toBe(2)
  })
})

describe('the management key', () => {
  test.each([
    ['3DES', algorithms.tripleDes, formatHex(factory.managementKey)],
    ['AES-128', algorithms.aes128, '000102030405060708090A0B0C0D0E0F'],
    ['AES-192', algorithms.aes192, '000102030405060708090A0B0C0D0E0F1011121314151617'],
    ['AES-256', algorithms.aes256, '000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F'],
  ] as const)('%s: both sides prove it with a witness', (_name, algorithm, key) => {
    const { authenticate } = ready({ management: { algorithm, key } })
    expect(authenticate(algorithm, fromHex(key))).toBe(0x9000)
  })

  test('a wrong key writes nothing', () => {
    const { authenticate, put, generate } = ready()
    expect(authenticate(algorithms.tripleDes, new Uint8Array(24).fill(1))).toBe(0x6982)
    expect(put('5FC102', fromHex('3000'))).toBe(0x6982)
    expect(generate(0x9a, algorithms.p256).sw).toBe(0x6982)
  })

  test('another algorithm than the key has is refused', () => {
    expect(ready().send(0x87, algorithms.aes128, 0x9b, fromHex('7C028000'), 256).sw).toBe(0x6a86)
  })

  test('a witness answered twice is refused the second time', () => {
    const { send } = ready()
    const first = send(0x87, 3, 0x9b, fromHex('7C028000'), 256)
    const witness = readPath(first.data, [0x7c, 0x80])
    const reply = tlv(0x7c, [
      tlv(0x80, decryptBlock(3, factory.managementKey, witness.ok ? witness.value : first.data)),
      tlv(0x81, random(8)),
    ])
    expect(send(0x87, 3, 0x9b, reply, 256).sw).toBe(0x9000)
    expect(send(0x87, 3, 0x9b, reply, 256).sw).toBe(0x6985)
  })

  test('external authentication answers a challenge', () => {
    const { send, put } = ready()
    const challenge = readPath(send(0x87, 0, 0x9b, fromHex('7C028100'), 256).data, [0x7c, 0x81])
    if (!challenge.ok) throw new Error('no challenge')
    const answer = (bytes: Uint8Array): number => send(0x87, 3, 0x9b, tlv(0x7c, [tlv(0x82, bytes)]), 256).sw
    expect(answer(encryptBlock(3, factory.managementKey, challenge.value))).toBe(0x9000)
    expect(put('5FC102', fromHex('3000'))).toBe(0x9000)
    send(0x87, 3, 0x9b, fromHex('7C028100'), 256)
    expect(answer(new Uint8Array(8))).toBe(0x6982)
  })

  test('it can be replaced, by one of another kind too', () => {
    const { authenticate, send } = ready()
    const key = random(32)
    const set = (data: Uint8Array): number => send(0xff, 0xff, 0xff, data).sw
    expect(set(concat(fromHex('0C9B20'), key))).toBe(0x6982)
    authenticate()
    expect(set(concat(fromHex('0C9B18'), key.subarray(0, 24)))).toBe(0x6a80)
    expect(set(concat(fromHex('0C9B20'), key))).toBe(0x9000)
    expect(authenticate(algorithms.aes256, key)).toBe(0x9000)
  })
})

describe('data objects', () => {
  test('what is written is read, an empty one is gone', () => {
    const { authenticate, put, get } = ready()
    authenticate()
    expect(get('5FC102').sw).toBe(0x6a82)
    put('5FC102', fromHex('300102'))
    expect(formatHex(get('5FC102').data)).toBe('5303300102')
    put('5FC102', new Uint8Array(0))
    expect(get('5FC102').sw).toBe(0x6a82)
  })

  test.each(['5FC109', '5FC108'])('%s is read only after the passcode, there or not', (tag) => {
    const { authenticate, put, get, verifyPin } = ready()
    expect(get(tag).sw).toBe(0x6982)
    authenticate()
    expect(put(tag, fromHex('01'))).toBe(0x9000)
    expect(get(tag).sw).toBe(0x6982)
    verifyPin('123456')
    expect(formatHex(get(tag).data)).toBe('530101')
  })

  test('a container has the size of the standard', () => {
    const { authenticate, put } = ready()
    authenticate()
    expect([put('5FC109', new Uint8Array(245)), put('5FC109', new Uint8Array(246))]).toEqual([0x9000, 0x6a84])
    expect([put('5FC108', new Uint8Array(12_710)), put('5FC108', new Uint8Array(12_711))]).toEqual([0x9000, 0x6a84])
  })

  test('discovery is open and in its own template', () => {
    expect(formatHex(ready().get('7E').data)).toBe('7E124F0BA0000003080000100001005F2F024000')
  })

  test.each(['5C', '5C00', '5C045FC10200', '53005C035FC102', ''])('"%s" names no object', (data) => {
    expect(ready().send(0xcb, 0x3f, 0xff, fromHex(data), 256).sw).toBe(0x6a80)
  })
})

describe('keys', () => {
  test.each([
    ['P-256', algorithms.p256, 'sha256'],
    ['P-384', algorithms.p384, 'sha384'],
    ['RSA 2048', algorithms.rsa2048, 'sha256'],
  ] as const)('a %s key made on the card signs after the passcode', (_name, algorithm, hash) => {
    const { authenticate, generate, send, verifyPin, card } = ready()
    authenticate()
    const made = generate(0x9a, algorithm)
    const content = readPath(made.data, [0x7f49])
    const info = publicKeyInfo(algorithm, content.ok ? content.value : made.data)
    if (!info.ok) throw new Error(info.error.message)
    const message = random(100)
    const ask = tlv(0x7c, [tlv(0x82), tlv(0x81, signatureInput(algorithm, message))])
    expect(send(0x87, algorithm, 0x9a, ask, 65_536).sw).toBe(0x6982)
    verifyPin('123456')
    for (let again = 0; again < 2; again++) {
      const signature = readPath(send(0x87, algorithm, 0x9a, ask, 65_536).data, [0x7c, 0x82])
      const key = createPublicKey({ key: Buffer.from(info.value), format: 'der', type: 'spki' })
      expect(signature.ok && verify(hash, message, key, signature.value)).toBe(true)
      expect(signature.ok && verify(hash, random(100), key, signature.value)).toBe(false)
    }
    expect(virtualCardState.parse(JSON.parse(JSON.stringify(card.state())))).toEqual(card.state())
  })

  test('a signature needs a key, its own algorithm and a well-formed template', () => {
    const { authenticate, generate, send, verifyPin } = ready()
    verifyPin('123456')
    const ask = (p1: number, slot: number, data: Uint8Array): number => send(0x87, p1, slot, data, 256).sw
    const digest = tlv(0x7c, [tlv(0x82), tlv(0x81, random(32))])
    expect(ask(0x11, 0x9a, digest)).toBe(0x6a88)
    authenticate()
    generate(0x9a, algorithms.p256)
    expect(ask(0x14, 0x9a, digest)).toBe(0x6a86)
    expect(ask(0x11, 0x9a, tlv(0x7c, [tlv(0x82)]))).toBe(0x6a80)
    expect(ask(0x11, 0x9a, tlv(0x7c, [tlv(0x81, random(32))]))).toBe(0x6a80)
    expect(ask(0x11, 0x9a, tlv(0x7c, [tlv(0x82), tlv(0x81)]))).toBe(0x6a80)
    expect(ask(0x11, 0x9a, digest)).toBe(0x9000)
  })

  test('9C wants the passcode before every signature', () => {
    const { authenticate, generate, send, verifyPin } = ready()
    authenticate()
    generate(0x9c, algorithms.p256)
    verifyPin('123456')
    const ask = (): number => send(0x87, 0x11, 0x9c, tlv(0x7c, [tlv(0x82), tlv(0x81, random(32))]), 256).sw
    expect([ask(), ask()]).toEqual([0x9000, 0x6982])
  })

  test('a point off the curve is not taken for a key', () => {
    const point = concat(Uint8Array.of(4), new Uint8Array(64).fill(1))
    expect(publicKeyInfo(algorithms.p256, tlv(0x86, point))).toMatchObject({ ok: false })
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    const good = concat(Uint8Array.of(4), Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.y!, 'base64url'))
    expect(publicKeyInfo(algorithms.p256, tlv(0x86, good))).toMatchObject({ ok: true })
  })
})

describe('extensions of YubiKey and PivApplet cards', () => {
  test('version and serial number', () => {
    const { say } = ready()
    expect([say('00FD000000'), say('00F8000000')]).toEqual(['0504039000', '0000002A9000'])
  })

  test('metadata tells what is still the factory value', () => {
    const { send, verifyPin } = ready()
    expect(formatHex(send(0xf7, 0, 0x80, undefined, 256).data)).toBe('0101FF05010106020303')
    verifyPin('000000')
    send(0x24, 0, 0x80, concat(padReferenceData('123456'), padReferenceData('004217')))
    expect(formatHex(send(0xf7, 0, 0x80, undefined, 256).data)).toBe('0101FF05010006020303')
    expect(formatHex(send(0xf7, 0, 0x9b, undefined, 256).data)).toBe('01010302020001050101')
    expect(send(0xf7, 0, 0x9a, undefined, 256).sw).toBe(0x6a88)
    expect(ready({ metadata: false }).send(0xf7, 0, 0x80, undefined, 256).sw).toBe(0x6d00)
  })

  test('setting the tries puts passcode and PUK back to the factory', () => {
    const { send, verifyPin, authenticate, card } = ready()
    send(0x24, 0, 0x80, concat(padReferenceData('123456'), padReferenceData('004217')))
    expect(send(0xfa, 5, 4).sw).toBe(0x6982)
    authenticate()
    verifyPin('004217')
    expect(send(0xfa, 5, 4).sw).toBe(0x9000)
    expect(verifyPin('004217')).toBe(0x63c4)
    expect(verifyPin('123456')).toBe(0x9000)
    expect(card.state().puk.total).toBe(4)
  })

  test('a card is blanked only when both are blocked', () => {
    const { send, verifyPin, authenticate, put, card } = ready()
    authenticate()
    put('5FC102', fromHex('3000'))
    expect(send(0xfb, 0, 0).sw).toBe(0x6985)
    for (let index = 0; index < 3; index++) {
      verifyPin('000000')
      send(0x2c, 0, 0x80, concat(padReferenceData('00000000'), padReferenceData('111111')))
    }
    expect(send(0xfb, 0, 0).sw).toBe(0x9000)
    expect(card.state()).toEqual(blankCard({ serial: 42 }))
  })
})

describe('cards differ', () => {
  const opened = (over: Partial<VirtualCardState>) => {
    const one = ready(over)
    one.authenticate()
    return one
  }

  test('one gives no answer longer than it likes, whatever is asked for', () => {
    const { put, get, say } = opened({ longestAnswer: 255 })
    expect(put('5FC102', new Uint8Array(600).fill(9))).toBe(0x9000)
    expect(get('5FC102')).toMatchObject({ data: { length: 255 }, sw: 0x6100 })
    expect(say('00C0000000').endsWith('615E')).toBe(true)
  })

  test('one takes no longer command than it likes, and refuses it by its length', () => {
    const { put } = opened({ longestCommand: 1300 })
    expect([put('5FC102', new Uint8Array(1200)), put('5FC102', new Uint8Array(1300))]).toEqual([0x9000, 0x6700])
  })

  test('one with little room refuses the piece that is too much, and keeps what it had', () => {
    const { put, say, card } = opened({ largestObject: 500 })
    expect(put('5FC102', new Uint8Array(501))).toBe(0x6a84)
    const piece = '09'.repeat(246)
    expect(say(`10DB3FFFFF5C035FC10253821000${piece}`)).toBe('9000')
    expect(say(`10DB3FFFFF${'09'.repeat(255)}`)).toBe('9000')
    expect(say(`10DB3FFFFF${'09'.repeat(255)}`)).toBe('6A84')
    expect(card.state().objects).toEqual({})
  })

  test.each([
    ['serial', '00F8000000'],
    ['version', '00FD000000'],
    ['set-retries', '00FA0303'],
    ['set-management-key', '00FFFFFF03039B18'],
  ] as const)('one does not know the command of %s', (name, command) => {
    expect(ready({ lacks: [name] }).say(command)).toBe('6D00')
    expect(ready().say(command)).not.toBe('6D00')
  })

  test('one makes and takes the kinds of key that it has, and may list them', () => {
    const few = opened({ keyAlgorithms: [0x07], managementAlgorithms: [3] })
    expect(few.generate(0x9a, algorithms.p256).sw).toBe(0x6a80)
    expect(few.send(0xff, 0xff, 0xff, fromHex(`0C9B20${'07'.repeat(32)}`)).sw).toBe(0x6a80)
    expect(formatHex(few.send(0xa4, 4, 0, pivApplication, 256).data)).toContain('AC088001038001070600')
    expect(formatHex(ready({ listsAlgorithms: false }).send(0xa4, 4, 0, pivApplication, 256).data)).not.toContain('800103')
  })

  test.each([
    ['fixed', '9000', 0x6a81],
    ['absent', '6A82', 0x6a81],
    ['writable', '6A82', 0x9000],
  ] as const)('the discovery object is %s', (discovery, before, written) => {
    const { say, send } = opened({ discovery })
    expect(say('00CB3FFF035C017E00').slice(-4)).toBe(before)
    expect(send(0xdb, 0x3f, 0xff, tlv(0x7e, tlv(0x5f2f, fromHex('4000')))).sw).toBe(written)
    if (written === 0x9000) expect(say('00CB3FFF035C017E00')).toBe('7E055F2F0240009000')
  })

  test('the card manager tells the chip, and the PIV application is gone until it is selected again', () => {
    const { say, verifyPin } = ready({ tellsChip: true, serial: 0x01020304 })
    expect(verifyPin('123456')).toBe(0x9000)
    expect(say('00A4040008A00000015100000000').slice(-4)).toBe('9000')
    expect(say('80CA9F7F00')).toMatch(/^9F7F2A.{24}01020304.*9000$/)
    expect([say('80CA006600'), say('0020008000')]).toEqual(['6A88', '6D00'])
    expect(ready().say('00A4040008A00000015100000000')).toBe('6A82')
  })
})
