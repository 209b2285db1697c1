/** What was printed on the card that is live now, side by side. A print of an earlier card says nothing about this one. */
import { z } from 'zod'
import { text } from '../values.ts'

export const cardSides = z.enum(['front', 'back', 'both'])
export type PrintedSides = z.infer<typeof cardSides>

/**
 * Why a face is printed once more before anyone said whether it is good. A card that shows a whole print is never printed again: it is
 * good, or it is spoiled. One that shows a part of it only when the agent accepts to print over that.
 */
export const printedAgain = z
  .strictObject({
    cardShows: z.enum(['nothing', 'incomplete']),
    accepted: z.literal(true).optional(),
    why: text,
  })
  .refine(({ cardShows, accepted }) => cardShows === 'nothing' || accepted === true, 'printing over an incomplete print has to be accepted')
export type PrintedAgain = z.infer<typeof printedAgain>

/** What was done with a spoiled card so that it cannot be used. `locked-away`: it still has to be destroyed. */
export const spoiledCardEnds = ['folded', 'cut', 'punched', 'locked-away'] as const
export type SpoiledCardEnd = (typeof spoiledCardEnds)[number]

export const spoiledCardWords: Readonly<Record<SpoiledCardEnd, string>> = {
  folded: 'Folded through the chip',
  cut: 'Cut through the chip',
  punched: 'Punched through the chip',
  'locked-away': 'Locked away, to be destroyed later',
}

/** Prints of a case, and the place of the event with which its live card last changed: what was printed before is another card's. */
interface Prints<Print> {
  readonly facePrints: readonly Print[]
  readonly inputChangedAt: Readonly<Partial<Record<string, number>>>
}
interface OnePrint {
  readonly seq: number
  readonly sides?: PrintedSides | undefined
}

function facePrintsOfLiveCard<Print extends OnePrint>({ facePrints, inputChangedAt }: Prints<Print>): readonly Print[] {
  return facePrints.filter(({ seq }) => seq > (inputChangedAt['card'] ?? 0))
}

/** The latest print of the card that is live now. */
export const findFacePrint = <Print extends OnePrint>(facts: Prints<Print>): Print | undefined => facePrintsOfLiveCard(facts).at(-1)

export function printedSidesOf(facts: Prints<OnePrint>): { readonly front: boolean; readonly back: boolean } {
  const sides = facePrintsOfLiveCard(facts).map((print) => print.sides ?? 'front')
  return { front: sides.some((side) => side !== 'back'), back: sides.some((side) => side !== 'front') }
}

/** Whether these sides, or one of them, went to a printer before. */
export function wasPrinted(facts: Prints<OnePrint>, sides: PrintedSides): boolean {
  const printed = printedSidesOf(facts)
  return sides === 'both' ? printed.front || printed.back : printed[sides]
}
