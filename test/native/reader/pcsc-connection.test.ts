import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectCard } from '../../../native/reader/pcsc-connection.ts'
import type { SystemReader } from '../../../native/reader/pcsc-binding.ts'

const held = new Error('SCardConnect error: Sharing violation.(0x8010000b)')
const exclusive = 1
const shared = 2

/** `refusals`: how the system answers each `connect`, in turn. `answer`: what it answers each command. */
function reader(refusals: readonly (Error | undefined)[], answer: Buffer | Error = Buffer.from('9000', 'hex')) {
  const modes: number[] = []
  const endings: number[] = []
  const system = {
    connect: (options: { share_mode: number }, callback: (error: unknown, protocol: number) => void) => {
      callback(refusals[modes.length], 2)
      modes.push(options.share_mode)
    },
    disconnect: (how: number, callback: () => void) => {
      endings.push(how)
      callback()
    },
    transmit: (_command: Buffer, _length: number, _protocol: number, callback: (error: unknown, answer?: Buffer) => void) =>
      answer instanceof Error ? callback(answer) : callback(undefined, answer),
  }
  return { system: system as unknown as SystemReader, modes, endings }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('PC/SC: one card', () => {
  test.each([
    { title: 'no other program holds the card', refusals: [], modes: [exclusive], shared: false },
    { title: 'the system lets go after a moment', refusals: [held, held], modes: Array<number>(3).fill(exclusive), shared: false },
    {
      title: 'another program holds it and shares it',
      refusals: Array<Error>(6).fill(held),
      modes: [...Array<number>(6).fill(exclusive), shared],
      shared: true,
    },
  ])('PC/SC connect: $title', async ({ refusals, modes, shared: isShared }) => {
    const one = reader(refusals)
    const connecting = connectCard(one.system, '3B00', () => true)
    await vi.runAllTimersAsync()
    expect(await connecting).toMatchObject({ ok: true, value: { atr: '3B00', shared: isShared } })
    expect(one.modes).toEqual(modes)
  })

  test.each([
    { title: 'it does not share the card', refusals: Array<Error>(7).fill(held), code: 'card-in-use', attempts: 7 },
    { title: 'the card is gone', refusals: [new Error('(0x80100069)')], code: 'card-removed', attempts: 1 },
  ])('PC/SC connect: refused when $title', async ({ refusals, code, attempts }) => {
    const one = reader(refusals)
    const connecting = connectCard(one.system, '3B00', () => true)
    await vi.runAllTimersAsync()
    expect(await connecting).toMatchObject({ ok: false, error: { code } })
    expect(one.modes).toHaveLength(attempts)
  })

  test.each([
    { title: 'an empty answer', answer: Buffer.alloc(0), code: 'card-lost' },
    { title: 'one byte', answer: Buffer.of(0x90), code: 'card-lost' },
    { title: 'a reset by another program', answer: new Error('(0x80100068)'), code: 'card-reset' },
  ])('PC/SC command: after $title the card is let go once, and no command goes to it', async ({ answer, code }) => {
    const one = reader([], answer)
    const connected = await connectCard(one.system, '3B00', () => true)
    if (!connected.ok) throw new Error(connected.error.message)
    const failure = { ok: false, error: { code } }
    expect(await connected.value.transmit(Uint8Array.of(0, 1))).toMatchObject(failure)
    expect(await connected.value.transmit(Uint8Array.of(0, 1))).toMatchObject(failure)
    await connected.value.disconnect('reset')
    expect(one.endings).toEqual([0])
  })

  test.each(['80100016', '8010002f'])('PC/SC command: 0x%s while the card stays is no loss; once it has gone, it is', async (code) => {
    const refused = new Error(`SCardTransmit error: (0x${code})`)
    const one = reader([], refused)
    let isPresent = true
    const connecting = connectCard(one.system, '3B00', () => isPresent)
    await vi.runAllTimersAsync()
    const connected = await connecting
    if (!connected.ok) throw new Error(connected.error.message)
    const send = async () => {
      const sending = connected.value.transmit(Uint8Array.of(0, 1))
      await vi.runAllTimersAsync()
      return sending
    }
    for (let times = 0; times < 2; times += 1) expect(await send()).toMatchObject({ ok: false, error: { code: 'command-not-carried' } })
    expect(one.endings).toEqual([])
    const late = connected.value.transmit(Uint8Array.of(0, 1))
    await vi.advanceTimersByTimeAsync(200)
    isPresent = false
    await vi.runAllTimersAsync()
    expect(await late).toMatchObject({ ok: false, error: { code: 'card-removed' } })
    expect(one.endings).toEqual([0])
    expect(await send()).toMatchObject({ ok: false, error: { code: 'card-removed' } })
  })

  test('PC/SC command: the answer as it is, and the card is let go as asked', async () => {
    const one = reader([])
    const connected = await connectCard(one.system, '3B00', () => true)
    if (!connected.ok) throw new Error(connected.error.message)
    expect(await connected.value.transmit(Uint8Array.of(0, 1))).toEqual({ ok: true, value: Uint8Array.of(0x90, 0) })
    await connected.value.disconnect('reset')
    expect(one.endings).toEqual([1])
  })
})
