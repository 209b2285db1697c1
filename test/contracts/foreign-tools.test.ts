/** Programs of others accept the card that RA Desk personalised: yubico-piv-tool, OpenSC and OpenSSL over PC/SC. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatHex, toHex } from '../../domain/bytes.ts'
import { type PersonalisationOutcome, personalise } from '../../native/card/personalise.ts'
import type { JournalEntry } from '../../native/card/personalise-journal.ts'
import { algorithms, type ManagementAlgorithm } from '../../native/card/piv.ts'
import { type CardProfileId, cardProfiles } from '../../native/card/profile.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import type { Devices } from '../../native/ports.ts'
import { type PcscStack, startVirtualCard, takePcsc, type VirtualCardProcess, vpcdReader } from '../support/pcsc.ts'
import { createTestAuthority } from '../support/card-authority.ts'
import { testManagementKey } from '../support/fault-set-ups.ts'
import { type CardSlot, createCardSlot } from '../support/card-in-vpcd.ts'
import { now, random, sampleJpeg, samplePlan } from '../support/cards.ts'
import { deviceProcess, findModule, missing, piv, type Ran, run, runWith, untilPresent } from '../support/foreign-tools.ts'

describe.skipIf(missing !== undefined)(`programs of others${missing === undefined ? '' : ` (${missing})`}`, () => {
  const plan = samplePlan()
  let folder: string
  let pcsc: PcscStack
  let card: VirtualCardProcess
  let devices: Devices
  let outcome: PersonalisationOutcome
  const entries: JournalEntry[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-foreign-'))
    pcsc = await takePcsc()
    card = await startVirtualCard({ stateFile: join(folder, 'card.json'), serial: 31_415_926, port: pcsc.ports.first })
    devices = createRemoteDevices(() =>
      forkDeviceProcess(deviceProcess, { reader: 'pcsc', printer: 'virtual', documents: 'virtual', text: 'none' }),
    )
    const { name } = await untilPresent(devices)
    const connection = await devices.reader.connect(name)
    if (!connection.ok) throw new Error(connection.error.message)
    outcome = await personalise({ connection: connection.value, plan, random, now, journal: (entry) => void entries.push(entry) })
    await connection.value.disconnect('reset')
    await devices.close()
  }, 240_000)

  afterAll(async () => {
    await devices?.close()
    await card?.stop()
    await pcsc?.release()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the card is done and proved over PC/SC', () => {
    expect(outcome).toMatchObject({ outcome: 'done', serial: '31415926', retries: { passcode: 3, puk: 3 } })
    expect(JSON.stringify(entries)).not.toContain(plan.passcode)
    expect(JSON.stringify(entries)).not.toContain(plan.puk)
  })

  test('yubico-piv-tool lists the identifier and the certificate', async () => {
    const { said } = await piv('-a', 'status')
    expect(said).toMatch(/Serial Number:\s+31415926/)
    expect(said).toMatch(/CHUID:\s+3019d4e739da/i)
    expect(said).toMatch(/CCC:\s+f015/i)
    expect(said).toMatch(/Slot 9a:/)
    expect(said).toMatch(/Algorithm:\s+ECCP256/)
    if (outcome.outcome === 'done') expect(said.toLowerCase()).toContain(outcome.certificateFingerprint!.toLowerCase())
    expect(said).toMatch(/PIN tries left:\s+3/)
  })

  test('yubico-piv-tool verifies the passcode and refuses the factory one', async () => {
    expect(await piv('-a', 'verify-pin', '-P', plan.passcode)).toMatchObject({ code: 0 })
    const refused = await piv('-a', 'verify-pin', '-P', '123456')
    expect(refused.code).not.toBe(0)
    expect(refused.said).toMatch(/2 tries left/)
    expect(await piv('-a', 'verify-pin', '-P', plan.passcode)).toMatchObject({ code: 0 })
  })

  test('the factory unblocking code is gone', async () => {
    expect((await piv('-a', 'change-puk', '-P', '12345678', '-N', '11112222')).code).not.toBe(0)
    expect(await piv('-a', 'change-puk', '-P', plan.puk, '-N', plan.puk)).toMatchObject({ code: 0 })
  })

  test('OpenSC signs after log-in, and OpenSSL verifies with the key of the certificate', async () => {
    const certificate = join(folder, 'certificate.pem')
    const key = join(folder, 'key.pem')
    const message = join(folder, 'message')
    const digest = join(folder, 'digest')
    const signature = join(folder, 'signature')
    writeFileSync(message, 'A message that only this card can sign.\n')
    writeFileSync(digest, createHash('sha256').update(readFileSync(message)).digest())
    expect(await piv('-a', 'read-certificate', '-s', '9a', '-o', certificate)).toMatchObject({ code: 0 })
    writeFileSync(key, (await run('openssl', 'x509', '-in', certificate, '-noout', '-pubkey')).said)
    expect((await run('openssl', 'verify', '-CAfile', certificate, '-purpose', 'sslclient', '-partial_chain', certificate)).said).toContain(
      'OK',
    )
    const signed = await run(
      'pkcs11-tool',
      '--module',
      findModule(),
      '--login',
      '--pin',
      plan.passcode,
      '--sign',
      '--id',
      '01',
      '-m',
      'ECDSA',
      '--signature-format',
      'openssl',
      '-i',
      digest,
      '-o',
      signature,
    )
    expect(signed).toMatchObject({ code: 0 })
    expect((await run('openssl', 'dgst', '-sha256', '-verify', key, '-signature', signature, message)).said).toContain('Verified OK')
    writeFileSync(message, 'Another message.\n')
    expect((await run('openssl', 'dgst', '-sha256', '-verify', key, '-signature', signature, message)).said).not.toContain('Verified OK')
  })

  test('OpenSC shows the subject of the certificate', async () => {
    const { said } = await run('pkcs11-tool', '--module', findModule(), '--list-objects', '--type', 'cert')
    expect(said).toContain('Certificate')
    expect(said).toContain(plan.cardholder.uuid)
  })
})

/** Every pair of kind of key, kind of management key and transport at least once. */
const cards: readonly (readonly [CardProfileId, ManagementAlgorithm, 'extended' | 'chained'])[] = [
  ['piv-p256', algorithms.tripleDes, 'extended'],
  ['piv-p256', algorithms.aes256, 'chained'],
  ['piv-p384', algorithms.tripleDes, 'chained'],
  ['piv-p384', algorithms.aes128, 'extended'],
  ['piv-rsa2048', algorithms.tripleDes, 'extended'],
  ['piv-rsa2048', algorithms.aes192, 'chained'],
]
const kindNames: Readonly<Record<ManagementAlgorithm, string>> = {
  [algorithms.tripleDes]: '3DES',
  [algorithms.aes128]: 'AES-128',
  [algorithms.aes192]: 'AES-192',
  [algorithms.aes256]: 'AES-256',
}

