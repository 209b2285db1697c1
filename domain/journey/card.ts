/** Stage 3: the unlocked card with its random passcode is written; a card that cannot be used is replaced. One live card at most. */
import { z } from 'zod'
import { cardSettings } from '../card/card-settings.ts'
import { liveStates, type CardState } from '../card/lifecycle.ts'
import { cardSerial, plainDate, randomId, shortText, text } from '../values.ts'
import { onList } from './checks.ts'
import type { Failure } from '../result.ts'
import { partOf, refusal, type BaseFacts, type Draft, type Recording, type RefusalCode, type World } from './part.ts'
import { serialOfOldCard, type ReplacementFacts } from './replacement.ts'
import { nameIn, words } from './words.ts'

const attempt = z.number().int().positive()

const cardWriteStarted = z.strictObject({
  kind: z.literal('cardWriteStarted'),
  attempt,
  serial: cardSerial,
  reader: shortText,
  passcodeId: randomId,
  pukId: randomId,
  guid: z.string().regex(/^[0-9a-f]{32}$/),
  expiresOn: plainDate,
  /** The card settings when this card was begun. It is finished under the same ones. */
  choices: cardSettings.pick({ profile: true, certificate: true, retries: true }).optional(),
})
const cardWritten = z.strictObject({
  kind: z.literal('cardWritten'),
  attempt,
  serial: cardSerial,
  retries: z.strictObject({ passcode: z.number().int(), puk: z.number().int() }),
  /** SHA-256; absent while the certificate is still to come. */
  certificateFingerprint: z.string().optional(),
  /** Whether the card has the management key that this station gives it, or still the factory's. */
  managementKey: z.enum(['station', 'factory']).optional(),
  notes: z.array(text).optional(),
  objects: z.array(z.strictObject({ name: shortText, bytes: z.number().int() })),
})
const cardFailed = z.strictObject({
  kind: z.literal('cardFailed'),
  attempt,
  serial: cardSerial.optional(),
  outcome: z.enum(['resumable', 'refused', 'spoiled', 'unknown']),
  step: shortText,
  reason: text,
})
const cardReplaced = z.strictObject({
  kind: z.literal('cardReplaced'),
  attempt,
  /** Id from the edition's list. */
  why: shortText,
  /** What was done so that it cannot be used: in our hands it is destroyed, out of them it is cancelled in CIS. */
  oldCard: z.enum(['destroyed', 'cancelled']),
  note: text.optional(),
})

export interface CardAttempt {
  readonly attempt: number
  readonly serial?: string
  readonly state: 'writing' | 'written' | 'resumable' | 'refused' | 'spoiled' | 'unknown' | 'replaced'
  readonly passcodeId?: string
  readonly pukId?: string
  readonly guid?: string
  readonly expiresOn?: string
  readonly step?: string
  readonly reason?: string
  readonly written?: z.infer<typeof cardWritten>
  readonly startedAt: string
}

export interface CardFacts {
  readonly cards: readonly CardAttempt[]
  /** The one card of this case that may be posted, if there is one. */
  readonly liveCard?: CardAttempt
  /** When the last card was given up, from which the next one is due. */
  readonly replacedAt?: string
}

/** After any change to the cards: which one is live, and what changed by it. */
export function settleLiveCard(facts: Draft<CardFacts & BaseFacts>, recording: Recording): void {
  const live = facts.cards.findLast(({ state }) => state === 'written')
  recording.changed('card', facts.liveCard?.attempt, live?.attempt)
  if (live) facts.liveCard = live
  else delete facts.liveCard
}

/** A card whose writing was begun and not finished. Only this workstation can finish it. */
export function findHalfWritten({ cards }: CardFacts): CardAttempt | undefined {
  const last = cards.at(-1)
  return last?.state === 'writing' || last?.state === 'resumable' ? last : undefined
}

/** The card that can be replaced: the live one, or one that is half written. */
export const findReplaceableCard = (facts: CardFacts): CardAttempt | undefined => facts.liveCard ?? findHalfWritten(facts)

/**
 * One live card a person, over all their cases. `except`: the card that this case replaces. It may be live while the new one is made, and
 * must be cancelled before the new one is posted.
 */
export function refuseSecondCard(
  world: World | undefined,
  except: string | undefined,
  states: readonly CardState[] = [...liveStates],
): Failure<RefusalCode> | undefined {
  const other = world?.liveCardsElsewhere().find(({ serial, state }) => serial !== except && states.includes(state))
  if (!other) return undefined
  return refusal(
    'card-may-be-live',
    `This person has a live card already: ${other.serial}, of case ${other.caseReference}. There may be only one.`,
    'Cancel that card in CIS and record it, or begin a replacement of that card.',
  )
}

const { part, event } = partOf<CardFacts & Pick<ReplacementFacts, 'replacement'>>()
const change = (cards: readonly CardAttempt[], number: number, now: Partial<CardAttempt>): CardAttempt[] =>
  cards.map((card) => (card.attempt === number ? { ...card, ...now } : card))

