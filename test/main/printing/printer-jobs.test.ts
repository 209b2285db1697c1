/** Which cases and jobs are opened when there are many printed cards: the ones that are asked for, and no others. */
import { describe, expect, test, vi } from 'vitest'
import type { Batch } from '../../../domain/printing/batch.ts'
import { printerJob, type PrinterJob } from '../../../domain/printing/printer-job.ts'
import { viewBatch } from '../../../main/printing/batch.ts'
import { issueInPrinter, type PrintingPorts } from '../../../main/printing/issue-in-printer.ts'
import { findJobSince, listCasesInPrinter, listNewestJobs, openJob, settleJob } from '../../../main/printing/printer-jobs.ts'
import { settleCutPrinting } from '../../../main/printing/settle-cut-printing.ts'
import { openUnfinishedJobs } from '../../../main/printing/unfinished-jobs.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { value } from '../vault/support.ts'
import { caseIdOf, finishedJob, insideJob, jobIdOf, saveJobs, startOf } from './support.ts'

vi.mock('../../../domain/printing/batch.ts', async (original) => ({
  ...(await original<object>()),
  findBatchRefusal: () => undefined,
}))

const MANY = 400
const SHOWN = 50
const many = Array.from({ length: MANY }, (_, number) => finishedJob(number))
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from - index)
const cut = (number: number, change: Parameters<typeof finishedJob>[1] = {}) =>
  insideJob(number, { ended: false, attempt: undefined, ...change })

/** A session on a record with these jobs. `erased`: cases that are not here any more. `opened`: the cases that were opened, `read`: the jobs. */
async function signIn(jobs: readonly PrinterJob[], erased: readonly string[] = []) {
  const { store } = memoryStore()
  await saveJobs(store, jobs)
  return openSession(store, erased)
}

async function openSession(store: ReturnType<typeof memoryStore>['store'], erased: readonly string[] = []) {
  const opened: string[] = []
  const read: string[] = []
  const counting = {
    ...store,
    read: (...[table, id, keyId]: Parameters<typeof store.read>) => {
      if (table === 'printer-jobs') read.push(id)
      return store.read(table, id, keyId)
    },
  }
  const cards = [{ attempt: 1, state: 'written', serial: '8001', startedAt: startOf(0) }]
  const get = async (caseId: string) => {
    opened.push(caseId)
    return erased.includes(caseId) ? undefined : { record: { events: [], caseReference: 'RA-1' }, view: { facts: { cards } } }
  }
  const printer = {
    path: {},
    watch: (told: (printers: unknown) => void) => {
      told(['P', 'Q'].map((name) => ({ name, path: { reader: 'R' } })))
      return () => undefined
    },
  }
  const desk = {
    store: counting,
    cases: { get },
    devices: { printer },
    unfinishedJobs: await openUnfinishedJobs(store),
    now: () => new Date(startOf(MANY + 10)),
    newId: () => jobIdOf(MANY + 10),
  } as unknown as PrintingPorts
  const job = async (number: number) => printerJob.parse(await store.read('printer-jobs', jobIdOf(number), 'records'))
  return { desk, opened, read, store, job }
}

const saveBatch = async ({ store }: Awaited<ReturnType<typeof signIn>>, list: Batch) =>
  value(await store.commit([{ table: 'batches', id: list.batchId, rev: list.rev, keyId: 'records', value: list }], { action: 'batch' }))
const batchOf = (items: Batch['items']): Batch => ({
  rev: 1,
  batchId: jobIdOf(999),
  startedAt: startOf(0),
  mode: 'printer',
  printer: 'P',
  state: 'running',
  items,
})

