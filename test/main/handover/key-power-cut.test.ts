/** Cuts of the power in every act that makes, gives, takes or destroys a key of an exchange. */
import { expect, test } from 'vitest'
import { exchange, keyIn, keyIsGone, readReceipt, sendAndTake, sendOne } from '../../support/exchanges.ts'
import type { MainApp } from '../../support/main-app.ts'
import { cutAt, cutLimit, mostCuts } from '../../support/power-cut.ts'
import { look, openTwoStations, readOut, saveBundle, saveReceipt, stationIdOf, takeOver, trust } from '../../support/two-stations.ts'

let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

/** Does `work` once more with each try, cut one step later, until a try gets through; `after` is asked once the workstation has signed in again. */
async function cutEachStep(
  side: 'north' | 'south',
  work: (main: MainApp) => Promise<unknown>,
  after: () => Promise<boolean>,
): Promise<number> {
  for (let count = 0; count < mostCuts; count += 1) {
    await cutAt(side === 'north' ? north : south, count, work)
    const main = await (side === 'north' ? north : south).again()
    await main.unlock()
    if (side === 'north') north = main
    else south = main
    if (await after()) return count
  }
  throw new Error('it never got through')
}

test(
  'key of an exchange, power cut while a receipt is saved: the receipt that is saved then brings a key that opens',
  async () => {
    const { handoverId } = await sendAndTake(north, south)
    let saved = false
    const cuts = await cutEachStep(
      'south',
      async (main) => {
        await saveReceipt(main, handoverId)
        saved = true
      },
      async () => saved,
    )
    expect(cuts).toBeGreaterThan(2)
    const receipt = await saveReceipt(south, handoverId)
    expect(keyIn(await saveReceipt(south, handoverId))).toEqual(keyIn(receipt))
    expect((await readReceipt(north, receipt)).ok).toBe(true)
    await sendAndTake(north, south)
  },
  cutLimit,
)

test(
  'key of an exchange, power cut while a receipt is read: the sender has the key before or the new one, and its bundle opens',
  async () => {
    const { handoverId } = await sendAndTake(north, south)
    const receipt = await saveReceipt(south, handoverId)
    const waiting = await sendOne(north, south)
    const cuts = await cutEachStep(
      'north',
      (main) => readReceipt(main, receipt),
      async () => {
        expect((await look(south, await saveBundle(north, waiting.handoverId))).ok).toBe(true)
        const again = await readReceipt(north, receipt)
        return again.ok && again.value.receipted === 0
      },
    )
    // Reading it after the cut gets through; before that, nothing of it was there.
    expect(cuts).toBeLessThan(mostCuts)
    await takeOver(south, await saveBundle(north, waiting.handoverId))
  },
  cutLimit,
)

test(
  'key of an exchange, power cut while a bundle is taken over: the older key goes with it, or at the next sign-in, and never before',
  async () => {
    await exchange(north, south)
    const older = await exchange(north, south)
    const newer = await sendOne(north, south)
    const arrived = await cutEachStep(
      'south',
      (main) => takeOver(main, newer.file),
      async () => {
        const looked = await look(south, newer.file)
        const isHere = looked.ok && looked.value.repeated
        expect(looked.ok).toBe(true)
        expect(await look(south, older.file)).toMatchObject(isHere ? keyIsGone : { ok: true, value: { repeated: true } })
        return isHere
      },
    )
    expect(arrived).toBeGreaterThan(3)
    // A bundle of its own for each step from here on, until nothing is cut: the steps of destroying are among them.
    let last = newer
    let cutAfterwards = 0
    for (let count = arrived, how = 'cut'; how === 'cut'; count += 1) {
      expect(count).toBeLessThan(mostCuts)
      expect((await readReceipt(north, await saveReceipt(south, last.handoverId))).ok).toBe(true)
      const next = await sendOne(north, south)
      how = await cutAt(south, count, (main) => takeOver(main, next.file))
      south = await south.again()
      await south.unlock()
      const looked = await look(south, next.file)
      if (looked.ok && looked.value.repeated) cutAfterwards += how === 'cut' ? 1 : 0
      else expect((await takeOver(south, next.file)).ok).toBe(true)
      expect(await look(south, last.file), `after ${count}`).toMatchObject(keyIsGone)
      last = next
    }
    expect(cutAfterwards).toBeGreaterThan(1)
    expect((await readReceipt(north, await saveReceipt(south, last.handoverId))).ok).toBe(true)
  },
  cutLimit,
)

test(
  'key of an exchange, power cut while trust is withdrawn: trusted with the keys, or not trusted and without them',
  async () => {
    await exchange(north, south)
    const sent = await sendOne(north, south)
    const stationId = await stationIdOf(north)
    const cuts = await cutEachStep(
      'south',
      (main) => main.call('handover.withdraw', { stationId }),
      async () => {
        const [station] = (await south.must('handover.read', {})).stations
        if (station?.state === 'trusted') {
          expect((await look(south, sent.file)).ok).toBe(true)
          return false
        }
        await trust(south, north)
        expect(await look(south, sent.file)).toMatchObject(keyIsGone)
        return true
      },
    )
    expect(cuts).toBeGreaterThan(0)
    await trust(north, south)
    expect((await takeOver(south, await saveBundle(north, sent.handoverId))).ok).toBe(true)
  },
  cutLimit,
)

test(
  'station card, power cut while a new one is made: the card before and its key, or the new one alone',
  async () => {
    await trust(north, south)
    const first = await sendAndTake(north, south)
    const before = await readOut(south)
    const cuts = await cutEachStep(
      'south',
      (main) => main.call('handover.renewCard', {}),
      async () => {
        const isNew = (await readOut(south)) !== before
        expect(await look(south, first.file)).toMatchObject(isNew ? keyIsGone : { ok: true, value: { repeated: true } })
        return isNew
      },
    )
    expect(cuts).toBeGreaterThan(0)
  },
  cutLimit,
)
