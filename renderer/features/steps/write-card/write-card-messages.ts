/** Messages about the card and the reader: what happened, what is safe, what to do next. */
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import { USUAL_ATTEMPTS } from '../../../../domain/card/attempts.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { CardOutcome, DevicesView, Output, Push } from '../../../../preload/contract.ts'
import type { ProgressStep } from '../../../ui/index.ts'

export type CardLook = Output<'card.look'>
export type ReaderView = DevicesView['reader']['readers'][number]

export type CardQuestion = NonNullable<Exclude<CardOutcome, { outcome: 'done' }>['question']>

export interface OutcomeMessage {
  readonly title: string
  readonly safe: string
  readonly next: string
  /** The card must be made unusable and never put back with the blank cards. */
  readonly destroy: boolean
  /** The same card goes back into the reader. */
  readonly sameCard: boolean
}

const DESTROY = 'Cut or punch through the chip and put the card with the confidential waste. Then put a blank card in the reader.'

export function describeOutcome(state: Exclude<CardAttempt['state'], 'written'>): OutcomeMessage {
  switch (state) {
    case 'writing':
      return {
        title: 'Writing was interrupted',
        safe: 'Nothing is lost. RA Desk knows what is already on the card and has kept the passcode.',
        next: 'Put the same card back in the reader and continue. RA Desk continues from where it stopped.',
        destroy: false,
        sameCard: true,
      }
    case 'resumable':
      return {
        title: 'Writing stopped part way',
        safe: 'Nothing is lost. RA Desk knows how far it got.',
        next: 'Put the same card back in the reader and continue. RA Desk continues from where it stopped.',
        destroy: false,
        sameCard: true,
      }
    case 'refused':
      return {
        title: 'The card was refused',
        safe: 'Nothing about the registrant was written to this card.',
        next: 'Take this card out and use a blank one.',
        destroy: false,
        sameCard: false,
      }
    case 'spoiled':
      return {
        title: 'The card is spoiled',
        safe: 'No one can use this card, and RA Desk will not text a passcode for it.',
        next: DESTROY,
        destroy: true,
        sameCard: false,
      }
    case 'replaced':
      return {
        title: 'The previous card was cancelled',
        safe: 'RA Desk will not text a passcode for the previous card.',
        next: 'Put a blank card in the reader. It gets a new passcode.',
        destroy: false,
        sameCard: false,
      }
    case 'unknown':
      return {
        title: 'Do not use this card: its passcode is not known',
        safe: 'RA Desk will not text a passcode for this card.',
        next: `Do not use it. ${DESTROY}`,
        destroy: true,
        sameCard: false,
      }
  }
}

/** Describes the card in the reader: its state in this case if known, otherwise what the reader found. */
export function describeCard({ message, serial }: Pick<CardLook, 'message' | 'serial'>, cards: readonly CardAttempt[]): string {
  const state = serial === undefined ? undefined : cards.findLast((card) => card.serial === serial)?.state
  switch (state) {
    case 'writing':
    case 'resumable':
      return 'This registrant’s card, partly written. You can continue writing it.'
    case 'spoiled':
    case 'unknown':
    case 'replaced':
      return 'A cancelled card of this registrant. Take it out and destroy it.'
    case 'refused':
    case 'written':
    case undefined:
      return message
  }
}

const cancelledCard = {
  title: 'This card was cancelled',
  message: 'It was an earlier card of this registrant, and it must not be used. Take it out and destroy it, then put in a blank card.',
}

/** Why the card cannot be written, shown before the agent presses the button. `main` refuses it too. */
export function findUnfitReason(
  card: Pick<CardLook, 'blank' | 'serial' | 'retries'>,
  cards: readonly CardAttempt[],
): { readonly title: string; readonly message: string } | undefined {
  const known = card.serial === undefined ? undefined : cards.findLast(({ serial }) => serial === card.serial)?.state
  if (known === 'writing' || known === 'resumable') return undefined
  // A card that this case cancelled has one message only, because its owner is known.
  if (known === 'replaced' || known === 'spoiled' || known === 'unknown') return cancelledCard
  if (card.retries.passcode === 0)
    return {
      title: 'This card is locked',
      message:
        'It has no passcode attempts left, so it is not a blank card. Nothing was written to it. Take it out and put in a blank card.',
    }
  if (!card.blank)
    return {
      title: 'This card is in use',
      message:
        'It holds a certificate or a key, so it may belong to someone. RA Desk writes only to blank cards. Take it out and put in a blank card.',
    }
  return undefined
}

