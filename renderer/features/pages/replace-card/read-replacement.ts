/** What the agent says about the card that is given up, read into an event. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { CaseFacts } from '../../../../domain/case/facts.ts'

type Replacement = EventOf<'cardReplaced'>

export interface ReplacementValues {
  replaceWhy: string
  oldCard: '' | Replacement['oldCard']
  replaceNote: string
}

export const oldCardWords: Readonly<Record<Replacement['oldCard'], { readonly label: string; readonly hint: string }>> = {
  destroyed: { label: 'I destroyed it', hint: 'I cut or punched through the chip and put the card in the confidential waste.' },
  cancelled: { label: 'I cancelled it in CIS', hint: 'For a card that we do not have. It can then no longer be used.' },
}

/** A reason is offered only where the case itself says it. */
export function firstChoice({
  arrival,
  liveCard,
}: Pick<CaseFacts, 'arrival' | 'liveCard'>): Pick<ReplacementValues, 'replaceWhy' | 'oldCard'> {
  return { replaceWhy: arrival && !arrival.envelopeIntact ? 'opened' : liveCard ? '' : 'half-written', oldCard: '' }
}

type Read =
  | { readonly event: Replacement; readonly problems?: undefined }
  | { readonly event?: undefined; readonly problems: Partial<Record<keyof ReplacementValues, string>> }

export function readReplacement({ replaceWhy: why, oldCard, replaceNote: note }: ReplacementValues, attempt: number): Read {
  const said = note.trim()
  if (why !== '' && oldCard !== '' && (why !== 'other' || said))
    return { event: { kind: 'cardReplaced', attempt, why, oldCard, ...(said ? { note: said } : {}) } }
  return {
    problems: {
      ...(why === '' ? { replaceWhy: 'Choose why the card is replaced' } : {}),
      ...(oldCard === '' ? { oldCard: 'Choose what you did with the old card' } : {}),
      ...(why === 'other' && !said ? { replaceNote: 'Enter the other reason' } : {}),
    },
  }
}
