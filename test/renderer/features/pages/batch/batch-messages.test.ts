import { describe, expect, test } from 'vitest'
import type { Batch, BatchItem } from '../../../../../domain/printing/batch.ts'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { countBatch, listReady, sumUp } from '../../../../../renderer/features/pages/batch/batch-messages.ts'

const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
const list = (state: Batch['state'], ...states: readonly BatchItem['state'][]): Batch => ({
  rev: 1,
  batchId: id(9),
  startedAt: '2026-11-25T09:00:00.000Z',
  mode: 'printer',
  state,
  items: states.map((one, index) => ({ caseId: id(index + 1), caseReference: 'RA-0000', state: one })),
})

describe('a batch in words', () => {
  test.each([
    [list('running', 'done', 'working', 'waiting'), '1 of 3 done, 2 to go'],
    [list('finished', 'done', 'failed', 'left-out'), '1 of 3 done, 1 not done, 1 left out'],
    [list('finished', 'done'), '1 of 1 done'],
  ])('%#', (batch, words) => {
    expect(sumUp(batch)).toBe(words)
    const { done, failed, left, of } = countBatch(batch)
    expect(done + failed + left).toBe(of)
  })

  test('only open cases whose next step is the card are ready, the longest waiting first', () => {
    const summary = (digit: number, more: Partial<CaseSummary>): CaseSummary => ({
      caseId: id(digit),
      reference: 'RA-0000',
      name: 'Sample',
      organisation: 'Sample',
      status: 'open',
      nextStep: 'write-card',
      completed: 1,
      of: 2,
      openedAt: '',
      changedAt: `2026-11-2${String(digit)}`,
      waitsForManifest: false,
      edition: 'remote-2020-04-08',
      practice: false,
      ...more,
    })
    expect(
      listReady([summary(3, {}), summary(1, { nextStep: 'cis' }), summary(2, {}), summary(4, { status: 'stopped' })]).map(
        ({ caseId }) => caseId,
      ),
    ).toEqual([id(2), id(3)])
  })
})
