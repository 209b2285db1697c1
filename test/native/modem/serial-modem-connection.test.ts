import { afterEach, describe, expect, test, vi } from 'vitest'
import { open, setUp } from '../../support/modem-bench.ts'

const text = { to: '+447700900123', body: 'Your numbers are 000 017. They end in 10 minutes.' }
const unknown = { ok: true, value: { state: 'unknown' } }
const sent = { ok: true, value: { state: 'sent', reference: '41' } }
afterEach(async () => {
  vi.useRealTimers()
  for (const sender of open.splice(0)) await sender.close()
})

describe('the cable pulled at every byte', () => {
  /** How many bytes cross from the first of this conversation to its last. */
  async function measure(whole: boolean): Promise<number> {
    const { socket, sender, until } = setUp({ canStopEcho: false }, { quiet: 0, poll: 60_000, reopen: 1 })
    if (whole) socket.cutAfter(Infinity)
    else await until('ready').then(() => socket.cutAfter(Infinity))
    expect(await sender.send(text)).toEqual(sent)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return socket.crossed()
  }

  test.each<readonly [string, boolean]>([
    ['from the moment a text is asked for', false],
    ['from the moment the port is opened', true],
  ])('%s', async (_when, whole) => {
    const length = await measure(whole)
    expect(length).toBeGreaterThan(200)
    const seen = new Set<string>()
    for (let bytes = 0; bytes <= length; bytes++) {
      // An echoing modem: the longest conversation there is.
      const { modem, socket, sender, handedOver, until } = setUp(
        { canStopEcho: false },
        { quiet: 0, poll: 60_000, reopen: 1 },
        (_modem, fresh) => {
          if (whole) fresh.cutAfter(bytes)
        },
      )
      if (!whole) await until('ready').then(() => socket.cutAfter(bytes))
      const outcome = await sender.send(text)
      const said = outcome.ok ? outcome.value.state : outcome.error.code
      seen.add(said)
      // Never sent unless it arrived; never "not sent" when it did.
      if (said === 'sent') expect([bytes, modem.arrived()]).toEqual([bytes, [text]])
      if (!outcome.ok) expect([bytes, said, modem.arrived()]).toEqual([bytes, 'modem-not-found', []])
      // The port comes back by itself, and nothing is sent again.
      socket.cutAfter(Infinity)
      await until('ready')
      expect([bytes, handedOver() <= 1, modem.arrived().length <= 1]).toEqual([bytes, true, true])
      // Nor is anything left in the modem: the next text is the only one that goes.
      const before = modem.arrived().length
      const next = await sender.send({ ...text, body: 'Next' })
      expect([bytes, next.ok && next.value.state, modem.arrived().slice(before)]).toEqual([bytes, 'sent', [{ ...text, body: 'Next' }]])
      await sender.close()
    }
    expect([...seen].sort()).toEqual(['modem-not-found', 'sent', 'unknown'])
  })
})

describe('coming and going', () => {
  test('a modem that is unplugged is reported, and found again when it is back', async () => {
    const { socket, sender, states, until } = setUp()
    await until('ready')
    socket.pull()
    expect(await until('absent')).toEqual({ state: 'absent', name: 'SIM-ULATED 900 on /dev/ttyUSB0' })
    expect(await sender.send(text)).toMatchObject({ ok: false, error: { code: 'modem-not-found' } })
    socket.plugIn()
    await until('ready')
    expect(await sender.send(text)).toEqual(sent)
    expect(states.map(({ state }) => state)).toEqual(['absent', 'ready', 'absent', 'ready'])
  })

  test('a modem that falls silent is reported and opened again', async () => {
    const { modem, socket, until } = setUp({}, { quiet: 0, poll: 5, reopen: 1, command: 10 })
    await until('ready')
    modem.answer('AT+CPIN?', '')
    await until('absent')
    modem.answer('AT+CPIN?', '\r\n+CPIN: READY\r\n\r\nOK\r\n')
    await until('ready')
    expect(socket.openings()).toBeGreaterThan(1)
  })

  test('closing while a text is on its way is unknown, and the port is given back', async () => {
    const { modem, socket, sender, until } = setUp()
    await until('ready')
    modem.next({ does: 'sends-silently' })
    const outcome = sender.send(text)
    while (modem.arrived().length === 0) await new Promise((resolve) => setImmediate(resolve))
    await sender.close()
    expect(await outcome).toEqual(unknown)
    expect(await sender.send(text)).toMatchObject({ ok: false, error: { code: 'modem-not-found' } })
    await socket.open('/dev/ttyUSB0')
    expect(socket.openings()).toBe(2)
  })

  test('closing ends every timer', async () => {
    vi.useFakeTimers()
    const { sender } = setUp({}, {})
    await vi.advanceTimersByTimeAsync(1000)
    await sender.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
