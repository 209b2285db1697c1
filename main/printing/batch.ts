/** A batch of cards: the list is sealed in `main`, one case after the other is carried out, and what happened to each stands in the list and in the case. */
import {
  batch,
  changeItem,
  findBatchRefusal,
  nextItem,
  pauseBatch,
  pauseIfNeeded,
  resumeBatch,
  stopBatch,
  type Batch,
} from '../../domain/card/batch.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencerByKey } from '../../domain/sequencer.ts'
import type { Input, Output } from '../../preload/contract.ts'
import type { RecordStore, RecordFailureCode } from '../record/store.ts'
import { issueCard } from '../cards/issue-card.ts'
import { issueInPrinter, lookAtPrinter } from './issue-in-printer.ts'
import { printCardFace } from './print-card-face.ts'
import { bindCutJobs, listJobs } from './printer-jobs.ts'
import type { GuardCode } from '../../domain/case/guard.ts'
import type { Cards } from '../cards/card-services.ts'
import type { Cases } from '../registration/case-store.ts'
import type {
  Clock,
  Custody,
  DevicePorts,
  Fonts,
  Ids,
  Practice,
  Pushes,
  RandomBytes,
  RandomNumbers,
  Settings,
  SignedInAgent,
  Store,
} from '../ports.ts'

/** What the use-cases of this file need. */
export type BatchPorts = Cards &
  Cases &
  Clock &
  Custody &
  DevicePorts &
  Fonts &
  Ids &
  Practice &
  Pushes &
  RandomBytes &
  RandomNumbers &
  Settings &
  SignedInAgent &
  Store

const TABLE = 'batches'
type Acted = Pick<Output<'batch.next'>, 'rows' | 'recorded' | 'lastSeq'>

async function write(desk: BatchPorts, list: Batch): Promise<Result<Batch, RecordFailureCode>> {
  const committed = await desk.store.commit([{ table: TABLE, id: list.batchId, rev: list.rev, keyId: 'records', value: list }], {
    action: 'batch',
  })
  return committed.ok ? ok(list) : committed
}

async function read(desk: BatchPorts, batchId: string): Promise<Batch | undefined> {
  const stored = await desk.store.read(TABLE, batchId, 'records')
  return stored === undefined ? undefined : batch.parse(stored)
}

/** One queue for each unlocked session. */
const inTurn = createSequencerByKey<RecordStore>()

/** One change at a time: a pause that comes while a card is being made must neither undo what is saved of that card nor be undone by it. */
function change(
  desk: BatchPorts,
  batchId: string,
  alter: (list: Batch) => Batch,
): Promise<Result<Batch, RecordFailureCode | 'no-such-batch'>> {
  return inTurn(desk.store, async () => {
    const list = await read(desk, batchId)
    return list ? write(desk, { ...alter(list), rev: list.rev + 1 }) : noSuchBatch
  })
}

/** The newest, finished or not. */
export async function findBatch(desk: BatchPorts): Promise<Batch | undefined> {
  let newest: Batch | undefined
  for (const id of desk.store.ids(TABLE)) {
    const list = await read(desk, id)
    if (list && (!newest || list.startedAt > newest.startedAt)) newest = list
  }
  return newest
}

export async function startBatch(
  desk: BatchPorts,
  { caseIds, mode, printer }: Input<'batch.start'>,
): Promise<Result<Batch, GuardCode | RecordFailureCode | 'batch-open' | 'no-card-path' | 'no-such-case'>> {
  const before = await findBatch(desk)
  if (before && before.state !== 'finished') return err('batch-open', 'A batch is open already.', 'Finish it, or stop it first.')
  if (mode === 'printer') {
    const state = printer === undefined ? undefined : await lookAtPrinter(desk, printer)
    if (!state?.path)
      return err(
        'no-card-path',
        'This printer does not move cards to a reader by itself.',
        'Choose “by hand”, or another printer in the settings.',
      )
  }
  const items: Batch['items'] = []
  for (const caseId of new Set(caseIds)) {
    const open = await desk.cases.get(caseId)
    if (!open) return err('no-such-case', 'One of these cases is not on this workstation.', 'Go back to the list and choose again.')
    const refusal = findBatchRefusal(open.view)
    if (refusal) return err(refusal.code, `Case ${open.record.caseReference} cannot be in a batch: ${refusal.message}`, refusal.next)
    items.push({ caseId, caseReference: open.record.caseReference, state: 'waiting' })
  }
  return write(desk, {
    rev: 1,
    batchId: desk.newId(),
    startedAt: desk.now().toISOString(),
    mode,
    ...(printer === undefined ? {} : { printer }),
    state: 'running',
    items,
  })
}

