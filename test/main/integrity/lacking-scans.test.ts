import { expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { groupByScan } from '../../../main/integrity/lacking-scans.ts'
import type { LatestRow } from '../../../main/record/journal-rows.ts'
import { CASE_ID, evidenceOf, record, until } from '../../fixtures/journey-events.ts'

const evidence = evidenceOf(3)
const stored: CaseRecord = {
  schema: 2,
  caseId: CASE_ID,
  caseReference: 'RA-1',
  edition: 'remote-2020-04-08',
  keyId: '0'.repeat(32),
  practice: false,
  events: record(until('identityDocumentAttached')),
}
const rowOf = (id: string): LatestRow => ({
  table: 'chunks',
  id,
  rev: 2,
  seq: 1,
  erased: false,
})

function group(
  ids: readonly string[],
  { known = ids, hasKey = true }: { readonly known?: readonly string[]; readonly hasKey?: boolean } = {},
) {
  return groupByScan(
    {
      record: { journal: { ids: () => [...known] } },
      store: { ids: () => [CASE_ID], findKey: () => (hasKey ? { ownerId: CASE_ID } : undefined) },
      cases: { get: async () => ({ record: stored, view: viewCase(stored.events, createEditions().get(stored.edition)), rev: 1 }) },
    },
    ids.map(rowOf),
  )
}

test('lacking scans: pieces are grouped by scan, with the case that names it', async () => {
  const [first, second] = [`${evidence.evidenceId}:0`, `${evidence.evidenceId}:1`]
  expect(await group([first, 'unknown:0', second])).toEqual([
    {
      pieces: [first, second].map((id) => ({ id, rev: 2 })),
      count: evidence.chunks,
      named: { evidence, caseId: CASE_ID, caseReference: 'RA-1' },
    },
    { pieces: [{ id: 'unknown:0', rev: 2 }], count: 1 },
  ])
})

test('lacking scans: a scan that no case names has as many pieces as the record knows', async () => {
  expect(await group(['unknown:1'], { known: ['unknown:0', 'unknown:1', 'other:0'] })).toMatchObject([{ count: 2 }])
})

test('lacking scans: a scan whose key was destroyed is not missing', async () => {
  expect(await group([`${evidence.evidenceId}:0`], { hasKey: false })).toEqual([])
})
