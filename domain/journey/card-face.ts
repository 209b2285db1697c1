/** Stage 3: the card's face is printed, and a person says whether it printed well. */
import { z } from 'zod'
import { templateMark, type TemplateMark } from '../card/card-template.ts'
import { cardSides, printedAgain, spoiledCardEnds, spoiledCardWords, wasPrinted } from '../card/face-prints.ts'
import { lowerFirst } from '../format.ts'
import { shortText, text } from '../values.ts'
import { settleLiveCard, type CardFacts } from './card.ts'
import { partOf, refusal, type At } from './part.ts'
import { words } from './words.ts'

/** `begun` is written before the job is handed over: when nothing follows it, the card may carry a print, and a person looks. Absent: the printer took it. */
const cardFacePrinted = z.strictObject({
  kind: z.literal('cardFacePrinted'),
  printer: shortText,
  jobId: shortText,
  outcome: z.enum(['begun', 'unknown']).optional(),
  sides: cardSides.optional(),
  template: templateMark.optional(),
  again: printedAgain.optional(),
})
/** A print that was begun and of which the printer took nothing. */
const cardFacePrintCalledOff = z.strictObject({ kind: z.literal('cardFacePrintCalledOff'), printer: shortText, why: text })
/** Not good is spoiled: the card is made useless, and a new one begins. `template`: it was printed by another program, from our PDF. */
const cardFaceChecked = z.strictObject({
  kind: z.literal('cardFaceChecked'),
  printer: shortText,
  good: z.boolean(),
  note: text.optional(),
  spoiledCard: z.enum(spoiledCardEnds).optional(),
  template: templateMark.optional(),
})
type Print = At<z.infer<typeof cardFacePrinted>>

export interface CardFaceFacts extends CardFacts {
  readonly facePrinted?: Print
  /** Every print since the last card was replaced. */
  readonly facePrints: readonly Print[]
  readonly faceChecked?: At<z.infer<typeof cardFaceChecked>>
}

const { part, event } = partOf<CardFaceFacts>()
const describeTemplate = ({ name, version }: TemplateMark): string => `Card template: ${name}${version === 0 ? '' : `, version ${version}`}`
/** The outcome of a print takes the place of its beginning. */
const withoutBegun = (prints: readonly Print[], isSettled: boolean): readonly Print[] =>
  isSettled && prints.at(-1)?.outcome === 'begun' ? prints.slice(0, -1) : prints

export const noLiveCard = refusal('no-live-card', 'There is no written card to go with this.', 'Write the card first.')

export const cardFace = part({
  empty: { facePrints: [] },
  onChange: {
    // What was printed on a card says nothing about the next one.
    card(facts) {
      delete facts.facePrinted
      facts.facePrints = []
      delete facts.faceChecked
    },
  },
  events: {
    cardFacePrinted: event(cardFacePrinted, {
      by: 'main',
      act: 'print-card-face',
      step: 'print-card',
      judgedBy: ['sides', 'again'],
      refuse({ facts }, { sides, again }) {
        if (!facts.liveCard) return noLiveCard
        return wasPrinted(facts, sides ?? 'front') && !again
          ? refusal(
              'printed-before',
              'This was sent to a printer before, so the card may carry it already. Nothing was printed.',
              'Look at the card: if it is printed, record whether it printed well. If nothing came out, or only a part, say why it is printed again.',
            )
          : undefined
      },
      apply(facts, recorded) {
        facts.facePrinted = recorded
        facts.facePrints = [...withoutBegun(facts.facePrints, recorded.outcome !== 'begun'), recorded]
      },
      isSettledBy: (told, later) => told.outcome === 'begun' && later.outcome !== 'begun',
      record: { kind: 'case', words: 'Printed the card' },
      describe: (told) =>
        words(
          { begun: 'Printing started: ', unknown: 'It may or may not have been printed: ', taken: '' }[told.outcome ?? 'taken'] +
            {
              front: 'Card face sent to the printer',
              back: 'Back of the card sent to the printer',
              both: 'Both sides of the card sent to the printer',
            }[told.sides ?? 'front'] +
            (told.again ? ' again' : ''),
          told.printer,
          told.again &&
            `${told.again.cardShows === 'nothing' ? 'Nothing was printed on the card before' : 'A part was printed before, and printing over it was accepted'}: ${told.again.why}`,
          told.template && describeTemplate(told.template),
        ),
    }),
    cardFacePrintCalledOff: event(cardFacePrintCalledOff, {
      by: 'main',
      act: 'call-off-print',
      step: 'print-card',
      apply(facts) {
        facts.facePrints = withoutBegun(facts.facePrints, true)
        const before = facts.facePrints.at(-1)
        if (before) facts.facePrinted = before
        else delete facts.facePrinted
      },
      record: { kind: 'case', words: 'The printer took nothing of a card' },
      describe: (told) => words('Nothing was printed on the card', told.printer, told.why),
    }),
    cardFaceChecked: event(cardFaceChecked, {
      by: ['raManager', 'raAgent'],
      act: 'check-card-face',
      step: 'print-card',
      judgedBy: ['good', 'spoiledCard'],
      refuse: (_asked, { good, spoiledCard }) =>
        good || spoiledCard
          ? undefined
          : refusal(
              'say-what-became',
              'A card that did not print well is spoiled. Say what you did with it. Nothing was changed.',
              'Destroy it through the chip, or lock it away, and say which.',
            ),
      apply(facts, recorded, recording) {
        if (recorded.good || !facts.liveCard) {
          facts.faceChecked = recorded
          return
        }
        // A badly printed card is spoiled: a new one begins, and there are never two live cards.
        const { attempt } = facts.liveCard
        facts.cards = facts.cards.map((card) =>
          card.attempt === attempt ? { ...card, state: 'spoiled', step: 'print', reason: 'The card face did not print well.' } : card,
        )
        settleLiveCard(facts, recording)
      },
      record: { kind: 'case', words: 'Checked the printed card' },
      describe: (told) =>
        words(
          told.good ? 'Card face checked: good' : 'Card face checked: spoiled',
          told.printer,
          told.note,
          told.spoiledCard && `The spoiled card: ${lowerFirst(spoiledCardWords[told.spoiledCard])}`,
          told.template && describeTemplate(told.template),
        ),
    }),
  },
  steps: {
    'print-card': {
      madeFrom: [['write-card']],
      invalidatedBy: ['card'],
      irreversible: true,
      isComplete: ({ faceChecked }) => faceChecked?.good === true,
      wait: { kind: 'card', read: ({ replacedAt }) => ({ since: replacedAt }) },
    },
  },
})
