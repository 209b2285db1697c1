import { expect, test } from 'vitest'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { beginReplacement, cancelOld, closedCase, toldOf } from '../../support/replacements.ts'

const start = setUpAppsForEach()

test('replacement: a person is found by case, by UUID and by card, with what can be taken over', async () => {
  const main = await start()
  const old = await closedCase(main)
  const { uuid } = journey.cisIdentityCreated
  const found = await main.must('replacement.find', { by: 'uuid', uuid })
  expect(found).toEqual({
    personId: old.caseId,
    person: {
      uuid,
      name: journey.detailsRecorded.name,
      nameOnCard: journey.detailsRecorded.nameOnCard,
      organisation: journey.requestReceived.organisation,
      mobile: journey.detailsRecorded.mobile,
      address: journey.detailsRecorded.address,
    },
    cards: [expect.objectContaining({ serial: old.serial, state: 'active', live: true, heldByCase: false })],
    sources: [
      expect.objectContaining({
        caseId: old.caseId,
        photographKept: true,
        mobile: { number: journey.detailsRecorded.mobile, confirmedOn: plainDateOf(main.clock.now()) },
      }),
    ],
  })
  expect(await main.must('replacement.find', { by: 'person', id: old.caseId })).toEqual(found)
  expect(await main.must('replacement.find', { by: 'serial', serial: `00${old.serial}` })).toEqual(found)
})

test('replacement: somebody who is not here is no failure', async () => {
  const main = await start()
  const nobody = { cards: [], sources: [] }
  expect(await main.must('replacement.find', { by: 'uuid', uuid: '555999888777' })).toEqual(nobody)
  expect(await main.must('replacement.find', { by: 'serial', serial: '999' })).toEqual(nobody)
  expect(await main.must('replacement.find', { by: 'person', id: '99999999-0000-4000-8000-000000000000' })).toEqual(nobody)
})

test('replacement: a card of an open case is held by it, and that case gives nothing yet', async () => {
  const main = await start()
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'write-card')
  const { cards, sources } = await main.must('replacement.find', { by: 'person', id: caseId })
  expect(cards).toEqual([expect.objectContaining({ state: 'issued', heldByCase: true, live: true })])
  expect(sources).toEqual([])
})

test('replacement: both cases of a person are looked at, and each look is in the record', async () => {
  const main = await start()
  const old = await closedCase(main)
  const next = await beginReplacement(main, toldOf(main, old))
  await cancelOld(main, next)
  const { cards } = await main.must('replacement.find', { by: 'person', id: next })
  expect(cards).toEqual([expect.objectContaining({ serial: old.serial, state: 'cancelled', live: false })])
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 500 })
  expect(
    entries
      .filter(({ action }) => action === 'case-viewed')
      .map(({ caseId }) => caseId)
      .sort(),
  ).toEqual([old.caseId, next].sort())
})
