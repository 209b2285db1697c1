/** What is left of the blank stock, box by box, and whether a card may be taken for a case. */
import { err, ok, type Result } from '../../result.ts'
import { cardStateWords, cardStates, type CardState } from '../lifecycle.ts'
import type { CardRegister, RegisteredCard } from './register.ts'

export interface BoxCount {
  readonly box: string
  readonly listed: number
  readonly blank: number
  /** Came to nothing: spoiled, lost, unknown or destroyed. */
  readonly wasted: number
  readonly since: string
}

export interface StockCount {
  readonly blank: number
  readonly boxes: readonly BoxCount[]
  readonly byState: Readonly<Record<CardState, number>>
}

const wasted: ReadonlySet<CardState> = new Set<CardState>(['spoiled', 'lost', 'unknown', 'destroyed'])

/** Boxes in the order in which they came. A card without a box was never on a list: it is in the register, not in the stock. */
export function countStock(register: CardRegister): StockCount {
  const byState = Object.fromEntries(cardStates.map((state) => [state, 0])) as Record<CardState, number>
  const boxes = new Map<string, { box: string; listed: number; blank: number; wasted: number; since: string }>()
  let blank = 0
  for (const card of register.values()) {
    byState[card.state] += 1
    if (card.box === undefined) continue
    const since = card.history[0]!.at
    const count = boxes.get(card.box) ?? { box: card.box, listed: 0, blank: 0, wasted: 0, since }
    count.listed += 1
    if (card.state === 'blank') count.blank += 1
    if (wasted.has(card.state)) count.wasted += 1
    if (card.state === 'blank') blank += 1
    boxes.set(card.box, count)
  }
  return {
    blank,
    byState,
    boxes: [...boxes.values()].sort((one, other) => one.since.localeCompare(other.since) || one.box.localeCompare(other.box)),
  }
}

export type TakeCardFailureCode = 'card-not-listed' | 'card-not-blank-here'

/** Whether this card may be written for this attempt of this case. Asked with the serial that the card told, before anything is written. */
export function checkTakeable(
  card: RegisteredCard | undefined,
  given: { readonly serial: string; readonly caseId: string; readonly attempt: number; readonly onlyListed: boolean },
): Result<void, TakeCardFailureCode> {
  if (card?.state === 'begun' && card.caseId === given.caseId && card.attempt === given.attempt) return ok()
  if (card && card.state !== 'blank') {
    const where = card.caseReference === undefined || card.caseId === given.caseId ? '' : ` It belongs to ${card.caseReference}.`
    return err(
      'card-not-blank-here',
      `Card ${given.serial} is in the register as “${cardStateWords[card.state]}”.${where} Nothing was written to it.`,
      'Set it aside, and take a blank card from the stock.',
    )
  }
  if (given.onlyListed && card?.box === undefined) {
    return err(
      'card-not-listed',
      `Card ${given.serial} is not in the blank stock of this station. Nothing was written to it.`,
      'Take a card from a box whose list was imported, or import the list of its box under “Cards”.',
    )
  }
  return ok()
}