export async function setBatch(
  desk: BatchPorts,
  { batchId, to }: Input<'batch.set'>,
): Promise<Result<Batch, RecordFailureCode | 'no-such-batch'>> {
  return change(desk, batchId, (list) => (to === 'paused' ? pauseBatch(list) : to === 'running' ? resumeBatch(list) : stopBatch(list)))
}

/** Carries out the next case of a batch. It must be the one that the screen means, so that a screen that is behind does nothing. */
export async function carryOutNext(
  desk: BatchPorts,
  { batchId, caseId, expectedSeq, reader }: Input<'batch.next'>,
): Promise<Result<Acted & { readonly batch: Batch }, RecordFailureCode | 'batch-paused' | 'no-such-batch'>> {
  const list = await read(desk, batchId)
  if (!list) return noSuchBatch
  if (list.state !== 'running') return err('batch-paused', 'The batch is paused.', 'Press “Go on” first.')
  const next = nextItem(list)
  const open = await desk.cases.get(caseId)
  if (next?.caseId !== caseId || open?.record.events.length !== expectedSeq)
    return err('stale', 'The batch is further than this screen shows.', 'Look at it again.')
  const at = desk.now().toISOString()
  const printsNow = next.state === 'to-print'
  const working = await change(desk, batchId, (now) => changeItem(now, caseId, { state: 'working', at }))
  if (!working.ok) return working
  const work = () =>
    list.mode === 'printer'
      ? throughPrinter(desk, list, caseId, expectedSeq)
      : printsNow
        ? printByHand(desk, list, caseId, expectedSeq)
        : writeByHand(desk, list, caseId, expectedSeq, reader)
  const done = await work().catch(async (reason: unknown) => {
    // A bug, or a journal that takes no more: the list says what is known as it does after a kill, if it still can.
    await settleCutPrinting(desk).catch(() => undefined)
    throw reason
  })
  // It may have been paused or stopped meanwhile: then what is left to do of this case is left out too.
  const saved = await change(desk, batchId, (now) => {
    const changed = changeItem(now, caseId, { ...done.item, at: desk.now().toISOString() })
    if (now.state === 'finished') return stopBatch(changed)
    return done.trouble ? pauseIfNeeded(changed, done.trouble) : changed
  })
  return saved.ok ? ok({ ...done.acted, batch: saved.value }) : saved
}

interface Carried {
  readonly acted: Acted
  readonly item: Partial<Batch['items'][number]>
  readonly trouble?: Parameters<typeof pauseIfNeeded>[1]
}

const nothingDone = (desk: BatchPorts): Acted => ({ rows: [], recorded: [], lastSeq: desk.store.lastSeq() })

async function throughPrinter(desk: BatchPorts, list: Batch, caseId: string, expectedSeq: number): Promise<Carried> {
  const issued = await issueInPrinter(desk, { caseId, expectedSeq, printer: list.printer! })
  if (!issued.ok) return refused(desk, issued.error)
  const {
    described: {
      outcome,
      job: { jobId },
    },
    ...acted
  } = issued.value
  const { message, next, serial } = outcome
  const words = { message, next, jobId, ...(serial === undefined ? {} : { serial }) }
  if (outcome.done) return { acted, item: { state: 'done', ...words } }
  // Nothing was used up, so the case has its turn again once the printer is well.
  if (outcome.where === 'no-card') return { acted, item: { state: 'waiting' }, trouble: { kind: 'printer', message: `${message} ${next}` } }
  return {
    acted,
    item: { state: 'failed', ...words },
    trouble: outcome.blocks ? { kind: 'printer', message: `${message} ${next}` } : { kind: 'card' },
  }
}

/** The case itself does not fit any more, or the printer is not there. */
function refused(
  desk: BatchPorts,
  { code, message, next }: { readonly code: string; readonly message: string; readonly next: string },
): Carried {
  const acted = nothingDone(desk)
  if (code === 'card-inside' || code === 'no-card-path')
    return { acted, item: { state: 'waiting' }, trouble: { kind: 'printer', message: `${message} ${next}` } }
  return { acted, item: { state: 'failed', message: message, next } }
}

async function writeByHand(
  desk: BatchPorts,
  list: Batch,
  caseId: string,
  expectedSeq: number,
  reader: string | undefined,
): Promise<Carried> {
  const refusal = await findRefusalNow(desk, caseId)
  if (refusal) return refused(desk, refusal)
  const written = await issueCard(desk, { caseId, expectedSeq, reader: reader ?? '' })
  if (!written.ok)
    return {
      acted: nothingDone(desk),
      item: { state: 'waiting' },
      trouble: { kind: 'printer', message: `${written.error.message} ${written.error.next}` },
    }
  const { result, ...acted } = written.value
  if (result.outcome === 'done') {
    return {
      acted,
      item: {
        state: list.printer === undefined ? 'done' : 'to-print',
        serial: result.serial,
        message: 'Written and read back.',
        next: list.printer === undefined ? 'Print its face from its case.' : 'Put it into the printer.',
      },
    }
  }
  const serial = (await desk.cases.get(caseId))?.view.facts.cards.at(-1)?.serial
  return {
    acted,
    item: {
      state: 'failed',
      ...(serial === undefined ? {} : { serial }),
      message: `${result.step}: ${result.reason}`,
      next: 'Open its case: it says what to do with this card.',
    },
    trouble: { kind: 'card' },
  }
}

