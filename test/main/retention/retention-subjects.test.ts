import { beforeEach, describe, expect, test } from 'vitest'
import type { RetentionSubject } from '../../../domain/retention/subject.ts'
import { createSubjects, type Subjects } from '../../../main/retention/retention-subjects.ts'

const since = '2026-01-01'
const rules = {
  evidenceDays: { days: 90, since },
  passcodeDays: { days: 30, since },
  caseDays: { days: 365, since },
}
const evidence = { evidenceId: 'e', keyId: '0'.repeat(32), chunks: 1 }
/** Its call ended with a match on 1 March, and its card was made then. */
const subject = (caseId: string, change: Partial<RetentionSubject> = {}): RetentionSubject => ({
  caseId,
  caseReference: `RA-${caseId}`,
  events: 10,
  identityDay: '2026-03-01',
  matched: true,
  fromReceipt: { evidence: false, end: false },
  documents: [evidence],
  photographs: [],
  photographNeeded: false,
  secretIds: [],
  manifests: [],
  keptUntil: {},
  held: false,
  ...change,
})
const passcode = { attempt: 1, custodyIds: ['passcode', 'puk'], day: '2026-03-01' }

let there: Set<string>
let today: string
let subjects: Subjects
beforeEach(() => {
  there = new Set(['passcode', 'puk'])
  today = '2026-06-30'
  subjects = createSubjects({
    store: { has: (_table, id) => there.has(id) },
    rules: () => rules,
    keepLongerDays: 0,
    today: () => today,
  })
})

describe('what is kept of the cases', () => {
  test('the earliest day first, over all cases', () => {
    subjects.put(subject('a'))
    subjects.put(subject('b', { identityDay: '2026-02-01', passcode }))
    expect(subjects.items().map(({ caseId, what, on }) => [caseId, what, on])).toEqual([
      ['b', 'passcode', '2026-03-31'],
      ['b', 'documents', '2026-05-02'],
      ['a', 'documents', '2026-05-30'],
    ])
  })

  test.each([
    ['both are there', ['passcode', 'puk'], true],
    ['only the PUK is left', ['puk'], true],
    ['both were destroyed early', [], false],
  ])('a passcode: %s', (_, left, listed) => {
    there = new Set(left)
    subjects.put(subject('a', { passcode }))
    expect(subjects.findItem('a', 'passcode') !== undefined).toBe(listed)
  })

  test('put again, the newer counts; forgotten, it is gone', () => {
    subjects.put(subject('a'))
    subjects.put(subject('a', { documents: [] }))
    expect(subjects.items()).toEqual([])
    expect(subjects.find('a')?.documents).toEqual([])
    subjects.forget('a')
    expect(subjects.find('a')).toBeUndefined()
  })

  test('cases whose row was erased are forgotten, and only those', () => {
    for (const id of ['a', 'b']) subjects.put(subject(id))
    there.add('b')
    subjects.forgetErased()
    expect([subjects.find('a'), subjects.find('b')?.caseId]).toEqual([undefined, 'b'])
  })
})

describe('what is due of a case', () => {
  test('nothing of a case that is not known, and nothing before its day', () => {
    expect(subjects.findDue('a')).toBeUndefined()
    subjects.put(subject('a'))
    today = '2026-05-29'
    expect(subjects.findDue('a')).toBeUndefined()
    today = '2026-05-30'
    expect(subjects.findDue('a')?.what).toBe('documents')
  })

  test('the whole case before its parts', () => {
    subjects.put(subject('a', { endDay: '2026-03-01', passcode }))
    today = '2027-06-30'
    expect(subjects.findDue('a')?.what).toBe('case')
  })

  test('nothing of a case that is on hold', () => {
    subjects.put(subject('a', { held: true }))
    expect(subjects.findDue('a')).toBeUndefined()
    expect(subjects.findItem('a', 'documents')?.state).toBe('held')
  })
})
