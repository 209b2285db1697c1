/** Habits of modems, alone and in pairs, with a fault at each step: never a text twice, never "sent" when it was not, never "not sent" when it was. */
import { afterEach, describe, expect, test } from 'vitest'
import { open, setUp } from '../../support/modem-bench.ts'
import { modemQuirks, type ModemQuirk } from '../../support/modem-quirks.ts'
import type { AfterCtrlZ } from '../../support/modem-simulator.ts'

afterEach(async () => {
  for (const sender of open.splice(0)) await sender.close()
})

const text = { to: '+447700900123', body: 'Your RA Desk number is 004 217.' }
/** Looks once when it opens, and not again while a text is on its way. */
const timing = { quiet: 0, poll: 1_000_000, reopen: 1, command: 40, prompt: 40, result: 40 }

async function sendOnce(makeUp: ModemQuirk['makeUp'], fault: (bench: ReturnType<typeof setUp>) => void = () => undefined) {
  const bench = setUp(makeUp, timing)
  await bench.until('ready')
  fault(bench)
  const result = await bench.sender.send(text)
  // What the app does after a loss: the port is opened again. Nothing may go then.
  await new Promise((resolve) => setTimeout(resolve, 60))
  return { result, arrived: bench.modem.arrived(), bench }
}

/** What is said of a text must be true of it. */
function expectTrue({ result, arrived }: Awaited<ReturnType<typeof sendOnce>>, at: string): void {
  expect(arrived.length, at).toBeLessThanOrEqual(1)
  for (const one of arrived) expect(one, at).toEqual(text)
  if (result.ok && result.value.state === 'sent') expect(arrived, at).toHaveLength(1)
  if (!result.ok) expect(arrived, at).toHaveLength(0)
}

describe('without a fault', () => {
  test.each(modemQuirks)('$name: the text arrives once, as it was written', async ({ makeUp }) => {
    const one = await sendOnce(makeUp)
    expectTrue(one, '')
    expect(one.arrived).toEqual([text])
    // After the text of a stranger any line may be the stranger's, so what was sent is not known for certain.
    const isOverheard = makeUp.noise?.includes('+CMT:') === true
    expect(one.result).toMatchObject({ ok: true, value: { state: isOverheard ? 'unknown' : 'sent' } })
  })

  test('every pair of habits', async () => {
    for (const [index, first] of modemQuirks.entries())
      for (const second of modemQuirks.slice(index + 1)) {
        const one = await sendOnce({ ...first.makeUp, ...second.makeUp })
        expectTrue(one, `${first.name}, ${second.name}`)
        expect(one.arrived, `${first.name}, ${second.name}`).toEqual([text])
      }
  })
})

describe('with a fault at each step', () => {
  const afterwards: readonly AfterCtrlZ[] = [
    { does: 'sends-silently' },
    { does: 'says-nothing' },
    { does: 'pulled-after-sending' },
    { does: 'message', bytes: '\r\nERROR\r\n', sends: true },
    { does: 'message', bytes: '4\r', sends: true },
    { does: 'message', bytes: '0\r', sends: false },
    { does: 'message', bytes: '\r\n+CMGS: \r\n\r\nOK\r\n', sends: false },
    { does: 'message', bytes: '\r\n+CMS ERROR: 500\r\n', sends: true },
    { does: 'message', bytes: '\r\n+CMS ERROR: 38\r\n', sends: false },
  ]

  test.each(modemQuirks)('$name: what is said of the text is true', async ({ makeUp }) => {
    const whole = await sendOnce(makeUp, ({ socket }) => socket.cutAfter(1_000_000))
    const bytes = whole.bench.socket.crossed()
    expect(bytes).toBeGreaterThan(100)
    const cuts = Array.from({ length: 24 }, (_, step) => Math.floor((bytes * step) / 23))
    const faults: readonly (readonly [string, Parameters<typeof sendOnce>[1]])[] = [
      ...cuts.map((cut) => [`pulled after ${String(cut)} bytes`, ({ socket }: ReturnType<typeof setUp>) => socket.cutAfter(cut)] as const),
      ...afterwards.map(
        (behaviour) => [JSON.stringify(behaviour), ({ modem }: ReturnType<typeof setUp>) => modem.next(behaviour)] as const,
      ),
      ...['AT+CFUN?', 'AT+CPIN?', 'AT+CREG?', 'AT+CMGF=1', 'AT+CSMP=17,167,0,0'].flatMap((command) =>
        ['', '\r\nERROR\r\n', '4\r', '\r\nOK\r\n', '0\r'].map(
          (answer) =>
            [
              `${command} answered by ${JSON.stringify(answer)}`,
              ({ modem }: ReturnType<typeof setUp>) => modem.answer(command, answer),
            ] as const,
        ),
      ),
      ['it restarts', ({ modem }: ReturnType<typeof setUp>) => modem.restart()],
    ]
    const ends = await Promise.all(faults.map(async ([name, fault]) => [name, await sendOnce(makeUp, fault)] as const))
    for (const [name, end] of ends) expectTrue(end, name)
  })
})

describe('a modem whose radio is off', () => {
  test.each(['0', '4'])('CFUN %s: nothing is sent, and the words are not about the signal', async (radio) => {
    const bench = setUp({ radio }, timing)
    expect((await bench.until('cannot-send')).trouble?.words).toBe('The modem’s radio is off')
    expect(await bench.sender.send(text)).toMatchObject({
      ok: false,
      error: { code: 'modem-refused', message: 'The modem’s radio is off. The text was not sent.' },
    })
    expect(bench.handedOver()).toBe(0)
  })
})
