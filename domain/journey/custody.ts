/** Custody of the case: which workstation works on it. How it moves is in `domain/handover/custody.ts`. */
import { z } from 'zod'
import { formatDateTime } from '../format.ts'
import { isInHand, moveCustody, type Custody, type CustodyAct } from '../handover/custody.ts'
import { instant, randomId, shortText } from '../values.ts'
import { findHalfWritten } from './card.ts'
import { partOf, refusal, type BaseFacts, type Draft } from './part.ts'
import { isTextUnsettled, type PasscodeFacts } from './passcode.ts'
import { words } from './words.ts'

/** A workstation at the other end of a handover: its vault's id, and its name as it was when both agreed. */
export const otherStation = z.strictObject({ stationId: z.string().regex(/^[0-9a-f]{32}$/), name: shortText })

const handedOver = z.strictObject({ kind: z.literal('handedOver'), handoverId: randomId, to: otherStation })
/** The other workstation signed that it has the case. */
const handoverReceipted = z.strictObject({ kind: z.literal('handoverReceipted'), handoverId: randomId, acceptedAt: instant })
const handoverTakenBack = z.strictObject({ kind: z.literal('handoverTakenBack'), handoverId: randomId })
const takenOver = z.strictObject({ kind: z.literal('takenOver'), handoverId: randomId, from: otherStation })

/** Where the case is worked on, once it was handed over. */
export interface CustodyState {
  readonly state: Custody
  readonly handoverId: string
  /** The workstation at the other end. */
  readonly station: z.infer<typeof otherStation>
  readonly at: string
  /** Place of the event with which the case was last handed over, or taken over. */
  readonly seq: number
  /** Secrets that the case named when it was handed over: they went with it. */
  readonly secrets: readonly string[]
}

export interface CustodyFacts extends PasscodeFacts {
  /** Absent: the case never moved. */
  readonly custody?: CustodyState
}

type Facts = Draft<CustodyFacts & BaseFacts>
const { part, event } = partOf<CustodyFacts>()

function move(facts: Facts, act: CustodyAct, about: Omit<CustodyState, 'state'>): void {
  const moved = moveCustody(facts.custody?.state ?? 'here', act)
  if (moved.ok) facts.custody = { ...about, state: moved.value }
}

/** Every secret that the case names: codes of the call, passcodes, unblocking codes. */
export const namedSecrets = (facts: Pick<PasscodeFacts, 'phoneCodes' | 'cards'>): string[] =>
  [...facts.phoneCodes.map(({ custodyId }) => custodyId), ...facts.cards.flatMap(({ passcodeId, pukId }) => [passcodeId, pukId])].filter(
    (id) => id !== undefined,
  )

const refuseMove =
  (act: CustodyAct) =>
  ({ facts }: { readonly facts: CustodyFacts }) => {
    const moved = moveCustody(facts.custody?.state ?? 'here', act)
    return moved.ok ? undefined : moved.error
  }

/** A case that another workstation has in hand cannot be changed here. */
export function refuseElsewhere({ custody }: Pick<CustodyFacts, 'custody'>) {
  if (!custody || isInHand(custody.state)) return undefined
  const moved = moveCustody('gone', 'hand-over')
  return moved.ok ? undefined : moved.error
}

export const custody = part({
  empty: {},
  events: {
    handedOver: event(handedOver, {
      by: 'main',
      act: 'hand-over',
      when: 'on-any-copy',
      refuse({ facts }) {
        const refused = refuseMove('hand-over')({ facts })
        if (refused) return refused
        if (findHalfWritten(facts))
          return refusal(
            'card-half-written',
            'A card of this case is half written, and only this workstation can finish it. Nothing was handed over.',
            'Finish writing the card, or replace it, then hand the case over.',
          )
        if (isTextUnsettled(facts))
          return refusal(
            'text-unsettled',
            'It is not known whether the last text was sent. Nothing was handed over.',
            'Ask the registrant whether it arrived, and record the answer, then hand the case over.',
          )
        return undefined
      },
      apply: (facts, { handoverId, to, recordedAt, seq }) =>
        move(facts, 'hand-over', { handoverId, station: to, at: recordedAt, seq, secrets: namedSecrets(facts) }),
      record: { kind: 'case', words: 'The case went to another workstation' },
      describe: ({ to }) => words('Handed over to another workstation', `To ${to.name}`),
    }),
    handoverReceipted: event(handoverReceipted, {
      by: 'main',
      act: 'record-receipt',
      when: 'on-any-copy',
      refuse: refuseMove('receipt'),
      apply(facts, { handoverId }) {
        if (facts.custody?.handoverId === handoverId) move(facts, 'receipt', facts.custody)
      },
      record: { kind: 'case', words: 'Read the receipt of another workstation', signed: true },
      describe: ({ acceptedAt }) => words('The other workstation confirmed that it has the case', `On ${formatDateTime(acceptedAt)}`),
    }),
    handoverTakenBack: event(handoverTakenBack, {
      by: 'main',
      act: 'take-back',
      when: 'on-any-copy',
      refuse: refuseMove('take-back'),
      apply(facts, { handoverId }) {
        if (facts.custody?.handoverId === handoverId) move(facts, 'take-back', facts.custody)
      },
      record: { kind: 'case', words: 'Took cases back before a receipt arrived', signed: true },
      describe: () => words('Taken back before a receipt arrived', 'Two workstations may hold this case'),
    }),
    takenOver: event(takenOver, {
      by: 'main',
      act: 'take-over',
      when: 'on-any-copy',
      refuse: refuseMove('take-over'),
      apply: (facts, { handoverId, from, recordedAt, seq }) =>
        move(facts, 'take-over', { handoverId, station: from, at: recordedAt, seq, secrets: [] }),
      record: { kind: 'case', words: 'The case came from another workstation' },
      describe: ({ from }) => words('Taken over from another workstation', `From ${from.name}`),
    }),
  },
})
