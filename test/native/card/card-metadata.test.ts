import { describe, expect, test } from 'vitest'
import { ok, type Result } from '../../../domain/result.ts'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { readChip, readKey, readManagementAlgorithm, readSecret } from '../../../native/card/card-metadata.ts'
import { tlv } from '../../../native/card/tlv.ts'
import { scriptedCommand } from '../../support/scripted-command.ts'

const failed = (code: string) => ({ ok: false, error: { code } })

describe('card metadata: passcode and PUK', () => {
  test.each<[string, string, unknown]>([
    ['untouched, 3 of 3', '010111 050101 06020303', { isFactory: true, tries: { total: 3, left: 3 } }],
    ['changed, 2 of 5', '050100 06020502', { isFactory: false, tries: { total: 5, left: 2 } }],
    ['does not say whether it is the factory’s', '06020303', { isFactory: undefined, tries: { total: 3, left: 3 } }],
    ['says it in two bytes', '05020101 06020303', { isFactory: undefined, tries: { total: 3, left: 3 } }],
    ['says it in another number', '050102 06020303', { isFactory: false, tries: { total: 3, left: 3 } }],
    ['tells no attempts', '050101', { isFactory: true, tries: { total: undefined, left: undefined } }],
    ['tells one number of attempts', '060103', { isFactory: undefined, tries: { total: 3, left: undefined } }],
  ])('%s', async (_, answer, expected) => {
    const { command, asked } = scriptedCommand(`${answer.replaceAll(' ', '')}9000`)
    expect(await readSecret(command, 0x81)).toEqual(ok(expected))
    expect(asked).toEqual(['00F70081 - 256'])
  })

  test.each([
    ['6D00', ok(undefined)],
    ['6A88', ok(undefined)],
    ['6982', failed('not-authorised')],
    ['06059000', failed('card-answer-malformed')],
  ])('%s', async (answer, expected) => {
    expect(await readSecret(scriptedCommand(answer).command, 0x80)).toMatchObject(expected)
  })
})

describe('card metadata: keys', () => {
  /** The base point of P-256 (SP 800-186 §3.2.1.3), which is on the curve. */
  const point = `04${'6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296'}${'4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'}`
  const answerOf = (algorithm: number, ...more: readonly string[]) => `${toHex(tlv(0x01, Uint8Array.of(algorithm)))}${more.join('')}9000`
  const publicPoint = toHex(tlv(0x04, tlv(0x86, fromHex(point))))

  test.each<[string, string, { algorithm: number; generated: boolean | undefined; hasKey: boolean }]>([
    ['made on the card', answerOf(0x11, '030101', publicPoint), { algorithm: 0x11, generated: true, hasKey: true }],
    ['brought to it', answerOf(0x11, '030102', publicPoint), { algorithm: 0x11, generated: false, hasKey: true }],
    ['of unknown origin', answerOf(0x11, publicPoint), { algorithm: 0x11, generated: undefined, hasKey: true }],
    ['without its public key', answerOf(0x11, '030101'), { algorithm: 0x11, generated: true, hasKey: false }],
    ['of a kind that RA Desk does not use', answerOf(0xe0, '030101', publicPoint), { algorithm: 0xe0, generated: true, hasKey: false }],
  ])('a key %s', async (_, answer, { algorithm, generated, hasKey }) => {
    const read = await readKey(scriptedCommand(answer).command, 0x9a)
    expect(read).toMatchObject({ ok: true, value: { algorithm, generated } })
    expect(read.ok && read.value?.publicKey !== undefined).toBe(hasKey)
  })

  test.each([
    ['030101 9000', ok(undefined)],
    ['6A88', ok(undefined)],
    ['6F00', failed('card-fault')],
    [answerOf(0x11, toHex(tlv(0x04, tlv(0x86, fromHex(`04${'11'.repeat(64)}`))))), failed('card-answer-malformed')],
  ])('%s', async (answer, expected) => {
    expect(await readKey(scriptedCommand(answer.replaceAll(' ', '')).command, 0x9a)).toMatchObject(expected)
  })

  test.each<[string, Result<number | undefined, string>]>([
    ['0101039000', ok(0x03)],
    ['01010a9000', ok(0x0a)],
    ['0101119000', ok(undefined)],
    ['6D00', ok(undefined)],
  ])('management key: %s', async (answer, expected) => {
    const { command, asked } = scriptedCommand(answer)
    expect(await readManagementAlgorithm(command)).toEqual(expected)
    expect(asked).toEqual(['00F7009B - 256'])
  })
})

describe('card metadata: the chip', () => {
  /** 42 bytes, of which 10 to 17 are date, serial number and batch of the chip. */
  const production = (chip: string) => toHex(tlv(0x9f7f, fromHex(`${'aa'.repeat(10)}${chip}${'bb'.repeat(24)}`)))
  const chipOf = async (...answers: readonly string[]) => {
    let selected = 0
    const { command, asked } = scriptedCommand(...answers)
    const result = await readChip(command, () => {
      selected += 1
      return Promise.resolve(ok())
    })
    return { result, asked, selected }
  }

  test.each<[string, string, string | undefined]>([
    ['a numbered chip', production('31261234abcd1234'), '31261234ABCD1234'],
    ['a chip whose number has a zero byte', production('3126120000cd1234'), '3126120000CD1234'],
    ['a chip without a number', production('3126000000001234'), undefined],
    ['production data of another length', toHex(tlv(0x9f7f, fromHex('31261234abcd1234'))), undefined],
    ['what does not read', '9f7f7f', undefined],
    ['another object', toHex(tlv(0x66, fromHex('aa'.repeat(42)))), undefined],
  ])('%s', async (_, data, expected) => {
    const { result, asked, selected } = await chipOf('9000', `${data}9000`)
    expect(result).toEqual(ok(expected))
    expect(asked).toEqual(['00A40400 a000000151000000 256', '80CA9F7F - 256'])
    expect(selected).toBe(1)
  })

  test.each([
    ['no card manager', ['6A82'], 1],
    ['a card manager that does not tell', ['9000', '6A88'], 2],
  ])('%s: no number, and the application is selected again', async (_, answers, commands) => {
    const { result, asked, selected } = await chipOf(...answers)
    expect(result).toEqual(ok(undefined))
    expect(asked).toHaveLength(commands)
    expect(selected).toBe(1)
  })

  test.each([
    ['on SELECT', ['6F00']],
    ['on GET DATA', ['9000', '6F00']],
  ])('a fault %s is a failure, and nothing more is sent', async (_, answers) => {
    const { result, selected } = await chipOf(...answers)
    expect(result).toMatchObject(failed('card-fault'))
    expect(selected).toBe(0)
  })

  test('when the application cannot be selected again, that is the failure', async () => {
    const { command } = scriptedCommand('6A82')
    const gone = { ok: false, error: { code: 'card-removed', message: 'It was taken out.', next: 'Put it back.' } } as const
    expect(await readChip(command, () => Promise.resolve(gone))).toEqual(gone)
  })
})
