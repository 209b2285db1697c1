/**
 * Persons with two live cards: cases that were found to be of one person when both cards were out. Looks only at persons with more than one case
 * that left a card, and no case is opened.
 */
import type { WorkItem } from '../../domain/work-item.ts'
import type { Cards } from '../cards/card-services.ts'
import type { Editions } from '../ports.ts'
import type { WindsDown } from '../wind-down/wind-down.ts'

export type TwoLiveCardsPorts = Cards & Editions & WindsDown

const LISTED = 50

export function listTwoLiveCards({ cards, editions, windDown }: TwoLiveCardsPorts): WorkItem[] {
  const { obligations } = windDown.book
  /** The new card of a replacement is written before the old one is cancelled, and its case asks for that before it is posted. */
  const isReplacing = (caseId: string): boolean => {
    const edition = obligations.leftBy(caseId)?.obligations[0]?.edition
    return edition !== undefined && editions.find(edition)?.replacementReasons !== undefined
  }
  const found: WorkItem[] = []
  for (const personId of obligations.withSeveralCardCases()) {
    if (found.length === LISTED) break
    const serials = obligations.cardCasesOf({ personId }).flatMap((caseId) =>
      cards.book
        .liveCardsOf(caseId)
        .filter(({ state }) => state !== 'begun' && !(state === 'issued' && isReplacing(caseId)))
        .map(({ serial }) => serial),
    )
    if (new Set(serials).size < 2) continue
    found.push({
      id: `two-live-cards ${personId}`,
      kind: 'person',
      title: 'One person has two live cards: cancel one',
      detail: `Cards ${serials.slice(0, 4).join(' and ')}`,
      action: 'Choose the card',
      place: `/people/person/${personId}`,
    })
  }
  return found
}
