/** What a line of a backup may hold: it comes from a file that anybody can have written. */
import { describe, expect, test } from 'vitest'
import { backupLine, backupSignedBytes, findNewerVersion } from '../../../domain/backup/lines.ts'
import { absent, expectField, type FieldRow } from '../../support/schema-fields.ts'

const hex = (length: number) => 'a1'.repeat(length / 2)
const key = `${'A'.repeat(43)}=`
const counts = [0, 7]
const noCounts = [-1, 1.5, '7', absent]
const noHex = (length: number) => [hex(length).slice(2), `${hex(length)}a1`, hex(length).toUpperCase(), ` ${hex(length)}`, '']
const noKeys = ['', 'A'.repeat(44), `${'A'.repeat(44)}=`, `${'A'.repeat(42)}!=`, `-${'A'.repeat(43)}=`, `${key}=`]
const days = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30']

const base = {
  file: 'ra-desk-01234567-20261123T090000Z-00000007.age',
  madeAt: '2026-11-23T09:00:00.000Z',
  seq: 7,
  entries: 9,
  digest: hex(64),
  daysAgo: 1,
}
const head = {
  kind: 'ra-desk-backup',
  version: 1,
  appVersion: '1.0.0',
  vaultId: hex(32),
  keyVersion: 1,
  stationName: 'Invented Desk',
  practice: false,
  madeAt: '2026-11-24T09:00:00.000Z',
  seq: 8,
  newestChange: '2026-11-24T08:59:00.000Z',
  checkpoint: { size: 12, code: 'ABCD', note: 'Invented' },
  cases: 3,
  leftInCustody: 1,
  base,
}
const agent = { id: 'agent-1', name: 'Sample Agent', role: 'raAgent', sealingKey: key, publicKeys: [key], leftAt: '2026-11-20' }
const station = { deviceSeed: key, generations: [{ keyVersion: 1, vaultKey: key }], agents: [agent] }
const aKey = { keyId: hex(32), purpose: 'case', key, ownerId: 'owner-1', until: '2026-12-24', untilLater: days }
const row = { table: 'cases', id: 'a:1', rev: 3, env: 'AAAA' }
const end = { keys: 1, rows: 2, entries: 3, lost: ['a:0'], digest: hex(64), signature: `${'A'.repeat(86)}==` }

