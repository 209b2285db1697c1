import { describe, expect, test } from 'vitest'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { expectCode, flaggedCase, giveAccess, kindsLeft, proveFaceToFace, startCampaign } from '../../support/wind-down-cases.ts'

const open = setUpAppsForEach()
const NOBODY = '99999999-9999-4999-8999-999999999999'

describe('wind-down campaign', () => {
  test('lists what is to be undone from the lines, and fixes it at its start', async () => {
    const main = await open()
    const caseId = await flaggedCase(main, 1)
    await giveAccess(main, caseId)
    expect(await kindsLeft(main)).toEqual(['exceptional-access', 'flagged-identity', 'temporary-access'])
    const campaignId = await startCampaign(main)
    const later = await flaggedCase(main, 2)
    const { campaign, persons } = await main.must('windDown.campaign', { campaignId })
    expect(campaign).toMatchObject({ persons: 1, obligations: 3, left: 3, later: 1 })
    expect(persons[0]).toMatchObject({ personId: caseId, state: 'undecided', left: 3 })
    expect(await main.must('windDown.addLater', { campaignId })).toEqual({ added: 1 })
    expect((await main.must('windDown.campaign', { campaignId })).persons.map(({ personId }) => personId)).toEqual([caseId, later])
  })

  test('settles access by CIS reference, the identity by its closed case, and nothing by itself', async () => {
    const main = await open()
    const caseId = await flaggedCase(main, 1)
    await giveAccess(main, caseId)
    const campaignId = await startCampaign(main)
    const on = plainDateOf(main.clock.now())
    const one = { campaignId, personIds: [caseId] }
    await expectCode(main.call('windDown.settle', { ...one, how: 'rescinded', on, reference: 'INVENTED-1' }), 'decide-first')
    await main.must('windDown.decide', { ...one, decision: 'rescind' })
    expect((await main.must('windDown.campaign', { campaignId })).campaign.left).toBe(3)
    await expectCode(main.call('windDown.settle', { ...one, how: 'rescinded', on }), 'reason-needed')
    const settling = { ...one, how: 'rescinded' as const, on, reference: 'INVENTED-1' }
    expect(await main.must('windDown.settle', { ...settling, rehearse: true })).toEqual({ persons: 1, obligations: 2, leftOut: 0 })
    expect((await main.must('windDown.campaign', { campaignId })).campaign.left).toBe(3)
    await main.must('windDown.settle', settling)
    expect(await kindsLeft(main)).toEqual(['flagged-identity'])
    await expectCode(main.call('windDown.certify', { campaignId }), 'something-left')
    await main.must('windDown.decide', { ...one, decision: 'reverify' })
    const meeting = await proveFaceToFace(main, 1, caseId)
    await main.must('windDown.noteMeeting', { campaignId, personId: caseId, caseId: meeting })
    expect(await kindsLeft(main)).toEqual([])
    const { all, meetings } = await main.must('windDown.person', { campaignId, personId: caseId })
    expect(all.map(({ standing }) => standing.state)).toEqual(['settled', 'settled', 'settled'])
    expect(meetings).toEqual([meeting])
    await main.must('windDown.certify', { campaignId })
    await expectCode(main.call('windDown.decide', { ...one, decision: 'reverify' }), 'campaign-certified')
  })

  test('keeps only with a reason and who decided, for several at once', async () => {
    const main = await open()
    const personIds = [await flaggedCase(main, 1), await flaggedCase(main, 2)]
    const campaignId = await startCampaign(main)
    await expectCode(main.call('windDown.decide', { campaignId, personIds, decision: 'keep', why: 'Proved elsewhere' }), 'reason-needed')
    await main.must('windDown.decide', { campaignId, personIds, decision: 'keep', why: 'Proved elsewhere', decidedBy: 'Invented Manager' })
    expect(await kindsLeft(main)).toEqual([])
  })

  test('the same access that is recorded again after it was rescinded is there again', async () => {
    const main = await open()
    const caseId = await flaggedCase(main, 1)
    const position = [{ name: 'Invented Clerk', odsCode: 'ZZ91', from: '2026-11-25', to: '2027-05-31' }]
    await giveAccess(main, caseId, position)
    const campaignId = await startCampaign(main, { kinds: ['temporary-access'] })
    const one = { campaignId, personIds: [caseId] }
    await main.must('windDown.decide', { ...one, decision: 'rescind' })
    await main.must('windDown.settle', { ...one, how: 'rescinded', on: plainDateOf(main.clock.now()), reference: 'INVENTED-1' })
    expect(await kindsLeft(main)).toEqual(['flagged-identity'])
    main.clock.forward(1_000)
    await main.act(caseId, { kind: 'accessRecorded', positions: position }, 'Given again')
    expect(await kindsLeft(main)).toEqual(['flagged-identity', 'temporary-access'])
    await expectCode(main.call('windDown.certify', { campaignId }), 'something-left')
  })

  test('stays the same after a restart', async () => {
    const main = await open()
    const caseId = await flaggedCase(main, 1)
    const campaignId = await startCampaign(main)
    await main.must('windDown.decide', { campaignId, personIds: [caseId], decision: 'reverify' })
    const before = await main.must('windDown.campaign', { campaignId })
    await main.app.lock('asked')
    await main.unlock()
    expect(await main.must('windDown.campaign', { campaignId })).toEqual(before)
  })

  test('refuses ids of other things', async () => {
    const main = await open()
    const caseId = await flaggedCase(main, 1)
    const campaignId = await startCampaign(main)
    const outside = await flaggedCase(main, 2)
    const decide = (ids: { campaignId: string; personIds: string[] }) => main.call('windDown.decide', { ...ids, decision: 'reverify' })
    await expectCode(decide({ campaignId: NOBODY, personIds: [caseId] }), 'no-such-campaign')
    await expectCode(decide({ campaignId, personIds: [caseId, outside] }), 'no-such-person')
    await expectCode(main.call('windDown.person', { campaignId, personId: outside }), 'no-such-person')
    await expectCode(main.call('windDown.noteMeeting', { campaignId, personId: caseId, caseId: outside }), 'no-such-case')
    const meeting = await proveFaceToFace(main, 2)
    await expectCode(main.call('windDown.noteMeeting', { campaignId, personId: caseId, caseId: meeting }), 'no-such-case')
    expect((await main.must('windDown.campaign', { campaignId })).persons[0]!.state).toBe('undecided')
  })
})
