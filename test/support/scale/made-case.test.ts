import { expect, test } from 'vitest'
import { readCaseRecord } from '../../../domain/case/case.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'
import { clearCase, makeCase, putIn, type CaseText, type CaseTexts } from './made-case.ts'

const point = (kind: Parameters<typeof until>[0]): CaseText => ({
  text: JSON.stringify({
    schema: 2,
    caseId: '@caseId@',
    caseReference: '@reference@',
    edition: 'remote-2020-04-08',
    keyId: '@keyId@',
    practice: false,
    events: record(until(kind)).map((each, index) => ({ ...each, at: `@at${String(index * 1_000)}@` })),
  }).replaceAll(journey.cisIdentityCreated.uuid, '@uuid@'),
  entries: 1,
  liveSecrets: [],
  hasScans: false,
  hasCard: false,
  isPosted: false,
})
const texts: CaseTexts = {
  edition: 'remote-2020-04-08',
  cases: [point('requestReceived'), point('callEnded'), point('firstLogInConfirmed')],
}
const BEFORE = Date.UTC(2026, 10, 29)
const many = Array.from({ length: 1_000 }, (_, number) => makeCase(texts, 7, number, BEFORE))

test('made case: the same seed and number make the same case, another seed another one', () => {
  expect(makeCase(texts, 7, 3, BEFORE)).toEqual(many[3])
  expect(makeCase(texts, 8, 3, BEFORE).caseId).not.toBe(many[3]!.caseId)
})

test('made case: four of five are closed, and the others stand at every other point', () => {
  const closed = many.filter(({ isClosed }) => isClosed)
  expect(closed.length / many.length).toBeCloseTo(0.8, 1)
  expect(new Set(closed.map(({ text }) => text))).toEqual(new Set([texts.cases[2]]))
  expect(new Set(many.filter(({ isClosed }) => !isClosed).map(({ text }) => text))).toEqual(new Set(texts.cases.slice(0, 2)))
})

test('made case: no two share an id, a UUID or a card, and twenty share a dispatch', () => {
  for (const word of ['caseId', 'uuid', 'serial', 'evidence0', 'secret2', 'item'])
    expect(new Set(many.map(({ words }) => words.get(word))).size).toBe(many.length)
  expect(new Set(many.map(({ dispatchReference }) => dispatchReference)).size).toBe(many.length / 20)
})

test('made case: in clear it is a case that the app can read, of the past', () => {
  for (const made of many.slice(0, 50)) {
    const read = readCaseRecord(clearCase(made))
    expect(read.caseId).toBe(made.caseId)
    expect(Date.parse(read.events.at(-1)!.at)).toBeLessThan(BEFORE)
  }
})

test('made case: a placeholder that nothing was given for becomes an id of zeros', () => {
  expect(putIn('"@keyId@" wyn@example.nhs.uk', new Map())).toBe(`"${'0'.repeat(32)}" wyn@example.nhs.uk`)
})
