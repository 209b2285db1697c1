import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeCertificate, unpackCertificate } from '../../../native/card-inspection/describe-certificate.ts'
import {
  decodeFascn,
  describeCcc,
  describeChuid,
  describeDiscovery,
  describeMetadata,
} from '../../../native/card-inspection/describe-objects.ts'
import { readCard, type CardPage } from '../../../native/card-inspection/read-card.ts'
import { concat, formatHex, fromBase64, fromHex } from '../../../domain/bytes.ts'
import { personalise } from '../../../native/card/personalise.ts'
import { cardCapabilityContainer, chuid, encodeFascn, nonFederalFascn } from '../../../native/card/piv-objects.ts'
import { tlv } from '../../../native/card/tlv.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { transcriptText } from '../../../native/reader/transcript.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import { agencyFascn, now, random, samplePlan } from '../../support/cards.ts'

async function pageOf(
  state: VirtualCardState,
  before?: (hand: ReturnType<typeof createVirtualReader>['hand']) => void,
): Promise<{ page: CardPage; after: VirtualCardState }> {
  const { reader, hand } = createVirtualReader({ random, name: 'Reader' })
  hand.insert(state)
  before?.(hand)
  const made = await reader.connect('Reader')
  if (!made.ok) throw new Error(made.error.message)
  return { page: await readCard({ connection: made.value, random }), after: hand.cardState()! }
}
const section = (page: CardPage, id: string) => page.sections.find((one) => one.id === id)
const values = (page: CardPage, id: string) => Object.fromEntries(section(page, id)!.rows.map(({ key, value }) => [key, value]))

let written: VirtualCardState
beforeAll(async () => {
  const { reader, hand } = createVirtualReader({ random, name: 'Reader' })
  hand.insert(blankCard({ serial: 271_828 }))
  const made = await reader.connect('Reader')
  if (!made.ok) throw new Error(made.error.message)
  const outcome = await personalise({ connection: made.value, plan: samplePlan(), random, now, journal: () => undefined })
  if (outcome.outcome !== 'done') throw new Error(outcome.outcome)
  written = hand.cardState()!
})

describe('a written card', () => {
  test('says what it is, who it is for, and until when', async () => {
    const { page } = await pageOf(written)
    expect(values(page, 'application')).toMatchObject({
      'Serial number': '271828',
      Version: '5.4.3',
      'Passcode: attempts left': '3 of 3',
      'PUK: attempts left': '3 of 3',
    })
    expect(values(page, 'chuid')).toMatchObject({
      GUID: '5a4d504c-0000-4000-8000-000000000001',
      Expires: '2029-11-22',
      'FASC-N': expect.stringMatching(/^Not of the US federal/) as string,
      'Issuer’s signature': 'None',
    })
    expect(values(page, 'ccc')).toMatchObject({ 'Data model': '10, that of PIV' })
    expect(values(page, 'certificate-9a')).toMatchObject({
      Subject: expect.stringContaining('CN=Siân Ŵyn Sample-Nguyễn') as string,
      Issuer: 'Itself (self-signed)',
      Key: 'ECC P-256',
      'Key usage': 'digital signature, for log-in',
      Valid: expect.stringMatching(/^2026-11-23 to 20\d\d-\d\d-\d\d$/) as string,
      'Fingerprint (SHA-256)': expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
    })
    expect(values(page, 'key-9a')).toMatchObject({ Algorithm: 'ECC P-256', 'Where it comes from': 'Made on the card' })
    expect(section(page, 'key-9c')).toMatchObject({ message: 'No key here.', rows: [] })
  })

  test('an object that needs the passcode is listed as such, and no bit of it is read', async () => {
    const { page } = await pageOf(written)
    for (const id of ['object-5fc109', 'object-5fc108'])
      expect(section(page, id)).toEqual({ id, title: expect.any(String) as string, message: 'Needs the passcode.', rows: [] })
  })

  test('the bytes are those that are on the card', async () => {
    const { page } = await pageOf(written)
    expect(section(page, 'chuid')!.raw).toBe(formatHex(fromBase64(written.objects['5FC102']!)))
  })

  test('looking changes nothing and uses no try', async () => {
    const { after } = await pageOf(written)
    expect(after).toEqual(written)
  })

  test('the transcript says nothing of the person', async () => {
    const text = transcriptText((await pageOf(written)).page.transcript)
    expect(text).toContain('055C035FC105')
    const der = unpackCertificate(fromBase64(written.objects['5FC105']!))!
    expect(text).not.toContain(formatHex(der.subarray(20, 28)))
    expect(text).not.toContain('000425D4')
  })
})

