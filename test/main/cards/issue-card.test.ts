import { AUTHORITY_PASSPHRASE } from '../../support/authority-files.ts'
import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factory } from '../../../native/card/piv.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { toHex } from '../../../domain/bytes.ts'
import type { MainApp } from '../../support/main-app.ts'
import { cardOnReader, choose, put, readyCase, show, underCardSettings } from '../../support/card-issue-bench.ts'
import { p256Authority, testWithAuthority } from '../../support/p256-authority.ts'
import { sampleJpeg } from '../../support/cards.ts'
import { photo, readCase, type Walk } from '../../support/main-journey.ts'

const authority = p256Authority()
const { opened, start } = underCardSettings()
/** The certificate in slot 9A: SP 800-73-4 part 1 appendix A, tag 70 inside. */
function certificateOn(card: VirtualCardState): X509Certificate | undefined {
  const content = card.objects['5FC105']
  if (!content) return undefined
  const bytes = Buffer.from(content, 'base64')
  expect(bytes[0]).toBe(0x70)
  return new X509Certificate(bytes.subarray(bytes[1] === 0x82 ? 4 : bytes[1] === 0x81 ? 3 : 2))
}
const keyOn = (card: VirtualCardState) =>
  createPublicKey({ key: Buffer.from(card.keys['9A']!.pkcs8, 'base64'), format: 'der', type: 'pkcs8' } as never)

describe('the certificate comes from where the station says', () => {
  test('self-signed', async () => {
    const main = await start({ certificate: 'self-signed' })
    const caseId = await readyCase(main)
    await put(main, caseId, blankCard({ serial: 1001 }))
    const certificate = certificateOn(cardOnReader(main))!
    expect([certificate.subject, certificate.verify(certificate.publicKey)]).toEqual([certificate.issuer, true])
    expect((await show(main, '1001')).certificate).toMatchObject({ source: 'self-signed', hasRequest: false, managementKey: 'station' })
  })

  for (const profile of ['piv-p256', 'piv-p384', 'piv-rsa2048'] as const) {
    testWithAuthority(`from the station’s authority, ${profile}; OpenSSL accepts it, and the record knows what was issued`, async () => {
      const main = await start({ certificate: 'authority', profile })
      await main.must('cards.loadAuthority', {
        base64: Buffer.from(authority().pkcs12('p256')).toString('base64'),
        passphrase: AUTHORITY_PASSPHRASE,
      })
      const caseId = await readyCase(main)
      const answer = await put(main, caseId, blankCard({ serial: 1002 }))
      expect(answer.ok && answer.value.result.outcome).toBe('done')
      const certificate = certificateOn(cardOnReader(main))!
      writeFileSync(join(authority().folder, 'card.pem'), certificate.toString())
      expect(authority().openssl('verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', 'p256.pem', 'card.pem').trim()).toBe(
        'card.pem: OK',
      )
      expect(certificate.publicKey.equals(keyOn(cardOnReader(main)))).toBe(true)
      const { view } = await readCase(main, caseId)
      expect(view.facts.liveCard?.written?.certificateFingerprint).toBe(
        createHash('sha256').update(certificate.raw).digest('hex').toUpperCase(),
      )
      expect((await show(main, '1002')).certificate).toMatchObject({ source: 'authority', hasRequest: true })
    })
  }

  testWithAuthority('later: the card is written without one, and its request can be saved', async () => {
    const main = await start({ certificate: 'none' })
    const caseId = await readyCase(main)
    const answer = await put(main, caseId, blankCard({ serial: 1003 }))
    expect(answer.ok && answer.value.result.outcome).toBe('done')
    expect(certificateOn(cardOnReader(main))).toBeUndefined()
    expect((await show(main, '1003')).certificate).toEqual({
      source: 'none',
      hasRequest: true,
      managementKey: 'station',
      publicKeyFingerprint: expect.stringMatching(/^[0-9A-F]{64}$/) as string,
    })
    const { savedAs } = await main.must('cards.saveRequest', { serial: '1003' })
    writeFileSync(join(authority().folder, 'card.csr'), main.saved.get(savedAs)!)
    expect(authority().openssl('req', '-in', 'card.csr', '-noout', '-verify', '-subject', '-nameopt', 'utf8')).toContain('555000111222')
    expect(authority().openssl('req', '-in', 'card.csr', '-noout', '-pubkey').trim()).toBe(
      keyOn(cardOnReader(main)).export({ format: 'pem', type: 'spki' }).toString().trim(),
    )
  })

  testWithAuthority('and a certificate that an authority made from the request goes on that card and on no other', async () => {
    const main = await start({ certificate: 'none' })
    const [caseId, otherCase] = [await readyCase(main), await readyCase(main, '555000111333')]
    await put(main, otherCase, blankCard({ serial: 1006 }))
    const other = cardOnReader(main)
    await put(main, caseId, blankCard({ serial: 1005 }))
    const card = cardOnReader(main)
    const { savedAs } = await main.must('cards.saveRequest', { serial: '1005' })
    writeFileSync(join(authority().folder, 'later.csr'), main.saved.get(savedAs)!)
    authority().openssl(
      'x509',
      '-req',
      '-in',
      'later.csr',
      '-CA',
      'p256.pem',
      '-CAkey',
      'p256.key',
      '-set_serial',
      '77',
      '-days',
      '90',
      '-out',
      'later.pem',
    )
    const base64 = Buffer.from(authority().openssl('x509', '-in', 'later.pem')).toString('base64')
    const { reader } = await main.must('devices.state', {})
    const install = (on: VirtualCardState, file = base64) => {
      main.reader.insert(on)
      return main.call('cards.installCertificate', {
        caseId,
        expectedSeq: main.seq(caseId),
        serial: '1005',
        reader: reader.readers[0]!.name,
        base64: file,
      })
    }
    const wrong = await install(other)
    expect(wrong.ok && wrong.value.result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('1005') as string })
    expect(certificateOn(cardOnReader(main))).toBeUndefined()
    const foreign = await install(card, Buffer.from(authority().openssl('x509', '-in', 'p256.pem')).toString('base64'))
    expect(foreign.ok && foreign.value.result.outcome).toBe('refused')
    const nonsense = await install(card, Buffer.from('no certificate').toString('base64'))
    expect(nonsense.ok ? '' : nonsense.error.code).toBe('not-a-certificate')
    const right = await install(card)
    expect(right.ok && right.value.result).toEqual({ outcome: 'done' })
    expect(certificateOn(cardOnReader(main))!.serialNumber).toBe('4D')
    expect((await show(main, '1005')).certificate).toMatchObject({
      source: 'file',
      hasRequest: true,
      validUntil: expect.any(String) as string,
    })
  })

  test('no authority loaded: the card is not touched and no secret is drawn', async () => {
    const main = await start({ certificate: 'authority' })
    const caseId = await readyCase(main)
    const answer = await put(main, caseId, blankCard({ serial: 1004 }))
    expect(answer.ok ? '' : answer.error.code).toBe('no-authority')
    expect(cardOnReader(main)).toEqual(blankCard({ serial: 1004 }))
    expect(main.reader.commandCount()).toBe(0)
  })
})

