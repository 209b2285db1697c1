/** What every reader must do, real or virtual. `setUp` gives a fresh one with an empty slot that the bench can fill. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatHex, fromHex } from '../../domain/bytes.ts'
import { personalise } from '../../native/card/personalise.ts'
import { blankCard, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { CardConnection, CardReader, ReadersState } from '../../native/ports.ts'
import { now, random, samplePlan } from '../support/cards.ts'

export interface ReaderBench {
  readonly reader: CardReader
  readonly kind: 'pcsc' | 'virtual'
  readonly readerName: string
  insert(state: VirtualCardState): Promise<void>
  remove(): Promise<void>
  cardState(): VirtualCardState | undefined | Promise<VirtualCardState | undefined>
  /** Absent where the service cannot be stopped without disturbing others. */
  readonly service?: { stop(): Promise<void>; start(): Promise<void> }
  /** A second reader of the same machine. */
  readonly second?: { readonly name: string; insert(state: VirtualCardState): Promise<void>; remove(): Promise<void> }
  /** Absent where a reader cannot be pulled out by a program. */
  readonly plug?: { unplug(): Promise<void>; plugIn(): Promise<void> }
  /** The next command is never answered; the bench waits a moment only for GET SERIAL. Absent where there is no device process to replace. */
  silenceNext?(): Promise<void>
  /** Another program resets the card before the next command. */
  resetByAnother?(): Promise<void>
  close(): Promise<void>
}

const select = fromHex('00A4040005A00000030800')
const getSerial = fromHex('00F8000000')
const emptyVerify = fromHex('00200080')
const verify = fromHex('0020008008313233343536FFFF')

