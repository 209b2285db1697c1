import { describe, expect, test } from 'vitest'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase } from '../../support/main-journey.ts'
import { cutAt, cutLimit, mostCuts } from '../../support/power-cut.ts'
import {
  base64,
  look,
  saveBundle,
  saveReceipt,
  send,
  stationIdOf,
  takeOver,
  openTwoStations,
  walkWithOwnUuid,
  stateOf,
  secretsKept,
} from '../../support/two-stations.ts'

let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

describe('handover, power cut', () => {
  test(
    'at every step of handing over: the case is still here, or handed over with a bundle that can be made',
    async () => {
      const caseId = await newCase(north)
      await walkWithOwnUuid(north, caseId, 'write-card')
      const expectedSeq = north.seq(caseId)
      const stationId = await stationIdOf(south)
      const states: string[] = []
      for (let count = 0, ended = false; !ended; count += 1) {
        expect(count).toBeLessThan(mostCuts)
        const how = await cutAt(north, count, (main) => main.must('handover.send', { cases: [{ caseId, expectedSeq }], stationId }))
        north = await north.again()
        await north.unlock()
        const custody = (await stateOf(north, caseId)).facts.custody
        states.push(custody?.state ?? 'here')
        expect(await secretsKept(north, caseId)).toBe(2)
        ended = custody !== undefined
        if (custody) expect((await look(south, await saveBundle(north, custody.handoverId))).ok, how).toBe(true)
      }
      expect(states.length).toBeGreaterThan(3)
      expect(states.slice(0, -1).every((state) => state === 'here')).toBe(true)
    },
    cutLimit,
  )

  test(
    'at every step of taking over: the receiver has none of the case, and the next attempt brings all of it',
    async () => {
      const caseId = await newCase(north)
      await walkWithOwnUuid(north, caseId, 'write-card')
      const { file, handoverId } = await send(north, south, [caseId])
      let cuts = 0
      // Each key, each seal and each id is a step; every fifth is tried, and the last ones after the case has arrived.
      for (let count = 0, here = false; !here; count += 5) {
        expect(count).toBeLessThan(5 * mostCuts)
        const how = await cutAt(south, count, (main) => takeOver(main, file))
        cuts += how === 'cut' ? 1 : 0
        south = await south.again()
        await south.unlock()
        here = await readCase(south, caseId).then(
          () => true,
          () => false,
        )
        const receipt = await south.call('handover.saveReceipt', { handoverId })
        expect(receipt.ok, 'no receipt for what has not come, and one for what has').toBe(here)
      }
      expect(cuts).toBeGreaterThan(5)
      expect([(await stateOf(south, caseId)).status, await secretsKept(south, caseId)]).toEqual(['open', 2])
      expect((await south.call('document.preview', { document: { kind: 'card-face', caseId } })).ok).toBe(true)
      expect(await north.must('handover.readReceipt', { base64: base64(await saveReceipt(south, handoverId)) })).toMatchObject({
        receipted: 1,
      })
    },
    cutLimit,
  )

  test(
    'between the receipt and the destruction: the secrets are destroyed at the next sign-in',
    async () => {
      const caseId = await newCase(north)
      await walkWithOwnUuid(north, caseId, 'write-card')
      const { file, handoverId } = await send(north, south, [caseId])
      expect((await takeOver(south, file)).ok).toBe(true)
      const receipt = base64(await saveReceipt(south, handoverId))
      let states: string[] = []
      for (let count = 0, ended = false; !ended; count += 1) {
        expect(count).toBeLessThan(mostCuts)
        await cutAt(north, count, (main) => main.must('handover.readReceipt', { base64: receipt }))
        north = await north.again()
        await north.unlock()
        const state = (await stateOf(north, caseId)).facts.custody?.state
        states = [...states, state ?? '']
        expect(await secretsKept(north, caseId), `${state} after ${count}`).toBe(state === 'gone' ? 0 : 2)
        ended = state === 'gone'
      }
      expect(states.length).toBeGreaterThan(1)
    },
    cutLimit,
  )
})