export const card = part({
  empty: { cards: [] },
  inputs: ['card'],
  events: {
    cardWriteStarted: event(cardWriteStarted, {
      by: 'main',
      act: 'write-card',
      step: 'write-card',
      refuse: ({ facts, world }) =>
        facts.cards.some(({ state }) => state === 'written')
          ? refusal(
              'card-may-be-live',
              'This registrant already has a written card, and there may be only one live card.',
              'Replace the card first: it is then cancelled or destroyed, and a new one can be written.',
            )
          : refuseSecondCard(world, serialOfOldCard(facts.replacement), ['begun', ...liveStates]),
      apply(facts, { attempt: number, serial, passcodeId, pukId, guid, expiresOn, recordedAt: startedAt }) {
        facts.cards = [
          ...facts.cards.filter((known) => known.attempt !== number),
          { attempt: number, serial, state: 'writing', passcodeId, pukId, guid, expiresOn, startedAt },
        ]
      },
      record: { kind: 'case', words: 'Began to write a card', signed: true },
      describe: (told) => words(`Started writing card ${told.attempt}`, `Serial ${told.serial} in ${told.reader}`),
    }),
    cardWritten: event(cardWritten, {
      by: 'main',
      act: 'record-written-card',
      step: 'write-card',
      apply(facts, { seq: _seq, recordedAt: _at, agentName: _agent, ...written }, recording) {
        facts.cards = change(facts.cards, written.attempt, { state: 'written', written })
        settleLiveCard(facts, recording)
      },
      record: { kind: 'case', words: 'Wrote the card', signed: true },
      describe: (told) =>
        words(
          `Card ${told.attempt} written and read back`,
          `Serial ${told.serial}`,
          `Attempts left: passcode ${told.retries.passcode}, unblocking code ${told.retries.puk}`,
          ...(told.notes ?? []),
        ),
    }),
    cardFailed: event(cardFailed, {
      by: 'main',
      act: 'record-failed-card',
      step: 'write-card',
      apply(facts, { attempt: number, serial, outcome: state, step, reason, recordedAt: startedAt }, recording) {
        facts.cards = facts.cards.some((known) => known.attempt === number)
          ? change(facts.cards, number, { state, step, reason })
          : [...facts.cards, { attempt: number, ...(serial === undefined ? {} : { serial }), state, step, reason, startedAt }]
        settleLiveCard(facts, recording)
      },
      record: { kind: 'case', words: 'Writing the card failed' },
      describe: (told) =>
        words(
          {
            resumable: `Writing of card ${told.attempt} stopped half way`,
            refused: `Card ${told.attempt} refused`,
            spoiled: `Card ${told.attempt} spoiled`,
            unknown: `Do not use card ${told.attempt}: its passcode is not known`,
          }[told.outcome],
          told.reason,
          told.serial && `Serial ${told.serial}`,
        ),
    }),
    cardReplaced: event(cardReplaced, {
      by: ['raManager', 'raAgent'],
      act: 'replace-card',
      step: 'write-card',
      // A card can be lost or damaged at any time, also while other steps are open.
      when: 'any-time',
      again: 'freely',
      judgedBy: ['attempt'],
      refuse: ({ facts }, { attempt: number }) =>
        findReplaceableCard(facts)?.attempt === number
          ? undefined
          : refusal('no-live-card', 'There is no such card to replace.', 'Look at the task list: it shows what is next.'),
      check: ({ edition }, { why }) => onList(edition.cardReplacementReasons, why, 'reason'),
      apply(facts, { attempt: number, recordedAt }, recording) {
        facts.cards = change(facts.cards, number, { state: 'replaced' })
        facts.replacedAt = recordedAt
        settleLiveCard(facts, recording)
      },
      record: { kind: 'case', words: 'Replaced a card', signed: true },
      describe: (told, edition) =>
        words(
          `Card ${told.attempt} to be replaced`,
          nameIn(edition.cardReplacementReasons, told.why),
          told.oldCard === 'destroyed' ? 'The old card was destroyed' : 'The old card was cancelled in CIS',
          told.note,
        ),
    }),
  },
  steps: {
    'write-card': {
      hasLists: ({ cardReplacementReasons }) => cardReplacementReasons.length > 0,
      madeFrom: [['cis', 'known-identity', 'replacement'], ['photograph']],
      invalidatedBy: ['uuid', 'name-on-card', 'organisation', 'photograph'],
      irreversible: true,
      isComplete: ({ liveCard }) => liveCard !== undefined,
      problem({ cards, liveCard }) {
        const last = cards.at(-1)
        return last && !liveCard ? problems[last.state] : undefined
      },
    },
  },
})

const problems: Readonly<Record<CardAttempt['state'], string | undefined>> = {
  writing: 'Writing was interrupted. Put the same card back in the reader and continue.',
  resumable: 'Writing stopped half way. Put the same card back in the reader and continue.',
  refused: 'The card was refused. Nothing was written. Use a blank card.',
  spoiled: 'The card is spoiled. Destroy it and use a blank one.',
  unknown: 'Do not use this card: its passcode is not known. Destroy it and use a blank one.',
  replaced: 'The previous card was cancelled. Write a new one on a blank card.',
  written: undefined,
}
