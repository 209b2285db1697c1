import { describe, expect, test } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { createEditions } from '../../../../../domain/guidance/index.ts'
import { firstQuery, sortColumns, type ListQuery } from '../../../../../domain/work/list-query.ts'
import { createCaseList } from '../../../../../renderer/client/case-list.ts'
import { holdsOf, orderOf, sortedBy, statusOf } from '../../../../../renderer/features/pages/work-list/list-order.ts'
import { summaryOf } from '../../../client/fakes.ts'

const editions = createEditions()
const today = '2026-11-30'
const edition = editions.all[0]!.id
const made = (caseId: string, change: Partial<CaseSummary>): CaseSummary => ({ ...summaryOf(caseId, 1), edition, ...change })
const due = (day: string) => ({ wait: { kind: 'reply', since: '2026-11-01', due: day } }) as const

describe('filter of the work list', () => {
  const riverside = made('a', { odsCode: 'ZZ1', sponsor: 'Ánna Sponsor', agent: 'Ann Agent', ...due('2026-11-29') })
  const table: readonly [Partial<ListQuery>, CaseSummary, boolean][] = [
    [{ organisation: 'ZZ1' }, riverside, true],
    [{ organisation: 'ZZ2' }, riverside, false],
    [{ sponsor: 'anna' }, riverside, true],
    [{ sponsor: 'bert' }, riverside, false],
    [{ agent: 'Ann Agent' }, riverside, true],
    [{ agent: 'Ben Agent' }, riverside, false],
    [{ edition }, riverside, true],
    [{ edition: 'another' }, riverside, false],
    [{ wait: 'reply' }, riverside, true],
    [{ wait: 'call' }, riverside, false],
    [{ due: 'overdue' }, riverside, true],
    [{ due: 'today' }, riverside, false],
    [{ due: 'week' }, riverside, false],
    [{ due: 'today' }, made('a', due(today)), true],
    [{ due: 'week' }, made('a', due(today)), true],
    [{ due: 'week' }, made('a', due('2026-12-06')), true],
    [{ due: 'week' }, made('a', due('2026-12-07')), false],
    [{ due: 'overdue' }, made('a', {}), false],
    [{ status: 'closed' }, riverside, false],
    [{ organisation: 'ZZ1', due: 'overdue' }, riverside, true],
  ]
  test.each(table)('%j', (change, one, shown) => expect(holdsOf({ ...firstQuery, ...change }, today)(one)).toBe(shown))
})

describe('order of the work list', () => {
  const a = made('a', {
    name: 'Ödön Sample',
    reference: 'RA-3',
    organisation: 'B',
    completed: 3,
    of: 21,
    changedAt: '2026-11-03',
    ...due('2026-12-02'),
  })
  const b = made('b', {
    name: 'Zoe Sample',
    reference: 'RA-1',
    organisation: 'a',
    completed: 5,
    of: 13,
    changedAt: '2026-11-02',
    problem: 'x',
  })
  const c = made('c', {
    name: '',
    reference: 'RA-2',
    organisation: 'C',
    completed: 21,
    of: 21,
    changedAt: '2026-11-01',
    status: 'closed',
    ...due('2026-12-01'),
  })
  const table: readonly [Partial<ListQuery>, string][] = [
    [{ sort: 'changed', down: true }, 'abc'],
    [{ sort: 'changed', down: false }, 'cba'],
    [{ sort: 'name', down: false }, 'abc'],
    [{ sort: 'reference', down: false }, 'bca'],
    [{ sort: 'organisation', down: false }, 'bac'],
    [{ sort: 'organisation', down: true }, 'cab'],
    [{ sort: 'due', down: false }, 'cab'],
    [{ sort: 'status', down: false }, 'bac'],
    [{ sort: 'progress', down: false }, 'abc'],
  ]
  test.each(table)('%j: %s', (change, expected) => {
    const order = orderOf({ ...firstQuery, ...change }, editions)
    expect(
      [a, b, c]
        .sort(order)
        .map(({ caseId }) => caseId)
        .join(''),
    ).toBe(expected)
  })

  test.each(sortColumns)('by %s: a list that is patched is the list that is sorted again', (sort) => {
    const order = orderOf({ sort, down: false }, editions)
    const list = createCaseList()
    list.set([a, b, c])
    const view = list.view(() => true, order)
    view.subscribe(() => undefined)
    view.get()
    const changed = { ...b, name: 'Aa', completed: 1, changedAt: '2026-11-09', ...due('2026-11-01') }
    list.patch({ changed: [changed, made('d', { name: 'Mid', changedAt: '2026-11-04' })], gone: ['c'] })
    expect(view.get()).toEqual([...list.get()].sort(order))
    expect(view.get()).toHaveLength(3)
  })

  test('a press on a column: by it, then the other way round', () => {
    const byName = sortedBy(firstQuery, 'name')
    expect([byName.sort, byName.down, sortedBy(byName, 'name').down, sortedBy(byName, 'changed').down]).toEqual(['name', false, true, true])
  })

  test.each([
    [{}, 'open'],
    [{ problem: 'x' }, 'problem'],
    [{ waitsForManifest: true }, 'post'],
    [{ status: 'stopped', problem: 'x' }, 'stopped'],
    [{ status: 'handed-over' }, 'handed-over'],
  ] as const)('status of %j: %s', (change, status) => expect(statusOf(made('a', change))).toBe(status))
})
