/** What a row and an entry of the record may be: they are read from files and databases that anybody can have written. */
import { describe, test } from 'vitest'
import { baseBackup } from '../../../domain/backup/base.ts'
import { auditEntry, FIRST_PREV } from '../../../domain/record/audit-entry.ts'
import { frameBody, journalRow } from '../../../domain/record/frame.ts'
import { sealedRow } from '../../../domain/record/sealed-row.ts'
import { absent, expectField, type FieldRow } from '../../support/schema-fields.ts'

const counts = [
  [0, 7],
  [-1, 0.5, '7', absent],
] as const
const hex = (length: number) => 'a1'.repeat(length / 2)
const noHex = (length: number) => [
  '',
  hex(length).slice(1),
  `${hex(length)}a`,
  hex(length).toUpperCase(),
  `g${hex(length).slice(1)}`,
  absent,
]
const row = { table: 'cases', id: 'a:1', rev: 3, env: 'AAAA' }

describe('row of the journal', () => {
  test.each<FieldRow>([
    ['table', ['a', 'Z-9', 't'.repeat(40)], ['', '9a', '-a', 't'.repeat(41), 'a b', 'a_b', ' a', absent]],
    ['id', ['0', 'a:1', 'i'.repeat(80)], ['', 'i'.repeat(81), 'a b', 'a/b', ' a', 'a\n']],
    ['rev', ...counts],
    ['env', ['AA==', 'AAA=', 'a+/9', null], ['', '=', 'A===', 'A-', ' AAAA', 'AAAA ', absent]],
    ['more', [], [1]],
  ])('%s', (...fields) => expectField(journalRow, row, fields))

  test.each<FieldRow>([
    ['rows', [[]], [absent, [{}]]],
    ['audit', [null], [absent, {}]],
    ['more', [], [1]],
  ])('frame: %s', (...fields) => expectField(frameBody, { rows: [row], audit: null }, fields))
})

describe('row that the page receives', () => {
  test.each<FieldRow>([
    ['table', ['cases', 'chunks', 'manifests', 'station'], ['custody', 'cards', '']],
    ['id', ['', 'i'.repeat(80)], ['i'.repeat(81), absent]],
    ['rev', [1], [0, -1, 0.5]],
    ['env', ['', 'AA==', 'A'.repeat(400_000), null], ['A'.repeat(400_001), 'A===', 'A-', ' A', 'A=A', absent]],
    ['more', [], [1]],
  ])('%s', (...fields) => expectField(sealedRow, row, fields))
})

describe('entry of the record', () => {
  const base64 = [
    ['AAAA', 'AAAAAA==', 'AAAAAAA=', null],
    ['', 'AAA', 'AAAAA', 'AA==', 'AAA=AAAA', 'AA-A', ' AAAA', 'AAAA ', absent],
  ] as const
  const entry = {
    seq: 3,
    time: '2026-11-23T09:30:00.000Z',
    monotonic: 1_200,
    agentId: 'agent-1',
    action: 'requestReceived',
    caseRef: 'case-1',
    detail: 'AAEC',
    prev: FIRST_PREV,
    signature: 'AQID',
  }
  const ids = [
    ['a', 'Z-9', 'a'.repeat(64)],
    ['', 'a'.repeat(65), 'a b', 'a/b', ' a', 'a ', absent],
  ] as const
  test.each<FieldRow>([
    ['seq', ...counts],
    ['time', [], ['2026-11-23', '', absent]],
    ['monotonic', ...counts],
    ['agentId', ...ids],
    ['action', ['a', 'a-9 B', 'a b c', 'a'.repeat(400)], ['', ' a', 'a ', 'a  b', '9', 'a 9', '-a', 'a.b', 'a'.repeat(401)]],
    ['caseRef', [...ids[0], null], ids[1]],
    ['detail', ...withoutPadding(base64)],
    ['prev', [], noHex(64)],
    ['signature', ...withoutPadding(base64)],
    ['more', [], [1]],
  ])('%s', (...fields) => expectField(auditEntry, entry, fields))
})

/** Two padded characters are base64 too; an empty value is none. */
function withoutPadding([taken, refused]: readonly [readonly unknown[], readonly unknown[]]): [unknown[], unknown[]] {
  return [[...taken, 'AA==', 'AAA='], refused.filter((value) => value !== 'AA==')]
}

describe('whole backup that is remembered', () => {
  const base = {
    file: 'ra-desk-x.age',
    madeAt: '2026-11-23T09:00:00.000Z',
    seq: 7,
    entries: 9,
    digest: hex(64),
    bytes: 1,
    ends: hex(64),
    appVersion: '1.0.0',
    keyVersion: 1,
    recipients: ['age1invented'],
    destroyed: 0,
    limits: hex(64),
    lastKey: hex(32),
    lastRow: 5,
    cases: 3,
    leftInCustody: 0,
    record: { prev: hex(64), complete: [hex(64)] },
    tested: { at: '2026-11-23T10:00:00.000Z', scans: 2 },
  }
  test.each<FieldRow>([
    ['bytes', ...counts],
    ['ends', [], noHex(64)],
    ['appVersion', ['1'.repeat(40)], ['1'.repeat(41)]],
    ['keyVersion', [1], [0, 1.5]],
    ['recipients', [[], ['r'.repeat(100)], ['a', 'b', 'c', 'd']], [['r'.repeat(101)], ['a', 'b', 'c', 'd', 'e']]],
    ['destroyed', ...counts],
    ['limits', [], noHex(64)],
    ['lastKey', [absent], [undefined, ...noHex(32).slice(0, -1)]],
    ['lastRow', ...counts],
    ['cases', ...counts],
    ['leftInCustody', ...counts],
    ['record.prev', [], noHex(64)],
    ['record.complete', [[], Array.from({ length: 64 }, () => hex(64))], [Array.from({ length: 65 }, () => hex(64)), ['x']]],
    ['record.more', [], [1]],
    ['tested', [absent], [undefined, {}]],
    ['tested.scans', ...counts],
    ['tested.more', [], [1]],
    ['more', [], [1]],
  ])('%s', (...fields) => expectField(baseBackup, base, fields))
})
