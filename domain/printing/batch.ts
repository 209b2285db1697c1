/**
 * Many cases in a row through the card printer, or through a reader by hand. The list holds references and what happened, never a name; what was done
 * to a card is in its case. Pure: which is next, when a batch pauses by itself, and which cases qualify.
 */
import { z } from 'zod'
import { mayDo, type GuardCode } from '../case/guard.ts'
import type { CaseView } from '../case/status.ts'
import { instant, randomId, shortText } from '../values.ts'
import type { Failure } from '../result.ts'

export const batchItem = z.strictObject({
  caseId: randomId,
  caseReference: shortText,
  /** `to-print`: written in a reader, its face is next. `left-out`: the batch was stopped before its turn. */
  state: z.enum(['waiting', 'working', 'to-print', 'done', 'failed', 'left-out']),
  serial: shortText.optional(),
  /** Of the card that went through the printer for it. */
  jobId: randomId.optional(),
  message: z.string().max(2_000).optional(),
  next: z.string().max(1_000).optional(),
  at: instant.optional(),
})
export type BatchItem = z.infer<typeof batchItem>

export const batch = z.strictObject({
  rev: z.number().int().positive(),
  batchId: randomId,
  startedAt: instant,
  /** `printer`: cards come out of its feeder. `by-hand`: the agent puts one after the other into a reader. */
  mode: z.enum(['printer', 'by-hand']),
  /** By hand and absent: faces are printed later. */
  printer: shortText.optional(),
  state: z.enum(['running', 'paused', 'finished']),
  /** Why it paused by itself, and what to do. */
  why: z.string().max(1_000).optional(),
  items: z.array(batchItem).min(1).max(200),
})
export type Batch = z.infer<typeof batch>

/** So many cards in a row that went wrong are no accident: somebody should look at the stack before more are spoiled. */
const BAD_CARDS_IN_A_ROW = 2

/** Why this case cannot be in a batch now; undefined when the card is its next step. */
export function findBatchRefusal(view: CaseView): Failure<GuardCode> | undefined {
  const refusal = mayDo(view, 'write-card')
  if (refusal) return refusal
  const last = view.facts.cards.at(-1)
  if (last?.state === 'writing' || last?.state === 'resumable') {
    return {
      code: 'card-half-written',
      message: `Card ${last.serial ?? ''} of this case is written half way.`,
      next: 'Put the same card into a reader and continue, or replace it.',
    }
  }
  return undefined
}

export const nextItem = ({ items }: Batch): BatchItem | undefined =>
  items.find(({ state }) => state === 'to-print') ?? items.find(({ state }) => state === 'waiting')

export function changeItem(list: Batch, caseId: string, change: Partial<BatchItem>): Batch {
  return finishIfDone({
    ...list,
    rev: list.rev + 1,
    items: list.items.map((item) => (item.caseId === caseId ? { ...item, ...change } : item)),
  })
}

/** `card`: a card was used and is not good. `printer`: nothing was used; the printer must be put right first, and the case waits for its turn. */
export type BatchTrouble = { readonly kind: 'card' } | { readonly kind: 'printer'; readonly message: string }

/** After an item went wrong. A bad card does not stop the others; a printer that needs a person does. */
export function pauseIfNeeded(list: Batch, trouble: BatchTrouble): Batch {
  if (list.state !== 'running') return list
  if (trouble.kind === 'printer') return { ...list, state: 'paused', why: trouble.message }
  const tried = list.items
    .filter(({ state }) => state === 'done' || state === 'failed' || state === 'to-print')
    .toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
  const lastOnes = tried.slice(-BAD_CARDS_IN_A_ROW)
  if (lastOnes.length < BAD_CARDS_IN_A_ROW || lastOnes.some(({ state }) => state !== 'failed')) return list
  return {
    ...list,
    state: 'paused',
    why: `${BAD_CARDS_IN_A_ROW} cards in a row went wrong. Look at the stack of blank cards before you go on.`,
  }
}

export function pauseBatch(list: Batch, why?: string): Batch {
  return list.state === 'finished'
    ? list
    : { ...withoutWhy(list), rev: list.rev + 1, state: 'paused', ...(why === undefined ? {} : { why }) }
}

export function resumeBatch(list: Batch): Batch {
  return list.state === 'finished' ? list : { ...withoutWhy(list), rev: list.rev + 1, state: 'running' }
}

/** Those whose turn had not come are left out; what was done stays done. */
export function stopBatch(list: Batch): Batch {
  const items = list.items.map((item): BatchItem =>
    item.state === 'waiting'
      ? { ...item, state: 'left-out', message: 'The batch was stopped before its turn. Nothing was done.' }
      : item.state === 'to-print'
        ? { ...item, state: 'done', message: 'Written and read back. Its face was not printed in this batch.' }
        : item,
  )
  return { ...withoutWhy(list), rev: list.rev + 1, state: 'finished', items }
}

function withoutWhy(list: Batch): Batch {
  const rest = { ...list }
  delete rest.why
  return rest
}

function finishIfDone(list: Batch): Batch {
  return list.items.some(({ state }) => state === 'waiting' || state === 'working' || state === 'to-print')
    ? list
    : { ...list, state: 'finished' }
}
