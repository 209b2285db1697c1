import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listReaders } from '../../../native/reader/pcsc-reader-list.ts'
import {
  connectIn,
  disposition,
  letGo,
  share,
  transmitTo,
  type PcscContext,
  type SystemReader,
} from '../../../native/reader/pcsc-binding.ts'
import { openSmartcard, type SmartcardLibrary } from '../../../native/reader/smartcard-binding.ts'

const atr = Buffer.from('3B00', 'hex')
const empty = { name: 'R', state: 0x10, atr: null }
const full = { name: 'R', state: 0x1_0022, atr }

/** A service as data. Each context counts as open until it is closed. */
function service(given: { readonly connect?: () => Promise<object> } = {}) {
  const now = { readers: [empty] as { name: string; state: number; atr: Buffer | null }[], stopped: false, open: 0, cancelled: 0 }
  const waiting = new Set<{ resolve: () => void; reject: (error: Error) => void }>()
  const stop = () => {
    if (now.stopped) throw new Error('PC/SC service not running')
  }
  class Context {
    constructor() {
      stop()
      now.open += 1
    }
    listReaders() {
      stop()
      const connect = given.connect ?? (() => Promise.reject(new Error('Sharing violation')))
      return now.readers.map((reader) => ({ ...reader, connect }))
    }
    waitForChange() {
      return new Promise<void>((resolve, reject) => waiting.add({ resolve, reject }))
    }
    cancel() {
      now.cancelled += 1
      for (const each of waiting) each.resolve()
    }
    close() {
      now.open -= 1
    }
  }
  const wake = async (change: () => void) => {
    change()
    for (const each of waiting)
      if (now.stopped) each.reject(new Error('Communication error'))
      else each.resolve()
    waiting.clear()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  return { library: { Context } as unknown as SmartcardLibrary, now, wake }
}

function watch(context: PcscContext) {
  const said: string[] = []
  const list = listReaders(context, { changed: () => undefined, broken: () => said.push('broken') })
  return { list, said }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the binding smartcard: readers', () => {
  test('a card comes, another takes its place, the reader goes, and one comes again', async () => {
    const { library, now, wake } = service()
    const { list } = watch(openSmartcard(library))
    await vi.advanceTimersByTimeAsync(0)
    expect(list.states()).toEqual([{ name: 'R', card: 'empty' }])
    await wake(() => (now.readers = [full]))
    expect(list.states()).toEqual([{ name: 'R', card: 'present', atr: '3B00' }])
    await wake(() => (now.readers = [{ ...full, state: 0x2_0022, atr: Buffer.from('3B01', 'hex') }]))
    expect(list.states()).toEqual([{ name: 'R', card: 'present', atr: '3B01' }])
    await wake(() => (now.readers = []))
    expect(list.states()).toEqual([])
    await wake(() => (now.readers = [empty]))
    expect(list.states()).toEqual([{ name: 'R', card: 'empty' }])
  })

  test('a card whose answer to reset comes late is seen when it comes, and a mute one is mute', async () => {
    const { library, now, wake } = service()
    const { list } = watch(openSmartcard(library))
    await vi.advanceTimersByTimeAsync(0)
    await wake(() => (now.readers = [{ ...full, atr: null }]))
    expect(list.states()).toEqual([{ name: 'R', card: 'empty' }])
    await wake(() => (now.readers = [{ ...full, state: 0x1_0122 }]))
    expect(list.states()).toEqual([{ name: 'R', card: 'present', atr: '3B00' }])
    await wake(() => (now.readers = [{ ...full, state: 0x2_0222, atr: null }]))
    expect(list.states()).toEqual([{ name: 'R', card: 'mute' }])
  })

  test('a service that does not run is thrown at once, with its number', () => {
    const { library, now } = service()
    now.stopped = true
    expect(() => openSmartcard(library)).toThrow(/0x8010001d/)
  })

  test('a service that stops breaks it once, and nothing is left open', async () => {
    const { library, now, wake } = service()
    const { said } = watch(openSmartcard(library))
    await vi.advanceTimersByTimeAsync(0)
    await wake(() => (now.stopped = true))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(said).toEqual(['broken'])
    expect(now.open).toBe(0)
  })

  test('closed: the wait is cut short, nothing is said, and nothing is left open', async () => {
    const { library, now } = service()
    const context = openSmartcard(library)
    const { list, said } = watch(context)
    await vi.advanceTimersByTimeAsync(0)
    list.end()
    await vi.advanceTimersByTimeAsync(0)
    expect([now.cancelled, now.open, said]).toEqual([1, 0, []])
  })
})

