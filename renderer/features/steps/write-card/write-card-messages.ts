/** What became of a card, in words: what happened, what is safe, what to do. */
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import type { DevicesView, Output, Push } from '../../../../preload/contract.ts'
import type { ProgressStep } from '../../../ui/index.ts'

export type CardLook = Output<'card.look'>
export type ReaderView = DevicesView['reader']['readers'][number]

export interface OutcomeWords {
  readonly title: string
  readonly safe: string
  readonly next: string
  /** The card must be made unusable and never be put back with the blank ones. */
  readonly destroy: boolean
  /** The same card goes back into the reader. */
  readonly sameCard: boolean
}

const DESTROY = 'Cut or punch through the chip and put the card with the confidential waste. Then put a blank card in the reader.'

export function describeOutcome(state: Exclude<CardAttempt['state'], 'written'>): OutcomeWords {
  switch (state) {
    case 'writing':
      return {
        title: 'Writing was interrupted',
        safe: 'Nothing is lost. What is on the card already is known, and the passcode is sealed.',
        next: 'Put the same card back in the reader and continue. RA Desk goes on where it stopped.',
        destroy: false,
        sameCard: true,
      }
    case 'resumable':
      return {
        title: 'Writing stopped half way',
        safe: 'Nothing is lost. RA Desk knows how far it came.',
        next: 'Put the same card back in the reader and continue. RA Desk goes on where it stopped.',
        destroy: false,
        sameCard: true,
      }
    case 'refused':
      return {
        title: 'The card was refused',
        safe: 'Nothing was written, and the card is as it was.',
        next: 'Take this card out and use a blank one.',
        destroy: false,
        sameCard: false,
      }
    case 'spoiled':
      return {
        title: 'The card is spoiled',
        safe: 'It cannot be used by anybody, and no passcode for it will be sent.',
        next: DESTROY,
        destroy: true,
        sameCard: false,
      }
    case 'replaced':
      return {
        title: 'The last card was given up',
        safe: 'It was cancelled or destroyed, and no passcode for it will be sent.',
        next: 'Put a blank card in the reader. It gets a passcode of its own.',
        destroy: false,
        sameCard: false,
      }
    case 'unknown':
      return {
        title: 'Nobody can know what is on this card',
        safe: 'It will not be sent out, and no passcode for it will be sent.',
        next: `Do not use it. ${DESTROY}`,
        destroy: true,
        sameCard: false,
      }
  }
}

/** What the card looks like, unless this case knows it: then what became of it. */
export function describeCard({ message, serial }: Pick<CardLook, 'message' | 'serial'>, cards: readonly CardAttempt[]): string {
  switch (serial === undefined ? undefined : cards.findLast((card) => card.serial === serial)?.state) {
    case 'writing':
    case 'resumable':
      return 'The card that was begun. Writing it can be continued.'
    case 'spoiled':
    case 'unknown':
    case 'replaced':
      return 'A card of this registrant that was given up. Take it out and destroy it.'
    default:
      return message
  }
}

/** Why the card cannot be written, before anyone presses the button; `main` refuses it as well. */
export function whyUnfit(
  card: Pick<CardLook, 'blank' | 'serial' | 'retries'>,
  cards: readonly CardAttempt[],
): { readonly title: string; readonly words: string } | undefined {
  const known = card.serial === undefined ? undefined : cards.findLast(({ serial }) => serial === card.serial)?.state
  if (known === 'writing' || known === 'resumable') return undefined
  if (card.retries.passcode === 0)
    return {
      title: 'This card is locked',
      words: 'Its passcode has no tries left, so it is no blank card. Nothing was written to it. Take it out and put a blank card in.',
    }
  if (!card.blank)
    return {
      title: 'This card is in use',
      words: 'It has a certificate, so it may be somebody’s. RA Desk writes only to blank cards. Take it out and put a blank card in.',
    }
  return undefined
}

export function describeReader({ card, message }: Pick<ReaderView, 'card' | 'message'>): string {
  switch (card) {
    case 'empty':
      return 'No card is in it.'
    case 'mute':
      return 'The card in it does not answer.'
    case 'present':
      return message || 'A card is in it.'
  }
}

export function describeReaderService(
  reader: DevicesView['reader'] | undefined,
): { readonly title: string; readonly words: string } | undefined {
  if (!reader) return { title: 'Looking for readers', words: 'This takes a moment.' }
  const next = reader.problem?.next
  if (reader.service === 'stopped')
    return { title: 'The smart card service is not running', words: next ?? 'Start it again, or open “Workstation” to see how.' }
  if (reader.service === 'restarting')
    return { title: 'The card readers are starting again', words: next ?? 'Wait a moment. Nothing needs doing.' }
  if (reader.readers.length === 0) return { title: 'No card reader is connected', words: next ?? 'Plug one in. It appears here by itself.' }
  if (reader.readers.every(({ keepOff }) => keepOff)) {
    return {
      title: 'There is no reader for a new card',
      words:
        'RA Desk does not touch what is in the reader: see below. Plug in a second reader for blank cards, or take that card out when you are done with it.',
    }
  }
  return undefined
}

export function describeTries(tries: number | undefined): string {
  if (tries === undefined) return 'not known'
  return tries === 0 ? 'none, it is locked' : `${tries} ${tries === 1 ? 'try' : 'tries'} left`
}

/** The steps so far, and the one it is at; those to come are counted and not named, because only the card's writer knows them. */
export function foldProgress(
  steps: readonly ProgressStep[],
  push: Pick<Push<'card.progress'>, 'step' | 'title' | 'state'>,
): readonly ProgressStep[] {
  const now: ProgressStep = { id: push.step, title: push.title, state: push.state }
  return steps.some(({ id }) => id === push.step) ? steps.map((known) => (known.id === push.step ? now : known)) : [...steps, now]
}
