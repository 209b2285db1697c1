/**
 * How many attempts new cards of each stock come with, as agents confirmed it: a row and an audit entry for each answer. Nothing is learnt without an
 * answer, and only the question that a card has just raised can be answered.
 */
import { z } from 'zod'
import { attemptsOfNewCard, cardStock, sameStock, type CardStock } from '../../domain/card/attempts.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { instant, shortText } from '../../domain/values.ts'
import type { CardRegistryDeps } from './card-registry.ts'
import { CARDS_TABLE } from './card-master.ts'

/** `order`: the rows in the order in which they were recorded, not by their time. */
const attemptsRow = z.strictObject({
  kind: z.literal('attempts'),
  stock: cardStock,
  attempts: attemptsOfNewCard,
  serial: z.string(),
  order: z.number().int().positive(),
  at: instant,
  by: shortText,
})
type AttemptsRow = z.infer<typeof attemptsRow>

/** Raised by a card that allows another number of attempts than is known of its stock. */
export interface AttemptsQuestion {
  readonly serial: string
  readonly attempts: number
  readonly stock: CardStock
}

export type StockAttemptsFailureCode = 'question-gone' | 'disk-full' | 'journal-failed' | 'stale'

export interface StockAttempts {
  /** Undefined while no agent has confirmed anything of this stock. */
  find(stock: CardStock): number | undefined
  /** The latest question is the one that can be answered. */
  ask(question: AttemptsQuestion): void
  /** `isNew`: cards of this stock come like this; otherwise this card was used, and nothing is learnt. Either answer is recorded. */
  answer(
    given: Pick<AttemptsQuestion, 'attempts' | 'serial'> & { readonly isNew: boolean },
  ): Promise<Result<void, StockAttemptsFailureCode>>
}

export async function openStockAttempts(parts: CardRegistryDeps): Promise<StockAttempts> {
  const { store } = parts
  const inTurn = createSequencer()
  let rows: readonly AttemptsRow[] = []
  for (const id of store.ids(CARDS_TABLE)) {
    const row = attemptsRow.safeParse(await store.read(CARDS_TABLE, id, 'records'))
    if (row.success) rows = [...rows, row.data]
  }
  rows = rows.toSorted((one, other) => one.order - other.order)
  let asked: AttemptsQuestion | undefined

  return {
    find: (stock) => rows.findLast((row) => sameStock(row.stock, stock))?.attempts,
    ask(question) {
      asked = question
    },
    answer: ({ serial, attempts, isNew }) =>
      inTurn(async () => {
        if (asked?.serial !== serial || asked.attempts !== attempts) return questionGone
        const { stock } = asked
        const row: AttemptsRow = {
          kind: 'attempts',
          stock,
          attempts,
          serial,
          order: (rows.at(-1)?.order ?? 0) + 1,
          at: parts.now().toISOString(),
          by: parts.agent.agentName,
        }
        const committed = await store.commit(
          isNew ? [{ table: CARDS_TABLE, id: parts.newId(), rev: 1, keyId: 'records', value: row }] : [],
          { action: isNew ? 'card-attempts-confirmed' : 'card-attempts-denied', detail: { stock, attempts, serial } },
        )
        if (!committed.ok) return committed
        asked = undefined
        if (isNew) rows = [...rows, row]
        return ok()
      }),
  }
}

const questionGone = err(
  'question-gone',
  'RA Desk is no longer waiting for this answer. Nothing was recorded.',
  'Choose “Write the card” again and answer the question for the card in the reader.',
)
