import { describe, expect, test } from 'vitest'
import { describeEdition } from '../../../domain/guidance/edition-state.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { provedElsewhere2026 } from '../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'

const base: Edition = { ...provedElsewhere2026, inForce: { from: '2026-11-29' } }
const next: Edition = { ...base, id: 'next-2027', name: 'Next', supersedes: base.id, inForce: { from: '2027-03-01' } }
const withdrawn: Edition = { ...base, inForce: { from: '2026-11-29', withdrawn: { on: '2027-06-01', why: 'It ended.' } } }

describe('state of an edition', () => {
  const table: readonly [string, Edition, readonly Edition[], string, string, string][] = [
    ['the day before it begins', base, [], '2026-11-28', 'not-yet', 'In force from 29 November 2026'],
    ['the day on which it begins', base, [], '2026-11-29', 'in-force', 'In force since 29 November 2026'],
    ['before its successor begins', base, [next], '2027-02-28', 'in-force', 'In force since 29 November 2026'],
    ['from the day of its successor', base, [next], '2027-03-01', 'superseded', 'Superseded by “Next” on 1 March 2027'],
    ['the day before it is withdrawn', withdrawn, [], '2027-05-31', 'in-force', 'In force since 29 November 2026'],
    ['from the day of its withdrawal', withdrawn, [next], '2027-06-01', 'withdrawn', 'Withdrawn on 1 June 2027'],
  ]
  test.each(table)('%s', (_name, edition, others, today, state, summary) =>
    expect(describeEdition(edition, [edition, ...others], today)).toMatchObject({ state, summary }),
  )

  test('one that is in force and whose values are current has nothing to say', () =>
    expect(describeEdition(base, [base], '2026-12-01').notices).toEqual([]))

  test('one that was withdrawn or superseded says so once, and that cases go on', () => {
    expect(describeEdition(withdrawn, [withdrawn], '2027-06-01').notices).toEqual(['It ended.'])
    expect(describeEdition(base, [base, next], '2027-03-01').notices).toEqual([expect.stringContaining('This case goes on as it began.')])
  })

  test('flag date in the past: reported from the day after it', () => {
    const { expiresOn } = remote20200408.cis.photoEvidence
    const notices = (today: string) => describeEdition(remote20200408, [], today).notices.filter((one) => one.includes('expiry date'))
    expect(notices(expiresOn)).toEqual([])
    expect(notices('2026-11-29')).toHaveLength(1)
  })
})