describe('other cards', () => {
  test('a blank one has nothing on it', async () => {
    const { page } = await pageOf(blankCard({ serial: 5 }))
    expect(page.what).toBe('a PIV card that names its application in its answer to reset')
    expect(['chuid', 'ccc', 'certificate-9a', 'certificate-9e'].map((id) => section(page, id)!.message)).toEqual(
      Array(4).fill('Not on the card.'),
    )
  })

  test('a plain PIV card without metadata says what it can', async () => {
    const { page } = await pageOf(blankCard({ serial: 5, metadata: false }))
    expect(section(page, 'key-9b')!.message).toBe('This card does not tell.')
    expect(values(page, 'application')).toMatchObject({ 'Passcode: attempts left': '3' })
  })

  test('a locked one says so', async () => {
    const { page } = await pageOf({ ...written, passcode: { ...written.passcode, left: 0 } })
    expect(values(page, 'application')['Passcode: attempts left']).toMatch(/^None: locked/)
  })

  test('one without the PIV application is recognised by its answer to reset', async () => {
    const { page } = await pageOf(blankCard({ serial: 5 }), (hand) => hand.answerNext('6A82'))
    expect(page.sections.map(({ id }) => id)).toEqual(['atr', 'application'])
    expect(page.sections[1]!.message).toMatch(/cannot write this kind of card/)
  })
})

describe('objects in words', () => {
  test('every FASC-N that is written is read back, and one wrong bit is noticed', () => {
    const bytes = encodeFascn(agencyFascn)
    expect(formatHex(bytes)).toBe('D0439458210C2C19A0846D83685A1082108CE73984108CA3FC')
    expect(decodeFascn(bytes)).toEqual(agencyFascn)
    for (let bit = 0; bit < 200; bit++) {
      const broken = Uint8Array.from(bytes)
      broken[bit >> 3]! ^= 0x80 >> (bit & 7)
      expect(decodeFascn(broken)).toBeUndefined()
    }
    expect(decodeFascn(nonFederalFascn.subarray(1))).toBeUndefined()
  })

  test('a CHUID without a GUID, with a signature, of an agency', () => {
    const federal = encodeFascn(agencyFascn)
    const rows = describeChuid(
      concat(tlv(0x30, federal), tlv(0x35, fromHex('3230333030313032')), tlv(0x3e, new Uint8Array(300)), tlv(0xfe)),
    )
    expect(rows).toContainEqual({ key: 'FASC-N', value: 'Of the US federal government' })
    expect(rows).toContainEqual({ key: 'Person', value: '1112223333' })
    expect(rows).toContainEqual({ key: 'Expires', value: '2030-01-02' })
    expect(rows).toContainEqual({ key: 'Issuer’s signature', value: '300 bytes, not checked here' })
  })

  test.each([
    ['4000', 'the card’s own passcode', undefined],
    ['6010', 'the card’s own passcode, a global passcode', 'the card’s own passcode'],
    ['6020', 'the card’s own passcode, a global passcode', 'the global passcode'],
    ['0000', 'not said', undefined],
  ])('discovery %s', (policy, unlocked, first) => {
    const rows = describeDiscovery(concat(tlv(0x4f, fromHex('A000000308')), tlv(0x5f2f, fromHex(policy))))
    expect(rows.find(({ key }) => key === 'Unlocked by')?.value).toBe(unlocked)
    expect(rows.find(({ key }) => key === 'Asks first for')?.value).toBe(first)
  })

  test('metadata: policies, origin, what is still the factory’s', () => {
    const rows = Object.fromEntries(describeMetadata(fromHex('0101070202030203010205010106020504')).map(({ key, value }) => [key, value]))
    expect(rows).toEqual({
      Algorithm: 'RSA 2048',
      'Asks for the passcode': 'for every use',
      'Asks for a touch': 'for every use',
      'Where it comes from': 'Brought to the card from outside',
      'Still as from the factory': 'Yes',
      'Attempts left': '4 of 5',
    })
  })

  test('a compressed certificate is unpacked; a bomb is not', () => {
    const der = unpackCertificate(fromBase64(written.objects['5FC105']!))!
    const packed = concat(tlv(0x70, new Uint8Array(gzipSync(der))), tlv(0x71, Uint8Array.of(1)), tlv(0xfe))
    expect(describeCertificate(packed)).toEqual(describeCertificate(fromBase64(written.objects['5FC105']!)))
    const bomb = concat(tlv(0x70, new Uint8Array(gzipSync(new Uint8Array(5_000_000)))), tlv(0x71, Uint8Array.of(1)))
    expect(describeCertificate(bomb)).toEqual([{ key: 'Content', value: 'A certificate is there, but it cannot be read.' }])
  })

  test.each([
    ['CHUID', describeChuid],
    ['CCC', describeCcc],
    ['discovery', describeDiscovery],
    ['metadata', describeMetadata],
    ['certificate', describeCertificate],
  ])('%s: whatever a card sends, it is words and never a throw', (_what, describeIt) => {
    for (let seed = 1; seed < 2_000; seed++) {
      const rows = describeIt(Uint8Array.from({ length: seed % 60 }, (_, index) => (seed * 7_919 + index * index * 31) & 0xff))
      for (const { key, value } of rows) expect([typeof key, typeof value]).toEqual(['string', 'string'])
    }
    for (const good of [chuid({ guid: new Uint8Array(16), expiry: '2030-01-01' }), cardCapabilityContainer({ guid: new Uint8Array(16) })]) {
      for (let length = 0; length < good.length; length++) describeIt(good.subarray(0, length))
    }
  })
})
