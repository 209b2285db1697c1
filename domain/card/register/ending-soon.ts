/** Cards that people have and that end soon: each is renewed by its holder in time, or replaced. */
import { addDays } from '../../registrant/plain-date.ts'
import type { WorkItem } from '../../work-item.ts'
import type { RegisteredCard } from './register.ts'

/** Days ahead, as the reports of CIM offer them. */
export const endingSpans = [7, 30, 60, 90] as const
export type EndingSpan = (typeof endingSpans)[number]

export type EndingCard = RegisteredCard & { readonly endsOn: string }

const hasHolder = ({ state }: RegisteredCard): boolean => state === 'posted' || state === 'active'

/** Soonest first, with those that have ended. `today`: plain date where the workstation stands. */
export function listEndingSoon(cards: Iterable<RegisteredCard>, today: string, days: EndingSpan): EndingCard[] {
  const until = addDays(today, days)
  return [...cards]
    .flatMap((card) => (card.endsOn !== undefined && hasHolder(card) && card.endsOn <= until ? [{ ...card, endsOn: card.endsOn }] : []))
    .sort((one, other) => one.endsOn.localeCompare(other.endsOn) || one.serial.localeCompare(other.serial, 'en', { numeric: true }))
}

/** Renewing takes a person some weeks, so it is work for the last thirty days. */
const WORK_DAYS = 30

export const workOfEndingCards = (cards: Iterable<RegisteredCard>, today: string): WorkItem[] =>
  listEndingSoon(cards, today, WORK_DAYS).map(({ serial, endsOn, caseReference }) => ({
    id: `card-ends ${serial}`,
    kind: 'card',
    title: endsOn < today ? `Card ${serial} has ended` : `Card ${serial} ends soon`,
    ...(caseReference === undefined ? {} : { detail: caseReference }),
    on: endsOn,
    action: 'Renew or replace it',
    place: '/cards/ending',
  }))
