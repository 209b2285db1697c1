import { describe, expect, test } from 'vitest'
import type { MainApp } from '../../support/main-app.ts'
import { caseOf, endCase, entry, link, monthLater, personOf } from '../../support/people-bench.ts'
import { underPolicies } from '../../support/retention-bench.ts'
import { seededRandom } from '../../support/seeded-random.ts'

const start = underPolicies()
const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }) => (answer.ok ? 'ok' : answer.error!.code)
const casesOf = async (main: MainApp, personId: string) => (await main.must('person.open', { personId })).cases.map(({ caseId }) => caseId)

describe('the same person', () => {
  test('all cases of the one, and what is known of them, go to the other', async () => {
    const main = await start({})
    const [one, two, three] = [await caseOf(main, { number: 1 }), await caseOf(main, { number: 2 }), await caseOf(main, { number: 3 })]
    const { personId } = await main.must('person.add', { entry, asked: false })
    expect(codeOf(await link(main, one, two))).toBe('ok')
    expect(codeOf(await link(main, one, personId))).toBe('ok')
    expect(new Set(await casesOf(main, personId))).toEqual(new Set([one, two]))
    expect(codeOf(await link(main, one, three))).toBe('ok')
    const joined = await main.must('person.open', { personId: three })
    expect(new Set(joined.cases.map(({ caseId }) => caseId))).toEqual(new Set([one, two, three]))
    expect(joined.entry).toEqual(entry)
    expect(await main.call('person.open', { personId })).toMatchObject({ ok: false, error: { code: 'no-such-person' } })
    await main.app.lock('asked')
    await main.unlock()
    expect((await main.must('person.open', { personId: three })).entry).toEqual(entry)
  })
  test('a person is joined neither with one who is not here nor with itself', async () => {
    const main = await start({})
    const caseId = await caseOf(main, { number: 1 })
    expect(codeOf(await link(main, caseId, '33333333-3333-4333-8333-333333333333'))).toBe('no-such-person')
    expect(codeOf(await link(main, caseId, caseId))).toBe('linked-person')
    expect(await casesOf(main, caseId)).toEqual([caseId])
  })
  test('a case goes back to a person of its own', async () => {
    const main = await start({})
    const [one, two] = [await caseOf(main, { number: 1 }), await caseOf(main, { number: 2 })]
    expect(codeOf(await link(main, one, two))).toBe('ok')
    await main.act(one, { kind: 'personLinked', personId: one, why: 'It was another person' })
    expect(await casesOf(main, one)).toEqual([one])
    expect(await casesOf(main, two)).toEqual([two])
  })
  test('a closed case is linked as well', async () => {
    const main = await start({})
    const [one, two] = [await caseOf(main, { number: 1 }), await caseOf(main, { number: 2 })]
    await endCase(main, one)
    expect(codeOf(await link(main, one, two))).toBe('ok')
  })
})

/** Against a model of sets: in every order of acts, a case has one person, and only an agent joins two. */
test('persons, in every order of linking, unlinking and deleting: each case has exactly one person, and own rows stay', async () => {
  const main = await start({ caseDays: 30 })
  const random = seededRandom(13)
  const pick = <Value>(values: readonly Value[]): Value => values[random(values.length)]!
  const { personId: entered } = await main.must('person.add', { entry, asked: false })
  const personOfCase = new Map<string, string>()
  for (const number of [0, 1, 2, 3, 4]) {
    const caseId = await caseOf(main, { number })
    personOfCase.set(caseId, caseId)
  }
  const rows = new Map<string, 'entry' | 'deleted'>([[entered, 'entry']])
  const ended = new Set<string>()
  for (let act = 0; act < 30; act += 1) {
    const caseId = pick([...personOfCase.keys()])
    const what = pick(['link', 'link', 'unlink', 'end'] as const)
    if (what === 'link') {
      const to = pick([...new Set([...personOfCase.values(), entered])])
      const from = personOfCase.get(caseId)!
      const isKnown = rows.has(to) || [...personOfCase.values()].includes(to)
      const answer = codeOf(await link(main, caseId, to))
      expect(answer).toBe(from === to ? 'linked-person' : isKnown ? 'ok' : 'no-such-person')
      if (answer !== 'ok') continue
      for (const [other, person] of personOfCase) if (person === from) personOfCase.set(other, to)
      if (rows.has(from)) rows.set(to, rows.get(from)!)
      rows.delete(from)
    } else if (what === 'unlink') {
      await main.act(caseId, { kind: 'personLinked', personId: caseId, why: 'It was another person' })
      personOfCase.set(caseId, caseId)
    } else if (!ended.has(caseId) && ended.size < 2) {
      await endCase(main, caseId)
      ended.add(caseId)
    }
    for (const [one, person] of personOfCase) expect(await personOf(main, one)).toBe(person)
  }
  const before = new Map(personOfCase)
  await monthLater(main)
  for (const caseId of ended) {
    personOfCase.delete(caseId)
    const left = await main.must('person.open', { personId: before.get(caseId)! })
    expect(left.deletedCases.length).toBeGreaterThan(0)
  }
  for (const [one, person] of personOfCase) expect(await personOf(main, one)).toBe(person)
  const holder = [...rows].find(([, kind]) => kind === 'entry')![0]
  expect((await main.must('person.open', { personId: holder })).entry).toEqual(entry)
})
