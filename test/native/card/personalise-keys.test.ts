import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import type { JournalEntry } from '../../../native/card/personalise-journal.ts'
import { algorithms, type ManagementAlgorithm } from '../../../native/card/piv.ts'
import { cardProfiles } from '../../../native/card/profile.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { err } from '../../../domain/result.ts'
import { createTestAuthority, isIssuedBy } from '../../support/card-authority.ts'
import { testManagementKey } from '../../support/fault-set-ups.ts'
import { sampleJpeg, samplePlan } from '../../support/cards.ts'
import { bench, plan } from '../../support/personalise-bench.ts'

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
    expect(hand.cardState()!.objects['5FC105']).toBeUndefined()
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
    [
      '3DES stays 3DES on a card that says version 5.7 and knows only that',
      { version: [5, 7, 1], listsAlgorithms: false, managementAlgorithms: [3] },
      algorithms.tripleDes,
    ],
    [
      '3DES becomes the AES that the card has and does not list',
      { listsAlgorithms: false, managementAlgorithms: [3, 8] },
      algorithms.aes128,
    ],
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
