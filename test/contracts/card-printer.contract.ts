/** What every card printer and every printer for documents must do, real or virtual. `setUp` gives a fresh one that is well and has cards in its feeder. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DocumentPrinter, PrinterState } from '../../native/ports.ts'
import { cardPdf, labelOfNoPrinter } from '../support/print-samples.ts'

export interface PrintedCard {
  readonly title: string
  readonly document: Uint8Array
  /** Hundredths of a millimetre; undefined where the printer prints any page as it comes. */
  readonly mediaSize?: { readonly x: number; readonly y: number } | undefined
}

export interface PrinterBench {
  readonly printer: DocumentPrinter
  readonly printerName: string
  /** What came out, from any sender. */
  printed(): readonly PrintedCard[]
  /** Waits until the printer has done what it was given. */
  settled(): Promise<void>
  trouble(what: 'feeder-empty' | 'cover-open', there: boolean): Promise<void>
  /** How large the medium of a card is to this printer; absent where it prints any page as it comes. */
  readonly cardMedium?: { readonly x: number; readonly y: number }
  /** Absent where a printer cannot be taken away. */
  readonly power?: { off(): Promise<void>; on(): Promise<void> }
  close(): Promise<void>
}

const words = { 'feeder-empty': 'Feeder empty', 'cover-open': 'Cover open' } as const

export function cardPrinterContract(name: string, setUp: () => Promise<PrinterBench>): void {
  describe(name, () => {
    let bench: PrinterBench
    let stop: () => void
    let states: (readonly PrinterState[])[]
    let pdf: Uint8Array

    beforeEach(async () => {
      pdf = await cardPdf('contract')
      bench = await setUp()
      states = []
      stop = bench.printer.watch((printers) => states.push(printers))
    }, 60_000)
    afterEach(async () => {
      stop()
      await bench.close()
    })

    const print = (given: { readonly printer?: string; readonly title?: string; readonly pdf?: Uint8Array } = {}) =>
      bench.printer.print({ printer: bench.printerName, title: 'Card face RA-0001', pdf, ...given })
    const here = (printers: readonly PrinterState[] | undefined) => printers?.find((printer) => printer.name === bench.printerName)
    async function until(what: string, holds: (state: PrinterState | undefined) => boolean): Promise<PrinterState | undefined> {
      for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) if (holds(here(states.at(-1)))) return here(states.at(-1))
      throw new Error(`in vain until ${what}; last ${JSON.stringify(states.at(-1))}`)
    }

    test('a watcher is told at once, and that the printer is ready', async () => {
      expect(states.length).toBeGreaterThan(0)
      expect(await until('it is ready', (state) => state?.state === 'ready')).toEqual({ name: bench.printerName, state: 'ready' })
    })

    test('a card comes out once, byte for byte, on its medium', async () => {
      const answer = await print()
      expect(answer).toEqual({ ok: true, value: { jobId: expect.stringMatching(/./) } })
      await bench.settled()
      const cards = bench.printed()
      expect(cards).toHaveLength(1)
      expect(cards[0]!.title).toBe('Card face RA-0001')
      expect(Buffer.compare(cards[0]!.document, pdf)).toBe(0)
      expect(cards[0]!.mediaSize).toEqual(bench.cardMedium)
    })

    test('two cards are two jobs', async () => {
      const first = await print({ title: 'First' })
      await bench.settled()
      const second = await print({ title: 'Second' })
      await bench.settled()
      expect(first.ok && second.ok && first.value.jobId !== second.value.jobId).toBe(true)
      expect(bench.printed().map(({ title }) => title)).toEqual(['First', 'Second'])
    })

    test('a printer of another name is not found, and nothing is printed', async () => {
      const answer = await print({ printer: 'A printer that is not there' })
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'printer-not-found', message: expect.stringContaining('Nothing was printed') },
      })
      await bench.settled()
      expect(bench.printed()).toEqual([])
    })

    test('what is not a PDF is refused, and nothing is printed', async () => {
      const answer = await print({ pdf: new TextEncoder().encode('not a PDF at all') })
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'printer-refused', message: expect.stringContaining('Nothing was printed') },
      })
      await bench.settled()
      expect(bench.printed()).toEqual([])
    })

    test('a page of another size is refused with both sizes, and nothing is printed', async (context) => {
      if (!bench.cardMedium) return context.skip('it prints any page as it comes')
      const answer = await print({ pdf: await labelOfNoPrinter() })
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'printer-refused', message: expect.stringMatching(/not take pages of 90 × 29 mm.*54 × 86 mm.*Nothing was printed/) },
      })
      await bench.settled()
      expect(bench.printed()).toEqual([])
    })

    test.for(['feeder-empty', 'cover-open'] as const)(
      '%s is reported in words, refuses the card, and ends when it is fixed',
      async (what) => {
        await bench.trouble(what, true)
        expect(await until(what, (state) => state?.state === 'problem')).toMatchObject({ problem: expect.stringContaining(words[what]) })
        const refused = await print()
        expect(refused).toMatchObject({
          ok: false,
          error: { code: 'printer-problem', message: expect.stringMatching(new RegExp(`${words[what]}.*Nothing was printed`)) },
        })
        await bench.trouble(what, false)
        await until('it is ready again', (state) => state?.state === 'ready' && state.problem === undefined)
        await bench.settled()
        expect(bench.printed()).toEqual([])
        expect(await print()).toMatchObject({ ok: true })
        await bench.settled()
        expect(bench.printed()).toHaveLength(1)
      },
    )

    test('a printer that disconnects is reported, refuses the card, and is found again', async (context) => {
      const { power } = bench
      if (!power) return context.skip('it cannot be taken away')
      await until('it is ready', (state) => state?.state === 'ready')
      await power.off()
      // A look that was under way when it went says "Does not answer" first.
      await until('it is gone', (state) => state?.state === 'offline' && state.problem === 'Switched off or not connected')
      expect(await print()).toMatchObject({
        ok: false,
        error: { code: 'printer-problem', message: expect.stringContaining('Nothing was printed') },
      })
      await power.on()
      await until('it is back', (state) => state?.state === 'ready')
      await bench.settled()
      expect(bench.printed()).toEqual([])
    })

    test('a watcher that stopped hears no more', async () => {
      await until('it is ready', (state) => state?.state === 'ready')
      stop()
      const heard = states.length
      let other: readonly PrinterState[] = []
      const stopOther = bench.printer.watch((printers) => {
        other = printers
      })
      await bench.trouble('feeder-empty', true)
      for (const end = Date.now() + 10_000; Date.now() < end && here(other)?.state !== 'problem';) await sleep(20)
      stopOther()
      expect(here(other)?.state).toBe('problem')
      expect(states).toHaveLength(heard)
    })
  })
}
