import { describe, expect, it } from 'vitest'
import type { RecordEntry } from '../../../../../preload/contract/record.ts'
import { dayOf, daysOf, everything, filterEntries } from '../../../../../renderer/features/pages/record/record-filters.ts'

const entries: readonly RecordEntry[] = [
  { seq: 3, time: '2026-07-06T23:30:00.000Z', agentId: 'b', action: 'clock-set-back seconds-60', signed: false },
  { seq: 2, time: '2026-07-06T22:30:00.000Z', agentId: 'a', action: 'case-viewed', caseId: 'erased', signed: false },
  { seq: 1, time: '2026-07-06T09:00:00.000Z', agentId: 'b', action: 'case-viewed', caseId: 'one', signed: false },
  { seq: 0, time: '2026-07-05T09:00:00.000Z', agentId: 'a', action: 'details-recorded', caseId: 'two', signed: true },
]
const references: Readonly<Record<string, string>> = { one: 'RA-7K3M-2Q', two: 'RA-9WRT-4C' }
const seqs = (filter: Partial<typeof everything>) =>
  filterEntries(entries, { ...everything, ...filter }, (caseId) => references[caseId]).map(({ seq }) => seq)

describe('filters of the record', () => {
  it.each([
    ['nothing', {}, [3, 2, 1, 0]],
    ['a whole reference', { reference: 'RA-7K3M-2Q' }, [1]],
    ['a part of one, as people type it', { reference: ' 7k3m2' }, [1]],
    ['what two references share', { reference: 'ra' }, [1, 0]],
    ['a reference that is none', { reference: 'RA-0000' }, []],
    ['an agent', { agentId: 'b' }, [3, 1]],
    ['a kind', { kind: 'view' as const }, [2, 1]],
    ['a day of the wall clock, in summer time', { day: '2026-07-06' }, [2, 1]],
    ['the day after, which began an hour before midnight UTC', { day: '2026-07-07' }, [3]],
    ['several at once', { agentId: 'a', kind: 'case' as const, day: '2026-07-05' }, [0]],
    ['a day half typed', { day: '2026-' }, [3, 2, 1, 0]],
    ['a year with six digits, as the date field allows', { day: '202607-07-06' }, [3, 2, 1, 0]],
  ])('%s', (_what, filter, wanted) => expect(seqs(filter)).toEqual(wanted))

  it('offers the days on which anything was noted, newest first', () => {
    expect(daysOf(entries)).toEqual(['2026-07-07', '2026-07-06', '2026-07-05'])
  })

  it('says the day as the wall clock does', () => {
    expect([dayOf('2026-01-05T23:59:59.000Z'), dayOf('2026-07-05T23:00:00.000Z')]).toEqual(['2026-01-05', '2026-07-06'])
  })
})
