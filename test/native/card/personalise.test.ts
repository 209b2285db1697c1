import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formatHex, fromBase64, fromHex, toHex } from '../../../domain/bytes.ts'
import type { PersonalisationOutcome } from '../../../native/card/personalise.ts'
import { type StepName, steps } from '../../../native/card/personalise-steps.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { discovery } from '../../../native/card/piv-objects.ts'
import { readPath } from '../../../native/card/tlv.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { sampleJpeg, samplePlan } from '../../support/cards.ts'
import { bench, changes, passcodeOnCard, plan } from '../../support/personalise-bench.ts'

const factoryOnCard = toHex(padReferenceData('123456'))
const verifies = (sent: readonly string[]): string[] => sent.filter((command) => command.startsWith('00200080') && command.length > 10)

const odd: readonly (readonly [string, Partial<VirtualCardState>])[] = [
  ['as they come', {}],
  ['without extended length', { extendedLength: false }],
  ['without metadata', { metadata: false }],
  ['with a factory CHUID and CCC', { objects: { '5FC102': 'MBk=', '5FC107': '8BU=' } }],
  ['that gives whole objects back in one answer', { longestAnswer: 65_536, longestCommand: 65_544 }],
  ['that answers in pieces of 255 bytes', { longestAnswer: 255 }],
  ['that takes no command over 1,300 bytes', { longestCommand: 1300, longestAnswer: 1300 }],
  ['that lists no algorithms and tells no version', { listsAlgorithms: false, lacks: ['version'] }],
  ['with AES-192 from the factory', { management: { algorithm: 10, key: '010203040506070801020304050607080102030405060708' } }],
  ['whose attempt limits cannot be set', { lacks: ['set-retries', 'set-management-key'] }],
]

describe('a blank card', () => {
  test.each(odd)("%s becomes the registrant's, and done means read back", async (_name, over) => {
    const { hand, run, entries, sent } = bench(blankCard({ serial: 4242, ...over }))
    const outcome = await run()
    expect(outcome).toMatchObject({ outcome: 'done', serial: '4242', guid: toHex(plan.guid), retries: { passcode: 3 } })
    expect(outcome.outcome === 'done' && outcome.guid).toMatch(/^[0-9a-f]{32}$/)
    if (outcome.outcome !== 'done') return
    expect(outcome.objects.map((object) => object.name)).toEqual(['certificate', 'chuid', 'ccc', 'printed-information', 'facial-image'])
    const card = hand.cardState()!
    expect(card.passcode).toEqual({ value: passcodeOnCard, left: 3, total: 3 })
    expect(card.puk).toEqual({ value: toHex(padReferenceData(plan.puk)), left: 3, total: 3 })
    for (const { name, bytes } of outcome.objects) {
      const tag = {
        certificate: '5FC105',
        chuid: '5FC102',
        ccc: '5FC107',
        'printed-information': '5FC109',
        'facial-image': '5FC108',
        discovery: '7E',
      }[name]
      expect(fromBase64(card.objects[tag]!)).toHaveLength(bytes)
    }
    const der = readPath(fromBase64(card.objects['5FC105']!), [0x70])
    const certificate = new X509Certificate(der.ok ? der.value : '')
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.subject).toContain(`serialNumber=${plan.cardholder.uuid}`)
    expect(certificate.subject).toContain('CN=Siân Ŵyn Sample-Nguyễn')
    expect(certificate.subject).toBe(certificate.issuer)
    expect([certificate.validFromDate.toISOString(), certificate.validToDate.toISOString()]).toEqual([
      '2026-11-23T09:30:00.000Z',
      '2028-11-23T09:30:00.000Z',
    ])
    expect(certificate.ca).toBe(false)
    expect(certificate.fingerprint256.replaceAll(':', '')).toBe(outcome.certificateFingerprint)
    expect(entries.map((entry) => `${entry.step} ${entry.state}`)).toEqual(
      steps.flatMap((step) => [`${step.name} started`, `${step.name} done`]),
    )
    expect(verifies(sent)).toEqual([`0020008008${passcodeOnCard.toUpperCase()}`])
    expect([changes(sent, '80'), changes(sent, '81')]).toEqual([1, 1])
  })

  test('no secret is in the journal', async () => {
    const { run, entries } = bench()
    await run()
    const said = JSON.stringify(entries).toLowerCase()
    for (const secret of [plan.passcode, plan.puk, passcodeOnCard, toHex(padReferenceData(plan.puk))]) expect(said).not.toContain(secret)
  })

  test('the journal is waited for before the card is touched', async () => {
    const { run, sent } = bench()
    let waiting = 0
    await run({
      journal: async () => {
        const before = sent.length
        await new Promise((resolve) => setTimeout(resolve, 1))
        if (sent.length !== before) waiting++
      },
    })
    expect(waiting).toBe(0)
  })
})