export function cardReaderContract(name: string, setUp: () => Promise<ReaderBench>): void {
  describe(name, () => {
    let bench: ReaderBench
    let states: ReadersState[]
    let stop: () => void

    beforeEach(async () => {
      bench = await setUp()
      states = []
      stop = bench.reader.watch((state) => states.push(state))
    }, 120_000)
    afterEach(async () => {
      stop()
      await bench.close()
    }, 60_000)

    const here = (state: ReadersState) => state.readers.find((reader) => reader.name === bench.readerName)
    async function until(what: (state: ReadersState) => boolean): Promise<ReadersState> {
      if (states.length > 0 && what(states.at(-1)!)) return states.at(-1)!
      return new Promise((resolve) => {
        const leave = bench.reader.watch((state) => {
          if (!what(state)) return
          queueMicrotask(() => leave())
          resolve(state)
        })
      })
    }
    const untilCard = (card: 'empty' | 'present') => until((state) => here(state)?.card === card)
    async function connect(): Promise<CardConnection> {
      const made = await bench.reader.connect(bench.readerName)
      if (!made.ok) throw new Error(made.error.message)
      return made.value
    }
    async function say(connection: CardConnection, command: Uint8Array): Promise<string> {
      const answer = await connection.transmit(command)
      return answer.ok ? formatHex(answer.value) : answer.error.code
    }
    const card = blankCard({ serial: 271_828 })

    test('a watcher is told at once, and again when a card comes and goes', async () => {
      expect(states.length).toBeGreaterThan(0)
      await untilCard('empty')
      await bench.insert(card)
      const state = await untilCard('present')
      expect(state).toMatchObject({ service: 'running', kind: bench.kind })
      expect(here(state)).toEqual({ name: bench.readerName, card: 'present', atr: card.atr.toUpperCase() })
      await bench.remove()
      expect(here(await untilCard('empty'))).toEqual({ name: bench.readerName, card: 'empty' })
    })

    test('no card and no such reader have different failures', async () => {
      await untilCard('empty')
      expect(await bench.reader.connect(bench.readerName)).toMatchObject({ ok: false, error: { code: 'no-card' } })
      expect(await bench.reader.connect('A reader that is not there')).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
    })

    test('commands and answers cross byte for byte', async () => {
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      expect(connection).toMatchObject({ atr: card.atr.toUpperCase(), shared: false })
      expect(await say(connection, select)).toMatch(/^61.*4F06000010000100.*9000$/)
      expect(await say(connection, fromHex('00EE0000'))).toBe('6D00')
      expect(await say(connection, fromHex('00F8000000'))).toBe('000425D49000')
      await connection.disconnect('reset')
    })

    test('a second connection is refused while the first is open, and granted after', async () => {
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      expect(await bench.reader.connect(bench.readerName)).toMatchObject({ ok: false, error: { code: 'card-in-use' } })
      await connection.disconnect('reset')
      await (await connect()).disconnect('reset')
    })

    test('a reset takes every log-in with it', async () => {
      await bench.insert(card)
      await untilCard('present')
      const first = await connect()
      await say(first, select)
      expect([await say(first, verify), await say(first, emptyVerify)]).toEqual(['9000', '9000'])
      await first.disconnect('reset')
      const second = await connect()
      await say(second, select)
      expect(await say(second, emptyVerify)).toBe('63C3')
      await second.disconnect('reset')
    })

    test('a connection does not outlive its card, even when the card comes back', async () => {
      await bench.insert(card)
      await untilCard('present')
      const first = await connect()
      expect(await say(first, select)).toMatch(/9000$/)
      await bench.remove()
      expect(await say(first, emptyVerify)).toBe('card-removed')
      await untilCard('empty')
      await bench.insert((await bench.cardState()) ?? card)
      await untilCard('present')
      expect(await say(first, emptyVerify)).toBe('card-removed')
      await first.disconnect('leave')
      const second = await connect()
      expect(await say(second, select)).toMatch(/9000$/)
      await second.disconnect('reset')
    })

    test('a closed connection says no more', async () => {
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      await connection.disconnect('leave')
      expect(await say(connection, select)).toBe('card-removed')
    })

    test('a whole card is personalised and proved', async () => {
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      const outcome = await personalise({ connection, plan: samplePlan(), random, now, journal: () => undefined })
      expect(outcome).toMatchObject({ outcome: 'done', serial: '271828', retries: { passcode: 3, puk: 3 } })
      await connection.disconnect('reset')
      expect((await bench.cardState())?.passcode.value).toBe('303034323137ffff')
    }, 120_000)

    test('two readers hold two cards, and neither is in the way of the other', async (context) => {
      const { second } = bench
      if (!second) return context.skip('there is one reader here')
      await bench.insert(card)
      await second.insert(blankCard({ serial: 314_159 }))
      await until((state) => here(state)?.card === 'present' && state.readers.find(({ name }) => name === second.name)?.card === 'present')
      const [first, other] = [await connect(), await bench.reader.connect(second.name)]
      if (!other.ok) throw new Error(other.error.message)
      for (const connection of [first, other.value]) await say(connection, select)
      expect([await say(first, getSerial), await say(other.value, getSerial)]).toEqual(['000425D49000', '0004CB2F9000'])
      // One card goes; the other does not notice.
      await second.remove()
      expect(await say(other.value, getSerial)).toBe('card-removed')
      expect(await say(first, getSerial)).toBe('000425D49000')
      await other.value.disconnect('leave')
      await first.disconnect('reset')
    }, 60_000)

    test('a reader that is pulled out is gone, and found again when it is plugged in', async (context) => {
      const { plug } = bench
      if (!plug) return context.skip('no program can pull this reader out')
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      await plug.unplug()
      expect(here(await until((state) => here(state) === undefined))).toBeUndefined()
      expect(await say(connection, select)).toMatch(/^(reader-gone|card-removed)$/)
      expect(await bench.reader.connect(bench.readerName)).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
      await plug.plugIn()
      await untilCard('present')
      const again = await connect()
      expect(await say(again, select)).toMatch(/9000$/)
      await again.disconnect('reset')
    })

    test('a card that another program reset is lost, and said apart from one that was taken out', async (context) => {
      if (!bench.resetByAnother) return context.skip('an exclusive connection cannot be reset from outside here')
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      await bench.resetByAnother()
      expect(await say(connection, select)).toBe('card-reset')
      const again = await connect()
      expect(await say(again, select)).toMatch(/9000$/)
      await again.disconnect('reset')
    })

    test('a card that never answers is given up after its time, sent nothing again, and the readers come back', async (context) => {
      if (!bench.silenceNext) return context.skip('there is no device process to replace')
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      expect(await say(connection, select)).toMatch(/9000$/)
      await bench.silenceNext()
      expect(await say(connection, getSerial)).toBe('card-timed-out')
      // The connection is dead, whatever the card does now.
      expect(await say(connection, select)).toBe('card-timed-out')
      await connection.disconnect('reset')
      await until(({ service }) => service === 'restarting')
      await until(({ service }) => service === 'running')
      await bench.remove()
      await untilCard('empty')
      await bench.insert((await bench.cardState()) ?? card)
      await untilCard('present')
      const again = await connect()
      expect(await say(again, select)).toMatch(/9000$/)
      expect(await say(again, getSerial)).toBe('000425D49000')
      await again.disconnect('reset')
    }, 60_000)

    test('a service that stops is reported, and found again when it runs', async (context) => {
      const { service } = bench
      if (!service) return context.skip('the service was not started here')
      await bench.insert(card)
      await untilCard('present')
      const connection = await connect()
      await service.stop()
      expect(await until((state) => state.service === 'stopped')).toEqual({ service: 'stopped', kind: bench.kind, readers: [] })
      expect(await say(connection, select)).toMatch(/^(reader-service-stopped|card-removed|reader-gone)$/)
      expect(await bench.reader.connect(bench.readerName)).toMatchObject({ ok: false, error: { code: 'reader-service-stopped' } })
      await service.start()
      await bench.insert((await bench.cardState()) ?? card)
      await untilCard('present')
      const again = await connect()
      expect(await say(again, select)).toMatch(/9000$/)
      await again.disconnect('reset')
    }, 60_000)
  })
}
