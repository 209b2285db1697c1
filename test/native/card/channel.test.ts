import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { decodeCommand, encodeResponse } from '../../../native/card/apdu.ts'
import { concat, empty, formatHex, fromHex } from '../../../domain/bytes.ts'
import { openChannel } from '../../../native/card/channel.ts'
import type { CardLink } from '../../../native/ports.ts'
import { readerFailure } from '../../../native/reader-failure.ts'

/** A card that answers from a list and keeps what it was sent. */
function scripted(...answers: readonly (string | Uint8Array)[]) {
  const sent: Uint8Array[] = []
  const rest = [...answers]
  return {
    sent,
    connection: {
      transmit: (command: Uint8Array) => {
        sent.push(command)
        const next = rest.shift()
        if (next === undefined) throw new Error('the card was asked more than it should be')
        return Promise.resolve(ok(typeof next === 'string' ? fromHex(next) : next))
      },
    },
  }
}

const put = (length: number) => ({ cla: 0, ins: 0xdb, p1: 0x3f, p2: 0xff, data: Uint8Array.from({ length }, (_, index) => index & 0xff) })
const get = { cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data: fromHex('5C035FC108'), le: 65_536 }

describe('the channel', () => {
  test.each([
    [255, 1],
    [256, 2],
    [510, 2],
    [511, 3],
    [600, 3],
  ])('%i bytes go in %i pieces, class bit 10 on all but the last', async (length, pieces) => {
    const card = scripted(...Array.from({ length: pieces }, () => '9000'))
    expect(await openChannel(card.connection, 'chained').send(put(length))).toEqual(ok({ data: empty, sw: 0x9000 }))
    const commands = card.sent.map((bytes) => decodeCommand(bytes)!)
    expect(commands.map((command) => command.cla)).toEqual([...Array.from({ length: pieces - 1 }, () => 0x10), 0])
    expect(concat(...commands.map((command) => command.data))).toEqual(put(length).data)
    expect(commands.every((command) => command.form === 'short')).toBe(true)
  })

  test('a refusal in the middle of a chain is the answer, and nothing more is sent', async () => {
    const card = scripted('9000', '6A84')
    expect(await openChannel(card.connection, 'chained').send(put(900))).toEqual(ok({ data: empty, sw: 0x6a84 }))
    expect(card.sent).toHaveLength(2)
  })

  test('61xx is fetched until the end', async () => {
    const card = scripted(
      concat(new Uint8Array(256).fill(1), fromHex('6100')),
      concat(new Uint8Array(256).fill(2), fromHex('6103')),
      '0303039000',
    )
    const answer = await openChannel(card.connection, 'chained').send(get)
    expect(answer.ok && answer.value.data.length).toBe(515)
    expect(card.sent.slice(1).map(formatHex)).toEqual(['00C0000000', '00C0000003'])
  })

  test('6Cxx is asked once more with the right length', async () => {
    const card = scripted('6C04', '010203049000')
    const answer = await openChannel(card.connection, 'chained').send({ cla: 0, ins: 0xf8, p1: 0, p2: 0, le: 256 })
    expect(answer.ok && formatHex(answer.value.data)).toBe('01020304')
    expect(card.sent.map(formatHex)).toEqual(['00F8000000', '00F8000004'])
  })

  test('6Cxx with the length that was asked for is the answer: nothing is repeated', async () => {
    const card = scripted('6C04')
    const answer = await openChannel(card.connection, 'chained').send({ cla: 0, ins: 0xf8, p1: 0, p2: 0, le: 4 })
    expect(answer).toEqual(ok({ data: empty, sw: 0x6c04 }))
    expect(card.sent.map(formatHex)).toEqual(['00F8000004'])
  })

  test('6Cxx with another length is asked once: a second one is the answer', async () => {
    const card = scripted('6C04', '6C05')
    const answer = await openChannel(card.connection, 'chained').send({ cla: 0, ins: 0xf8, p1: 0, p2: 0, le: 8 })
    expect(answer).toEqual(ok({ data: empty, sw: 0x6c05 }))
    expect(card.sent.map(formatHex)).toEqual(['00F8000008', '00F8000004'])
  })

  test.each(['6700', '6C00'])('a card that takes no Le of 256 (%s) is asked without, and so is all that follows', async (refusal) => {
    const card = scripted(refusal, '010203049000', '6102', '05069000', '9000')
    const { send } = openChannel(card.connection, 'extended')
    const version = { cla: 0, ins: 0xfd, p1: 0, p2: 0, le: 256 }
    const first = await send(version)
    expect(first.ok && formatHex(first.value.data)).toBe('01020304')
    const second = await send(version)
    expect(second.ok && formatHex(second.value.data)).toBe('0506')
    expect(card.sent.map(formatHex)).toEqual(['00FD000000', '00FD0000', '00FD0000', '00C0000002'])
  })

  test('a length that is refused with and without Le is the answer, and a command without Le is not repeated', async () => {
    const version = { cla: 0, ins: 0xfd, p1: 0, p2: 0, le: 256 }
    const card = scripted('6700', '6700', '6700', '9000')
    const { send } = openChannel(card.connection, 'chained')
    expect(await send(version)).toEqual(ok({ data: empty, sw: 0x6700 }))
    expect(await send(put(20))).toEqual(ok({ data: empty, sw: 0x6700 }))
    expect(card.sent).toHaveLength(3)
    // It was not Le that the card refused, so the next command has it.
    await send(version)
    expect(formatHex(card.sent[3]!)).toBe('00FD000000')
  })

  test('a card that says without end that more is waiting, and gives nothing, is a fault', async () => {
    let asked = 0
    const connection = {
      transmit: () => {
        asked += 1
        return Promise.resolve(ok(fromHex('6104')))
      },
    }
    expect(await openChannel(connection, 'chained').send(get)).toMatchObject({ ok: false, error: { code: 'reader-fault' } })
    expect(asked).toBeGreaterThan(1_000)
  })

  test('an answer without a status word is a lost card, never data, and not said to be taken out', async () => {
    for (const answer of ['', '90']) {
      const card = scripted(answer)
      expect(await openChannel(card.connection, 'extended').send(get)).toMatchObject({ ok: false, error: { code: 'card-lost' } })
    }
  })

  test('long commands go extended where the card takes them', async () => {
    const card = scripted('9000')
    await openChannel(card.connection, 'extended').send(put(600))
    expect(decodeCommand(card.sent[0]!)).toMatchObject({ form: 'extended', cla: 0 })
  })

  test.each(['6700', '6883', '6981', '6A86', '6D00', '6E00', '6F00'])(
    'a card that answers %s to the first extended APDU is spoken to in pieces from then on, in the next session too',
    async (refusal) => {
      const card = scripted(refusal, '9000', '9000', '9000', '9000', '9000', '9000')
      const link: CardLink = {}
      for (let session = 0; session < 2; session += 1)
        expect(await openChannel({ ...card.connection, link }, 'extended').send(put(600))).toEqual(ok({ data: empty, sw: 0x9000 }))
      expect(card.sent.map((bytes) => decodeCommand(bytes)!.form)).toEqual(['extended', ...Array<string>(6).fill('short')])
      expect(link).toEqual({ carriesExtended: false })
    },
  )

  test('a reader that does not pass an extended APDU on: the same goes in pieces, and no other is tried', async () => {
    const forms: string[] = []
    const connection = {
      transmit: (command: Uint8Array) => {
        const { form } = decodeCommand(command)!
        forms.push(form)
        return Promise.resolve(form === 'extended' ? readerFailure('command-not-carried') : ok(fromHex('9000')))
      },
    }
    const channel = openChannel(connection, 'extended')
    for (let times = 0; times < 2; times += 1) expect(await channel.send(put(300))).toEqual(ok({ data: empty, sw: 0x9000 }))
    expect(forms).toEqual(['extended', 'short', 'short', 'short', 'short'])
  })

  test('a short command that the reader does not pass on is not sent twice', async () => {
    let sent = 0
    const connection = { transmit: () => Promise.resolve((sent += 1) > 0 ? readerFailure('command-not-carried') : ok(empty)) }
    expect(await openChannel(connection, 'extended').send(put(10))).toMatchObject({ ok: false, error: { code: 'command-not-carried' } })
    expect(sent).toBe(1)
  })

  test('a card that took an extended APDU and refuses a longer one gets that one in pieces, and the next one extended', async () => {
    const card = scripted('9000', '6700', '9000', '9000', '9000', '9000')
    const channel = openChannel(card.connection, 'extended')
    for (const length of [300, 600, 300]) await channel.send(put(length))
    expect(card.sent.map((bytes) => decodeCommand(bytes)!.form)).toEqual(['extended', 'extended', 'short', 'short', 'short', 'extended'])
  })

  test('a long answer comes in short pieces, whatever the card takes', async () => {
    const card = scripted(concat(new Uint8Array(256).fill(1), fromHex('6102')), '02029000')
    const answer = await openChannel(card.connection, 'extended').send(get)
    expect(answer.ok && answer.value.data.length).toBe(258)
    expect(card.sent.map((bytes) => [decodeCommand(bytes)!.form, decodeCommand(bytes)!.le])).toEqual([
      ['short', 256],
      ['short', 2],
    ])
  })

  test('a card that never stops answering is not believed', async () => {
    const connection = { transmit: () => Promise.resolve(ok(encodeResponse({ data: new Uint8Array(256), sw: 0x6100 }))) }
    expect(await openChannel(connection, 'chained').send(get)).toMatchObject({ ok: false, error: { code: 'reader-fault' } })
  })

  test('a failure of the reader passes through unchanged', async () => {
    const connection = { transmit: () => Promise.resolve(readerFailure('reader-gone')) }
    expect(await openChannel(connection, 'chained').send(put(600))).toEqual(readerFailure('reader-gone'))
  })
})
