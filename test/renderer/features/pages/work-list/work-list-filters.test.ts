import { describe, expect, it } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { bundledEditions, createEditions } from '../../../../../domain/guidance/index.ts'
import { createCaseList } from '../../../../../renderer/client/case-list.ts'
import {
  countShown,
  filters,
  getFilter,
  labelsOf,
  nameEditions,
} from '../../../../../renderer/features/pages/work-list/work-list-filters.ts'

const summary = (change: Partial<CaseSummary>): CaseSummary => ({
  caseId: 'c',
  reference: 'RA-1',
  name: 'Sample',
  organisation: 'Sampleton',
  status: 'open',
  completed: 1,
  of: 21,
  openedAt: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
  waitsForManifest: false,
  edition: 'remote-2020-04-08',
  practice: false,
  ...change,
})

function countsOf(summaries: readonly CaseSummary[]): ReadonlyMap<string, number> {
  const list = createCaseList()
  list.set(summaries.map((one, index) => ({ ...one, caseId: `c${index}` })))
  return list.tally(labelsOf).get()
}

describe('filters of the work list', () => {
  it.each([
    ['an open case', summary({}), ['open', 'all']],
    ['an open case with a problem', summary({ problem: 'The document was rejected.' }), ['open', 'problem', 'all']],
    ['a stopped case', summary({ status: 'stopped', problem: 'No match.' }), ['problem', 'closed', 'all']],
    ['a closed case', summary({ status: 'closed' }), ['closed', 'all']],
    ['a closed case that once had a problem', summary({ status: 'closed', problem: 'old' }), ['closed', 'all']],
    ['a card that waits for a manifest', summary({ waitsForManifest: true }), ['open', 'post', 'all']],
    ['a card on a manifest that is not posted', summary({ nextStep: 'posted' }), ['open', 'post', 'all']],
  ])('%s', (_what, one, holds) => {
    const counts = countsOf([one])
    const shown = (edition: string) => filters.filter(({ id }) => countShown(counts, id, edition) === 1).map(({ id }) => id)
    expect(shown('')).toEqual(holds)
    expect(shown(one.edition)).toEqual(holds)
    expect(shown('another')).toEqual([])
    expect(getFilter('all').holds(one)).toBe(true)
  })
  it('names the editions that the cases run under, and says from when where two are named alike', () => {
    const [remote, elsewhere] = bundledEditions
    const editions = createEditions([{ ...remote!, id: 'remote-2027', inForce: { from: '2027-01-04' } }])
    const named = (...ids: string[]) => [...nameEditions(countsOf(ids.map((edition) => summary({ edition }))), editions).values()]
    expect(named(remote!.id, elsewhere!.id, remote!.id)).toEqual(['Remote registration by video call', 'Identity proved elsewhere'])
    expect(named(remote!.id, 'remote-2027')).toEqual([
      'Remote registration by video call, from 8 April 2020',
      'Remote registration by video call, from 4 January 2027',
    ])
  })
})
