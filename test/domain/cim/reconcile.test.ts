import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectReports } from '../../../domain/cim/collect-reports.ts'
import type { Difference } from '../../../domain/cim/differences.ts'
import { covers, nameDifference, namesToCompare, reconcile, type Coverage, type KnownHere } from '../../../domain/cim/reconcile.ts'
import type { ReportKind } from '../../../domain/cim/report-kinds.ts'
import type { ReportRow } from '../../../domain/cim/report-row.ts'
import type { CardState } from '../../../domain/card/lifecycle.ts'

const today = '2026-11-30'
const A = '555000000001'
const B = '555000000002'
type Row = readonly [kind: ReportKind, row: Omit<ReportRow, 'line'>]

const caseOf = (uuid: string) => ({ caseId: `case-${uuid}`, caseReference: `RA-${uuid.slice(-1)}` })
/** A person here with these cards. */
function here(persons: Readonly<Record<string, Readonly<Record<string, CardState>>>>, locums?: readonly string[]): KnownHere {
  const known = Object.entries(persons).map(([uuid, cards]) => ({
    uuid,
    ...caseOf(uuid),
    isOpen: false,
    cards: Object.entries(cards).map(([serial, state]) => ({ serial, state, uuid, ...caseOf(uuid) })),
  }))
  return {
    persons: new Map(known.map((person) => [person.uuid, person])),
    cards: new Map(known.flatMap(({ cards }) => cards).map((card) => [card.serial, card])),
    ...(locums ? { locums: new Set(locums) } : {}),
  }
}
function compare(
  rows: readonly Row[],
  known: KnownHere,
  coverage: Coverage = { users: 'whole', smartcards: 'whole' },
): readonly Difference[] {
  const there = collectReports(today)
  for (const [kind, row] of rows) there.add(kind, { line: 1, ...row })
  return [...reconcile({ there, here: known, coverage, today })].filter((one) => one !== undefined)
}
const user = (uuid: string, more: Partial<ReportRow> = {}): Row => ['users', { uuid, name: 'Angharad Sample', status: 'active', ...more }]
const card = (uuid: string, serial: string, more: Partial<ReportRow> = {}): Row => [
  'smartcards',
  { uuid, serial, status: 'active', endsOn: '2028-01-01', ...more },
]
const only: Coverage = { users: 'some', smartcards: 'some' }

