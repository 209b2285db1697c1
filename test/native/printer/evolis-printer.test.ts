import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { evolisCommands, evolisFeederWords, evolisRefusals, frameOf } from '../../../native/printer/evolis-commands.ts'
import { cardMoves, type CardMove, type CardPrinter, type PrinterState } from '../../../native/ports.ts'
import { contactReader, createSampleQueue, openInMemory, openSampleEvolis, queueName } from '../../support/evolis-bench.ts'
import { createEvolisSimulator, type EvolisSimulator } from '../../support/evolis-simulator.ts'
import { cardPdf } from '../../support/print-samples.ts'

let simulator: EvolisSimulator
let bench: ReturnType<typeof createSampleQueue>
let printer: CardPrinter
beforeEach(() => {
  simulator = createEvolisSimulator()
  bench = createSampleQueue(simulator)
  printer = openSampleEvolis(bench.queue, { path: 'COM4', openPort: openInMemory(simulator), poll: 10_000 })
})
afterEach(() => printer.close())

const move = (which: CardMove) => printer.path![which](queueName)
const letters: Readonly<Record<CardMove, string>> = { feed: 'Si', toContacts: 'Sis', eject: 'Se', reject: 'Ss' }
const asked = (which: CardMove) => simulator.commands().filter((words) => words.split(';')[0] === letters[which]).length
async function first(printers: CardPrinter, holds: (state: PrinterState) => boolean): Promise<PrinterState> {
  return new Promise((resolve) => {
    const stop = printers.watch(([state]) => {
      if (!state || !holds(state)) return
      resolve(state)
      queueMicrotask(() => stop())
    })
  })
}

describe('the command table', () => {
  test('a frame is ESC, the letters and the parameters, and CR', () => {
    expect(frameOf(evolisCommands.feederStatus)).toEqual(Uint8Array.from([0x1b, 0x53, 0x6b, 0x3b, 0x66, 0x0d]))
    expect(frameOf(evolisCommands.feed)).toEqual(Uint8Array.from([0x1b, 0x53, 0x69, 0x0d]))
  })

  test('what was only recalled is marked so, and every move is a move', () => {
    expect(
      Object.entries(evolisCommands)
        .filter(([, { source }]) => source === 'guide')
        .map(([name]) => name),
    ).toEqual(['softwareHandlesErrors', 'feederStatus'])
    for (const which of cardMoves) expect(evolisCommands[which].kind).toBe('move')
  })

  test('every refusal of the guide has words, and only one that may have begun leaves a card in the way', () => {
    expect(Object.keys(evolisRefusals).sort()).toEqual(['1', '2', 'C', 'F', 'R', 'T'])
    expect(
      Object.entries(evolisRefusals)
        .filter(([, { began }]) => began)
        .map(([code]) => code),
    ).toEqual(['T'])
  })
})