describe('the management key', () => {
  test('each card ends with one of its own; the factory’s opens it no more', async () => {
    const main = await start()
    const keys: string[] = []
    for (const [index, serial] of [2001, 2002].entries()) {
      await put(main, await readyCase(main, `55500011122${index}`), blankCard({ serial }))
      keys.push(cardOnReader(main).management.key)
    }
    expect(new Set([...keys, toHex(factory.managementKey)]).size).toBe(3)
    expect((await show(main, '2001')).certificate?.managementKey).toBe('station')
  })

  test('a card that was pulled half way is finished after another start, as it was begun, whatever the station chooses since', async () => {
    const main = await start({ profile: 'piv-p256' })
    const caseId = await readyCase(main)
    const whole = await measure()
    main.reader.insert(blankCard({ serial: 2003 }))
    main.reader.removeAfter(whole - 12)
    const { reader } = await main.must('devices.state', {})
    const first = await main.must('card.write', { caseId, expectedSeq: main.seq(caseId), reader: reader.readers[0]!.name })
    expect(first.result.outcome).toBe('resumable')
    expect((await show(main, '2003')).card).toMatchObject({ state: 'begun', heldByCase: true })
    await choose(main, { profile: 'piv-p384', certificate: 'none', onlyListed: true })
    const card = cardOnReader(main)
    const again = await startAgain(main)
    const second = await put(again, caseId, card)
    expect(second.ok && second.value.result.outcome).toBe('done')
    expect(keyOn(cardOnReader(again)).asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
    expect((await show(again, '2003')).transcripts.map(({ outcome }) => outcome)).toEqual(['resumable', 'done'])
  })

  /** How many commands a whole card takes. */
  async function measure(): Promise<number> {
    const main = await start()
    await put(main, await readyCase(main), blankCard({ serial: 2999 }))
    return main.reader.commandCount()
  }
})

describe('the photograph on the chip', () => {
  /** In bytes: the one for a card as the standard has it, then smaller ones. */
  const photographed = (...sizes: readonly number[]): Partial<Walk> => ({
    photograph: async (main, caseId) => {
      const [evidence, print] = [await main.attach(caseId, photo()), await main.attach(caseId, photo())]
      const [chip, ...smallerChips] = await Promise.all(sizes.map((bytes) => main.attach(caseId, sampleJpeg(bytes))))
      await main.act(caseId, { kind: 'photographAttached', evidence, print, chip: chip!, smallerChips })
      await main.act(caseId, { kind: 'photographAssessed', evidenceId: evidence.evidenceId, outcome: 'accepted' })
    },
  })
  const onChip = (main: MainApp) => toHex(new Uint8Array(Buffer.from(cardOnReader(main).objects['5FC108'] ?? '', 'base64')))

  test.each([
    { room: 12_710, size: 9_000 },
    { room: 3_052, size: 2_700 },
    { room: 2_000, size: 1_800 },
    { room: 1_390, size: undefined },
  ])('is the largest that a card with $room bytes takes', async ({ room, size }) => {
    const main = await start({ certificate: 'self-signed' })
    const caseId = await readyCase(main, undefined, photographed(9_000, 2_700, 1_800))
    const answer = await put(main, caseId, blankCard({ serial: 3001, largestObject: room }))
    expect(answer.ok && answer.value.result.outcome).toBe('done')
    if (size === undefined) expect(onChip(main)).toBe('')
    else expect(onChip(main)).toContain(toHex(sampleJpeg(size)))
  })

  test('of a case that has no smaller one is left off a small card', async () => {
    const main = await start({ certificate: 'self-signed' })
    const answer = await put(main, await readyCase(main), blankCard({ serial: 3002, largestObject: 1_390 }))
    expect([answer.ok && answer.value.result.outcome, onChip(main)]).toEqual(['done', ''])
  })
})

async function startAgain(main: MainApp): Promise<MainApp> {
  await main.app.lock('closed')
  const again = await main.again()
  opened.push(again)
  await again.unlock()
  return again
}
