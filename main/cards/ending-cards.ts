/** Cards that end soon, and those that their holders renewed. */
import { listEndingSoon, workOfEndingCards } from '../../domain/card/register/ending-soon.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok } from '../../domain/result.ts'
import type { WorkItem } from '../../domain/work-item.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import type { Clock } from '../ports.ts'
import type { Cards } from './card-services.ts'

/** What the use-cases of this file need. */
export type EndingCardsPorts = Cards & Clock

export const listEnding = (desk: EndingCardsPorts, { days }: Input<'cards.ending'>): Output<'cards.ending'> => ({
  cards: listEndingSoon(desk.cards.book.register().values(), plainDateOf(desk.now()), days).map(
    ({ serial, state, endsOn, caseId, caseReference, heldByCase }) => ({
      serial,
      state,
      endsOn,
      heldByCase,
      ...(caseId === undefined ? {} : { caseId, caseReference }),
    }),
  ),
})

/** For the page "Today". */
export const endingCardsWork = (desk: EndingCardsPorts): WorkItem[] =>
  workOfEndingCards(desk.cards.book.register().values(), plainDateOf(desk.now()))

/** One entry for each card. What one card refuses says nothing of the others. */
export async function recordRenewed(desk: EndingCardsPorts, { serials, endsOn }: Input<'cards.renewed'>): Promise<Reply<'cards.renewed'>> {
  if (endsOn <= plainDateOf(desk.now()))
    return err(
      'not-in-time',
      'The new date is not in the future. Nothing was recorded.',
      'Enter the date that CIS shows after the renewal.',
    )
  const refused: Output<'cards.renewed'>['refused'] = []
  for (const serial of new Set(serials.map(normaliseSerial))) {
    const recorded = await desk.cards.book.record({ serial, act: 'renew', endsOn })
    if (!recorded.ok) refused.push({ serial, message: `${recorded.error.message} ${recorded.error.next}` })
  }
  return ok({ refused })
}
