import { describe, expect, test } from 'vitest'
import { formatHex, fromHex } from '../../../domain/bytes.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import type { ReaderFault } from '../../../native/reader/virtual-slot.ts'
import { random } from '../../support/cards.ts'

const select = fromHex('00A4040005A00000030800')
const wrongPin = fromHex('0020008008303030303030FFFF')

async function inserted() {
  const { reader, hand } = createVirtualReader({ random, name: 'Reader' })
  hand.insert(blankCard({ serial: 1 }))
  const made = await reader.connect('Reader')
  if (!made.ok) throw new Error(made.error.message)
  const say = async (command: Uint8Array): Promise<string> => {
    const answer = await made.value.transmit(command)
    return answer.ok ? formatHex(answer.value) : answer.error.code
  }
  return { reader, hand, say, connection: made.value }
}

describe('the hand of the virtual reader', () => {
  test('removeAfter lets so many commands through, and the card is gone', async () => {
    const { hand, say, reader } = await inserted()
    hand.removeAfter(2)
    expect(await say(select)).toMatch(/9000$/)
    expect(await say(wrongPin)).toBe('63C2')
    expect(await reader.connect('Reader')).toMatchObject({ ok: false, error: { code: 'no-card' } })
    expect(await say(wrongPin)).toBe('card-removed')
    expect(hand.cardState()?.passcode.left).toBe(2)
  })

  test('answerNext answers once, without the card', async () => {
    const { hand, say } = await inserted()
    await say(select)
    hand.answerNext('6F00')
    expect([await say(wrongPin), await say(wrongPin)]).toEqual(['6F00', '63C2'])
    expect(() => hand.answerNext('nonsense')).toThrow()
  })

  test.each([
    [{ kind: 'removed' }, 'card-removed', 3],
    [{ kind: 'answer-lost' }, 'card-removed', 2],
    [{ kind: 'mute' }, 'card-mute', 3],
    [{ kind: 'short' }, '63', 2],
    [{ kind: 'status', sw: '6982' }, '6982', 3],
    [{ kind: 'service-stopped' }, 'reader-service-stopped', 3],
  ] as const)('%o shows as %s and leaves %i tries', async (fault: ReaderFault, shown, left) => {
    const { hand, say } = await inserted()
    hand.failAt(1, fault)
    await say(select)
    expect(await say(wrongPin)).toBe(shown)
    expect(hand.cardState()?.passcode.left).toBe(left)
  })

  test('an unplugged reader is not there, its connection is gone', async () => {
    const { hand, say, reader } = await inserted()
    hand.unplug()
    expect(await say(select)).toBe('reader-gone')
    expect(await reader.connect('Reader')).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
    hand.plugIn()
    expect(await reader.connect('Reader')).toMatchObject({ ok: true })
  })

  test('a card that another program holds is refused or shared, and the connection says which', async () => {
    const { hand, reader, connection } = await inserted()
    await connection.disconnect('leave')
    hand.holdCard('another-program')
    expect(await reader.connect('Reader')).toMatchObject({ ok: false, error: { code: 'card-in-use' } })
    hand.holdCard('another-program-shared')
    expect(await reader.connect('Reader')).toMatchObject({ ok: true, value: { shared: true } })
  })
})