async function printByHand(desk: BatchPorts, list: Batch, caseId: string, expectedSeq: number): Promise<Carried> {
  const printed = await printCardFace(desk, { caseId, expectedSeq, printer: list.printer! })
  const { failure, ...acted } = printed.ok ? printed.value : { ...nothingDone(desk), failure: printed.error }
  if (!failure)
    return {
      acted,
      item: {
        state: 'done',
        message: 'Written, read back and printed.',
        next: 'Look at its face, and say in its case whether it printed well.',
      },
    }
  const message = `${failure.message} ${failure.next}`
  // What may have printed is for a person to look at; what was not printed is printed when the printer is well.
  if (failure.code === 'print-unknown' || failure.code === 'printed-before')
    return {
      acted,
      item: { state: 'failed', message: `Written and read back. ${message}`, next: 'Say in its case whether the face is right.' },
      trouble: { kind: 'card' },
    }
  return { acted, item: { state: 'to-print' }, trouble: { kind: 'printer', message } }
}

async function findRefusalNow(desk: BatchPorts, caseId: string) {
  const open = await desk.cases.get(caseId)
  return open
    ? findBatchRefusal(open.view)
    : { code: 'no-such-case', message: 'This case is not on this workstation.', next: 'Look for it in the backup.' }
}

/** As it is now: a card that was inside the printer may have been taken out since it was written down. */
export async function viewBatch(desk: BatchPorts, list: Batch): Promise<Batch> {
  const jobs = new Map((await listJobs(desk)).map(({ job, outcome }) => [job.jobId, outcome]))
  return {
    ...list,
    items: list.items.map((item) => {
      const outcome = item.jobId === undefined || item.state === 'waiting' ? undefined : jobs.get(item.jobId)
      return outcome ? { ...item, message: outcome.message, next: outcome.next } : item
    }),
  }
}

/** Once at each sign-in, before anything else can happen to a case. */
export async function settleCutPrinting(desk: BatchPorts): Promise<void> {
  await bindCutJobs(desk)
  await settleCutBatch(desk)
}

/** A card that was being worked on when RA Desk ended is said to be what it is, and nothing goes on by itself. */
async function settleCutBatch(desk: BatchPorts): Promise<void> {
  const list = await findBatch(desk)
  if (!list || list.state === 'finished') return
  let settled = list
  const jobs = await listJobs(desk)
  for (const item of list.items.filter(({ state }) => state === 'working')) {
    const cards = (await desk.cases.get(item.caseId))?.view.facts.cards ?? []
    const job = jobs.find(({ job: { caseId, startedAt } }) => caseId === item.caseId && startedAt >= (item.at ?? ''))
    const begun = cards.at(-1)
    const touched = begun && begun.startedAt >= (item.at ?? '') ? begun : undefined
    if (job) {
      const { done, where, message, next, serial } = job.outcome
      const { jobId } = job.job
      settled = changeItem(
        settled,
        item.caseId,
        where === 'no-card'
          ? { state: 'waiting' }
          : { state: done ? 'done' : 'failed', message, next, jobId, ...(serial === undefined ? {} : { serial }) },
      )
    } else if (list.mode === 'by-hand' && item.serial !== undefined) {
      settled = changeItem(settled, item.caseId, {
        state: 'failed',
        message: 'Written and read back. RA Desk was ended while its face was printed: it may or may not have printed.',
        next: 'Look at the card, and say in its case whether the face is right.',
      })
    } else if (touched) {
      settled = changeItem(settled, item.caseId, {
        state: 'failed',
        ...(touched.serial === undefined ? {} : { serial: touched.serial }),
        message: 'RA Desk was ended while this card was written.',
        next: 'Open its case: it says what to do with this card.',
      })
    } else settled = changeItem(settled, item.caseId, { state: 'waiting' })
  }
  if (settled.state === 'running')
    settled = pauseBatch(settled, 'RA Desk was ended or locked while the batch ran. Look at the printer and at the list before you go on.')
  if (settled !== list) await write(desk, { ...settled, rev: list.rev + 1 })
}

const noSuchBatch = err('no-such-batch', 'This batch is not on this workstation.', 'Open “Batch” again.')
