import { describe, expect, test } from 'vitest'
import type { ToUndo } from '../../../domain/case/to-undo.ts'
import { obligation, obligationOfGrant, obligationsOf } from '../../../domain/wind-down/obligation.ts'

const line = {
  caseId: '22222222-2222-4222-8222-222222222222',
  caseReference: 'RA-7K3M-2',
  edition: 'remote-2020-04-08',
  personId: '33333333-3333-4333-8333-333333333333',
  uuid: '555000111222',
}
const since = '2026-11-20T09:00:00.000Z'
const keysOf = (toUndo: readonly ToUndo[]) => obligationsOf({ ...line, toUndo }).map(({ key }) => key)
const access = { kind: 'temporary-access', since, odsCode: 'ZZ9', until: '2027-01-01' } as const

describe('obligation', () => {
  test('says whose it is and from which case, and no name', () =>
    expect(obligationsOf({ ...line, toUndo: [{ kind: 'card', since, serial: 'AB12', odsCode: 'ZZ9' }] })).toEqual([
      {
        key: `card:${line.caseId}:AB12`,
        kind: 'card',
        personId: line.personId,
        uuid: line.uuid,
        caseId: line.caseId,
        caseReference: line.caseReference,
        edition: line.edition,
        odsCodes: ['ZZ9'],
        since,
        serial: 'AB12',
      },
    ]))
  test('key: the same access that is recorded again has the same key', () =>
    expect(keysOf([access])).toEqual(keysOf([{ ...access, since: '2026-11-29T09:00:00.000Z' }])))
  test('key: two positions that are alike have two keys, and so have different ones', () => {
    expect(new Set(keysOf([access, access, { ...access, odsCode: 'ZZ8' }, { ...access, until: '2027-02-01' }])).size).toBe(4)
  })
  test('of an entry of the National Locum log', () =>
    expect(
      obligationOfGrant(
        { entryId: line.caseId, uuid: line.uuid, odsCodes: ['ZZ9', 'ZZ8'], endsOn: '2027-01-01', open: true },
        line.personId,
      ),
    ).toMatchObject({ kind: 'exceptional-access', entryId: line.caseId, odsCodes: ['ZZ9', 'ZZ8'], until: '2027-01-01' }))
})

test('obligation: keys of each kind', () => {
  expect(
    keysOf([
      { kind: 'flagged-identity', since },
      { kind: 'card', since, serial: 'AB12' },
      { kind: 'card', since },
      { kind: 'covid-role', since },
      access,
      access,
      access,
    ]),
  ).toEqual([
    `flagged-identity:${line.caseId}`,
    `card:${line.caseId}:AB12`,
    `card:${line.caseId}:`,
    `covid-role:${line.caseId}::`,
    `temporary-access:${line.caseId}:ZZ9:2027-01-01`,
    `temporary-access:${line.caseId}:ZZ9:2027-01-01:1`,
    `temporary-access:${line.caseId}:ZZ9:2027-01-01:2`,
  ])
})

test('obligation: what is not known is absent', () => {
  const { uuid: _uuid, ...unnamed } = line
  const [one] = obligationsOf({ ...unnamed, toUndo: [{ kind: 'covid-role', since, until: '2027-01-01' }] })
  expect(one).toEqual({
    key: `covid-role:${line.caseId}::2027-01-01`,
    kind: 'covid-role',
    personId: line.personId,
    caseId: line.caseId,
    caseReference: line.caseReference,
    edition: line.edition,
    odsCodes: [],
    since,
    until: '2027-01-01',
  })
  expect(obligation.parse(one)).toEqual(one)
})

test('obligation: of an entry of the National Locum log, with and without its dates', () => {
  const entry = { entryId: line.caseId, odsCodes: ['ZZ9'], open: true }
  const base = { key: `exceptional-access:log:${line.caseId}`, kind: 'exceptional-access', personId: line.personId, entryId: line.caseId }
  expect(obligationOfGrant(entry, line.personId)).toEqual({ ...base, odsCodes: ['ZZ9'], since: '1970-01-01T00:00:00.000Z' })
  expect(obligationOfGrant({ ...entry, uuid: line.uuid, grantedOn: '2026-11-01', endsOn: '2027-01-01' }, line.personId)).toEqual({
    ...base,
    uuid: line.uuid,
    odsCodes: ['ZZ9'],
    since: '2026-11-01T00:00:00.000Z',
    until: '2027-01-01',
  })
})

test.each<[string, object]>([
  ['without a key', { key: '' }],
  ['with a key that is too long', { key: 'x'.repeat(161) }],
  ['of a kind that there is not', { kind: 'passport' }],
  ['with a name', { name: 'Sample' }],
  ['since a day', { since: '2026-11-20' }],
])('stored obligation: %s is refused', (_name, change) => {
  const [one] = obligationsOf({ ...line, toUndo: [access] })
  expect(obligation.safeParse(one).success).toBe(true)
  expect(obligation.safeParse({ ...one, ...change }).success).toBe(false)
})