describe('the binding smartcard: a card', () => {
  async function find(library: SmartcardLibrary): Promise<{ readonly system: SystemReader; readonly end: () => void }> {
    const { list } = watch(openSmartcard(library))
    await vi.advanceTimersByTimeAsync(0)
    return { system: list.find('R')!.system, end: () => list.end() }
  }

  test('it is connected in a context of its own, which ends with the connection', async () => {
    const sent: unknown[] = []
    const card = {
      protocol: 2,
      transmit: (command: Buffer, options: object) => (
        sent.push([command.toString('hex'), options]),
        Promise.resolve(Buffer.from('9000', 'hex'))
      ),
      reconnect: (...how: number[]) => (sent.push(['reset', ...how]), Promise.resolve(2)),
      disconnect: (how: number) => sent.push(['let go', how]),
    }
    const modes: unknown[] = []
    const { library, now } = service({ connect: (...mode: unknown[]) => (modes.push(...mode), Promise.resolve(card)) })
    const { system } = await find(library)
    expect([system.connected, now.open]).toEqual([false, 1])
    expect(await connectIn(system, share.exclusive)).toEqual({ protocol: 2 })
    expect([system.connected, now.open, modes]).toEqual([true, 2, [share.exclusive]])
    expect(await transmitTo(system, 2, Uint8Array.of(0, 0xa4))).toEqual({ answer: Uint8Array.of(0x90, 0) })
    await letGo(system, disposition.reset)
    // The reset is waited for on another thread: letting go with a reset would hold this one.
    const ends = [
      ['reset', share.exclusive, 3, disposition.reset],
      ['let go', disposition.leave],
    ]
    expect(sent).toEqual([['00a4', { maxRecvLength: 65_538 }], ...ends])
    expect([system.connected, now.open]).toEqual([false, 1])
    await letGo(system, disposition.reset)
    await connectIn(system, share.shared)
    await letGo(system, disposition.leave)
    expect(sent.slice(3)).toEqual([['let go', disposition.leave]])
  })

  test.each([
    ['another program holds it', [empty], /0x8010000b/],
    ['its reader is gone', [], /0x80100009/],
  ])('%s: the error has its number, and nothing is left open', async (_title, readers, number) => {
    const { library, now } = service()
    const { system } = await find(library)
    now.readers = readers
    expect(await connectIn(system, share.exclusive)).toMatchObject({ error: { message: expect.stringMatching(number) } })
    expect([system.connected, now.open]).toEqual([false, 1])
  })

  test('a command that fails, and a card that is not connected', async () => {
    const card = {
      protocol: 1,
      transmit: () => Promise.reject(new Error('Card was removed')),
      reconnect: () => Promise.reject(new Error('Card was removed')),
      disconnect: () => {
        throw new Error('Card was removed')
      },
    }
    const { library, now } = service({ connect: () => Promise.resolve(card) })
    const { system } = await find(library)
    expect(await transmitTo(system, 1, Uint8Array.of(0))).toMatchObject({ error: { message: 'not connected' } })
    await connectIn(system, share.shared)
    expect(await transmitTo(system, 1, Uint8Array.of(0))).toMatchObject({ error: { message: expect.stringMatching(/0x80100069/) } })
    await letGo(system, disposition.reset)
    expect([system.connected, now.open]).toEqual([false, 1])
  })
})
