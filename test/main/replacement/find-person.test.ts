import { describe, expect, test } from 'vitest'
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
  const looks = new Set(entries.filter(({ action }) => action === 'case-viewed').map(({ caseId }) => caseId))
  expect(looks).toEqual(new Set([old.caseId, next]))
})

describe('replacement: a person with a short entry and no case', () => {
  const entered = { name: { given: 'Enid', family: 'Entered' }, uuid: '555000000077', mobile: '+447700900377' }

  test('is found by UUID and by the id of the person, with what the entry says, and the look is recorded', async () => {
    const main = await start()
    const { personId } = await main.must('person.add', { entry: entered, asked: false })
    const expected = {
      personId,
      person: { uuid: entered.uuid, name: entered.name, nameOnCard: 'Enid Entered', mobile: entered.mobile },
      cards: [],
      sources: [],
    }
    expect(await main.must('replacement.find', { by: 'uuid', uuid: entered.uuid })).toEqual(expected)
    expect(await main.must('replacement.find', { by: 'person', id: personId })).toEqual(expected)
    const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 500 })
    expect(entries.map(({ action }) => action)).toContain('person-viewed')
  })

  test('gets a case that belongs to them, and is found with its card from then on', async () => {
    const main = await start()
    const { personId } = await main.must('person.add', { entry: entered, asked: false })
    const told = {
      ...toldOf(main, { caseId: personId, serial: '4400881' }),
      uuid: entered.uuid,
      name: entered.name,
      carriedFrom: undefined,
    }
    const { carriedFrom: _none, ...asked } = told
    const next = await beginReplacement(main, asked)
    expect((await main.must('replacement.find', { by: 'person', id: next })).personId).toBe(personId)
    expect((await main.must('person.open', { personId })).cases.map(({ caseId }) => caseId)).toEqual([next])
  })

  test('two persons with one UUID: neither is taken, the agent joins them first', async () => {
    const main = await start()
    await main.must('person.add', { entry: entered, asked: false })
    await main.must('person.add', { entry: entered, asked: true })
    expect(await main.must('replacement.find', { by: 'uuid', uuid: entered.uuid })).toEqual({ cards: [], sources: [] })
  })
})