describe('a move', () => {
  const begin = async (which: CardMove): Promise<void> => {
    if (which !== 'feed') expect(await move('feed')).toMatchObject({ ok: true })
  }

  test.each(cardMoves.flatMap((which) => Object.keys(evolisRefusals).map((code) => [which, code] as const)))(
    '%s that is refused with %s says so in words, and is asked for once',
    async (which, code) => {
      await begin(which)
      simulator.failNext(letters[which], { does: 'nack', code })
      const { words, began } = evolisRefusals[code]!
      expect(await move(which)).toMatchObject({
        ok: false,
        error: { code: began ? 'card-stuck' : 'printer-problem', message: expect.stringContaining(words) },
      })
      expect(asked(which)).toBe(1)
    },
  )

  test.each(cardMoves)('%s that is refused with an unknown code is not taken for harmless', async (which) => {
    await begin(which)
    simulator.failNext(letters[which], { does: 'nack', code: 'Z' })
    expect(await move(which)).toMatchObject({ ok: false, error: { code: 'card-stuck', message: expect.stringContaining('“Z”') } })
  })

  test.each(
    cardMoves.flatMap(
      (which) =>
        [
          [which, true],
          [which, false],
        ] as const,
    ),
  )('%s with the cable pulled (carried out: %s) is unknown, and is asked for once', async (which, carriesOut) => {
    await begin(which)
    simulator.failNext(letters[which], { does: 'pulled', carriesOut })
    expect(await move(which)).toMatchObject({ ok: false, error: { code: 'move-unknown' } })
    expect(asked(which)).toBe(1)
  })

  test.each(cardMoves)('%s answered with noise is unknown', async (which) => {
    await begin(which)
    simulator.failNext(letters[which], { does: 'noise', bytes: 'OK\r\n?????' })
    expect(await move(which)).toMatchObject({ ok: false, error: { code: 'move-unknown' } })
    expect(asked(which)).toBe(1)
  })

  test('an ACK that comes too late is not taken for the next command’s', async () => {
    simulator.failNext('Si', { does: 'says-late', milliseconds: 85 })
    expect(await move('feed')).toMatchObject({ ok: false, error: { code: 'move-unknown' } })
    simulator.failNext('Se', { does: 'nack', code: 'C' })
    expect(await move('eject')).toMatchObject({ ok: false, error: { code: 'printer-problem' } })
    expect(simulator.trays()).toMatchObject({ inside: true, hopper: 0 })
  })

  test('after the cable was pulled and put back, the line is opened again', async () => {
    simulator.failNext('Si', { does: 'pulled', carriesOut: true })
    await move('feed')
    expect(await move('eject')).toMatchObject({ ok: true })
    expect(simulator.trays()).toMatchObject({ hopper: 1 })
  })

  test('a port that cannot be opened moves nothing', async () => {
    const none = openSampleEvolis(bench.queue, { path: 'COM9', openPort: () => Promise.reject(new Error('no such port')) })
    expect(await none.path!.feed(queueName)).toMatchObject({
      ok: false,
      error: { code: 'printer-problem', message: expect.stringMatching(/serial port.*No card moved/) },
    })
    await none.close()
  })
})

describe('its state', () => {
  test('names the reader at the contact station', async () => {
    expect(await first(printer, ({ state }) => state === 'ready')).toEqual({
      name: queueName,
      state: 'ready',
      path: { reader: contactReader },
    })
  })

  test.each(Object.entries(evolisFeederWords).flatMap(([number, words]) => (words ? [[number, words] as const] : [])))(
    'feeder status %s is reported in words',
    async (number, { words, stops }) => {
      simulator.failNext('Sk', { does: 'noise', bytes: `${number}\r\u0006` })
      expect(await first(printer, ({ problem }) => problem === words)).toMatchObject({ state: stops ? 'problem' : 'ready' })
    },
  )

  test('a question that is not answered is asked again; lasting silence is reported', async () => {
    simulator.failNext('Sk', { does: 'says-nothing', carriesOut: false })
    await first(printer, ({ state }) => state === 'ready')
    expect(simulator.commands().filter((words) => words === 'Sk;f')).toHaveLength(2)
    const mute = openSampleEvolis(bench.queue, { path: 'COM9', openPort: () => Promise.reject(new Error('gone')) })
    expect(await first(mute, ({ state }) => state === 'problem')).toMatchObject({ problem: 'Does not answer on its serial port' })
    await mute.close()
  })
})

describe('a face', () => {
  test('is printed by the queue on the card that is inside, also when the feeder is empty by now', async () => {
    simulator.setCards(1)
    await move('feed')
    const pdf = await cardPdf('Evolis')
    expect(await printer.print({ printer: queueName, title: 'Face', pdf })).toMatchObject({ ok: true })
    expect(bench.hand.jobs()).toHaveLength(1)
    expect(simulator.trays()).toMatchObject({ inside: true, hopper: 0 })
  })

  test.each([
    ['stopped', 'Some of the face may be on the card'],
    ['unknown', 'may or may not have printed'],
  ] as const)('whose job ends %s is not called printed', async (end, words) => {
    bench.nextEnd(end)
    await move('feed')
    expect(await printer.print({ printer: queueName, title: 'Face', pdf: await cardPdf('Evolis') })).toMatchObject({
      ok: false,
      error: { code: 'print-unknown', message: expect.stringContaining(words) },
    })
  })

  test('with the cover open is not handed to the queue', async () => {
    await move('feed')
    simulator.setCover(true)
    await sleep(1)
    expect(await printer.print({ printer: queueName, title: 'Face', pdf: await cardPdf('Evolis') })).toMatchObject({
      ok: false,
      error: { code: 'printer-problem', message: expect.stringMatching(/Cover open.*Nothing was printed/) },
    })
    expect(bench.hand.jobs()).toEqual([])
  })
})