const tables: readonly (readonly [string, object, readonly FieldRow[]])[] = [
  [
    'head',
    { head },
    [
      ['head.kind', [], ['another-backup', absent]],
      ['head.version', [], [0, 2, '1']],
      ['head.appVersion', ['1'.repeat(40)], ['1'.repeat(41), 1]],
      ['head.vaultId', [], noHex(32)],
      ['head.keyVersion', [1, 2], [0, -1, 1.5]],
      ['head.stationName', ['N'.repeat(200)], ['N'.repeat(201)]],
      ['head.practice', [true], ['no', absent]],
      ['head.madeAt', [], ['2026-11-24', 'yesterday']],
      ['head.seq', counts, noCounts],
      ['head.newestChange', ['n'.repeat(40), ''], ['n'.repeat(41)]],
      ['head.checkpoint.size', counts, noCounts],
      ['head.checkpoint.code', ['c'.repeat(20)], ['c'.repeat(21)]],
      ['head.checkpoint.note', ['n'.repeat(4_000)], ['n'.repeat(4_001)]],
      ['head.cases', counts, noCounts],
      ['head.leftInCustody', counts, noCounts],
      ['head.base', [absent], [undefined, null]],
      [
        'head.base.file',
        ['ra-desk-x.age', `ra-desk-${'x'.repeat(80)}.age`],
        [
          'x.age',
          'ra-desk-.age',
          `ra-desk-${'x'.repeat(81)}.age`,
          '../ra-desk-x.age',
          'ra-desk-x.age/..',
          'ra-desk-a/b.age',
          'ra-desk-xage',
        ],
      ],
      ['head.base.madeAt', [], ['2026-11-24']],
      ['head.base.seq', counts, noCounts],
      ['head.base.entries', counts, noCounts],
      ['head.base.digest', [], noHex(64)],
      ['head.base.daysAgo', [0, 7], [-1, 8, 0.5, absent]],
      ['head.more', [], [1]],
      ['head.base.more', [], [1]],
    ],
  ],
  [
    'station',
    { station },
    [
      ['station.deviceSeed', [], noKeys],
      ['station.generations', [], [[]]],
      ['station.generations.0.keyVersion', [2], [0, 1.5]],
      ['station.generations.0.vaultKey', [], noKeys],
      ['station.generations.0.more', [], [1]],
      ['station.agents', [], [[]]],
      ['station.agents.0.id', ['a', 'Z-9', 'a'.repeat(64)], ['', 'a'.repeat(65), 'a b', 'a/b', ' a']],
      ['station.agents.0.name', ['N'.repeat(200)], ['N'.repeat(201)]],
      ['station.agents.0.role', ['raManager', 'idChecker'], ['owner', '']],
      ['station.agents.0.sealingKey', [], noKeys],
      ['station.agents.0.publicKeys', [[key, key]], [[], ['short']]],
      ['station.agents.0.leftAt', [absent], [7]],
      ['station.agents.0.more', [], [1]],
      ['station.more', [], [1]],
    ],
  ],
  [
    'keys',
    { keys: [aKey] },
    [
      ['keys', [[], Array.from({ length: 1_000 }, () => aKey)], [Array.from({ length: 1_001 }, () => aKey)]],
      ['keys.0.keyId', [], noHex(32)],
      ['keys.0.purpose', ['p'.repeat(40)], ['p'.repeat(41)]],
      ['keys.0.key', [], noKeys],
      ['keys.0.ownerId', ['a'.repeat(64)], ['', 'a'.repeat(65), 'a b', 'a/b', ' a']],
      ['keys.0.until', [absent], ['tomorrow', '2026-02-30']],
      ['keys.0.untilLater', [absent], [undefined, [], days.slice(1), [...days, '2026-12-01']]],
      ['keys.0.more', [], [1]],
    ],
  ],
  [
    'days',
    { days: [{ keyId: hex(32), until: '2026-12-24' }] },
    [
      [
        'days',
        [[], Array.from({ length: 1_000 }, () => ({ keyId: hex(32) }))],
        [Array.from({ length: 1_001 }, () => ({ keyId: hex(32) }))],
      ],
      ['days.0.keyId', [], noHex(32)],
      ['days.0.until', [absent], ['tomorrow']],
      ['days.0.key', [], [key]],
    ],
  ],
  [
    'row',
    { row, at: 4 },
    [
      ['at', counts, noCounts],
      ['row.env', [null], ['', absent]],
      ['more', [], [1]],
    ],
  ],
  ['entries', { entries: [] }, [['entries', [], [[{}], 'none']]]],
  [
    'end',
    { end },
    [
      ['end.keys', counts, noCounts],
      ['end.rows', counts, noCounts],
      ['end.entries', counts, noCounts],
      ['end.lost', [absent, [], ['p'.repeat(80)]], [undefined, ['p'.repeat(81)], 'a:0']],
      ['end.digest', [], noHex(64)],
      [
        'end.signature',
        [],
        [
          '',
          `${'A'.repeat(85)}==`,
          `${'A'.repeat(87)}==`,
          `${'A'.repeat(86)}=`,
          `${'A'.repeat(85)}-==`,
          ` ${'A'.repeat(86)}==`,
          `${'A'.repeat(86)}===`,
        ],
      ],
      ['end.more', [], [1]],
    ],
  ],
]

describe.each(tables)('line of a backup: %s', (_, line, rows) => {
  test.each(rows)('%s', (...row) => expectField(backupLine, line, row))
})

test('line of a backup: nothing else', () => {
  for (const line of [{}, null, [], 'head', { head, station }, { row }]) expect(backupLine.safeParse(line).success).toBe(false)
})

test('backup of a newer version: recognised by its number alone', () => {
  const newer = (head: unknown) => findNewerVersion({ head })
  expect(newer({ kind: 'ra-desk-backup', version: 2, and: 'more' })).toBe(2)
  expect([newer({ kind: 'ra-desk-backup', version: 1 }), newer({ kind: 'another', version: 2 }), newer(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('backup signature: covers the vault, the digest and the lost pieces', () => {
  const [one, other] = ['1'.repeat(64), '2'.repeat(64)]
  const all = [{ digest: one }, { digest: other }, { digest: one, lost: ['a:0'] }, { digest: one, lost: ['a:0', 'b:0'] }]
    .map((given) => backupSignedBytes(hex(32), given))
    .concat(backupSignedBytes('f'.repeat(32), { digest: one }))
    .map((bytes) => Buffer.from(bytes).toString('hex'))
  expect(new Set(all).size).toBe(5)
  expect(backupSignedBytes(hex(32), { digest: one, lost: [] })).toEqual(backupSignedBytes(hex(32), { digest: one }))
  expect(Buffer.from(backupSignedBytes(hex(32), { digest: one })).toString()).toContain('ra/v1/backup/end')
})
