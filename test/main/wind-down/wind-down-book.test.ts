/** What a case leaves to undo outlives the case: its erasure keeps it, its handover takes it along. */
import { describe, expect, test } from 'vitest'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { daysLater, underPolicies } from '../../support/retention-bench.ts'
import { openTwoStations, send, type TwoStations } from '../../support/two-stations.ts'
import { flaggedCase, giveAccess, kindsLeft, proveFaceToFace, startCampaign } from '../../support/wind-down-cases.ts'

const start = underPolicies()

describe('wind-down of a deleted case', () => {
  test('keeps what is to be undone, without the name, until it is settled', async () => {
    const main = await start({ caseDays: 30 })
    const caseId = await flaggedCase(main, 1)
    await main.act(caseId, { kind: 'caseEnded', why: 'withdrawn', note: 'Not needed.' })
    expect(await kindsLeft(main)).toEqual(['flagged-identity'])
    await daysLater(main, 31)
    expect((await main.call('case.open', { caseId })).ok).toBe(false)
    expect(await kindsLeft(main)).toEqual(['flagged-identity'])
    await daysLater(main, 1)
    const { persons } = await main.must('windDown.today', {})
    expect(persons).toMatchObject([{ personId: caseId, uuid: '555010000001', kinds: ['flagged-identity'] }])
    const campaignId = await startCampaign(main)
    const one = { campaignId, personIds: [caseId] }
    expect((await main.must('windDown.letter', { campaignId, personId: caseId, letter: 'invitation' })).body).toContain('Dear colleague,')
    await main.must('windDown.decide', { ...one, decision: 'deregister', why: 'Left' })
    await main.must('windDown.settle', { ...one, how: 'profile-closed', on: plainDateOf(main.clock.now()), reference: 'INVENTED-1' })
    expect(await kindsLeft(main)).toEqual([])
    await daysLater(main, 1)
    expect(await kindsLeft(main)).toEqual([])
    expect((await main.must('windDown.campaign', { campaignId })).campaign).toMatchObject({ left: 0, settled: 1 })
  })

  test('the proof of a face-to-face case counts after that case is deleted', async () => {
    const main = await start({ caseDays: 30 })
    const caseId = await flaggedCase(main, 1)
    main.clock.forward(1_000)
    const meeting = await proveFaceToFace(main, 1, caseId)
    expect(await kindsLeft(main)).toEqual([])
    await daysLater(main, 31)
    expect((await main.call('case.open', { caseId: meeting })).ok).toBe(false)
    await daysLater(main, 1)
    expect((await main.call('case.open', { caseId })).ok).toBe(true)
    expect(await kindsLeft(main)).toEqual([])
  })
})

describe('wind-down of a case that is handed over', () => {
  let stations!: TwoStations
  openTwoStations((opened) => {
    stations = opened
  })
  test('leaves with the case, and is said to have; the access in the log of this workstation stays', async () => {
    const { north, south } = stations
    const caseId = await flaggedCase(north, 1)
    await giveAccess(north, caseId)
    const campaignId = await startCampaign(north)
    const { handoverId } = await send(north, south, [caseId])
    expect(await kindsLeft(north)).toEqual(['exceptional-access'])
    expect((await north.must('windDown.today', {})).elsewhere).toBe(3)
    expect((await north.must('windDown.campaign', { campaignId })).campaign).toMatchObject({ left: 1, elsewhere: 2 })
    await north.must('handover.takeBack', { handoverId, reason: 'The stick was lost' })
    expect((await kindsLeft(north)).length).toBe(3)
    expect((await north.must('windDown.campaign', { campaignId })).campaign).toMatchObject({ left: 3, elsewhere: 0 })
  })
})
