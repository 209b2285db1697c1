import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { err, ok } from '../../../domain/result.ts'
import type { AuditNote, RowToErase, RowToSeal } from '../../../main/record/store.ts'
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
  const committed: { readonly rows: readonly (RowToSeal | RowToErase)[]; readonly audit: AuditNote }[] = []
  const index = createCaseIndex()
  const told: string[] = []
  const cases = createStoredCases({
    store: {
      ids: () => [],
      findCaseKey: () => undefined,
      read: async () => undefined,
      revOf: async (_, id) => revs[id],
      commit: async (rows, audit) => {
        committed.push({ rows, audit })
        return fails ? err('disk-full', 'Full.', 'Make room.') : ok({ rows: [], lastSeq: 7 })
      },
    },
    editions: createEditions(),
    index,
    onCase: ({ caseReference }) => told.push(caseReference),
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
    expect(committed[0]!.rows).toMatchObject([{ id: caseOf(1).caseId, rev: events }, { id: caseOf(2).caseId, rev: events }, extra])
    expect(saved).toMatchObject({ ok: true, value: { lastSeq: 7, recorded: { length: 2 } } })
  })

  test('goes past the revision that is here, as when a longer copy was here before', async () => {
    const { cases, committed } = setUp({ revs: { [caseOf(1).caseId]: 90 } })
    await cases.save([extended(1)], [], note)
    expect(committed[0]!.rows).toMatchObject([{ rev: 91 }])
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
