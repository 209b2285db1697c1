import { describe, expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import type { MainApp } from '../../support/main-app.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { addDays } from '../../../domain/registrant/plain-date.ts'

const start = setUpAppsForEach()
const caseWithPasscode = async (main: MainApp) => {
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'text-passcode')
  return caseId
}
const entries = async (main: MainApp) => (await main.must('locum.list', {})).entries

function locumAccess(main: MainApp, change: object = {}) {
  const today = plainDateOf(main.clock.now())
  const locum = {
    name: 'Locum Pharmacist',
    odsCode: 'FFFFF',
    from: today,
    to: addDays(today, 300),
    reason: 'Covers a pharmacy',
    reviewBy: addDays(today, 100),
    registerNumber: '2000001',
    ...change,
  }
  return { kind: 'accessRecorded' as const, positions: [locum] }
}

describe('locum log: the access step of a case', () => {
  test('FFFFF makes an entry in the frame of the case, signed; the case is named', async () => {
    const main = await start()
    const caseId = await caseWithPasscode(main)
    await main.act(caseId, locumAccess(main))
    const [entry, ...others] = await entries(main)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      uuid: journey.cisIdentityCreated.uuid,
      reason: 'Covers a pharmacy',
      registerNumber: '2000001',
      sponsor: journey.requestReceived.sponsor.name,
      organisations: [journey.requestReceived.organisation.odsCode],
      grantedBy: 'Sample Agent',
      state: 'active',
      case: { caseId },
    })
    const { entries: recorded } = await main.must('record.entries', { fromSeq: 0, limit: 2_000 })
    const together = recorded.find(({ action }) => action.includes('locum-granted'))
    expect(together).toMatchObject({ action: 'access-recorded locum-granted', caseId, signed: true })
  })

  test('other access leaves the log alone, and FFFFF without a review date is refused', async () => {
    const main = await start()
    const caseId = await caseWithPasscode(main)
    const refused = await main.call('case.act', {
      caseId,
      expectedSeq: main.seq(caseId),
      event: locumAccess(main, { reviewBy: undefined }),
    })
    expect(refused).toMatchObject({ error: { code: 'review-date-needed' } })
    await main.act(caseId, journey.accessRecorded)
    expect(await entries(main)).toEqual([])
  })

  test('corrected in the case, the entry is corrected; taken out while it is open, the case is refused', async () => {
    const main = await start()
    const caseId = await caseWithPasscode(main)
    await main.act(caseId, locumAccess(main))
    const shorter = addDays(plainDateOf(main.clock.now()), 200)
    await main.act(caseId, locumAccess(main, { to: shorter }), 'Agreed with the sponsor')
    const [entry] = await entries(main)
    expect(entry).toMatchObject({ endsOn: shorter, rev: 2 })
    const { history } = await main.must('locum.show', { entryId: entry!.entryId })
    expect(history[0]).toMatchObject({ title: 'Corrected', lines: [expect.stringContaining('Ends on'), 'Reason: Agreed with the sponsor'] })
    const asked = { caseId, expectedSeq: main.seq(caseId), event: journey.accessRecorded, reason: 'A mistake' }
    expect(await main.call('case.act', asked)).toMatchObject({ error: { code: 'locum-still-open' } })
    await main.must('locum.act', {
      entries: [{ entryId: entry!.entryId, rev: 2 }],
      act: { kind: 'revoke', on: plainDateOf(main.clock.now()), how: 'never-given' },
    })
    expect(await main.call('case.act', asked)).toMatchObject({ ok: true })
    expect(await entries(main)).toMatchObject([{ state: 'revoked', rev: 3 }])
  })

  test('somebody in the log already gets a second entry only with the reason', async () => {
    const main = await start()
    const today = plainDateOf(main.clock.now())
    const row = {
      name: 'Invented Person',
      uuid: journey.cisIdentityCreated.uuid,
      registerNumber: '2000001',
      reason: 'x',
      sponsor: 'x',
      organisations: 'ZZ9',
      reviewBy: today,
      endsOn: today,
    }
    expect((await main.must('locum.add', { kind: 'grant', rows: [row] })).added).toHaveLength(1)
    const caseId = await caseWithPasscode(main)
    const asked = { caseId, expectedSeq: main.seq(caseId), event: locumAccess(main) }
    expect(await main.call('case.act', asked)).toMatchObject({ error: { code: 'locum-second-grant' } })
    expect(await main.call('case.act', { ...asked, event: locumAccess(main, { secondBecause: 'Two agencies' }) })).toMatchObject({
      ok: true,
    })
    expect(await entries(main)).toHaveLength(2)
  })
})
