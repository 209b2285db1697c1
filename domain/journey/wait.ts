/** What a case can wait for. Each step says in its own file which wait it ends; `domain/case/due-dates.ts` says when that is due. */
import type { Edition } from '../guidance/edition.ts'

/** In the order of a case. All but `appointment`, which is due on its own day, are rules of the edition (`dueDays`). */
export const waitKinds = ['newRequest', 'reply', 'call', 'appointment', 'card', 'posting', 'arrival', 'passcode', 'logIn'] as const
export type WaitKind = (typeof waitKinds)[number]

/** What the facts of a part say of a wait. Times are instants or plain dates. */
export interface WaitDetails {
  /** When it began. Absent: when the wait before it ended. */
  readonly since?: string | undefined
  /** The day from which the days of the rule count, where it is not the beginning. */
  readonly countedFrom?: string | undefined
  /** Of an arranged call: the time on the wall, and the id or words of its channel. */
  readonly at?: string
  readonly channel?: string
  /** Another wait, when something went wrong here. */
  readonly kind?: WaitKind
}

export interface StepWait<Facts> {
  readonly kind: WaitKind
  read?(facts: Facts, edition: Edition): WaitDetails
}
