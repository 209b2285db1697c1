import { describe, expect, test } from 'vitest'
import type { Batch, BatchItem } from '../../../domain/printing/batch.ts'
import type { PrinterJob } from '../../../domain/printing/printer-job.ts'
import { findBatch } from '../../../main/printing/batch-list.ts'
import type { PrinterJobsPorts } from '../../../main/printing/printer-jobs.ts'
import { settleCutPrinting } from '../../../main/printing/settle-cut-printing.ts'
import { openUnfinishedJobs } from '../../../main/printing/unfinished-jobs.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { value } from '../vault/support.ts'

const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
const at = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`
const CASE = id(9)
const working: BatchItem = { caseId: CASE, caseReference: 'RA-1', state: 'working', at: at(30) }
const waiting: BatchItem = { caseId: id(8), caseReference: 'RA-2', state: 'waiting' }

interface Left {
  readonly item?: Partial<BatchItem>
  readonly batch?: Partial<Batch>
  readonly job?: Partial<PrinterJob>
  /** The last card of the case: when it was begun. */
  readonly cardAt?: string
}

/** What RA Desk finds at a sign-in after it was ended while a batch ran. */
async function settle({ item, batch, job, cardAt }: Left) {
  const { store, commits } = memoryStore()
  const cards = cardAt === undefined ? [] : [{ attempt: 1, state: 'resumable', serial: '8001', startedAt: cardAt }]
  const list: Batch = {
    rev: 3,
    batchId: id(1),
    startedAt: at(0),
    mode: 'printer',
    state: 'running',
    items: [{ ...working, ...item }, waiting],
    ...batch,
  }
  value(await store.commit([{ table: 'batches', id: list.batchId, rev: list.rev, keyId: 'records', value: list }], { action: 'batch' }))
  if (job) {
    const left: PrinterJob = {
      rev: 1,
      jobId: id(2),
      caseId: CASE,
      caseReference: 'RA-1',
      printer: 'P',
      cardsBefore: 0,
      startedAt: at(31),
      entries: [],
      ended: false,
      ...job,
    }
    value(await store.commit([{ table: 'printer-jobs', id: left.jobId, rev: 1, keyId: 'records', value: left }], { action: 'printer-job' }))
  }
  const cases = { get: async () => ({ view: { facts: { cards } } }) }
  const desk = { store, cases, unfinishedJobs: await openUnfinishedJobs(store) } as unknown as PrinterJobsPorts
  const before = commits.length
  await settleCutPrinting(desk)
  return { list: (await findBatch(desk))!, written: commits.slice(before).map(({ audit }) => audit.action) }
}
const moved = (step: PrinterJob['entries'][number]['step']) => ({ step, state: 'done' as const, at: at(32) })

describe('batch that was cut', () => {
  test.each<[string, Left, Partial<BatchItem>]>([
    ['nothing was begun: it waits for its turn', {}, { state: 'waiting' }],
    ['no card left the feeder: it waits', { job: {} }, { state: 'waiting' }],
    ['a card is in the printer: failed, with the job', { job: { entries: [moved('feed')] } }, { state: 'failed', jobId: id(2) }],
    [
      'a job of an earlier card of the same case does not count',
      { job: { startedAt: at(29), entries: [moved('feed')] } },
      { state: 'waiting' },
    ],
    ['a job of another case does not count', { job: { caseId: id(7), entries: [moved('feed')] } }, { state: 'waiting' }],
    [
      'by hand, a card was begun: failed, with its serial',
      { batch: { mode: 'by-hand' }, cardAt: at(31) },
      { state: 'failed', serial: '8001', message: 'RA Desk was ended while this card was written.' },
    ],
    [
      'by hand, the last card of the case is older than its turn: it waits',
      { batch: { mode: 'by-hand' }, cardAt: at(29) },
      { state: 'waiting' },
    ],
    [
      'by hand, it was written and its face was being printed',
      { batch: { mode: 'by-hand' }, item: { serial: '8001' } },
      { state: 'failed', message: expect.stringContaining('may or may not have printed') as string },
    ],
  ])('%s', async (_, left, expected) => {
    const { list } = await settle(left)
    expect(list.items[0]).toMatchObject(expected)
    expect(list.items[1]).toEqual(waiting)
    expect(list.state).toBe('paused')
    expect(list.why).toContain('RA Desk was ended or locked while the batch ran')
    expect(list.rev).toBe(4)
  })

  test('one that was paused already keeps its reason', async () => {
    const { list } = await settle({ batch: { state: 'paused', why: 'Jam' }, cardAt: at(31) })
    expect([list.state, list.why, list.items[0]!.state]).toEqual(['paused', 'Jam', 'failed'])
  })

  test.each<[string, Left]>([
    ['finished', { batch: { state: 'finished' } }],
    ['paused with nothing in progress', { batch: { state: 'paused' }, item: { state: 'waiting' } }],
  ])('%s: nothing is written', async (_, left) => {
    expect((await settle(left)).written).toEqual([])
  })

  test('a job that was cut is bound to the card that the case has now, before anything else', async () => {
    const { written } = await settle({ job: { entries: [moved('feed')] }, cardAt: at(31) })
    expect(written).toEqual(['printer-job', 'batch'])
  })
})
