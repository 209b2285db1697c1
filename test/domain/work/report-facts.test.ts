import { expect, test } from 'vitest'
import type { CaseSummary } from '../../../domain/case/summary.ts'
import { factsOf, readFacts, reportLabelsOf, type ReportFact } from '../../../domain/work/report-facts.ts'
import { summaryOf } from '../../renderer/client/fakes.ts'

const made = (change: Partial<CaseSummary>): CaseSummary => ({
  ...summaryOf('a'),
  openedAt: '2026-11-02T09:00:00.000Z',
  edition: 'e',
  ...change,
})
const opened: ReportFact = ['opened', '2026-11-02']

const table: readonly [string, CaseSummary, readonly ReportFact[]][] = [
  ['a case that only began', made({}), [opened]],
  [
    'a reply that is waited for: a card will be needed',
    made({ wait: { kind: 'reply', since: '2026-11-03', due: '2026-11-10' } }),
    [opened, ['waits', 'reply', '2026-11-10'], ['needs-card']],
  ],
  ['a card on its way: none is needed', made({ wait: { kind: 'arrival', since: '2026-11-03' } }), [opened, ['waits', 'arrival', '']]],
  [
    'stages, each from the end of the one before',
    made({ stages: { second: '2026-11-09', first: '2026-11-05' } }),
    [opened, ['stage', 'e', 'first', 3, '2026-11-05'], ['stage', 'e', 'second', 4, '2026-11-09']],
  ],
  [
    'a closed case: on the day of its last stage, not of a later note',
    made({ status: 'closed', stages: { only: '2026-11-09' }, changedAt: '2026-12-24T09:00:00.000Z' }),
    [opened, ['closed', '2026-11-09'], ['stage', 'e', 'only', 7, '2026-11-09']],
  ],
  ['a stopped case is not closed', made({ status: 'stopped' }), [opened]],
  [
    'what was rejected',
    made({ rejections: [{ of: 'photograph', reason: 'eyes', on: '2026-11-04' }] }),
    [opened, ['rejected', 'e', 'photograph', 'eyes', '2026-11-04']],
  ],
]
test.each(table)('facts of %s', (_name, one, facts) => {
  expect(factsOf(one)).toEqual(facts)
  expect(JSON.stringify(factsOf(one))).not.toContain('Sample')
})

test('labels: read back as they were counted', () => {
  const one = made({ stages: { first: '2026-11-05' } })
  const counts = new Map(reportLabelsOf(one).map((label) => [label, 2]))
  expect(readFacts(counts)).toEqual(factsOf(one).map((fact) => ({ fact, count: 2 })))
})

test.each(['newRequest', 'reply', 'call', 'appointment', 'card'] as const)(
  'facts of a case that waits for its %s: a card will be needed',
  (kind) => {
    expect(factsOf(made({ wait: { kind, since: '2026-11-03' } }))).toEqual([opened, ['waits', kind, ''], ['needs-card']])
  },
)
test('facts: a stage that ended before the case was opened took no time', () => {
  expect(factsOf(made({ stages: { first: '2026-11-01' } }))).toEqual([opened, ['stage', 'e', 'first', 0, '2026-11-01']])
})
test('facts: a closed case without a stage was closed when it last changed', () => {
  expect(factsOf(made({ status: 'closed', changedAt: '2026-12-24T09:00:00.000Z' }))).toEqual([opened, ['closed', '2026-12-24']])
})
