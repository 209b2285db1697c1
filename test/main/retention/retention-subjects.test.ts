import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RetentionSubject } from '../../../domain/retention/subject.ts'
import { createSubjects, type Subjects } from '../../../main/retention/retention-subjects.ts'

const since = '2026-01-01'
const rules = {
  evidenceDays: { days: 90, since },
  passcodeDays: { days: 30, since },
  caseDays: { days: 365, since },
  cimReportDays: { days: 90, since },
  entryDays: { days: null, since },
}
const undecided = {
  evidenceDays: { days: null, since },
  passcodeDays: { days: null, since },
  caseDays: { days: null, since },
  cimReportDays: { days: 90, since },
  entryDays: { days: null, since },
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
  attempts: 1,
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
    expect(subjects.first(50).items.map(({ caseId, what, on }) => [caseId, what, on])).toEqual([
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
    expect(subjects.first(50)).toEqual({ items: [], more: 0 })
    expect(subjects.find('a')?.documents).toEqual([])
    subjects.forget('a')
    expect(subjects.find('a')).toBeUndefined()
  })

  test('the first few, and how many more there are', () => {
    for (const id of ['a', 'b', 'c']) subjects.put(subject(id, { passcode }))
    expect(subjects.first(2)).toMatchObject({ items: [{ what: 'passcode' }, { what: 'passcode' }], more: 4 })
  })

  test('without any limit nothing is kept in memory', () => {
    const none = createSubjects({
      store: { has: () => true },
      rules: () => undecided,
      keepLongerDays: 0,
      today: () => today,
    })
    none.put(subject('a', { passcode }))
    expect([none.find('a'), none.first(50), none.soon(), none.dueCases()]).toEqual([undefined, { items: [], more: 0 }, { count: 0 }, []])
  })
})

describe('retention, soon', () => {
  test('counts what is deleted within a week, and names the first day', () => {
    subjects.put(subject('a'))
    subjects.put(subject('b', { identityDay: '2026-03-08' }))
    subjects.put(subject('c', { identityDay: '2026-03-09' }))
    today = '2026-05-30'
    expect(subjects.soon()).toEqual({ count: 2, first: '2026-05-30' })
    today = '2026-05-22'
    expect(subjects.soon()).toEqual({ count: 0 })
  })

  test('leaves out what is on hold, and a photograph that a card still needs', () => {
    subjects.put(subject('a', { held: true }))
    subjects.put(subject('b', { documents: [], photographs: [evidence], photographNeeded: true }))
    expect(subjects.soon()).toEqual({ count: 0 })
  })
})

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`)
const anySubject = fc.record({
  caseId: fc.constantFrom('a', 'b', 'c', 'd'),
  identityDay: day,
  endDay: fc.option(day, { nil: undefined }),
  held: fc.boolean(),
  hasPasscode: fc.boolean(),
})
const anyStep = fc.oneof(
  { weight: 4, arbitrary: anySubject },
  { weight: 1, arbitrary: fc.record({ forget: fc.constantFrom('a', 'b', 'c', 'd') }) },
  { weight: 1, arbitrary: fc.record({ since: fc.constantFrom('2026-01-01', '2026-06-01') }) },
)

test('retention, days of all cases: changed one case at a time they are the same as counted at once', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      let since = '2026-01-01'
      const given = {
        store: { has: () => true },
        rules: () => ({
          evidenceDays: { days: 90, since },
          passcodeDays: { days: 30, since: '2026-01-01' },
          caseDays: { days: 365, since },
          cimReportDays: { days: 90, since },
          entryDays: { days: null, since },
        }),
        keepLongerDays: 0,
        today: () => '2026-06-05',
      }
      const patched = createSubjects(given)
      const last = new Map<string, RetentionSubject>()
      for (const step of steps) {
        if ('since' in step) ({ since } = step)
        else if ('forget' in step) {
          patched.forget(step.forget)
          last.delete(step.forget)
        } else {
          const { caseId, endDay, hasPasscode, ...more } = step
          const next = subject(caseId, { ...more, ...(endDay ? { endDay } : {}), ...(hasPasscode ? { passcode } : {}) })
          patched.put(next)
          last.set(caseId, next)
        }
      }
      const counted = createSubjects(given)
      for (const next of last.values()) counted.put(next)
      const shown = (all: Subjects) => all.first(1_000).items.map(({ on, caseId, what }) => `${on} ${caseId} ${what}`)
      expect(shown(patched).toSorted()).toEqual(shown(counted).toSorted())
      expect(shown(patched).map((line) => line.slice(0, 10))).toEqual(shown(counted).map((line) => line.slice(0, 10)))
      expect(patched.first(2).more).toBe(counted.first(2).more)
      expect(patched.soon()).toEqual(counted.soon())
      expect([...patched.dueCases()].toSorted()).toEqual([...counted.dueCases()].toSorted())
    }),
  )
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
