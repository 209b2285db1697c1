import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fromHex } from '../../../domain/bytes.ts'
import { personalise } from '../../../native/card/personalise.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import type { MessagePipe } from '../../../native/device-messages.ts'
import { createAbsentModem } from '../../../native/modem/virtual-modem.ts'
import { createAbsentDocumentPrinter, createAbsentPrinter } from '../../../native/printer/virtual-printer.ts'
import { createRemoteDevices } from '../../../native/remote-devices.ts'
import { timeLimits } from '../../../native/reader/time-limit.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import { serveDevices } from '../../../native/serve-devices.ts'
import { now, random, samplePlan } from '../../support/cards.ts'

const select = fromHex('00A4040005A000000308')
const rsaKeyPair = fromHex('0047009A05AC0380010700')
const reader = createVirtualReader({ random, name: 'Reader' })

/** A device process without a process: what it serves is always the same reader, and how often it was started is counted. */
function start() {
  let starts = 0
  const devices = createRemoteDevices(() => {
    starts++
    const toApp: ((message: unknown) => void)[] = []
    const closing: (() => void)[] = []
    let open = true
    const pipe: MessagePipe = {
      send: (message) => {
        queueMicrotask(() => {
          if (open) for (const listener of toDevice) listener(message)
        })
      },
      onMessage: (listener) => void toApp.push(listener),
      onClose: (listener) => void closing.push(listener),
      close: () => {
        open = false
        for (const listener of closing.splice(0)) listener()
      },
    }
    const toDevice: ((message: unknown) => void)[] = []
    serveDevices(
      {
        send: (message) => {
          queueMicrotask(() => {
            if (open) for (const listener of toApp) listener(message)
          })
        },
        onMessage: (listener) => void toDevice.push(listener),
      },
      {
        reader: reader.reader,
        printer: createAbsentPrinter(),
        documents: createAbsentDocumentPrinter(),
        text: createAbsentModem(),
        close: () => Promise.resolve(),
      },
    )
    return pipe
  })
  return { devices, starts: () => starts }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function connected() {
  reader.hand.insert(blankCard({ serial: 9 }))
  const { devices, starts } = start()
  await vi.advanceTimersByTimeAsync(1)
  const made = await devices.reader.connect('Reader')
  if (!made.ok) throw new Error(made.error.message)
  return { devices, starts, connection: made.value }
}

describe('a card that never answers', () => {
  test.each([
    [select, timeLimits.usual],
    [rsaKeyPair, timeLimits.rsaKeyPair],
  ])('is given its time and not a moment more', async (command, limit) => {
    const { devices, starts, connection } = await connected()
    const sent = reader.hand.commandCount()
    reader.hand.silenceNext(false)
    let code: string | undefined
    void connection.transmit(command).then((answer) => {
      code = answer.ok ? 'answered' : answer.error.code
    })
    await vi.advanceTimersByTimeAsync(limit - 1)
    expect([code, starts()]).toEqual([undefined, 1])
    await vi.advanceTimersByTimeAsync(1)
    expect(code).toBe('card-timed-out')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(starts()).toBe(2)
    // Nothing is sent a second time, on this connection or by itself.
    expect(await connection.transmit(command)).toMatchObject({ ok: false, error: { code: 'card-timed-out' } })
    expect(reader.hand.commandCount()).toBe(sent + 1)
    await devices.close()
  })

  test('a card that answers in time is not disturbed afterwards', async () => {
    const { devices, starts, connection } = await connected()
    expect(await connection.transmit(select)).toMatchObject({ ok: true })
    await vi.advanceTimersByTimeAsync(timeLimits.rsaKeyPair * 2)
    expect(starts()).toBe(1)
    await devices.close()
  })

  test('a connection that cannot be made is given up too', async () => {
    reader.hand.insert(blankCard({ serial: 9 }))
    const { devices, starts } = start()
    await vi.advanceTimersByTimeAsync(1)
    const never = vi.spyOn(reader.reader, 'connect').mockReturnValueOnce(new Promise(() => undefined))
    const connecting = devices.reader.connect('Reader')
    await vi.advanceTimersByTimeAsync(timeLimits.connect + 1_000)
    expect(await connecting).toMatchObject({ ok: false, error: { code: 'card-mute' } })
    expect(starts()).toBe(2)
    never.mockRestore()
    await devices.close()
  })
})

describe('a card that hangs or is reset while it is written', () => {
  test.each([
    ['silent', { kind: 'silent', done: false }],
    ['silent after it did it', { kind: 'silent', done: true }],
    ['reset by another program', { kind: 'reset-by-another' }],
  ] as const)('%s: never done, never spoiled for a broken link alone', async (_what, fault) => {
    vi.useRealTimers()
    const outcomes = new Map<string, number>()
    for (let index = 0; index < 400; index++) {
      const { reader: one, hand } = createVirtualReader({ random, name: 'Reader' })
      hand.insert(blankCard({ serial: 3 }))
      const made = await one.connect('Reader')
      if (!made.ok) throw new Error(made.error.message)
      hand.failAt(index, fault)
      const connection = {
        ...made.value,
        // The supervisor's time-out, at once.
        transmit: (command: Uint8Array) =>
          Promise.race([
            made.value.transmit(command),
            new Promise<never>((_resolve, reject) => {
              setTimeout(() => reject(new Error('late')), 25)
            }),
          ]).catch(() => ({ ok: false as const, error: { code: 'card-timed-out' as const, message: '', next: '' } })),
      }
      const outcome = await personalise({ connection, plan: samplePlan(), random, now, journal: () => undefined })
      outcomes.set(outcome.outcome, (outcomes.get(outcome.outcome) ?? 0) + 1)
      if (outcome.outcome === 'done') break
    }
    // Done only when the fault lay behind the last command.
    expect(outcomes.get('done')).toBe(1)
    expect(outcomes.get('spoiled')).toBeUndefined()
    expect([...outcomes.keys()].filter((outcome) => !['done', 'refused', 'resumable', 'unknown'].includes(outcome))).toEqual([])
    expect(outcomes.get('resumable')).toBeGreaterThan(10)
  })
})
