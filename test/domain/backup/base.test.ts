import { describe, test } from 'vitest'
import { baseBackup } from '../../../domain/backup/base.ts'
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
