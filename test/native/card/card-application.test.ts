import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { toHex } from '../../../domain/bytes.ts'
import { readSerial, readVersion, selectApplication } from '../../../native/card/card-application.ts'
import { tlv } from '../../../native/card/tlv.ts'
import { scriptedCommand } from '../../support/scripted-command.ts'

const SELECT = '00A40400 a000000308000010000100 256'
const name = tlv(0x50, new TextEncoder().encode('Invented card'))
/** An answer to SELECT with these data objects beside the name. */
const answerOf = (...parts: readonly Uint8Array[]) => `${toHex(tlv(0x61, [name, ...parts]))}9000`
const listing = (...parts: readonly (readonly number[])[]) =>
  tlv(
    0xac,
    parts.map((bytes) => tlv(0x80, Uint8Array.from(bytes))),
  )

describe('card application: SELECT', () => {
  test.each<[string, readonly Uint8Array[], readonly number[] | undefined]>([
    ['nothing listed', [], undefined],
    ['one template for all', [listing([0x07], [0x11])], [0x07, 0x11]],
    ['one template for each', [listing([0x07]), listing([0x14])], [0x07, 0x14]],
    ['an identifier of two bytes is no algorithm of this list', [listing([0x07, 0x11], [0x11])], [0x11]],
    ['an empty identifier', [listing([])], undefined],
    ['another tag in the template (the object identifier, 06)', [tlv(0xac, [tlv(0x06, Uint8Array.of(0x11))])], undefined],
    ['a template that does not read', [tlv(0xac, Uint8Array.of(0x80, 0x7f)), listing([0x11])], [0x11]],
  ])('%s', async (_, parts, expected) => {
    const { command, asked } = scriptedCommand(answerOf(...parts))
    expect(await selectApplication(command)).toEqual(ok({ label: 'Invented card', algorithms: expected }))
    expect(asked).toEqual([SELECT])
  })

  test('a card without a name has an empty one', async () => {
    const { command } = scriptedCommand(`${toHex(tlv(0x61, [listing([0x11])]))}9000`)
    expect(await selectApplication(command)).toEqual(ok({ label: '', algorithms: [0x11] }))
  })

  test.each(['6A82', '6A81', '6D00', '6A88', '6999', '6283', '9000'])('%s: not a PIV card, in these words', async (answer) => {
    const result = await selectApplication(scriptedCommand(answer).command)
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'not-a-piv-card',
        message: 'RA Desk cannot write this kind of card. Nothing was written to it.',
        next: 'Put in a blank card of a supported kind.',
      },
    })
  })

  test.each([
    ['6982', 'not-authorised'],
    ['6F00', 'card-fault'],
    ['4F009000', 'card-answer-malformed'],
    ['6103509000', 'card-answer-malformed'],
  ])('%s is another failure: %s', async (answer, code) => {
    expect(await selectApplication(scriptedCommand(answer).command)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('card application: version and serial number', () => {
  test.each([
    ['0507029000', ok('5.7.2')],
    ['6D00', ok(undefined)],
    ['6A81', ok(undefined)],
  ])('version %s', async (answer, expected) => {
    const { command, asked } = scriptedCommand(answer)
    expect(await readVersion(command)).toEqual(expected)
    expect(asked).toEqual(['00FD0000 - 256'])
  })

  test('a version that fails is a failure', async () => {
    expect(await readVersion(scriptedCommand('6F00').command)).toMatchObject({ ok: false, error: { code: 'card-fault' } })
  })

  test('a serial number of four bytes', async () => {
    const { command, asked } = scriptedCommand('00bc614e9000')
    expect(await readSerial(command, () => Promise.reject(new Error('selected again')))).toEqual(ok('12345678'))
    expect(asked).toEqual(['00F80000 - 256'])
  })

  test.each(['bc614e9000', '9000', '0000bc614e9000'])('%s is no serial number: set the card aside', async (answer) => {
    expect(await readSerial(scriptedCommand(answer).command, () => Promise.resolve(ok()))).toMatchObject({
      ok: false,
      error: { code: 'card-answer-malformed', message: 'The card sent a serial number of the wrong length.' },
    })
  })

  test.each([
    ['6D00', ok(undefined)],
    ['6985', { ok: false, error: { code: 'serial-hidden' } }],
  ])('%s: the chip is asked, and the application is selected again', async (answer, expected) => {
    let selected = 0
    const again = () => {
      selected += 1
      return Promise.resolve(ok())
    }
    const { command, asked } = scriptedCommand(answer, '6A82')
    expect(await readSerial(command, again)).toMatchObject(expected)
    expect(asked.at(-1)).toBe('00A40400 a000000151000000 256')
    expect(selected).toBe(1)
  })

  test('another failure is not asked around', async () => {
    const { command } = scriptedCommand('6982')
    expect(await readSerial(command, () => Promise.resolve(ok()))).toMatchObject({ ok: false, error: { code: 'not-authorised' } })
  })
})
