import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { formatHex, fromHex, toHex } from '../../../domain/bytes.ts'
import { algorithms, factory, objects, references, type ManagementAlgorithm } from '../../../native/card/piv.ts'
import { createSentValues, type SentValues } from '../../../native/card/sent-values.ts'
import { openSession } from '../../../native/card/session.ts'
import { createVirtualCard } from '../../../native/card/virtual-card.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { readerFailure } from '../../../native/reader-failure.ts'
import { random } from '../../support/cards.ts'

function open(over: Partial<VirtualCardState> = {}, sent?: SentValues) {
  const card = createVirtualCard({ state: blankCard({ serial: 42, ...over }), random })
  const commands: string[] = []
  const faults: string[] = []
  const session = openSession({
    random,
    ...(sent ? { sent } : {}),
    connection: {
      transmit: (command) => {
        commands.push(formatHex(command))
        const fault = faults.shift()
        if (fault === 'answer-lost') {
          card.transmit(command)
          return Promise.resolve(readerFailure('card-removed'))
        }
        return Promise.resolve(ok(fault === undefined ? card.transmit(command) : fromHex(fault)))
      },
    },
  })
  return { card, session, commands, faults }
}

async function selected(over: Partial<VirtualCardState> = {}, sent?: SentValues) {
  const one = open(over, sent)
  expect(await one.session.select()).toMatchObject(ok({ label: 'RA Desk virtual PIV card' }))
  one.commands.length = 0
  return one
}

