/**
 * Makes the cards of a batch one after another, also while another screen is open. `main` decides and stores what is done and what is next. After a lock the
 * batch waits until an agent continues it.
 */
import { nextItem, type Batch } from '../../../../domain/printing/batch.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Input, Push } from '../../../../preload/contract.ts'
import type { PrinterJobView } from '../../../../preload/contract/printing.ts'
import type { CaseClient, Observable } from '../../../client/case-client.ts'
import { createObservable, type SettableObservable } from '../../../client/observable.ts'
import { announce } from '../../../ui/announce.tsx'
import type { Result } from '../../../../domain/result.ts'

export interface RunnerState {
  readonly loaded: boolean
  readonly batch?: Batch | undefined
  /** Cards that went through the printer, newest first. */
  readonly jobs: readonly PrinterJobView[]
  readonly busy: boolean
  readonly failure?: Failure | undefined
  /** Progress of the card in the printer. */
  readonly progress: readonly Push<'printer.progress'>[]
}

export interface BatchRunner {
  readonly state: Observable<RunnerState>
  load(): Promise<void>
  start(input: Input<'batch.start'>): Promise<Result<unknown>>
  /** Makes the next card by hand. `reader`: the reader it is in; leave it out to print the card that was written. */
  next(reader?: string): Promise<void>
  goOn(): Promise<void>
  pause(): Promise<void>
  /** Pauses, and resolves when the current card is finished, or after two minutes. */
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
  const state = createObservable<RunnerState>(nothing)
  const set = (change: Partial<RunnerState>): void => state.set({ ...state.get(), ...change })
  listen(client, state)

  const refreshJobs = async (): Promise<void> => set(await readJobs(client))

  /** Makes the next card of the batch. Returns whether the batch can continue. */
  async function makeNext(reader?: string): Promise<boolean> {
    const { batch } = state.get()
    const item = batch && nextItem(batch)
    if (!batch || batch.state !== 'running' || !item) return false
    const items = batch.items.map((one) => (one === item ? { ...one, state: 'working' as const } : one))
    set({ busy: true, failure: undefined, progress: [], batch: { ...batch, items } })
    const input = { batchId: batch.batchId, caseId: item.caseId, ...(reader === undefined ? {} : { reader }) }
    const answer = await client.run('batch.next', input)
    // A lock has reset the state.
    if (!state.get().loaded) return false
    set({ busy: false, progress: [] })
    if (answer.ok) set({ batch: answer.value.batch })
    else {
      set({ failure: answer.error })
      await load()
    }
    await refreshJobs()
    if (answer.ok) announceResult(answer.value.batch, item)
    return answer.ok
  }

  async function continueBatch(): Promise<void> {
    if (state.get().busy) return
    while (state.get().batch?.mode === 'printer' && (await makeNext()));
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
      void continueBatch()
      return answer
    },
    async next(reader) {
      if (!state.get().busy) await makeNext(reader)
    },
    async goOn() {
      await change('running')
      void continueBatch()
    },
    pause: () => change('paused'),
    async finishCard() {
      if (!state.get().busy) return
      await change('paused')
      await untilIdle(state)
    },
    stop: () => change('stopped'),
    async settle(jobId, how) {
      const answer = await client.call('printer.settle', { jobId, how })
      set({ failure: answer.ok ? undefined : answer.error })
      await load()
    },
  }
}

/** Shows the printer's progress, and forgets everything when RA Desk locks. */
function listen(client: CaseClient, state: SettableObservable<RunnerState>): void {
  client.on('printer.progress', (push) => {
    state.set({ ...state.get(), progress: withProgress(state.get().progress, push) })
    if (push.state === 'begun') announce(push.title)
  })
  client.on('vault.locked', () => state.set(nothing))
}

async function readJobs(client: CaseClient): Promise<Partial<RunnerState>> {
  const answer = await client.call('printer.jobs', {})
  return answer.ok ? { jobs: answer.value.jobs } : {}
}

/** Resolves when no card is being made, or after the longest time that a card takes. */
function untilIdle(state: Observable<RunnerState>): Promise<void> {
  return new Promise((resolve) => {
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
}

function announceResult(batch: Batch, { caseId, caseReference }: Batch['items'][number]): void {
  const now = batch.items.find((one) => one.caseId === caseId)
  announce(`${caseReference}: ${now?.message ?? batch.why ?? ''}`)
}

/** The steps of the card in the printer: steps of an earlier card go, and a newer state replaces an older one. */
function withProgress(progress: RunnerState['progress'], push: Push<'printer.progress'>): RunnerState['progress'] {
  return [...progress.filter(({ jobId, step }) => jobId === push.jobId && step !== push.step), push]
}
