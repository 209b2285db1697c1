import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { err, ok } from '../../../domain/result.ts'
import type { AuditNote, PieceToSeal, RowToErase, RowToSeal } from '../../../main/record/store.ts'
import { createCaseIndex } from '../../../main/registration/case-index.ts'
import { createStoredCases } from '../../../main/registration/stored-cases.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const uuid = journey.cisIdentityCreated.uuid
const caseOf = (digit: number): CaseRecord => ({
  schema: 2,
  caseId: `${String(digit).repeat(8)}-0000-4000-8000-000000000000`,
  caseReference: `RA-${digit}`,
  edition: 'remote-2020-04-08',
  keyId: '0'.repeat(32),
  practice: false,
  events: record(until('cisIdentityCreated')),
})
const extended = (digit: number) => ({ record: caseOf(digit), recorded: caseOf(digit).events.slice(-1) })
const note = { action: 'noted', detail: { about: 'a test' } }

function setUp({ revs = {}, fails = false }: { readonly revs?: Record<string, number>; readonly fails?: boolean } = {}) {
  const committed: { readonly rows: readonly (RowToSeal | PieceToSeal | RowToErase)[]; readonly audit: AuditNote }[] = []
  const index = createCaseIndex()
  const told: string[] = []
  const cases = createStoredCases({
    store: {
      ids: () => [],
      async *readAll() {},
      revs: () => new Map(),
      findCaseKey: () => undefined,
      read: async () => undefined,
      revOf: async (table, id) => revs[`${table} ${id}`],
      commit: async (rows, audit) => {
        committed.push({ rows, audit })
        return fails ? err('disk-full', 'Full.', 'Make room.') : ok({ rows: [], lastSeq: 7 })
      },
    },
    editions: createEditions(),
    blindMark: ({ kind, value }) => `${kind} ${value}`,
    onLine: (line) => {
      index.put(line)
      told.push(line.caseReference)
    },
  })
  return { cases, committed, index, told }
}

describe('stored cases: save', () => {
  test('stores all cases and further rows in one frame, under as many revisions as there are events', async () => {
    const { cases, committed } = setUp()
    const extra: RowToErase = { table: 'secrets', id: 'one', erase: true }
    const saved = await cases.save([extended(1), extended(2)], [extra], note)
    const events = caseOf(1).events.length
    expect(committed).toHaveLength(1)
    expect(committed[0]!.rows).toMatchObject([
      { table: 'cases', id: caseOf(1).caseId, rev: events },
      { table: 'cases', id: caseOf(2).caseId, rev: events },
      { table: 'case-lines', id: caseOf(1).caseId, rev: 1, keyId: 'records', value: { caseRev: events, caseReference: 'RA-1' } },
      { table: 'case-lines', id: caseOf(2).caseId, rev: 1, keyId: 'records', value: { caseRev: events, caseReference: 'RA-2' } },
      extra,
    ])
    expect(saved).toMatchObject({
      ok: true,
      value: { committed: { lastSeq: 7, recorded: { length: 2 } }, cases: [{ record: caseOf(1), rev: events }, { record: caseOf(2) }] },
    })
  })

  test('goes past the revision that is here, as when a longer copy was here before', async () => {
    const { caseId } = caseOf(1)
    const { cases, committed } = setUp({ revs: { [`cases ${caseId}`]: 90, [`case-lines ${caseId}`]: 40 } })
    await cases.save([extended(1)], [], note)
    expect(committed[0]!.rows).toMatchObject([{ rev: 91 }, { rev: 41, value: { caseRev: 91 } }])
  })

  test('names the case in the audit entry when it is the only one', async () => {
    const { cases, committed } = setUp()
    await cases.save([extended(1)], [], note)
    await cases.save([extended(1), extended(2)], [], note)
    expect(committed.map(({ audit }) => audit)).toEqual([{ ...note, caseId: caseOf(1).caseId }, note])
  })

  test('tells of a case only when it is stored', async () => {
    const stored = setUp()
    await stored.cases.save([extended(1)], [], note)
    expect([stored.told, stored.index.ownerOfUuid(uuid)]).toEqual([['RA-1'], caseOf(1).caseId])
    const failed = setUp({ fails: true })
    expect(await failed.cases.save([extended(1)], [], note)).toMatchObject({ ok: false, error: { code: 'disk-full' } })
    expect([failed.told, failed.index.ownerOfUuid(uuid)]).toEqual([[], undefined])
  })
})

describe('stored cases: a case that this act has opened', () => {
  const { caseId } = caseOf(1)
  const opened = { record: caseOf(1), view: undefined as never, rev: 5 }

  test('is not opened again', async () => {
    expect(await setUp({ revs: { [`cases ${caseId}`]: 5 } }).cases.getAgain(caseId, opened)).toBe(opened)
  })

  test('is opened again when another act has changed it, and never stands for another case', async () => {
    expect(await setUp({ revs: { [`cases ${caseId}`]: 6 } }).cases.getAgain(caseId, opened)).toBeUndefined()
    expect(await setUp({ revs: { other: 5 } }).cases.getAgain('other', opened)).toBeUndefined()
  })
})
