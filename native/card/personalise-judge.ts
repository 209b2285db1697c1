/** How a card ends when a step fails, and what it may be used for then. */
import { readerFailureCodes } from '../reader-failure.ts'
import { setAside, type Step, type StepName, type Work } from './personalise-work.ts'
import { changedNothing, type CardFailure, type CardFailureCode } from './status-word.ts'

export type UnfinishedOutcome = 'refused' | 'resumable' | 'spoiled' | 'unknown'

export interface UnfinishedCard {
  readonly outcome: UnfinishedOutcome
  readonly step: StepName
  /** Of the card in question, once it has told it. */
  readonly serial: string | undefined
  readonly reason: CardFailure
}

/** Codes that say "the link broke", not "the card said no". */
const losses: ReadonlySet<CardFailureCode> = readerFailureCodes

export function linkBroke(failure: CardFailure): boolean {
  return losses.has(failure.code)
}

const unknownWords = {
  message: 'The card was lost while its secret was being changed. It is not known which one it holds.',
  next: 'Do not use this card. Mark it as spoiled, destroy it and begin another.',
}

/** A change whose fate only the card could tell, and the card does not. */
export const unansweredChange: CardFailure = { code: 'value-sent-without-answer', ...unknownWords }

/** The card is as good as before: what failed is something that can be put right. */
const mendable: ReadonlySet<CardFailureCode> = new Set<CardFailureCode>(['authority-failed', 'certificate-unfit'])

/** How it ends when `step` fails. `wrote`: something may already have been written to this card. */
export function judge(step: Step, failure: CardFailure, wrote: boolean, work: Work): UnfinishedOutcome {
  // Which secret it holds is not known, unless the card itself can say so when it is back.
  if (step.kind === 'secret' && !changedNothing(failure) && !step.canAsk?.(work)) return 'unknown'
  if (linkBroke(failure)) return 'resumable'
  // Until it has told its serial number it may be any card: nothing is said about the one that was begun.
  if (work.begun && work.begun.serial !== work.serial) return 'refused'
  if (wrote && mendable.has(failure.code)) return 'resumable'
  return wrote ? 'spoiled' : 'refused'
}

/** How it ends when the card cannot even be asked whether it took a change. */
export function judgeUnasked(failure: CardFailure): UnfinishedOutcome {
  if (linkBroke(failure)) return 'resumable'
  return failure.code === 'proof-failed' ? 'spoiled' : 'unknown'
}

/** `serial`: of the card in question; empty until it has told it. */
export function endCard(outcome: UnfinishedOutcome, step: Step, serial: string, reason: CardFailure): UnfinishedCard {
  return {
    outcome,
    step: step.name,
    serial: serial || undefined,
    reason: { ...reason, ...(outcome === 'unknown' ? unknownWords : outcome === 'spoiled' ? { next: setAside } : {}) },
  }
}