describe.skipIf(missing !== undefined)(`cards of every kind${missing === undefined ? '' : ` (${missing})`}`, () => {
  let folder: string
  let pcsc: PcscStack
  let devices: Devices
  let slot: CardSlot
  const authority = createTestAuthority()
  const plan = samplePlan({
    facialImage: sampleJpeg(1500),
    nextManagementKey: testManagementKey,
    certificate: { kind: 'authority', issue: (request) => authority.issue(request) },
  })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-foreign-'))
    pcsc = await takePcsc()
    devices = createRemoteDevices(() =>
      forkDeviceProcess(deviceProcess, { reader: 'pcsc', printer: 'virtual', documents: 'virtual', text: 'none' }),
    )
    slot = createCardSlot([devices.reader], pcsc.ports.first)
    await run(
      'openssl',
      'x509',
      '-inform',
      'DER',
      '-in',
      write('authority.der', authority.certificate),
      '-out',
      join(folder, 'authority.pem'),
    )
  }, 300_000)

  afterAll(async () => {
    await slot?.remove()
    await devices?.close()
    await pcsc?.release()
    rmSync(folder, { recursive: true, force: true })
  })

  function write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }

  test.each(cards.map(([id, kind, transport]) => [id, kindNames[kind], transport, kind] as const))(
    '%s with a management key of %s, %s: every program takes the finished card',
    async (id, _name, transport, kind) => {
      const card = await slot.insert(
        blankCard({ serial: 27_182_818, managementAlgorithms: [...new Set<ManagementAlgorithm>([algorithms.tripleDes, kind])] }),
        random,
      )
      const connection = await devices.reader.connect(vpcdReader)
      if (!connection.ok) throw new Error(connection.error.message)
      const outcome = await personalise({
        connection: connection.value,
        plan,
        profile: { ...cardProfiles[id], transport },
        random,
        now,
        journal: () => undefined,
      })
      await connection.value.disconnect('reset')
      expect(outcome).toMatchObject({ outcome: 'done', management: { algorithm: kind, key: 'next' }, notes: [] })
      if (outcome.outcome !== 'done') return
      expect(slot.said().some(({ command }) => command.length > 261)).toBe(transport === 'extended')
      expect(slot.said().some(({ command }) => command[0] === 0x10)).toBe(transport === 'chained')

      const status = (await piv('-a', 'status')).said
      expect(status).toMatch(/Serial Number:\s+27182818/)
      expect(status.toLowerCase()).toContain(outcome.certificateFingerprint!.toLowerCase())
      expect(status).toMatch(id === 'piv-rsa2048' ? /RSA2048/ : id === 'piv-p384' ? /ECCP384/ : /ECCP256/)
      expect(status).toMatch(/PIN tries left:\s+3/)
      const certificate = join(folder, 'certificate.pem')
      expect(await piv('-a', 'read-certificate', '-s', '9a', '-o', certificate)).toMatchObject({ code: 0 })
      expect(await piv('-a', 'verify-pin', '-P', plan.passcode, '-a', 'test-signature', '-s', '9a', '-i', certificate)).toMatchObject({
        code: 0,
        said: expect.stringContaining('Successful'),
      })
      expect(
        (
          await run(
            'openssl',
            'verify',
            '-attime',
            String(Date.parse(now()) / 1000),
            '-CAfile',
            join(folder, 'authority.pem'),
            '-purpose',
            'sslclient',
            certificate,
          )
        ).said,
      ).toContain('OK')

      // OpenSC proves the management key itself; the factory's does not open the card any more.
      const digits = (hex: string): string => hex.match(/../g)!.join(':')
      const authenticate = (key: string): Promise<Ran> =>
        runWith({ PIV_EXT_AUTH_KEY: write('management', digits(key)) }, 'piv-tool', '-A', `M:9B:${formatHex(Uint8Array.of(kind))}`)
      const key = toHex(testManagementKey({ serial: '27182818', algorithm: kind }))
      expect(await authenticate(key)).toMatchObject({ code: 0, said: expect.not.stringMatching(/fail|error/i) })
      expect((await authenticate(`${key.slice(0, -2)}${key.endsWith('00') ? '02' : '00'}`)).said).toMatch(
        /fail|error|not allowed|not satisfied/i,
      )
      expect((await run('piv-tool', '--name', '--serial')).said).toContain('Personal Identity Verification Card')

      const listed = (await run('pkcs15-tool', '-D')).said
      expect(listed).toContain(`PKCS#15 Card [${plan.cardholder.displayName}]`)
      expect(listed).toContain('Certificate for PIV Authentication')
      expect(listed).toMatch(
        id === 'piv-rsa2048' ? /ModLength\s+: 2048/ : id === 'piv-p384' ? /FieldLength\s+: 384/ : /FieldLength\s+: 256/,
      )

      const tested = (await run('pkcs11-tool', '--module', findModule(), '--login', '--pin', plan.passcode, '--test')).said
      // This program tries the signatures of RSA keys only; and OpenSC takes its random numbers from a 3DES challenge, which an AES card has none of.
      const complaints = tested
        .split('\n')
        .filter((line) => line.includes('ERR') && !(kind !== algorithms.tripleDes && line.includes('C_GenerateRandom')))
      expect(complaints).toEqual([])
      if (id === 'piv-rsa2048') for (const mechanism of ['RSA-PKCS: OK', 'SHA256-RSA-PKCS: OK']) expect(tested).toContain(mechanism)
      else expect(tested).toContain('non-RSA, skipping')
      expect(card.state().passcode).toMatchObject({ left: 3 })
    },
    60_000,
  )
})
