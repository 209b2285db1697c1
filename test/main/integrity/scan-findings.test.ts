import { describe, expect, test } from 'vitest'
import type { LackingScan } from '../../../main/integrity/lacking-scans.ts'
import { findingsOf } from '../../../main/integrity/scan-findings.ts'
import { evidenceOf } from '../../fixtures/journey-events.ts'

const FILE = 'scans.db'
const pieces = (digit: number) => [0, 1].map((index) => ({ id: `${digit}:${index}`, rev: 1 }))
const scanOf = (digit: number): LackingScan => ({
  pieces: pieces(digit),
  count: 2,
  named: { evidence: evidenceOf(digit), caseId: String(digit), caseReference: `RA-${digit}` },
})
const unnamed: LackingScan = { pieces: pieces(9), count: 2 }

describe('scan findings', () => {
  test('a file whose scans are all restored is restored', () => {
    const scans = [scanOf(1), scanOf(2)]
    expect(findingsOf([FILE], scans, new Set(scans))).toEqual([{ kind: 'scans-taken-back', file: FILE, pieces: 4, takenBack: 4 }])
  })

  test('a file with a lost scan names its case, each case once', () => {
    const [restored, lost] = [scanOf(1), scanOf(2)]
    const scans = [restored, lost, { ...scanOf(3), named: lost.named! }]
    expect(findingsOf([FILE], scans, new Set([restored]))).toEqual([
      { kind: 'scans-lost', file: FILE, pieces: 6, takenBack: 2, cases: ['RA-2'] },
    ])
  })

  test('a scan that no case names counts when it is restored, and is not reported as lost', () => {
    expect(findingsOf([FILE], [unnamed], new Set([unnamed]))).toMatchObject([{ kind: 'scans-taken-back', takenBack: 2 }])
    expect(findingsOf([FILE], [unnamed], new Set())).toEqual([{ kind: 'scans-taken-back', file: FILE, pieces: 0, takenBack: 0 }])
  })

  test('at most 50 cases are named', () => {
    const scans = Array.from({ length: 60 }, (_, index) => ({ ...scanOf(1), named: { ...scanOf(1).named!, caseReference: `RA-${index}` } }))
    expect(findingsOf([FILE], scans, new Set())[0]!.cases).toHaveLength(50)
  })
})
