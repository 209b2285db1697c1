import { X509Certificate } from 'node:crypto'
import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from '@peculiar/asn1-x509'
import { describe, expect, test } from 'vitest'
import { formatHex, fromBase64 } from '../../../domain/bytes.ts'
import type { CardConnection } from '../../../native/ports.ts'
import { installCertificate, type InstallOutcome, type InstallRequest } from '../../../native/card/install-certificate.ts'
import { personalise } from '../../../native/card/personalise.ts'
import { readPath } from '../../../native/card/tlv.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import type { ReaderFault } from '../../../native/reader/virtual-slot.ts'
import { createTestAuthority } from '../../support/card-authority.ts'
import { testManagementKey } from '../../support/fault-set-ups.ts'
import { now, random, samplePlan } from '../../support/cards.ts'

type Transmit = CardConnection['transmit']
/** Puts other answers in the place of the card's. */
type Alter = (transmit: Transmit) => Transmit

/** A card that was issued without a certificate, and the one that came for it. */
async function issued(over: Partial<VirtualCardState> = {}) {
  const { reader, hand } = createVirtualReader({ random })
  hand.insert(blankCard({ serial: 4242, ...over }))
  const plan = samplePlan({ certificate: { kind: 'none' }, nextManagementKey: testManagementKey })
  const connect = async () => {
    const made = await reader.connect('RA Desk virtual reader')
    if (!made.ok) throw new Error(made.error.message)
    return made.value
  }
  const connection = await connect()
  const outcome = await personalise({ connection, plan, random, now, journal: () => undefined })
  await connection.disconnect('reset')
  if (outcome.outcome !== 'done') throw new Error(outcome.reason.message)
  const authority = createTestAuthority()
  const came = await authority.issue(outcome.certificateRequest!)
  if (!came.ok) throw new Error('no certificate')
  const { algorithm } = outcome.management
  const install = async (request: Partial<InstallRequest> = {}, alter: Alter = (transmit) => transmit): Promise<InstallOutcome> => {
    const at = await connect()
    const end = await installCertificate({
      connection: { atr: at.atr, transmit: alter((command) => at.transmit(command)) },
      serial: '4242',
      publicKeyFingerprint: outcome.publicKeyFingerprint,
      certificate: came.value,
      managementKey: testManagementKey({ serial: '4242', algorithm }),
      managementAlgorithm: algorithm,
      random,
      now,
      ...request,
    })
    await at.disconnect('reset')
    return end
  }
  return { hand, plan, outcome, install, certificate: came.value }
}

function onCard(card: VirtualCardState): string | undefined {
  const der = readPath(fromBase64(card.objects['5FC105'] ?? ''), [0x70])
  return der.ok ? formatHex(der.value) : undefined
}

