/** What every text sender must do, real or virtual. `setUp` gives a fresh one with signal and an empty phone at the other end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TextSender } from '../../native/ports.ts'

export interface TextBench {
  readonly text: TextSender
  /** Everything that arrived, oldest first. */
  arrived(): readonly { readonly to: string; readonly body: string }[]
  setSignal(there: boolean): void
  /** The next text arrives, but the line is cut before the sender hears so. */
  cutAfterSubmit(): void
  close(): Promise<void>
}

type TextState = Parameters<Parameters<TextSender['watch']>[0]>[0]

const to = '+447700900123'
const another = '+447700900456'
const body = 'Your numbers are 123 456. Read them out on the call. They end in 10 minutes.'

export function textSenderContract(name: string, setUp: () => Promise<TextBench>): void {
  describe(name, () => {
    let bench: TextBench
    let states: TextState[]
    let stop: () => void

    beforeEach(async () => {
      bench = await setUp()
      states = []
      stop = bench.text.watch((state) => states.push(state))
    })
    afterEach(async () => {
      stop()
      await bench.close()
    })

    const until = (state: TextState['state']): Promise<TextState> =>
      new Promise((resolve) => {
        const leave = bench.text.watch((now) => {
          if (now.state !== state) return
          queueMicrotask(() => leave())
          resolve(now)
        })
      })
    const arrived = () => bench.arrived().map((one) => [one.to, one.body])

    test('a watcher is told at once, and the sender has a name', async () => {
      expect(states.length).toBe(1)
      expect((await until('ready')).name).toMatch(/\w/)
    })

    test('a text arrives once, at its number, exactly as it was written', async () => {
      await until('ready')
      const outcome = await bench.text.send({ to, body })
      expect(outcome).toEqual({ ok: true, value: { state: 'sent', reference: expect.stringMatching(/^\d+$/) as string } })
      expect(arrived()).toEqual([[to, body]])
    })

    test('leading zeros, quotes, pounds and accents arrive as they are', async () => {
      await until('ready')
      const awkward = [
        '000 017',
        '"OK"',
        'AT+CMGS="+447700900999"',
        '+CMGS: 1',
        '£5 for é, @ $ & > <',
        'name_1@example.invalid',
        ' spaces ',
        'x'.repeat(160),
      ]
      for (const words of awkward) expect(await bench.text.send({ to, body: words })).toMatchObject({ ok: true, value: { state: 'sent' } })
      expect(arrived().map(([, words]) => words)).toEqual(awkward)
    })

    test.each(['', 'Ŵ', '€ 5', 'first\nsecond', 'end\u001a', 'x'.repeat(161)])(
      'what one text message cannot carry is refused and nothing goes: %j',
      async (words) => {
        await until('ready')
        expect(await bench.text.send({ to, body: words })).toMatchObject({ ok: false, error: { code: 'modem-refused' } })
        expect(arrived()).toEqual([])
      },
    )

    test('two texts asked for at once both arrive, once each', async () => {
      await until('ready')
      const outcomes = await Promise.all([bench.text.send({ to, body: 'First' }), bench.text.send({ to: another, body: 'Second' })])
      const references = outcomes.map((outcome) => (outcome.ok && outcome.value.state === 'sent' ? outcome.value.reference : undefined))
      expect(references).not.toContain(undefined)
      expect(new Set(references).size).toBe(2)
      expect(arrived()).toHaveLength(2)
      expect(arrived()).toEqual(
        expect.arrayContaining([
          [to, 'First'],
          [another, 'Second'],
        ]),
      )
    })

    test.each([
      '',
      '07700900123',
      '+0447700900123',
      '+44',
      '+4477009001234567',
      '+447700900123"',
      '+447700900123\r',
      '+44770\u001a0900123',
      ';+447700900123',
    ])('a number that is not E.164 is refused and nothing goes: %j', async (number) => {
      await until('ready')
      const outcome = await bench.text.send({ to: number, body })
      expect(outcome).toMatchObject({
        ok: false,
        error: { code: 'modem-refused', message: expect.stringContaining('The text was not sent.') as string },
      })
      expect(arrived()).toEqual([])
    })

    test('no signal is reported, refused in words, and forgotten when it comes back', async () => {
      await until('ready')
      bench.setSignal(false)
      await until('no-signal')
      expect(await bench.text.send({ to, body })).toMatchObject({
        ok: false,
        error: { code: 'no-signal', message: expect.stringContaining('The text was not sent.') as string },
      })
      bench.setSignal(true)
      await until('ready')
      expect(await bench.text.send({ to, body })).toMatchObject({ ok: true, value: { state: 'sent' } })
      expect(arrived()).toEqual([[to, body]])
    })

    test('a text that was cut after it was handed over is unknown and is never sent again; the next one goes', async () => {
      await until('ready')
      bench.cutAfterSubmit()
      expect(await bench.text.send({ to, body })).toEqual({ ok: true, value: { state: 'unknown' } })
      await until('ready')
      expect(arrived()).toEqual([[to, body]])
      expect(await bench.text.send({ to: another, body: 'Next' })).toMatchObject({ ok: true, value: { state: 'sent' } })
      expect(arrived()).toEqual([
        [to, body],
        [another, 'Next'],
      ])
    })

    test('a failure names neither the number nor the words of the text', async () => {
      await until('ready')
      bench.setSignal(false)
      const said = JSON.stringify([await bench.text.send({ to, body }), await bench.text.send({ to: '07700900123', body }), states])
      expect(said).not.toContain('7700900123')
      expect(said).not.toContain('123 456')
    })

    test('who stops watching hears no more', async () => {
      await until('ready')
      let heard = 0
      const leave = bench.text.watch(() => heard++)
      leave()
      bench.setSignal(false)
      await until('no-signal')
      expect(heard).toBe(1)
    })
  })
}
