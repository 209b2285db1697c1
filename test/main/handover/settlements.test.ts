import { expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { readSettlements } from '../../../main/handover/settlements.ts'
import type { MainApp } from '../../support/main-app.ts'
import { openTwoStations, send, takeOver } from '../../support/two-stations.ts'
import { flaggedCase, giveAccess, kindsLeft, startCampaign } from '../../support/wind-down-cases.ts'

let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

test('handover: what an agent recorded as undone goes with the case, and is not asked again at the other workstation', async () => {
  const caseId = await flaggedCase(north, 1)
  await giveAccess(north, caseId)
  const campaignId = await startCampaign(north)
  const one = { campaignId, personIds: [caseId] }
  await north.must('windDown.decide', { ...one, decision: 'rescind' })
  await north.must('windDown.settle', { ...one, how: 'rescinded', on: plainDateOf(north.clock.now()), reference: 'INVENTED-1' })
  const left = await kindsLeft(north)
  const { file } = await send(north, south, [caseId])
  expect(await kindsLeft(north)).not.toContain('flagged-identity')
  expect((await takeOver(south, file)).ok).toBe(true)
  expect(await kindsLeft(south)).toEqual(left)
  await south.app.lock('asked')
  await south.unlock()
  expect(await kindsLeft(south), 'after the next sign-in').toEqual(left)
  const back = await send(south, north, [caseId])
  expect((await takeOver(north, back.file)).ok).toBe(true)
  expect(await kindsLeft(north), 'and when it comes back').toEqual(left)
})

test('handover: settlements about another case, or that do not read, are refused with the bundle', () => {
  const caseId = '22222222-2222-4222-8222-222222222222'
  const event = {
    kind: 'settled',
    campaignId: caseId,
    keys: [`card:${caseId}:11`],
    how: 'cancelled',
    on: '2026-11-30',
    reference: 'INC-1',
    at: '2026-11-30T09:00:00.000Z',
    by: 'Sample Agent',
  }
  const read = (value: unknown) => readSettlements({ find: () => utf8(JSON.stringify(value)) }, caseId)
  expect(readSettlements({ find: () => undefined }, caseId)).toEqual([])
  expect(read([event])).toEqual([event])
  expect(read([{ ...event, keys: ['card:33333333-3333-4333-8333-333333333333:11'] }])).toBeUndefined()
  expect(read([{ ...event, how: 'invented' }])).toBeUndefined()
  expect(read({})).toBeUndefined()
})
