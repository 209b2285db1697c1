/**
 * Carries a batch on, one card after the other, whichever screen is open: the agent may look at other cases meanwhile. What is done and what is next is
 * decided and written down in `main`; after a lock nothing goes on by itself.
 */
import { nextItem, type Batch } from '../../../../domain/card/batch.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Input, Push } from '../../../../preload/contract.ts'
import type { PrinterJobView } from '../../../../preload/contract/printing.ts'
import type { CaseClient, Live } from '../../../client/case-client.ts'
import { live } from '../../../client/live.ts'
import { announce } from '../../../ui/announce.tsx'
import type { Result } from '../../../../domain/result.ts'

export interface RunnerState {
  readonly loaded: boolean
  readonly batch?: Batch | undefined
  /** Cards that went through the printer, the newest first. */
  readonly jobs: readonly PrinterJobView[]
  readonly busy: boolean
  readonly failure?: Failure | undefined
  /** Of the card that is in the printer now. */
  readonly progress: readonly Push<'printer.progress'>[]
}

export interface BatchRunner {
  readonly state: Live<RunnerState>
  load(): Promise<void>
  start(input: Input<'batch.start'>): Promise<Result<unknown>>
  /** The next card by hand: the reader it is in, or none to print the one that was written. */
  next(reader?: string): Promise<void>
  goOn(): Promise<void>
  pause(): Promise<void>
  /** Pauses, and resolves when no card is on its way any more, or after two minutes. */
  finishCard(): Promise<void>
  stop(): Promise<void>
  settle(jobId: string, how: 'taken-out' | 'reject'): Promise<void>
}

const LONGEST_CARD_MILLISECONDS = 120_000

const nothing: RunnerState = { loaded: false, jobs: [], busy: false, progress: [] }
const runners = new WeakMap<CaseClient, BatchRunner>()

export function getBatchRunner(client: CaseClient): BatchRunner {
  const known = runners.get(client)
  if (known) return known
  const made = createRunner(client)
  runners.set(client, made)
  return made
}

function createRunner(client: CaseClient): BatchRunner {
  const state = live<RunnerState>(nothing)
  const set = (change: Partial<RunnerState>): void => state.set({ ...state.get(), ...change })
  client.on('printer.progress', (push) => {
    const { progress } = state.get()
    const same = progress.filter(({ jobId, step }) => jobId === push.jobId && step !== push.step)
    set({ progress: [...same, push] })
    if (push.state === 'begun') announce(push.title)
  })
  client.on('vault.locked', () => state.set(nothing))

  async function refreshJobs(): Promise<void> {
    const answer = await client.call('printer.jobs', {})
    if (answer.ok) set({ jobs: answer.value.jobs })
  }

  async function once(reader?: string): Promise<boolean> {
    const { batch } = state.get()
    const item = batch && nextItem(batch)
    if (!batch || batch.state !== 'running' || !item) return false
    set({
      busy: true,
      failure: undefined,
      progress: [],
      batch: { ...batch, items: batch.items.map((one) => (one === item ? { ...one, state: 'working' } : one)) },
    })
    const answer = await client.run('batch.next', {
      batchId: batch.batchId,
      caseId: item.caseId,
      ...(reader === undefined ? {} : { reader }),
    })
    if (!state.get().loaded) return false
    set({ busy: false, progress: [] })
    if (answer.ok) set({ batch: answer.value.batch })
    else {
      set({ failure: answer.error })
      await load()
    }
    await refreshJobs()
    if (answer.ok) {
      const now = answer.value.batch.items.find(({ caseId }) => caseId === item.caseId)
      announce(`${item.caseReference}: ${now?.message ?? answer.value.batch.why ?? ''}`)
    }
    return answer.ok
  }

  async function loop(): Promise<void> {
    if (state.get().busy) return
    while (state.get().batch?.mode === 'printer' && (await once()));
  }

  async function load(): Promise<void> {
    const answer = await client.call('batch.read', {})
    if (answer.ok) set({ loaded: true, batch: answer.value.batch })
    await refreshJobs()
  }

  async function change(to: Input<'batch.set'>['to']): Promise<void> {
    const { batch } = state.get()
    if (!batch) return
    const answer = await client.call('batch.set', { batchId: batch.batchId, to })
    if (answer.ok) set({ batch: answer.value.batch, failure: undefined })
    else set({ failure: answer.error })
  }

  return {
    state,
    load,
    async start(input) {
      const answer = await client.call('batch.start', input)
      if (!answer.ok) return answer
      set({ loaded: true, batch: answer.value.batch, failure: undefined })
      void loop()
      return answer
    },
    async next(reader) {
      if (!state.get().busy) await once(reader)
    },
    async goOn() {
      await change('running')
      void loop()
    },
    pause: () => change('paused'),
    async finishCard() {
      if (!state.get().busy) return
      await change('paused')
      await new Promise<void>((resolve) => {
        const done = (): void => {
          stop()
          clearTimeout(late)
          resolve()
        }
        const stop = state.subscribe(() => {
          if (!state.get().busy) done()
        })
        const late = setTimeout(done, LONGEST_CARD_MILLISECONDS)
        if (!state.get().busy) done()
      })
    },
    stop: () => change('stopped'),
    async settle(jobId, how) {
      const answer = await client.call('printer.settle', { jobId, how })
      set({ failure: answer.ok ? undefined : answer.error })
      await load()
    },
  }
}
