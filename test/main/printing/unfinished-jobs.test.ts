import { describe, expect, test } from 'vitest'
import type { PrinterJob } from '../../../domain/printing/printer-job.ts'
import { openUnfinishedJobs } from '../../../main/printing/unfinished-jobs.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { finishedJob, insideJob, saveJobs } from './support.ts'

const idsOf = (jobs: readonly PrinterJob[]) => jobs.map(({ jobId }) => jobId)

describe('unfinished printer jobs', () => {
  test('are found at opening among all others, the one that started last first', async () => {
    const { store } = memoryStore()
    await saveJobs(store, [insideJob(1), finishedJob(2), finishedJob(3, { attempt: undefined, ended: false }), finishedJob(4)])
    const unfinished = await openUnfinishedJobs(store)
    expect(idsOf(unfinished.list())).toEqual(idsOf([finishedJob(3), insideJob(1)]))
  })

  test('a job is in the list until its last version is observed', async () => {
    const unfinished = await openUnfinishedJobs(memoryStore().store)
    const begun = finishedJob(1, { attempt: undefined, ended: false, entries: [] })
    unfinished.observe(begun)
    expect(unfinished.list()).toEqual([begun])
    const inside = { ...insideJob(1), rev: 2 }
    unfinished.observe(inside)
    expect(unfinished.list()).toEqual([inside])
    unfinished.observe({ ...inside, rev: 3, settled: { at: inside.startedAt, how: 'taken-out' } })
    expect(unfinished.list()).toEqual([])
  })

  test('a job that does not read in the first copy is read from the second', async () => {
    const { store } = memoryStore()
    await saveJobs(store, [finishedJob(1), insideJob(2)])
    const readSome: typeof store.readAll = async function* (table) {
      for await (const row of store.readAll(table)) if (row.id !== insideJob(2).jobId) yield row
    }
    expect(idsOf((await openUnfinishedJobs({ ...store, readAll: readSome })).list())).toEqual([insideJob(2).jobId])
  })

  test('a job that reads in neither copy is a failure: its card may be inside', async () => {
    const { store } = memoryStore()
    await saveJobs(store, [finishedJob(1)])
    const none: typeof store.readAll = async function* () {}
    const damaged = { ...store, readAll: none, read: async () => Promise.reject(new Error('journal-damaged')) }
    await expect(openUnfinishedJobs(damaged)).rejects.toThrow('journal-damaged')
  })
})