describe('a card that is not blank stock is refused and stays as it is', () => {
  const used: readonly (readonly [string, Partial<VirtualCardState>, string])[] = [
    ['an NHS smartcard', { atr: '3BF91800008131FE454A434F503431563232AF' }, 'not-blank'],
    ['a changed passcode', { passcode: { value: '393939393939FFFF', left: 3, total: 3 } }, 'not-blank'],
    ['a changed PUK', { puk: { value: '3939393939393939', left: 3, total: 3 } }, 'not-blank'],
    ['a passcode that was tried', { passcode: { value: factoryOnCard, left: 2, total: 3 } }, 'not-blank'],
    [
      'a passcode that was tried, on a card without metadata',
      { metadata: false, passcode: { value: factoryOnCard, left: 1, total: 3 } },
      'not-blank',
    ],
    [
      'a passcode that was tried, or a card that comes with 2 attempts: only the agent can say which',
      { metadata: false, passcode: { value: factoryOnCard, left: 2, total: 3 } },
      'attempts-not-known',
    ],
    ['a certificate', { objects: { '5FC105': 'cAA=' } }, 'not-blank'],
    ['a certificate for signatures', { objects: { '5FC10A': 'cAA=' } }, 'not-blank'],
    [
      'another management key',
      { management: { algorithm: 3, key: '0A0B0C0D0E0F0A0B0C0D0E0F0A0B0C0D0E0F0A0B0C0D0E0F' } },
      'management-key-wrong',
    ],
    ['no serial number', { lacks: ['serial'] }, 'not-supported'],
    ['no P-256', { keyAlgorithms: [7] }, 'not-supported'],
    ['a management key of another kind', { management: { algorithm: 12, key: '00'.repeat(32) } }, 'management-key-wrong'],
  ]
  test.each(used)('%s', async (_name, over, code) => {
    const card = blankCard({ serial: 4242, ...over })
    const { hand, run } = bench(card)
    expect(await run()).toMatchObject({ outcome: 'refused', reason: { code } })
    expect(hand.cardState()).toEqual(card)
  })

  test('a key without a certificate', async () => {
    const first = bench()
    first.hand.failAt(99, { kind: 'removed' })
    await first.run()
    const keyOnly = { ...blankCard({ serial: 4242 }), keys: first.hand.cardState()!.keys }
    const { hand, run } = bench(keyOnly)
    expect(await run()).toMatchObject({ outcome: 'refused', reason: { code: 'not-blank' } })
    expect(hand.cardState()).toEqual(keyOnly)
  })

  test.each([
    ['the factory passcode', { passcode: '123456' }],
    ['five digits', { passcode: '12345' }],
    ['the factory PUK', { puk: '12345678' }],
    ['no JPEG', { facialImage: fromHex('89504E47') }],
    ['a photograph too large', { facialImage: sampleJpeg(12_001) }],
    ['half a GUID', { guid: fromHex('0011') }],
    ['a card that has ended', { cardholder: { ...plan.cardholder, expiry: '2026-11-23' } }],
    ['a date that is none', { cardholder: { ...plan.cardholder, expiry: '2029-02-30' } }],
    ['a short UUID', { cardholder: { ...plan.cardholder, uuid: '99990000111' } }],
    ['no name', { cardholder: { ...plan.cardholder, displayName: ' ' } }],
    ['a name that no certificate holds', { cardholder: { ...plan.cardholder, displayName: 'N'.repeat(65) } }],
  ])('a plan with %s does not touch the card at all', async (_name, over) => {
    const { run, sent } = bench()
    expect(await run({ plan: samplePlan(over) })).toMatchObject({ outcome: 'refused', reason: { code: 'plan-unfit' } })
    expect(sent).toEqual([])
  })

  test('the largest photograph allowed fits', async () => {
    expect(await bench().run({ plan: samplePlan({ facialImage: sampleJpeg(12_000) }) })).toMatchObject({ outcome: 'done' })
  })
})

describe('a card that lies', () => {
  async function turnOneBit(step: StepName): Promise<PersonalisationOutcome> {
    const { run, connect } = bench()
    const connection = await connect()
    let armed = false
    return run({
      journal: (entry) => {
        if (entry.step === step && entry.state === 'started') armed = true
      },
      connection: {
        ...connection,
        transmit: async (command) => {
          const answer = await connection.transmit(command)
          if (!armed || !answer.ok) return answer
          const altered = Uint8Array.from(answer.value)
          if (altered.length > 10) altered[altered.length - 5]! ^= 1
          return { ok: true, value: altered }
        },
      },
    })
  }

  test.each([
    ['read-back', 'proof-failed'],
    ['prove', 'proof-failed'],
    ['certificate', 'proof-failed'],
  ] as const)('one bit turned in what it answers at %s makes it spoiled', async (step, code) => {
    expect(await turnOneBit(step)).toMatchObject({ outcome: 'spoiled', step, reason: { code } })
  })
})

