import { expect, test } from 'vitest'
import { caseOf, duplicatesOf, endCase, entry, link, monthLater, nameOf } from '../../support/people-bench.ts'
import { underPolicies } from '../../support/retention-bench.ts'

const start = underPolicies()

test('possible duplicates: asked at the request by name and email, and by more at the details; both sides are shown', async () => {
  const main = await start({})
  const first = await caseOf(main, { number: 1 })
  const requested = await caseOf(main, { number: 2, name: nameOf(1) }, true)
  expect(await duplicatesOf(main, requested)).toMatchObject([{ personId: first, rank: 'weak', because: ['name'] }])
  const detailed = await caseOf(main, { number: 3, mobile: '+447700900511' })
  const [found] = await duplicatesOf(main, detailed)
  expect(found).toMatchObject({ personId: first, rank: 'medium', because: ['mobile'], cases: [{ caseId: first, status: 'open' }] })
  expect(found!.compared).toContainEqual({ field: 'mobile', here: '+447700900511', there: '+447700900511', same: true })
  expect(found!.compared.find(({ field }) => field === 'name')).toMatchObject({ same: false })
  // Who was shown is in the record.
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 1_000 })
  expect(entries.filter(({ action }) => action === 'person-compared')).toHaveLength(1)
})

test('possible duplicates: the strongest first, no more than five, the others counted', async () => {
  const main = await start({})
  for (const number of [1, 2, 3, 4, 5, 6]) await caseOf(main, { number, name: nameOf(0) }, true)
  const same = await caseOf(main, { number: 7 })
  const asked = await caseOf(main, { number: 8, name: nameOf(0), mobile: '+447700900517' })
  const { duplicates, more } = await main.must('person.duplicates', { caseId: asked })
  expect(duplicates.map(({ rank }) => rank)).toEqual(['medium', 'weak', 'weak', 'weak', 'weak'])
  expect(duplicates[0]!.personId).toBe(same)
  expect(more).toBe(2)
})

test('possible duplicates: told apart with a reason, and not asked again from either case', async () => {
  const main = await start({})
  const [first, second] = [await caseOf(main, { number: 1 }), await caseOf(main, { number: 2, mobile: '+447700900511' })]
  expect(await duplicatesOf(main, first)).toHaveLength(1)
  await main.act(second, { kind: 'notSamePerson', personId: first, why: 'They share a phone' })
  expect(await duplicatesOf(main, second)).toEqual([])
  expect(await duplicatesOf(main, first)).toEqual([])
})

test('possible duplicates: a UUID that another case has leads to that person; a short entry is found as well', async () => {
  const main = await start({})
  const { personId } = await main.must('person.add', { entry, asked: false })
  const caseId = await caseOf(main, { number: 2 })
  expect(await duplicatesOf(main, caseId)).toEqual([])
  const { duplicates } = await main.must('person.duplicates', { caseId, uuid: entry.uuid })
  expect(duplicates).toMatchObject([{ personId, rank: 'strong', because: ['uuid'], cases: [] }])
  expect((await link(main, caseId, personId)).ok).toBe(true)
  expect((await main.must('person.open', { personId })).cases.map((one) => one.caseId)).toEqual([caseId])
})

test('possible duplicates: a deleted case is still found, by its reference and month, and nothing else of it is left', async () => {
  const main = await start({ caseDays: 30 })
  const first = await caseOf(main, { number: 1 })
  await endCase(main, first)
  const reference = (await main.must('person.open', { personId: first })).cases[0]!.caseReference
  const month = main.clock.now().toISOString().slice(0, 7)
  await monthLater(main)
  expect(await main.call('case.open', { caseId: first })).toMatchObject({ ok: false, error: { code: 'no-such-case' } })
  const second = await caseOf(main, { number: 2, mobile: '+447700900511' })
  const [found] = await duplicatesOf(main, second)
  expect(found).toMatchObject({ personId: first, because: ['mobile'], compared: [], cases: [] })
  expect(found!.deletedCases[0]!.caseReference).toBe(reference)
  expect([month, main.clock.now().toISOString().slice(0, 7)]).toContain(found!.deletedCases[0]!.month)
  // The same person: the case goes to whom the deleted one was about. And after another sign-in all is as it was.
  expect((await link(main, second, first)).ok).toBe(true)
  await main.app.lock('asked')
  await main.unlock()
  expect(await main.must('person.open', { personId: first })).toMatchObject({
    cases: [{ caseId: second, linked: true }],
    deletedCases: [{ caseReference: reference }],
  })
  expect(JSON.stringify(await main.must('person.open', { personId: first }))).not.toContain(nameOf(1).family)
})