describe('printer jobs at a sign-in', () => {
  test('no case is opened and no job read one by one, however many cards were printed and wherever they are', async () => {
    const { desk, opened, read } = await signIn([insideJob(MANY), ...many])
    await settleCutPrinting(desk)
    expect(opened).toEqual([])
    expect(read).toEqual([])
  })

  test('the case of a job that was cut is opened, once: the next sign-in opens none', async () => {
    const { desk, opened, store, job } = await signIn([...many, cut(MANY)])
    await settleCutPrinting(desk)
    expect(opened).toEqual([caseIdOf(MANY)])
    expect(await job(MANY)).toMatchObject({ rev: 2, attempt: 1 })
    const next = await openSession(store)
    await settleCutPrinting(next.desk)
    expect(next.opened).toEqual([])
    expect([...listCasesInPrinter(next.desk)]).toEqual([caseIdOf(MANY)])
  })

  test('the case of a job that was cut was erased: it is bound to no card, and can be settled', async () => {
    const { desk, job } = await signIn([...many, cut(MANY)], [caseIdOf(MANY)])
    await settleCutPrinting(desk)
    expect(await job(MANY)).toMatchObject({ attempt: 'none' })
    expect((await listNewestJobs(desk, 1))[0]).toMatchObject({ job: { jobId: jobIdOf(MANY) }, outcome: { blocks: true, chip: 'blank' } })
    expect(await settleJob(desk, jobIdOf(MANY), 'taken-out')).toMatchObject({ outcome: { blocks: false, where: 'taken-out' } })
    expect([...listCasesInPrinter(desk)]).toEqual([])
  })

  test('a batch that was cut finds the job of its card, ended or not, and opens that case only', async () => {
    const session = await signIn([...many, cut(MANY)])
    await saveBatch(
      session,
      batchOf([
        { caseId: caseIdOf(MANY - 1), caseReference: 'RA-1', state: 'working', at: startOf(MANY - 1) },
        { caseId: caseIdOf(7), caseReference: 'RA-2', state: 'done' },
        { caseId: caseIdOf(8), caseReference: 'RA-3', state: 'waiting' },
      ]),
    )
    await settleCutPrinting(session.desk)
    expect(new Set(session.opened)).toEqual(new Set([caseIdOf(MANY), caseIdOf(MANY - 1)]))
    const list = (await session.store.read('batches', jobIdOf(999), 'records')) as Batch
    expect(list.items.map(({ state, jobId }) => [state, jobId])).toEqual([
      ['done', jobIdOf(MANY - 1)],
      ['done', undefined],
      ['waiting', undefined],
    ])
    expect(session.read.length).toBeLessThan(5)
  })
})

describe('printer jobs when a card is fed', () => {
  const feed = (desk: PrintingPorts, printer: string) => issueInPrinter(desk, { caseId: caseIdOf(1), expectedSeq: 0, printer })

  test('only its own case is opened, and a card inside this printer is found however old it is', async () => {
    const { desk, opened, read } = await signIn([insideJob(MANY, { startedAt: startOf(-1) }), ...many])
    expect(await feed(desk, 'P')).toMatchObject({
      ok: false,
      error: { code: 'card-inside', message: expect.stringContaining('RA-400') as string },
    })
    // The face is looked at next.
    expect(await feed(desk, 'Q')).toMatchObject({ ok: false, error: { code: 'cannot-start-yet' } })
    expect([...new Set(opened)]).toEqual([caseIdOf(1)])
    expect(read).toEqual([])
  })

  test('its case cannot be handed over from before the card moves until the job has ended', async () => {
    const { desk, opened } = await signIn(many)
    const job = await openJob(desk, { caseId: caseIdOf(2), caseReference: 'RA-2', printer: 'P', cardsBefore: 0 })
    expect([...listCasesInPrinter(desk)]).toEqual([caseIdOf(2)])
    await job.append({ step: 'feed', state: 'done' })
    await job.append({ step: 'reject', state: 'done' })
    expect([...listCasesInPrinter(desk)]).toEqual([caseIdOf(2)])
    expect(opened).toEqual([])
    await job.end()
    expect([...listCasesInPrinter(desk)]).toEqual([])
  })

  test('a change that could not be written down leaves the job as it was', async () => {
    const memory = memoryStore()
    await saveJobs(memory.store, [insideJob(1)])
    const { desk } = await openSession(memory.store)
    memory.failWith('disk-full')
    await expect(settleJob(desk, jobIdOf(1), 'taken-out')).rejects.toThrow()
    expect([...listCasesInPrinter(desk)]).toEqual([caseIdOf(1)])
  })
})