describe('cards differ', () => {
  test('attempt limits are set where the card can, and the outcome says where it cannot', async () => {
    const asked = samplePlan({ retries: { passcode: 6, puk: 8 } })
    const can = bench()
    expect(await can.run({ plan: asked })).toMatchObject({ outcome: 'done', retries: { passcode: 6, puk: 8 } })
    expect(can.hand.cardState()!.passcode).toEqual({ value: passcodeOnCard, left: 6, total: 6 })
    for (const over of [{ lacks: ['set-retries' as const] }, { metadata: false }]) {
      const cannot = bench(blankCard({ serial: 4242, ...over }))
      const outcome = await cannot.run({ plan: asked })
      expect(outcome).toMatchObject({ outcome: 'done', retries: { passcode: 3 } })
      expect(outcome.outcome === 'done' ? outcome.notes.join() : '').toContain('keeps those that it came with')
    }
    // The factory passcode is shown only to a card that says it has it.
    const silent = bench(blankCard({ serial: 4242, metadata: false }))
    await silent.run({ plan: asked })
    expect(verifies(silent.sent)).toEqual([`0020008008${passcodeOnCard.toUpperCase()}`])
  })

  const large = sampleJpeg(9_000)
  const sizes = [4_000, 2_700, 1_250, 900].map((bytes) => sampleJpeg(bytes))
  test.each([
    ['in one command', 3_052, {}, '6A84', 2_700],
    ['in pieces', 3_052, { extendedLength: false }, '6A84', 2_700],
    ['with 6700', 1_390, {}, '6700', 1_250],
    ['with 6A80', 2_000, {}, '6A80', 1_250],
    ['and for none at all', 1_000, {}, '6A84', 0],
  ] as const)(
    'a card with room for a small photograph only, refused %s: done, and noted',
    async (_name, largestObject, over, refusal, photograph) => {
      const { run, hand } = bench(blankCard({ serial: 4242, largestObject, objectRefusal: refusal, ...over }))
      const outcome = await run({ plan: samplePlan({ facialImage: large, smallerFacialImages: sizes }) })
      if (outcome.outcome !== 'done') throw new Error(outcome.reason.message)
      const kept = hand.cardState()!.objects['5FC108']
      expect(outcome.notes).toContain(
        photograph === 0
          ? 'The chip holds no photograph: the card has no room for one. The photograph is printed on the card as usual.'
          : `The chip holds a smaller photograph of ${photograph.toLocaleString('en-GB')} bytes: the card has no room for the larger one.`,
      )
      expect(kept === undefined ? 0 : fromBase64(kept).length).toBe(outcome.objects.find(({ name }) => name === 'facial-image')?.bytes ?? 0)
      if (photograph > 0) expect(toHex(fromBase64(kept!))).toContain(toHex(sizes.find(({ length }) => length === photograph)!))
    },
  )

  test('a card with no room for a certificate is refused while it is blank, and stays so', async () => {
    const card = blankCard({ serial: 4242, largestObject: 512 })
    const { hand, run } = bench(card)
    expect(await run({ plan: samplePlan({ facialImage: large, smallerFacialImages: sizes }) })).toMatchObject({
      outcome: 'refused',
      step: 'try-room',
      reason: { code: 'not-supported' },
    })
    expect(hand.cardState()).toEqual(card)
  })

  test('what was tried is found again after a loss, and nothing of it stays', async () => {
    const { run, entries, hand } = bench(blankCard({ serial: 4242, largestObject: 2_000, listsAlgorithms: false }))
    const small = samplePlan({ facialImage: large, smallerFacialImages: sizes })
    const lost = new Promise<void>((resolve) => {
      void run({
        plan: small,
        journal: (entry) => {
          entries.push(entry)
          if (entry.step === 'puk' && entry.state === 'started') {
            hand.remove()
            resolve()
          }
        },
      })
    })
    await lost
    const tried = hand.cardState()!
    expect([tried.objects['5FC108'] !== undefined, Object.keys(tried.keys)]).toEqual([true, ['9A']])
    hand.insert(tried)
    const outcome = await run({ plan: small, resumed: [...entries] })
    expect(outcome).toMatchObject({ outcome: 'done' })
    const after = hand.cardState()!
    expect(toHex(fromBase64(after.objects['5FC108']!))).toContain(toHex(sizes[2]!))
    expect(after.keys['9A']).not.toEqual(tried.keys['9A'])
  })

  test.each([
    ['fixed', undefined],
    ['absent', undefined],
    ['writable', formatHex(discovery)],
  ] as const)('a discovery object that is %s', async (kind, kept) => {
    const { run, hand } = bench(blankCard({ serial: 4242, discovery: kind }))
    const outcome = await run()
    expect(outcome).toMatchObject({ outcome: 'done' })
    expect(hand.cardState()!.objects['7E'] && formatHex(fromBase64(hand.cardState()!.objects['7E']!))).toBe(kept)
    if (outcome.outcome === 'done') expect(outcome.objects.some(({ name }) => name === 'discovery')).toBe(kind === 'writable')
  })

  test("a PUK that is not the factory's costs one try, and the card is set aside", async () => {
    const { run, sent } = bench(blankCard({ serial: 4242, metadata: false, puk: { value: '3939393939393939', left: 3, total: 3 } }))
    expect(await run()).toMatchObject({ outcome: 'spoiled', step: 'puk', reason: { code: 'passcode-wrong', triesLeft: 2 } })
    expect(changes(sent, '81')).toBe(1)
  })
})