describe('a PIV session', () => {
  test.each(['6A82', '6D00', '6999', '6283', '9000'])('a card that answers %s to SELECT is no PIV card', async (answer) => {
    const { session, faults } = open()
    faults.push(answer)
    expect(await session.select()).toMatchObject({ ok: false, error: { code: 'not-a-piv-card' } })
  })

  test('a serial number that is hidden by configuration (6985) is asked of the chip, and does not stop the card', async () => {
    const hidden = await selected({ serial: 0x1234abcd, tellsChip: true })
    hidden.faults.push('6985')
    expect(await hidden.session.readSerial()).toEqual(ok('31261234ABCD1234'))
    const silent = await selected()
    silent.faults.push('6985')
    const none = await silent.session.readSerial()
    expect(none).toMatchObject({ ok: false, error: { code: 'serial-hidden', next: expect.stringContaining('will not help') as string } })
  })

  test.each(['6982', '6A80'])('%s in the second step is a wrong management key, and that key is not sent again', async (answer) => {
    const commands: string[] = []
    const wrongKey = new Uint8Array(24).fill(0x0b)
    const refusing = openSession({
      random,
      connection: {
        transmit: (command) => {
          commands.push(formatHex(command))
          const isSecond = command[1] === 0x87 && command.length > 12
          return Promise.resolve(ok(fromHex(isSecond ? answer : '7C0A800801020304050607089000')))
        },
      },
    })
    expect(await refusing.authenticateManagement(wrongKey, algorithms.tripleDes)).toMatchObject({
      ok: false,
      error: { code: 'management-key-wrong' },
    })
    const sent = commands.length
    expect(await refusing.authenticateManagement(wrongKey, algorithms.tripleDes)).toMatchObject({
      ok: false,
      error: { code: 'management-key-wrong' },
    })
    expect(commands).toHaveLength(sent)
  })

  test('version and serial are optional', async () => {
    const { session, faults } = await selected()
    expect([await session.readVersion(), await session.readSerial()]).toEqual([ok('5.4.3'), ok('42')])
    faults.push('6D00', '6D00')
    expect([await session.readVersion(), await session.readSerial()]).toEqual([ok(undefined), ok(undefined)])
    expect(await session.readRetries()).toMatchObject(ok({ passcode: { left: 3 } }))
    faults.push('6F00')
    expect(await session.readSerial()).toMatchObject({ ok: false, error: { code: 'card-fault' } })
    faults.push('0102039000')
    expect(await session.readSerial()).toMatchObject({ ok: false, error: { code: 'card-answer-malformed' } })
  })

  test('a card without a serial number is known by its chip, where its manager tells', async () => {
    const { session, faults } = await selected({ serial: 0x1234abcd, lacks: ['serial'], tellsChip: true })
    expect(await session.readSerial()).toEqual(ok('31261234ABCD1234'))
    // The PIV application is selected again.
    expect(await session.readRetries()).toMatchObject(ok({ passcode: { left: 3 } }))
    for (const unnumbered of ['6A88', '9F7F029000', `9F7F2A${'00'.repeat(42)}9000`]) {
      faults.push('6D00', '6F009000', unnumbered)
      expect(await session.readSerial()).toEqual(ok(undefined))
    }
    expect(await (await selected({ lacks: ['serial'] })).session.readSerial()).toEqual(ok(undefined))
    faults.push('6D00', '6F00')
    expect(await session.readSerial()).toMatchObject({ ok: false, error: { code: 'card-fault' } })
  })

  test.each([
    [algorithms.tripleDes, 24],
    [algorithms.aes128, 16],
    [algorithms.aes192, 24],
    [algorithms.aes256, 32],
  ] as const)('the management key of kind %i opens the card, its kind told by metadata', async (algorithm: ManagementAlgorithm, length) => {
    const key = random(length)
    const { session } = await selected({ management: { algorithm, key: toHex(key) } })
    expect(await session.authenticateManagement(key)).toEqual(ok())
    expect(await session.writeObject(objects.chuid, fromHex('3000'))).toEqual(ok())
    expect(await session.readObject(objects.chuid)).toEqual(ok(fromHex('3000')))
  })

  test('without metadata it is 3DES', async () => {
    const { session } = await selected({ metadata: false })
    expect(await session.authenticateManagement(factory.managementKey)).toEqual(ok())
  })

  test('a wrong management key is sent once and never again', async () => {
    const { session, commands } = await selected()
    const wrong = random(24)
    expect(await session.authenticateManagement(wrong)).toMatchObject({ ok: false, error: { code: 'management-key-wrong' } })
    commands.length = 0
    expect(await session.authenticateManagement(wrong)).toMatchObject({ ok: false, error: { code: 'management-key-wrong' } })
    expect(commands.filter((command) => command.startsWith('0087'))).toEqual([])
  })

  test('a card that does not know the key itself is not believed', async () => {
    const { session, faults } = await selected()
    faults.push('6D00', '7C0A800800000000000000009000', '7C0A820800000000000000009000')
    expect(await session.authenticateManagement(factory.managementKey)).toMatchObject({
      ok: false,
      error: { code: 'management-key-wrong' },
    })
  })

  test.each([
    [algorithms.p256, 'sha256'],
    [algorithms.p384, 'sha384'],
    [algorithms.rsa2048, 'sha256'],
  ] as const)('a key of kind %i is made on the card and signs', async (algorithm, hash) => {
    const { session } = await selected()
    await session.authenticateManagement(factory.managementKey)
    const made = await session.generateKey(references.authenticationKey, algorithm)
    expect(await session.sign(references.authenticationKey, algorithm, random(10))).toMatchObject({
      ok: false,
      error: { code: 'not-authorised' },
    })
    await session.verifyPasscode('123456')
    const message = random(1000)
    const signature = await session.sign(references.authenticationKey, algorithm, message)
    if (!made.ok || !signature.ok) throw new Error('no signature')
    expect(verify(hash, message, createPublicKey({ key: Buffer.from(made.value), format: 'der', type: 'spki' }), signature.value)).toBe(
      true,
    )
    expect(await session.readKey(references.authenticationKey)).toEqual(ok({ algorithm, publicKey: made.value, generated: true }))
  })

  test('objects of 12 kB cross extended, and in pieces where the card wants it', async () => {
    for (const extendedLength of [true, false]) {
      const { session, commands } = await selected({ extendedLength })
      await session.authenticateManagement(factory.managementKey)
      const image = random(12_000)
      expect(await session.writeObject(objects.ccc, random(200))).toEqual(ok())
      expect(await session.writeObject(objects.facialImage, image)).toEqual(ok())
      await session.verifyPasscode('123456')
      expect(await session.readObject(objects.facialImage)).toEqual(ok(image))
      expect(commands.length > 90).toBe(!extendedLength)
    }
  })

  test('a passcode that the card refused is not sent again, and costs no second try', async () => {
    const { session, commands, card } = await selected()
    expect(await session.verifyPasscode('999999')).toMatchObject({ ok: false, error: { code: 'passcode-wrong', triesLeft: 2 } })
    commands.length = 0
    for (const again of [() => session.verifyPasscode('999999'), () => session.changePasscode('999999', '004217')]) {
      expect(await again()).toMatchObject({ ok: false, error: { code: 'value-already-refused' } })
    }
    expect(commands).toEqual([])
    expect(card.state().passcode.left).toBe(2)
    expect(await session.verifyPasscode('123456')).toEqual(ok())
  })

  test('the same holds for the PUK, apart from the passcode', async () => {
    const { session, card } = await selected()
    await session.changePuk('99999999', '11112222')
    expect(await session.changePuk('99999999', '11112222')).toMatchObject({ ok: false, error: { code: 'value-already-refused' } })
    expect(card.state().puk.left).toBe(2)
    expect(await session.changePuk('12345678', '11112222')).toEqual(ok())
  })

  test('a change without an answer is not sent again, in this session or the next with the same card', async () => {
    const sent = createSentValues()
    const { session, commands, faults } = await selected({}, sent)
    faults.push('answer-lost')
    expect(await session.changePasscode('123456', '004217')).toMatchObject({ ok: false, error: { code: 'card-removed' } })
    commands.length = 0
    expect(await session.changePasscode('123456', '004217')).toMatchObject({ ok: false, error: { code: 'value-sent-without-answer' } })
    expect(await (await selected({}, sent)).session.changePasscode('123456', '004217')).toMatchObject({
      ok: false,
      error: { code: 'value-sent-without-answer' },
    })
    expect(commands).toEqual([])
  })

  test('what is remembered is a hash, never the value', async () => {
    const sent = createSentValues()
    const { session } = await selected({}, sent)
    await session.verifyPasscode('999999')
    expect(sent.refused.size).toBe(1)
    expect([...sent.refused].join()).not.toContain('999999')
  })

  test('attempts are read without using one, before and after log-in, with metadata and without', async () => {
    for (const metadata of [true, false]) {
      const { session } = await selected({ metadata })
      const full = metadata
        ? { passcode: { left: 3, total: 3 }, puk: { left: 3, total: 3 } }
        : { passcode: { left: 3, total: undefined }, puk: undefined }
      expect(await session.readRetries()).toEqual(ok(full))
      await session.verifyPasscode('999999')
      expect(await session.readRetries()).toMatchObject(ok({ passcode: { left: 2 } }))
      await session.verifyPasscode('123456')
      expect(await session.readRetries()).toEqual(ok(full))
    }
  })

  test('attempts: a blocked card has none left', async () => {
    const { session } = await selected({ metadata: false, passcode: { value: '313233343536FFFF', left: 0, total: 3 } })
    expect(await session.readRetries()).toMatchObject(ok({ passcode: { left: 0 } }))
    expect(await session.verifyPasscode('123456')).toMatchObject({ ok: false, error: { code: 'passcode-blocked' } })
  })
})