const blankInstead: Readonly<Record<string, string>> = {
  'card-removed': 'Put a blank card in the reader.',
  'card-timed-out': 'Put another blank card in the reader.',
}

/** The card could not be inspected. "The same card" is only asked for while one is partly written. */
export const describeInspectionFailure = ({ code, message, next }: Failure, continues: boolean): Pick<Failure, 'message' | 'next'> => ({
  message,
  next: (continues ? undefined : blankInstead[code]) ?? next,
})

/** Why nothing can be written in this reader now, and what to do; `undefined` when a card is in it. `continues`: the partly written card goes back in. */
export function findReaderProblem({ card }: Pick<ReaderView, 'card'>, continues: boolean): string | undefined {
  switch (card) {
    case 'empty':
      return continues
        ? 'No card is in this reader. Put the same card back in, then continue writing'
        : 'No card is in this reader. Put a blank card in, then write the card'
    case 'mute':
      return 'The card in this reader does not respond. Take it out and put it in again, chip first'
    case 'present':
      return undefined
  }
}

export function describeReader({ card, message }: Pick<ReaderView, 'card' | 'message'>): string {
  switch (card) {
    case 'empty':
      return 'No card is in it.'
    case 'mute':
      return 'The card in it does not respond.'
    case 'present':
      return message || 'A card is in it.'
  }
}

export function describeReaderService(
  reader: DevicesView['reader'] | undefined,
): { readonly title: string; readonly message: string } | undefined {
  if (!reader) return { title: 'Looking for readers', message: 'This takes a moment.' }
  const next = reader.problem?.next
  if (reader.service === 'stopped')
    return { title: 'The smart card service is not running', message: next ?? 'Start it again, or open “Workstation” to see how.' }
  if (reader.service === 'restarting')
    return { title: 'The card readers are restarting', message: next ?? 'Wait a moment. You do not need to do anything.' }
  if (reader.readers.length === 0) return { title: 'No card reader is connected', message: next ?? 'Plug one in and it will appear here.' }
  if (reader.readers.every(({ keepOff }) => keepOff)) {
    return {
      title: 'There is no reader for a new card',
      message:
        'RA Desk does not touch the card in the reader: see below. Plug in a second reader for blank cards, or take that card out when you have finished with it.',
    }
  }
  return undefined
}

export function describeAttempts(attempts: number | undefined): string {
  if (attempts === undefined) return 'Not known'
  return attempts === 0 ? 'None, it is locked' : `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} left`
}

/** The question that a card raises which allows another number of attempts than most, and does not say how many of them were used. */
export function describeQuestion({
  serial,
  attempts,
  box,
}: CardQuestion): Readonly<Record<'ask' | 'no' | 'title' | 'what' | 'yes', string>> {
  const these = box === undefined ? 'this kind' : `box “${box}”`
  return {
    title: `This card allows ${attempts} attempts`,
    what:
      attempts < USUAL_ATTEMPTS
        ? `Most new cards allow ${USUAL_ATTEMPTS} wrong passcodes before they lock, so card ${serial} may have been used. Nothing was written to it.`
        : `Most new cards allow ${USUAL_ATTEMPTS} wrong passcodes before they lock. Card ${serial} allows ${attempts}. Nothing was written to it.`,
    ask: `Do new cards of ${these} come like this? RA Desk keeps your answer, and then refuses cards of ${these} that have fewer attempts left.`,
    yes: `Yes, new cards allow ${attempts} attempts`,
    no: 'No, do not use this card',
  }
}

/** What to expect while a step is under way that takes long on some cards. */
export function describeWait(steps: readonly ProgressStep[]): string | undefined {
  const isMakingKey = steps.some(({ id, state }) => state === 'started' && (id === 'generate-key' || id === 'try-key'))
  return isMakingKey
    ? 'The card is making its key. Some cards take a minute, and up to 5 minutes for an RSA key. Nothing is wrong: leave the card in the reader.'
    : undefined
}

/** Adds a pushed step to the steps shown so far. Later steps are counted but not named: only the writer knows them. */
export function foldProgress(
  steps: readonly ProgressStep[],
  push: Pick<Push<'card.progress'>, 'step' | 'title' | 'state'>,
): readonly ProgressStep[] {
  const now: ProgressStep = { id: push.step, title: push.title, state: push.state }
  return steps.some(({ id }) => id === push.step) ? steps.map((known) => (known.id === push.step ? now : known)) : [...steps, now]
}