describe('differences with CIM', () => {
  test.each<[string, readonly Row[], KnownHere, readonly string[], Coverage?]>([
    ['all agrees', [user(A), card(A, '42')], here({ [A]: { 42: 'active' } }), []],
    ['missing here', [user(A)], here({}), [`person-missing-here:${A}:`]],
    ['missing here, closed there', [user(A, { status: 'cancelled' })], here({}), []],
    ['missing here, all cards ended', [card(A, '42', { status: 'expired' })], here({}), []],
    [
      'not missing: the card of an erased case is known',
      [user(A), card(A, '42')],
      { ...here({}), cards: new Map([['42', { serial: '42', state: 'active' }]]) },
      [],
    ],
    ['missing there', [user(B)], here({ [A]: { 42: 'posted' } }), [`person-missing-here:${B}:`, `person-missing-there:${A}:`]],
    ['missing there, with nothing live here', [], here({ [A]: { 42: 'cancelled' } }), []],
    ['missing from a report that is filtered', [user(B)], here({ [A]: { 42: 'active' }, [B]: {} }), [], only],
    [
      'card missing there',
      [user(A), card(A, '41')],
      here({ [A]: { 42: 'issued' } }),
      [`card-missing-here:${A}:41`, `card-missing-there:${A}:42`],
    ],
    [
      'card missing there, no serial numbers in the report',
      [user(A), ['smartcards', { uuid: A, status: 'active' }]],
      here({ [A]: { 42: 'active' } }),
      [],
    ],
    [
      'blank stock here, active there',
      [user(A), card(A, '42')],
      { ...here({ [A]: {} }), cards: new Map([['42', { serial: '42', state: 'blank' }]]) },
      [`card-missing-here:${A}:42`],
    ],
    [
      'two active cards',
      [user(A), card(A, '42'), card(A, '43')],
      here({ [A]: { 42: 'active', 43: 'active' } }),
      [`several-active-cards:${A}:`],
    ],
    [
      'a locked card is in use too',
      [user(A), card(A, '42', { status: 'locked' }), card(A, '43')],
      here({ [A]: { 42: 'active', 43: 'active' } }),
      [`several-active-cards:${A}:`],
    ],
    [
      'an active and an expired card',
      [user(A), card(A, '42'), card(A, '43', { status: 'expired' })],
      here({ [A]: { 42: 'active', 43: 'cancelled' } }),
      [],
    ],
    ...(['cancelled', 'lost', 'destroyed', 'spoiled', 'unknown'] as const).map(
      (state): [string, readonly Row[], KnownHere, readonly string[]] => [
        `${state} here, active there`,
        [user(A), card(A, '42')],
        here({ [A]: { 42: state } }),
        [`cancelled-here-active-there:${A}:42`],
      ],
    ),
    ...(['cancelled', 'expired'] as const).map((status): [string, readonly Row[], KnownHere, readonly string[]] => [
      `active here, ${status} there`,
      [user(A), card(A, '42', { status })],
      here({ [A]: { 42: 'active' } }),
      [`active-here-ended-there:${A}:42`],
    ]),
    ['the card of another person', [user(A), user(B), card(B, '42')], here({ [A]: { 42: 'active' }, [B]: {} }), [`other-holder:${B}:42`]],
    [
      'ends on the 90th day',
      [user(A), card(A, '42', { endsOn: '2027-02-28' })],
      here({ [A]: { 42: 'active' } }),
      [`ends-soon:${A}:42:2027-02-28`],
    ],
    ['ends on the 91st day', [user(A), card(A, '42', { endsOn: '2027-03-01' })], here({ [A]: { 42: 'active' } }), []],
    [
      'has ended and is still active',
      [user(A), card(A, '42', { endsOn: '2026-11-01' })],
      here({ [A]: { 42: 'active' } }),
      [`ends-soon:${A}:42:2026-11-01`],
    ],
    [
      'ends soon and is cancelled there',
      [user(A), card(A, '42', { endsOn: '2026-12-01', status: 'cancelled' })],
      here({ [A]: { 42: 'cancelled' } }),
      [],
    ],
    [
      'ends soon beside one that goes on',
      [user(A), card(A, '42', { endsOn: '2026-12-01' }), card(A, '43')],
      here({ [A]: { 42: 'active', 43: 'active' } }),
      [`several-active-cards:${A}:`],
    ],
    [
      'an authenticator ends soon',
      [user(A), ['authenticators', { uuid: A, serial: 'FIDO-1', status: 'active', endsOn: '2026-12-02' }]],
      here({ [A]: {} }),
      [`ends-soon:${A}:FIDO-1:2026-12-02`],
    ],
    [
      'a smartcard in both reports is told once',
      [
        user(A),
        card(A, '42', { endsOn: '2026-12-02' }),
        ['authenticators', { uuid: A, serial: '42', status: 'active', endsOn: '2026-12-02' }],
      ],
      here({ [A]: { 42: 'active' } }),
      [`ends-soon:${A}:42:2026-12-02`],
    ],
    ['FFFFF without an entry here', [user(A, { odsCodes: ['RA9', 'FFFFF'] })], here({ [A]: {} }, []), [`locum-without-entry:${A}:`]],
    ['FFFFF with an entry here', [user(A, { odsCodes: ['FFFFF'] })], here({ [A]: {} }, [A]), []],
    ['FFFFF and no log to ask', [user(A, { odsCodes: ['FFFFF'] })], here({ [A]: {} }), []],
    ['FFFFF that has ended', [user(A, { odsCodes: ['FFFFF'], endsOn: '2026-11-29' })], here({ [A]: {} }, []), []],
    [
      'FFFFF requested and not granted',
      [user(A), ['requests', { uuid: A, odsCodes: ['FFFFF'], status: 'pending' }]],
      here({ [A]: {} }, []),
      [],
    ],
    [
      'FFFFF by a granted request',
      [user(A), ['requests', { uuid: A, odsCodes: ['FFFFF'], status: 'active' }]],
      here({ [A]: {} }, []),
      [`locum-without-entry:${A}:`],
    ],
    [
      'card missing from a filtered report that names its holder',
      [user(A), card(A, '41')],
      here({ [A]: { 41: 'active', 42: 'issued' } }),
      [`card-missing-there:${A}:42`],
      { users: 'whole', smartcards: 'some' },
    ],
    [
      'card missing from a filtered report that does not name its holder',
      [user(A), user(B), card(B, '41')],
      here({ [A]: { 42: 'issued' }, [B]: { 41: 'active' } }),
      [],
      { users: 'whole', smartcards: 'some' },
    ],
    ['person and card missing from filtered reports', [card(B, '41')], here({ [A]: { 42: 'issued' }, [B]: { 41: 'active' } }), [], only],
    ['a request without a UUID', [['requests', { requestId: 'RQ-1', status: 'pending' }]], here({}), []],
  ])('%s', (_, rows, known, expected, coverage) => expect(compare(rows, known, coverage).map(({ id }) => id)).toEqual(expected))

  test('say what both know, and where it is put right', () => {
    expect(
      compare([user(A, { organisation: 'Invented Trust' }), card(A, '42', { cardType: 'piv' })], here({ [A]: { 42: 'lost' } })),
    ).toEqual([
      {
        id: `cancelled-here-active-there:${A}:42`,
        kind: 'cancelled-here-active-there',
        uuid: A,
        serial: '42',
        endsOn: '2028-01-01',
        nameThere: 'Angharad Sample',
        organisation: 'Invented Trust',
        statusThere: 'active',
        stateHere: 'lost',
        cardType: 'piv',
        ...caseOf(A),
        from: ['smartcards'],
      },
    ])
  })

  test('the card of another person: the case is that of its holder here', () => {
    const [told] = compare([user(A), user(B), card(B, '42')], here({ [A]: { 42: 'active' }, [B]: {} }))
    expect(told).toMatchObject({ uuid: B, stateHere: 'active', ...caseOf(A) })
  })

  test('a card of the stock, and one whose case was deleted: the state here, and no case', () => {
    const stock = { ...here({ [A]: {} }), cards: new Map([['42', { serial: '42', state: 'blank' as const }]]) }
    expect(compare([user(A), card(A, '42')], stock)).toMatchObject([{ kind: 'card-missing-here', stateHere: 'blank' }])
    const erased = { ...here({}), cards: new Map([['42', { serial: '42', state: 'lost' as const }]]) }
    const [told] = compare([user(A), card(A, '42')], erased)
    expect(told).toMatchObject({ kind: 'cancelled-here-active-there', stateHere: 'lost' })
    expect(told).not.toHaveProperty('caseId')
    const [ends] = compare([user(A), card(A, '42', { endsOn: '2026-12-01' })], here({ [A]: { 42: 'active' } }))
    expect(ends).toMatchObject({ kind: 'ends-soon', stateHere: 'active', statusThere: 'active', endsOn: '2026-12-01' })
  })

  test('names: those of persons that both know, from the report of users first', () => {
    const there = collectReports(today)
    for (const [kind, row] of [card(A, '42', { name: 'A SAMPLE' }), user(A), user(B)]) there.add(kind, { line: 1, ...row })
    const known = here({ [A]: {} })
    const [name, ...rest] = [...namesToCompare({ there, here: known })]
    expect(rest).toEqual([])
    expect(nameDifference(name!, 'Angharad Invented')).toMatchObject({
      id: `different-name:${A}:`,
      nameThere: 'Angharad Sample',
      nameHere: 'Angharad Invented',
      from: ['smartcards', 'users'],
    })
  })

  test('a filtered report covers only whom it names', () => {
    const there = collectReports(today)
    there.add('users', { line: 1, uuid: A })
    const compared = { there, coverage: { users: 'some', smartcards: 'whole' } as const }
    expect(covers(compared, 'users', A)).toBe(true)
    expect(covers(compared, 'users', B)).toBe(false)
    expect(covers(compared, 'smartcards', B)).toBe(true)
    expect(covers(compared, 'requests', A)).toBe(false)
  })
})

