/** What every printer that moves cards must do, virtual or real. `setUp` gives a fresh one that is well, with ten cards in its feeder and none inside. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cardMoves, type CardMove, type CardPath } from '../../native/ports.ts'

export interface Trays {
  readonly feeder: number
  readonly inside: boolean
  readonly hopper: number
  readonly rejected: number
}

export interface PathBench {
  readonly path: CardPath
  readonly printerName: string
  trays(): Trays
  cover(open: boolean): void
  emptyFeeder(): void
  failNext(move: CardMove, fault: 'refused' | 'jam' | 'lost-after' | 'lost-before'): void
  /** A person opens the printer and takes out what is inside. */
  takeOut(): void
  close(): Promise<void>
}

const full: Trays = { feeder: 10, inside: false, hopper: 0, rejected: 0 }
const within: Trays = { feeder: 9, inside: true, hopper: 0, rejected: 0 }
const done: Readonly<Record<CardMove, Trays>> = {
  feed: within,
  toContacts: within,
  eject: { ...within, inside: false, hopper: 1 },
  reject: { ...within, inside: false, rejected: 1 },
}

export function cardPathContract(name: string, setUp: () => Promise<PathBench>): void {
  describe(name, () => {
    let bench: PathBench
    beforeEach(async () => {
      bench = await setUp()
    })
    afterEach(() => bench.close())

    const move = (which: CardMove) => bench.path[which](bench.printerName)
    const goTo = async (before: CardMove): Promise<void> => {
      if (before !== 'feed') expect(await move('feed')).toMatchObject({ ok: true })
    }

    test('feed, contacts, eject: the card is in the hopper', async () => {
      for (const which of ['feed', 'toContacts', 'eject'] as const) {
        expect(await move(which)).toMatchObject({ ok: true })
        expect(bench.trays()).toEqual(done[which])
      }
    })

    test('feed, contacts, reject: the card is in the reject tray', async () => {
      for (const which of ['feed', 'toContacts', 'reject'] as const) expect(await move(which)).toMatchObject({ ok: true })
      expect(bench.trays()).toEqual(done.reject)
    })

    test.for(cardMoves)('%s by a printer of another name moves nothing', async (which) => {
      await goTo(which)
      const before = bench.trays()
      expect(await bench.path[which]('Another printer')).toMatchObject({
        ok: false,
        error: { code: 'printer-not-found', message: expect.stringContaining('No card moved') },
      })
      expect(bench.trays()).toEqual(before)
    })

    test('an empty feeder is reported in words, and nothing moves', async () => {
      bench.emptyFeeder()
      expect(await move('feed')).toMatchObject({
        ok: false,
        error: { code: 'printer-problem', message: expect.stringMatching(/Feeder empty.*No card moved/) },
      })
      expect(bench.trays()).toEqual({ ...full, feeder: 0 })
    })

    test('a second card is not fed on top of the first', async () => {
      await move('feed')
      expect(await move('feed')).toMatchObject({ ok: false })
      expect(bench.trays()).toEqual(within)
    })

    test.for(['toContacts', 'eject', 'reject'] as const)('%s without a card inside does nothing', async (which) => {
      expect(await move(which)).toMatchObject({ ok: false })
      expect(bench.trays()).toEqual(full)
    })

    test.for(cardMoves)('%s with the cover open moves nothing, and works when it is shut', async (which) => {
      await goTo(which)
      const before = bench.trays()
      bench.cover(true)
      expect(await move(which)).toMatchObject({
        ok: false,
        error: { code: 'printer-problem', message: expect.stringMatching(/Cover open.*No card moved/) },
      })
      expect(bench.trays()).toEqual(before)
      bench.cover(false)
      expect(await move(which)).toMatchObject({ ok: true })
      expect(bench.trays()).toEqual(done[which])
    })

    test.for(cardMoves)('%s that is refused moves nothing', async (which) => {
      await goTo(which)
      const before = bench.trays()
      bench.failNext(which, 'refused')
      expect(await move(which)).toMatchObject({ ok: false, error: { code: 'printer-problem' } })
      expect(bench.trays()).toEqual(before)
    })

    test.for(cardMoves)('a card that jams at %s stays inside until a person takes it out', async (which) => {
      await goTo(which)
      bench.failNext(which, 'jam')
      expect(await move(which)).toMatchObject({
        ok: false,
        error: { code: 'card-stuck', next: expect.stringContaining('take the card out') },
      })
      expect(bench.trays()).toEqual(within)
      expect(await move('reject')).toMatchObject({ ok: false, error: { code: 'card-stuck' } })
      bench.takeOut()
      expect(await move('feed')).toMatchObject({ ok: true })
      expect(bench.trays()).toEqual({ ...within, feeder: 8 })
    })

    test.for(
      cardMoves.flatMap(
        (which) =>
          [
            [which, 'lost-after'],
            [which, 'lost-before'],
          ] as const,
      ),
    )('%s whose answer is lost (%s) is unknown, and is asked for only once', async ([which, fault]) => {
      await goTo(which)
      const before = bench.trays()
      bench.failNext(which, fault)
      expect(await move(which)).toMatchObject({ ok: false, error: { code: 'move-unknown' } })
      expect(bench.trays()).toEqual(fault === 'lost-after' ? done[which] : before)
    })
  })
}