describe('printer jobs: the newest', () => {
  test('so many are read and their cases opened, the one that started last first', async () => {
    const { desk, opened, read } = await signIn(many)
    const jobs = await listNewestJobs(desk, SHOWN)
    expect(jobs.map(({ job }) => job.jobId)).toEqual(numbers(MANY - 1, SHOWN).map(jobIdOf))
    expect(opened).toEqual(numbers(MANY - 1, SHOWN).map(caseIdOf))
    expect(read).toHaveLength(SHOWN)
  })

  test('a card that may be inside a printer is among them however old it is, so that the agent can settle it', async () => {
    const { desk } = await signIn([insideJob(MANY, { startedAt: startOf(-1) }), ...many])
    const jobs = await listNewestJobs(desk, SHOWN)
    expect(jobs).toHaveLength(SHOWN + 1)
    expect(jobs.at(-1)).toMatchObject({ job: { jobId: jobIdOf(MANY) }, outcome: { blocks: true } })
    await settleJob(desk, jobIdOf(MANY), 'rejected')
    const settled = await listNewestJobs(desk, SHOWN)
    expect(settled).toHaveLength(SHOWN)
    expect(settled.at(-1)).toMatchObject({ job: { jobId: jobIdOf(MANY) }, outcome: { where: 'reject-tray' } })
  })
})

describe('printer jobs of a batch', () => {
  test('only the jobs of its items are read', async () => {
    const { desk, opened, read } = await signIn([...many, insideJob(MANY)])
    const item = (number: number) => ({ caseId: caseIdOf(number), caseReference: 'RA-1', message: 'Then.', next: 'Then.' })
    const list = batchOf([
      { ...item(MANY), state: 'failed', jobId: jobIdOf(MANY) },
      { ...item(3), state: 'done', jobId: jobIdOf(3) },
      { ...item(4), state: 'waiting', jobId: jobIdOf(4) },
      { ...item(5), state: 'failed' },
      { ...item(6), state: 'failed', jobId: jobIdOf(MANY + 1) },
    ])
    const { items } = await viewBatch(desk, list)
    expect(items.map(({ message }) => message)).toEqual([
      expect.stringContaining('is inside the printer'),
      expect.stringContaining('in the output hopper'),
      'Then.',
      'Then.',
      'Then.',
    ])
    expect(opened).toEqual([caseIdOf(MANY), caseIdOf(3)])
    expect(read).toEqual([jobIdOf(MANY), jobIdOf(3), jobIdOf(MANY + 1)])
  })

  test('the newest job of a case since its turn is found behind later jobs that were cut or settled', async () => {
    const turn = startOf(MANY)
    const caseId = caseIdOf(MANY)
    const { desk, read } = await signIn([
      ...many,
      finishedJob(MANY + 1, { caseId }),
      finishedJob(MANY + 2, { caseId }),
      // Of earlier cards; written again since.
      finishedJob(501, { startedAt: startOf(2), settled: { at: startOf(MANY + 3), how: 'taken-out' } }),
      cut(502, { startedAt: startOf(3), attempt: 'none' }),
      // An earlier one of the same case.
      cut(503, { startedAt: startOf(4), attempt: 'none', caseId }),
    ])
    expect(await findJobSince(desk, caseId, turn)).toMatchObject({ job: { jobId: jobIdOf(MANY + 2) } })
    expect(read).toHaveLength(6)
    expect(await findJobSince(desk, caseIdOf(5), turn)).toBeUndefined()
  })
})