describe('a certificate that came later', () => {
  test.each([
    ['by the public key that the card tells', {}, false, 'public-key'],
    ['by a signature when the passcode is at hand', {}, true, 'signature'],
    ['by the record where the card does not tell its key', { metadata: false, lacks: ['version' as const] }, false, 'record'],
    ['by a signature on such a card too', { metadata: false, lacks: ['version' as const] }, true, 'signature'],
  ])('is written, read back and proved %s', async (_name, over, withPasscode, proof) => {
    const { hand, plan, outcome, install, certificate } = await issued(over)
    expect(outcome).toMatchObject({ certificate: undefined, certificateFingerprint: undefined })
    expect(outcome.notes).toContain('The card has no certificate yet: one made from its request is put on later.')
    const ended = await install(withPasscode ? { passcode: plan.passcode } : {})
    expect(ended).toEqual({
      outcome: 'done',
      serial: '4242',
      certificateFingerprint: new X509Certificate(certificate).fingerprint256.replaceAll(':', ''),
      proof,
      wasThere: false,
    })
    expect(onCard(hand.cardState()!)).toBe(formatHex(certificate))
    expect(await install()).toMatchObject({ outcome: 'done', wasThere: true })
    expect(hand.cardState()!.passcode.left).toBe(3)
  })

  const stranger = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new AttributeValue({ utf8String: 'Somebody Else' }) }),
    ]),
  ])
  test.each([
    ['that has ended', { until: '2026-11-22T00:00:00Z' }, 'has ended'],
    ['that is not valid yet', { from: '2026-12-22T00:00:00Z' }, 'not valid yet'],
    ['that names somebody else', { subject: stranger }, 'another holder'],
  ])('%s touches nothing', async (_name, authority, message) => {
    const { hand, outcome, install } = await issued()
    const before = hand.commandCount()
    const other = await createTestAuthority(authority).issue(outcome.certificateRequest!)
    const subject = { commonName: 'Siân Ŵyn Sample-Nguyễn', organisation: 'Example Integrated Care Board', serialNumber: '999900001111' }
    const ended = await install({ certificate: other.ok ? other.value : new Uint8Array(), subject })
    expect(ended).toMatchObject({ outcome: 'refused', serial: '4242', reason: { code: 'certificate-unfit' } })
    expect(ended.outcome === 'done' ? '' : ended.reason.message).toContain(message)
    expect(hand.commandCount()).toBe(before)
  })

  test("a certificate of another card's key touches nothing, nor does what is none", async () => {
    const { install } = await issued()
    const other = await issued()
    for (const certificate of [other.certificate, new Uint8Array(10), new Uint8Array([...other.certificate, 0])]) {
      expect(await install({ certificate })).toMatchObject({ outcome: 'refused', reason: { code: 'certificate-unfit' } })
    }
  })

  test.each([
    ['another card', { serial: 4243 }],
    ['an NHS smartcard', { atr: '3BF91800008131FE454A434F503431563232AF' }],
  ])('%s is not written to', async (_name, over) => {
    const { hand, install } = await issued()
    hand.insert({ ...hand.cardState()!, ...over })
    const before = hand.cardState()
    expect(await install()).toMatchObject({ outcome: 'refused', serial: undefined, reason: { code: 'another-card' } })
    expect(hand.cardState()).toEqual(before)
  })

  test('a card of that number with another key is not written to', async () => {
    const { hand, install } = await issued()
    const other = await issued()
    hand.insert({ ...hand.cardState()!, keys: other.hand.cardState()!.keys })
    expect(await install()).toMatchObject({ outcome: 'refused', reason: { code: 'another-card' } })
    expect(onCard(hand.cardState()!)).toBeUndefined()
  })

  test('a card without the application is another card', async () => {
    const { install } = await issued()
    const ended = await install({}, (transmit) => (command) => {
      const isSelect = command[1] === 0xa4
      return isSelect ? Promise.resolve({ ok: true, value: Uint8Array.of(0x6a, 0x82) }) : transmit(command)
    })
    expect(ended).toMatchObject({ outcome: 'refused', serial: undefined, reason: { code: 'another-card' } })
  })

  test.each([
    ['reads back something else', [0x53, 0x03, 0x70, 0x01, 0x00, 0x90, 0x00], 'proof-failed'],
    ['reads back a fault', [0x6f, 0x00], 'card-fault'],
  ])('a card that %s after it was written is spoiled', async (_, answer, code) => {
    const { install } = await issued()
    let wrote = false
    const ended = await install({}, (transmit) => (command) => {
      if (wrote && command[1] === 0xcb) return Promise.resolve({ ok: true, value: Uint8Array.from(answer) })
      wrote ||= command[1] === 0xdb
      return transmit(command)
    })
    expect(ended).toMatchObject({ outcome: 'spoiled', serial: '4242', reason: { code } })
  })

  test('a wrong management key writes nothing', async () => {
    const { hand, install } = await issued()
    expect(await install({ managementKey: random(32) })).toMatchObject({ outcome: 'refused', reason: { code: 'management-key-wrong' } })
    expect(onCard(hand.cardState()!)).toBeUndefined()
  })

  test('a wrong passcode uses one attempt and is reported', async () => {
    const { hand, install } = await issued()
    expect(await install({ passcode: '999999' })).toMatchObject({ outcome: 'refused', reason: { code: 'passcode-wrong', triesLeft: 2 } })
    expect(hand.cardState()!.passcode.left).toBe(2)
  })

  const faults: readonly ReaderFault[] = [
    { kind: 'removed' },
    { kind: 'answer-lost' },
    { kind: 'mute' },
    { kind: 'short' },
    { kind: 'service-stopped' },
    { kind: 'status', sw: '6F00' },
    { kind: 'status', sw: '6982' },
  ]
  test.each(faults.map((fault) => [fault.kind === 'status' ? fault.sw : fault.kind, fault] as const))(
    '%s at any command: never done unproved, and doing it again ends well',
    async (_name, fault) => {
      const { hand, plan, install, certificate } = await issued()
      const blank = hand.cardState()!
      let count = hand.commandCount()
      await install({ passcode: plan.passcode })
      count = hand.commandCount() - count
      expect(count).toBeGreaterThan(8)
      for (let index = 0; index < count; index++) {
        hand.insert(blank)
        hand.failAt(index, fault)
        const first = await install({ passcode: plan.passcode })
        const wrote = onCard(hand.cardState()!) !== undefined
        // The certificate is the first extended command, and goes again in pieces.
        const fellBack = fault.kind === 'status' && first.outcome === 'done' && wrote
        if (fellBack) continue
        expect(first.outcome, String(index)).toBe(
          fault.kind !== 'status' ? 'resumable' : first.outcome === 'spoiled' ? 'spoiled' : 'refused',
        )
        if (first.outcome === 'spoiled') expect(wrote || fault.kind === 'status').toBe(true)
        hand.startService()
        hand.insert(hand.cardState()!)
        expect(await install({ passcode: plan.passcode }), String(index)).toMatchObject({ outcome: 'done', proof: 'signature' })
        expect(onCard(hand.cardState()!)).toBe(formatHex(certificate))
      }
    },
  )
})
