import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../domain/bytes.ts'
import { personalise } from '../../../native/card/personalise.ts'
import { openSession } from '../../../native/card/session.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import type { CardConnection } from '../../../native/ports.ts'
import {
  describeCommand,
  recordConnection,
  supportTranscript,
  transcriptText,
  type TranscriptLine,
} from '../../../native/reader/transcript.ts'
import { createTranscriptReader } from '../../support/transcript-reader.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import { now, random, samplePlan } from '../../support/cards.ts'

async function connected(transcript: string) {
  const { reader, finish } = createTranscriptReader({ transcript, atr: '3B80800101' })
  const made = await reader.connect('Transcript')
  if (!made.ok) throw new Error(made.error.message)
  return { connection: made.value, finish }
}

const serial = `
# what a card said
=> 00 F8 00 00 00
<= 00 00 00 2A 90 00
`

describe('a transcript', () => {
  test('is replayed in order', async () => {
    const { connection, finish } = await connected(serial)
    expect(await openSession({ connection, random }).readSerial()).toEqual({ ok: true, value: '42' })
    finish()
  })

  test('fails with what was expected, what came, and the line', async () => {
    const { connection } = await connected(serial)
    await expect(connection.transmit(fromHex('00FD000000'))).rejects.toThrow('line 3: expected 00F8000000, got 00FD000000')
  })

  test('fails when more is asked than it holds, and when something is left over', async () => {
    const { connection, finish } = await connected(serial)
    expect(() => finish()).toThrow('line 3: expected 00F8000000')
    await connection.transmit(fromHex('00F8000000'))
    await expect(connection.transmit(fromHex('00F8000000'))).rejects.toThrow('expected nothing')
  })

  test.each([
    ['=> 00F8000000', 'line 1'],
    ['<= 9000', 'line 1'],
    ['=> 00\n=> 01', 'line 2'],
    ['what is this', 'line 1'],
  ])('"%s" is no transcript', (transcript, line) => {
    expect(() => createTranscriptReader({ transcript, atr: '' })).toThrow(line)
  })

  test('failures of the reader are replayed too', async () => {
    const { connection } = await connected('=> 00F8000000\n<= ! card-removed')
    expect(await connection.transmit(fromHex('00F8000000'))).toMatchObject({ ok: false, error: { code: 'card-removed' } })
  })

  test('what was recorded can be replayed, and holds no secret', async () => {
    const { reader, hand } = createVirtualReader({ random, name: 'Reader' })
    hand.insert(blankCard({ serial: 42 }))
    const made = await reader.connect('Reader')
    if (!made.ok) throw new Error(made.error.message)
    const lines: TranscriptLine[] = []
    const act = async (connection: Parameters<typeof recordConnection>[0]) => {
      const session = openSession({ connection, random })
      return [
        await session.select(),
        await session.readSerial(),
        await session.changePasscode('123456', '004217'),
        await session.verifyPasscode('004217'),
      ]
    }
    const first = await act(recordConnection(made.value, (line) => lines.push(line), { personal: 'kept' }))
    const transcript = lines.map((line) => `${line.direction} ${line.text}`).join('\n')
    for (const secret of ['303034323137', '313233343536']) expect(transcript).not.toContain(secret)
    const { connection, finish } = await connected(transcript)
    expect(await act(connection)).toEqual(first)
    finish()
  })
})

describe('a personalisation', () => {
  /** Random that can be drawn twice alike. */
  const seeded = () => {
    let at = 0
    return (length: number) => Uint8Array.from({ length }, () => (at = (at * 73 + 41) % 251))
  }

  test('is replayed from its transcript, whole, with the same end', async () => {
    const { reader, hand } = createVirtualReader({ random, name: 'Reader' })
    hand.insert(blankCard({ serial: 42 }))
    const made = await reader.connect('Reader')
    if (!made.ok) throw new Error(made.error.message)
    const lines: TranscriptLine[] = []
    const plan = samplePlan()
    const act = (connection: CardConnection) => personalise({ connection, plan, random: seeded(), now, journal: () => undefined })
    const first = await act(recordConnection(made.value, (line) => lines.push(line), { personal: 'kept' }))
    expect(first.outcome).toBe('done')
    const text = transcriptText(lines)
    for (const secret of [plan.passcode, plan.puk]) expect(text).not.toContain(Buffer.from(secret, 'latin1').toString('hex').toUpperCase())
    const { reader: replay, finish } = createTranscriptReader({ transcript: `# invented\n${text}`, atr: made.value.atr })
    const again = await replay.connect('Transcript')
    if (!again.ok) throw new Error(again.error.message)
    expect(await act(again.value)).toEqual(first)
    finish()
  })

  test('as it is kept and sent for support says nothing of the person or the card', async () => {
    const { reader, hand } = createVirtualReader({ random, name: 'Reader' })
    hand.insert(blankCard({ serial: 0xbeefcafe }))
    const made = await reader.connect('Reader')
    if (!made.ok) throw new Error(made.error.message)
    const lines: TranscriptLine[] = []
    const plan = samplePlan()
    const outcome = await personalise({
      connection: recordConnection(made.value, (line) => lines.push(line)),
      plan,
      random,
      now,
      journal: () => undefined,
    })
    expect(outcome.outcome).toBe('done')
    const text = supportTranscript({
      lines,
      atr: made.value.atr,
      what: 'a card',
      reader: 'Make Model (0123456789) 00 00',
      version: '1.2.3',
      platform: 'linux',
      at: now(),
    })
    const state = hand.cardState()!
    const hex = (value: string | Uint8Array) => Buffer.from(value).toString('hex').toUpperCase()
    const personal = [plan.passcode, plan.puk, plan.cardholder.uuid, plan.cardholder.organisation, 'Sample', 'Siân']
      .map(hex)
      .concat(
        'BEEFCAFE',
        hex(plan.guid),
        ...Object.values(state.objects).map((object) => hex(Buffer.from(object, 'base64').subarray(4, 12))),
      )
    for (const value of personal) expect(text).not.toContain(value)
    expect(text).not.toContain('0123456789')
    // What helps is there: every header and every status word.
    expect(lines.filter(({ direction }) => direction === '<=').every(({ text: line }) => /[0-9A-F]{4}$/.test(line))).toBe(true)
    expect(text).toContain('# Reader: Make Model (…) 00 00')
    expect(text).toContain(`# Answer to reset: ${made.value.atr}`)
    // And it cannot pass for one that can be replayed.
    const { connection } = await connected(text)
    await expect(personalise({ connection, plan, random, now, journal: () => undefined })).rejects.toThrow('withheld')
  })
})

describe('redaction', () => {
  test.each([
    ['0020008008303034323137FFFF', '00200080 [9 bytes withheld]'],
    ['002400801031', '00240080 [2 bytes withheld]'],
    ['00FFFFFF1B039B18010203040506070801020304050607080102030405060708', '00FFFFFF [28 bytes withheld]'],
    ['00200080', '00200080'],
    ['00F8000000', '00F8000000'],
  ])('%s is shown as %s', (command, shown) => {
    expect(describeCommand(fromHex(command))).toBe(shown)
  })
})
