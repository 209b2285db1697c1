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
  destroyed: { label: 'I destroyed it', hint: 'The chip is cut or punched through, and the card is with the confidential waste.' },
  cancelled: { label: 'I cancelled it in CIS', hint: 'For a card that is not in our hands. Nobody can use it, wherever it is.' },
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
      ...(oldCard === '' ? { oldCard: 'Say what became of the old card' } : {}),
      ...(why === 'other' && !said ? { replaceNote: 'Say what the other reason is' } : {}),
    },
  }
}
