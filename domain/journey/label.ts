/** Stage 3: the address label of the envelope. */
import { z } from 'zod'
import { shortText } from '../values.ts'
import { noLiveCard } from './card-face.ts'
import type { CardFacts } from './card.ts'
import { partOf, refusal, type At } from './part.ts'
import { words } from './words.ts'

const labelMade = z.strictObject({
  kind: z.literal('labelMade'),
  dispatchReference: shortText,
  itemReference: shortText,
  medium: shortText,
  position: z.number().int().positive(),
})
/** The dispatch that the label belongs to was closed without this card: the label can no longer be used. */
const labelVoided = z.strictObject({ kind: z.literal('labelVoided'), dispatchReference: shortText })
const labelChecked = z.strictObject({ kind: z.literal('labelChecked'), good: z.boolean() })

export interface LabelFacts extends CardFacts {
  readonly label?: At<z.infer<typeof labelMade>>
  readonly labelChecked?: At<z.infer<typeof labelChecked>>
  /** Set when the posting list that carries the label was closed: from then on the label is used. */
  readonly manifest?: unknown
  readonly posting?: unknown
}

const { part, event } = partOf<LabelFacts>()
const refuseLabel = ({ facts }: { readonly facts: LabelFacts }) => {
  if (facts.posting)
    return refusal('step-finished', 'The card was posted with the label that was made.', 'If it must be sent again, replace the card.')
  return facts.liveCard ? undefined : noLiveCard
}

export const label = part({
  empty: {},
  inputs: ['item-reference'],
  onChange: {
    // A label that was made for a card goes with it: the next card has its own.
    card(facts) {
      delete facts.label
      delete facts.labelChecked
    },
  },
  events: {
    labelMade: event(labelMade, {
      by: 'main',
      act: 'make-label',
      step: 'label',
      refuse: refuseLabel,
      apply(facts, recorded, recording) {
        recording.changed('item-reference', facts.label?.itemReference, recorded.itemReference)
        facts.label = recorded
        // Another label is another print: it is checked again.
        delete facts.labelChecked
      },
      record: { kind: 'case', words: 'Made a label' },
      describe: (told) =>
        words(
          'Address label made',
          `Dispatch ${told.dispatchReference}, item ${told.itemReference}`,
          `${told.medium}, position ${told.position}`,
        ),
    }),
    labelVoided: event(labelVoided, {
      by: 'main',
      act: 'void-label',
      step: 'label',
      apply(facts, { dispatchReference }) {
        if (facts.label?.dispatchReference !== dispatchReference || facts.manifest) return
        delete facts.label
        delete facts.labelChecked
      },
      record: { kind: 'case', words: 'A label became void' },
      describe: (told) => words('Address label void', `Dispatch ${told.dispatchReference} goes without this card. It needs another label.`),
    }),
    labelChecked: event(labelChecked, {
      by: ['raManager', 'raAgent'],
      act: 'check-label',
      step: 'label',
      refuse: (asked) =>
        refuseLabel(asked) ??
        (asked.facts.label ? undefined : refusal('cannot-start-yet', 'There is no label to check yet.', 'Make the label first.')),
      apply(facts, recorded) {
        facts.labelChecked = recorded
      },
      record: { kind: 'case', words: 'Checked the label' },
      describe: ({ good }) => words(good ? 'Label checked: good' : 'Label checked: not good'),
    }),
  },
  steps: {
    label: {
      madeFrom: [['write-card'], ['details', 'delivery-details']],
      invalidatedBy: ['card', 'address', 'name', 'name-on-envelope'],
      isComplete: (facts) => facts.label !== undefined && facts.labelChecked?.good === true,
      redoneBy({ label: made, manifest }) {
        if (!made) return []
        const { dispatchReference, medium, position } = made
        // Of a closed posting list no label is made again: the card becomes an item of the next.
        const itemReference = manifest ? `${made.itemReference} again` : made.itemReference
        return [
          { kind: 'labelMade', dispatchReference, itemReference, medium, position },
          { kind: 'labelChecked', good: true },
        ]
      },
      frozenWhen: ({ posting }) => posting !== undefined,
      problem: (facts) => (facts.labelChecked?.good === false ? 'The label did not print well. Make it again.' : undefined),
    },
  },
})

/** The label that may still be stuck on: made after everything that is printed on it last changed, and not one that printed badly. */
export function findCurrentLabel(
  facts: Pick<LabelFacts, 'label' | 'labelChecked'> & { readonly inputChangedAt: Readonly<Partial<Record<string, number>>> },
): LabelFacts['label'] {
  const { label: made, labelChecked: checked, inputChangedAt } = facts
  if (!made) return undefined
  const changedAt = Math.max(0, ...label.steps.label.invalidatedBy.map((input) => inputChangedAt[input] ?? 0))
  if (made.seq < changedAt) return undefined
  return checked && !checked.good && checked.seq > made.seq ? undefined : made
}