const uuids = fc.constantFrom(A, B, '555000000003', '555000000004')
const anyRow: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom<ReportKind>('users', 'requests', 'smartcards', 'authenticators'),
  fc.record(
    {
      uuid: uuids,
      name: fc.constantFrom('Angharad Sample', 'Bo Invented'),
      organisation: fc.constantFrom('Invented Trust', 'Sample Trust'),
      status: fc.constantFrom('active', 'locked', 'pending', 'expired', 'cancelled'),
      serial: fc.constantFrom('41', '42', '43'),
      cardType: fc.constantFrom('piv', 'gemplus'),
      endsOn: fc.constantFrom('2026-12-01', '2027-01-15', '2028-01-01'),
      odsCodes: fc.constantFrom<string[]>(['FFFFF'], ['RA9']),
    },
    { requiredKeys: ['uuid'] },
  ),
) as fc.Arbitrary<Row>

test('property: the order of the rows does not matter, and no two differences have the same id', () => {
  const known = here({ [A]: { 41: 'active', 42: 'cancelled' }, [B]: { 43: 'posted' } }, [B])
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 30 }), fc.infiniteStream(fc.double({ noNaN: true })), (rows, random) => {
      const shuffled = rows.map((row) => ({ row, at: random.next().value })).sort((one, other) => one.at - other.at)
      const first = compare(rows, known)
      expect(
        compare(
          shuffled.map(({ row }) => row),
          known,
        ),
      ).toEqual(first)
      expect(new Set(first.map(({ id }) => id)).size).toBe(first.length)
    }),
  )
})
