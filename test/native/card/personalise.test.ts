import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formatHex, fromBase64, fromHex, toHex } from '../../../domain/bytes.ts'
import { personalise, type JournalEntry, type PersonalisationOutcome } from '../../../native/card/personalise.ts'
import { steps, type StepName } from '../../../native/card/personalise-steps.ts'
import { algorithms, padReferenceData, type ManagementAlgorithm } from '../../../native/card/piv.ts'
import { discovery } from '../../../native/card/piv-objects.ts'
import { cardProfiles, type CardProfile } from '../../../native/card/profile.ts'
import { readPath } from '../../../native/card/tlv.ts'
import { blankCard, virtualCardState, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import type { CardConnection } from '../../../native/ports.ts'
import { createVirtualReader, type VirtualReaderControls } from '../../../native/reader/virtual-reader.ts'
import { err } from '../../../domain/result.ts'
import { createTestAuthority, isIssuedBy } from '../../support/card-authority.ts'
import { testManagementKey } from '../../support/card-faults.ts'
import { now, random, sampleJpeg, samplePlan } from '../../support/cards.ts'

const plan = samplePlan({ facialImage: sampleJpeg(1500) })
const passcodeOnCard = toHex(padReferenceData(plan.passcode))
const factoryOnCard = toHex(padReferenceData('123456'))

interface Bench {
  readonly hand: VirtualReaderControls
  readonly entries: JournalEntry[]
  /** Every command that left, in hex. */
  readonly sent: string[]
  connect(): Promise<CardConnection>
  run(over?: {
    readonly plan?: typeof plan
    readonly resumed?: readonly JournalEntry[]
    readonly profile?: CardProfile
    readonly connection?: CardConnection
    readonly journal?: (entry: JournalEntry) => Promise<void> | void
  }): Promise<PersonalisationOutcome>
  /** The card comes back, whatever happened to it or to the service. */
  comeBack(): void
}

function bench(card: VirtualCardState = blankCard({ serial: 4242 })): Bench {
  const { reader, hand } = createVirtualReader({ random })
  hand.insert(card)
  const entries: JournalEntry[] = []
  const sent: string[] = []
  const connect = async (): Promise<CardConnection> => {
    const made = await reader.connect('RA Desk virtual reader')
    if (!made.ok) throw new Error(made.error.message)
    return {
      ...made.value,
      transmit: (command) => {
        sent.push(formatHex(command))
        return made.value.transmit(command)
      },
    }
  }
  return {
    hand,
    entries,
    sent,
    connect,
    async run(over = {}) {
      const connection = over.connection ?? (await connect())
      const outcome = await personalise({
        connection,
        plan: over.plan ?? plan,
        random,
        now,
        journal: over.journal ?? ((entry) => void entries.push(entry)),
        ...(over.resumed ? { resumed: over.resumed } : {}),
        ...(over.profile ? { profile: over.profile } : {}),
      })
      await connection.disconnect('reset')
      return outcome
    },
    comeBack() {
      hand.startService()
      hand.insert(hand.cardState()!)
    },
  }
}

/** CHANGE REFERENCE DATA commands to one reference that left for the card. */
const changes = (sent: readonly string[], reference: '80' | '81'): number =>
  sent.filter((command) => command.startsWith(`002400${reference}`)).length
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
      { metadata: false, passcode: { value: factoryOnCard, left: 2, total: 3 } },
      'not-blank',
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

describe('the app killed at any moment', () => {
  /** A promise that never settles is what a killed process leaves of its work. */
  const never = (): Promise<never> => new Promise(() => undefined)

  test.each([
    ['before it was on disk', false, true],
    ['after it was on disk', true, true],
    ['before it was on disk, of a card without metadata', false, false],
    ['after it was on disk, of a card without metadata', true, false],
  ])('at each entry of the journal, %s', async (_when, onDisk, metadata) => {
    for (let index = 0; index < steps.length * 2; index++) {
      const step = steps[index >> 1]!
      const at = `entry ${String(index)} (${step.name})`
      const { hand, run, entries, sent } = bench(blankCard({ serial: 4242, metadata }))
      let killed: () => void = () => undefined
      const kill = new Promise<void>((resolve) => {
        killed = resolve
      })
      let count = 0
      void run({
        journal: (entry) => {
          const last = count++ === index
          if (!last || onDisk) entries.push(entry)
          if (!last) return
          killed()
          return never()
        },
      })
      await kill
      hand.insert(hand.cardState()!)
      const outcome = await run({ resumed: [...entries] })
      // A card that tells whether its secrets are still the factory's, or which management key it has, is asked; another one cannot be.
      const unresolved =
        step.kind === 'secret' &&
        entries.filter((entry) => entry.step === step.name).length === 1 &&
        !metadata &&
        step.name !== 'management-key'
      expect(outcome.outcome, at).toBe(unresolved ? 'unknown' : 'done')
      expect(changes(sent, '80'), at).toBeLessThanOrEqual(1)
    }
  })

  test('a journal that cannot be written stops the work at once', async () => {
    for (let index = 0; index < steps.length * 2; index++) {
      const step = steps[index >> 1]!
      const { run, sent } = bench()
      let count = 0
      let atFailure = -1
      const outcome = await run({
        journal: () => {
          if (count++ !== index) return
          atFailure = sent.length
          throw new Error('disk full')
        },
      })
      expect(outcome).toMatchObject({ step: step.name, reason: { code: 'journal-failed' } })
      const wrote = index > steps.findIndex(({ name }) => name === 'puk') * 2
      expect(outcome.outcome).toBe(wrote ? 'resumable' : 'refused')
      expect(sent.length).toBe(atFailure)
    }
  })
})

describe('going on after a loss', () => {
  async function begun(): Promise<Bench> {
    const one = bench()
    const journal = (entry: JournalEntry): void => {
      one.entries.push(entry)
      if (entry.step === 'write-chuid' && entry.state === 'started') one.hand.failAt(0, { kind: 'removed' })
    }
    expect(await one.run({ journal })).toMatchObject({ outcome: 'resumable', step: 'write-chuid', serial: '4242' })
    return one
  }

  test('another card put back is refused and not written to', async () => {
    const { hand, run, entries } = await begun()
    const other = blankCard({ serial: 4243 })
    hand.insert(other)
    expect(await run({ resumed: entries })).toMatchObject({ outcome: 'refused', serial: '4243', reason: { code: 'another-card' } })
    expect(hand.cardState()).toEqual(other)
  })

  test('the same card with another passcode is spoiled, at the cost of one try and no more', async () => {
    const { hand, run, entries, sent, comeBack } = await begun()
    comeBack()
    hand.insert({ ...hand.cardState()!, passcode: { value: '393939393939FFFF', left: 3, total: 3 } })
    const before = verifies(sent).length
    expect(await run({ resumed: entries })).toMatchObject({
      outcome: 'spoiled',
      step: 'verify',
      reason: { code: 'passcode-wrong', triesLeft: 2 },
    })
    expect(verifies(sent).length).toBe(before + 1)
  })

  test('a card may be lost again and again', async () => {
    const { hand, run, entries, comeBack } = await begun()
    for (const step of ['recognise', 'verify', 'write-facial-image', 'read-back', 'prove']) {
      comeBack()
      let armed = false
      const outcome = await run({
        resumed: [...entries],
        journal: (entry) => {
          entries.push(entry)
          if (entry.step !== step || entry.state !== 'started' || armed) return
          armed = true
          hand.failAt(0, { kind: 'answer-lost' })
        },
      })
      expect(outcome).toMatchObject({ outcome: 'resumable', step })
    }
    comeBack()
    expect(await run({ resumed: entries })).toMatchObject({ outcome: 'done' })
  })

  test('the state of a card survives its file', async () => {
    const { hand } = await begun()
    expect(virtualCardState.parse(JSON.parse(JSON.stringify(hand.cardState())))).toEqual(hand.cardState())
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

describe('profiles', () => {
  test.each([
    ['piv-p256', 'ec', 'prime256v1'],
    ['piv-p384', 'ec', 'secp384r1'],
    ['piv-rsa2048', 'rsa', undefined],
  ] as const)(
    '%s makes its kind of key, and both transports carry it',
    async (id, type, curve) => {
      for (const transport of ['extended', 'chained'] as const) {
        const authority = createTestAuthority()
        const { run, sent } = bench()
        const outcome = await run({
          profile: { ...cardProfiles[id], transport },
          plan: samplePlan({
            certificate: { kind: 'authority', issue: (request) => authority.issue(request) },
            nextManagementKey: testManagementKey,
          }),
        })
        if (outcome.outcome !== 'done') throw new Error(outcome.reason.message)
        const { publicKey } = new X509Certificate(outcome.certificate!)
        expect([publicKey.asymmetricKeyType, publicKey.asymmetricKeyDetails?.namedCurve]).toEqual([type, curve])
        expect(isIssuedBy(authority, outcome.certificate!)).toBe(true)
        expect(sent.some((command) => command.length > 2 * 261)).toBe(transport === 'extended')
        expect(outcome.notes).toEqual([])
      }
    },
    60_000,
  )

  test('every profile names itself', () => {
    for (const [id, profile] of Object.entries(cardProfiles)) expect(profile.id).toBe(id)
  })
})

describe('the certificate', () => {
  const from = (issue: (request: Uint8Array) => ReturnType<ReturnType<typeof createTestAuthority>['issue']>) =>
    samplePlan({ facialImage: sampleJpeg(1500), certificate: { kind: 'authority', issue } })

  test('an authority that fails leaves a card to go on with, and is asked again with the same request', async () => {
    const { run, entries, hand } = bench()
    const authority = createTestAuthority()
    const asked: string[] = []
    const refuse = (request: Uint8Array) => {
      asked.push(Buffer.from(request).toString('base64'))
      return Promise.resolve(err('authority-locked', 'The issuing authority is locked.', 'Unlock it.'))
    }
    const first = await run({ plan: from(refuse) })
    expect(first).toMatchObject({
      outcome: 'resumable',
      step: 'certificate',
      reason: {
        code: 'authority-failed',
        message: 'The issuing authority is locked. The card is good so far.',
        next: 'Unlock it. Then put the same card back.',
      },
    })
    hand.insert(hand.cardState()!)
    const second = await run({ plan: from((request) => authority.issue(request)), resumed: [...entries] })
    expect(second).toMatchObject({ outcome: 'done' })
    expect(authority.requests).toEqual(asked)
  })

  test('a certificate that was issued is not asked for again', async () => {
    const { run, entries, hand } = bench()
    const authority = createTestAuthority()
    const plan = from((request) => authority.issue(request))
    const journal = (entry: JournalEntry): void => {
      entries.push(entry)
      if (entry.step === 'write-certificate' && entry.state === 'started') hand.failAt(0, { kind: 'answer-lost' })
    }
    await run({ plan, journal })
    hand.insert(hand.cardState()!)
    const outcome = await run({ plan, resumed: [...entries] })
    expect(outcome.outcome === 'done' && isIssuedBy(authority, outcome.certificate!)).toBe(true)
    expect(authority.requests).toHaveLength(1)
  })

  test.each([
    ['another key', async () => createTestAuthority().certificate],
    ['no meaning', async () => fromHex('3000')],
  ])('one with %s is not written', async (_name, certificate) => {
    const { run, hand } = bench()
    const der = await certificate()
    expect(await run({ plan: from(() => Promise.resolve({ ok: true, value: der })) })).toMatchObject({
      outcome: 'resumable',
      step: 'certificate',
      reason: { code: 'certificate-unfit' },
    })
    expect(hand.cardState()!.objects).toEqual({})
  })

  test('none: the card is done without, its request ready', async () => {
    const { run, hand } = bench()
    const outcome = await run({ plan: samplePlan({ certificate: { kind: 'none' } }) })
    expect(outcome).toMatchObject({
      outcome: 'done',
      certificate: undefined,
      notes: expect.arrayContaining(['The card has no certificate yet: one made from its request is put on later.']),
    })
    expect(hand.cardState()!.objects['5FC105']).toBeUndefined()
    const authority = createTestAuthority()
    if (outcome.outcome === 'done') expect(await authority.issue(outcome.certificateRequest!)).toMatchObject({ ok: true })
  })
})

describe('the management key', () => {
  const changing = samplePlan({ facialImage: sampleJpeg(1500), nextManagementKey: testManagementKey })
  const aes192 = { algorithm: algorithms.aes192, key: '010203040506070801020304050607080102030405060708' }
  const kinds: readonly (readonly [string, Partial<VirtualCardState>, ManagementAlgorithm])[] = [
    ['3DES becomes AES-256 where the card lists it', {}, algorithms.aes256],
    ['3DES becomes the AES that the card lists', { managementAlgorithms: [3, 8] }, algorithms.aes128],
    ['3DES becomes AES-256 on a YubiKey of version 5.4', { listsAlgorithms: false }, algorithms.aes256],
    ['3DES stays 3DES on an older one', { listsAlgorithms: false, version: [5, 3, 0], managementAlgorithms: [3] }, algorithms.tripleDes],
    ['3DES stays 3DES when the card refuses AES after all', { listsAlgorithms: false, managementAlgorithms: [3] }, algorithms.tripleDes],
    ['3DES stays 3DES on a card without metadata that lists nothing', { listsAlgorithms: false, metadata: false }, algorithms.tripleDes],
    ['AES-192 stays AES-192', { management: aes192 }, algorithms.aes192],
  ]
  test.each(kinds)('%s', async (_name, over, algorithm) => {
    const { run, hand } = bench(blankCard({ serial: 4242, ...over }))
    expect(await run({ plan: changing })).toMatchObject({ outcome: 'done', management: { algorithm, key: 'next' } })
    expect(hand.cardState()!.management).toEqual({ algorithm, key: toHex(testManagementKey({ serial: '4242', algorithm })) })
  })

  const kept: readonly (readonly [string, typeof plan, Partial<VirtualCardState>, string])[] = [
    ['the station has none of its own', samplePlan(), {}, 'The card keeps its factory key: this workstation has no card keys of its own.'],
    ['the card cannot change it', changing, { lacks: ['set-management-key'] }, 'The card keeps its factory key: it accepts no other.'],
  ]
  test.each(kept)('when %s, the outcome says so', async (_name, asked, over, note) => {
    const { run } = bench(blankCard({ serial: 4242, ...over }))
    const outcome = await run({ plan: asked })
    expect(outcome).toMatchObject({ outcome: 'done', management: { key: 'present' } })
    expect(outcome.outcome === 'done' ? outcome.notes : []).toContain(note)
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

  test.each([
    ['in one command', {}],
    ['in pieces', { extendedLength: false }],
  ])('a card with room for a small photograph only says which size to try, %s, and goes on with that', async (_name, over) => {
    const { run, entries, hand } = bench(blankCard({ serial: 4242, largestObject: 3_500, ...over }))
    const outcome = await run({ plan: samplePlan({ facialImage: sampleJpeg(9_000) }) })
    expect(outcome).toMatchObject({ outcome: 'resumable', step: 'write-facial-image', reason: { code: 'photograph-too-large' } })
    expect(outcome.outcome === 'done' ? '' : outcome.reason.message + outcome.reason.next).toMatch(
      /9,000 bytes\. Nothing of it was written.*at most 8,000 bytes/,
    )
    expect(hand.cardState()!.objects['5FC108']).toBeUndefined()
    expect(await run({ plan: samplePlan({ facialImage: sampleJpeg(3_000) }), resumed: [...entries] })).toMatchObject({ outcome: 'done' })
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

describe('when a card is to be gone on with', () => {
  test.each([
    ['an NHS smartcard', { atr: '3BF91800008131FE454A434F503431563232AF' }],
    ['a card that tells no serial number', { lacks: ['serial' as const] }],
    ['a card with another number', { serial: 4243 }],
  ])('%s says nothing about the one that was begun', async (_name, over) => {
    const { run, entries, hand } = bench()
    const journal = (entry: JournalEntry): void => {
      entries.push(entry)
      if (entry.step === 'write-ccc') hand.failAt(0, { kind: 'removed' })
    }
    await run({ journal })
    const mine = hand.cardState()!
    hand.insert(blankCard({ serial: 4242, ...over }))
    expect(await run({ resumed: [...entries] })).toMatchObject({ outcome: 'refused', reason: { code: 'another-card' } })
    expect(hand.cardState()).toEqual(blankCard({ serial: 4242, ...over }))
    hand.insert(mine)
    expect(await run({ resumed: [...entries] })).toMatchObject({ outcome: 'done' })
  })

  test('a card that answers no PIV application is another card', async () => {
    const { run, entries, hand } = bench()
    const journal = (entry: JournalEntry): void => {
      entries.push(entry)
      if (entry.step === 'write-ccc') hand.failAt(0, { kind: 'removed' })
    }
    await run({ journal })
    hand.insert(hand.cardState()!)
    hand.answerNext('6A82')
    expect(await run({ resumed: [...entries] })).toMatchObject({ outcome: 'refused', reason: { code: 'another-card' } })
  })
})
