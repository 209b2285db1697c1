/**
 * What a part of a registration is made of. Each file of this folder is one part: its events, who may record them, how they change the
 * facts, what refuses them, when its steps are complete, what reopens them, and the words for the record and the history.
 * `journey.ts` lists the parts; `domain/case/` assembles them. Adding a step is one file here, one screen folder, and words in an edition.
 */
import type { z } from 'zod'
import type { CardState } from '../card/lifecycle.ts'
import type { Edition } from '../guidance/edition.ts'
import type { Failure } from '../result.ts'
import type { Evidence } from '../values.ts'
import type { Role } from '../station/roles.ts'
import type { StepWait } from './wait.ts'
import type { ActionKind } from './words.ts'

/** An event with its place in the case. `recordedAt` is when it was recorded; a time that the event itself speaks of keeps its own name. */
export type At<Event> = Event & { readonly seq: number; readonly recordedAt: string; readonly agentName: string }

/** Facts that every case has. */
export interface BaseFacts {
  readonly openedAt: string
  readonly lastSeq: number
  readonly lastAt: string
  /** Sequence number at which each input of a step last changed its value. */
  readonly inputChangedAt: Readonly<Partial<Record<string, number>>>
}

export type Draft<Facts> = { -readonly [Key in keyof Facts]: Facts[Key] }

/** What an event's `apply` may say about its place in the case. */
export interface Recording {
  readonly seq: number
  readonly at: string
  /** The value of an input may have changed: finished steps that it invalidates open again when it has. */
  changed(input: string, before: unknown, now: unknown): void
}

/** What is asked of a case before an act. `main` gives everything; a screen gives what it knows, and what it cannot know is not refused there. */
export interface Asked<Facts> {
  readonly facts: Facts & BaseFacts
  readonly edition: Edition
  /** Whether a step of the edition is complete. */
  isComplete(stepId: string): boolean
  readonly reason: string | undefined
  readonly world: World | undefined
}

/** What `main` knows beyond the case. */
export interface World {
  /** The instant, ISO in UTC. */
  readonly now: string
  /** The calendar day where the workstation stands. */
  readonly today: string
  /** What was agreed with the organisation; undefined when it is not in the settings. */
  agreedWith(odsCode: string): { readonly videoChannels: readonly string[]; readonly locations: readonly string[] } | undefined
  /** Name of the agent of this workstation who has this work mobile. */
  agentWithMobile(mobile: string): string | undefined
  /** Reference of a case of another person on this workstation that has this UUID. `personId`: of a case that is not linked yet. */
  otherCaseWithUuid(uuid: string, personId?: string): string | undefined
  /** Cards of the same person that other cases began or issued, and that can be used or finished. */
  liveCardsElsewhere(): readonly LiveCardElsewhere[]
  /** Whether this workstation knows the person: from a case, or from a short entry. */
  isPerson(personId: string): boolean
  /** Whether the scan or picture is stored under a key of this case, with as many pieces as it says. */
  hasEvidence(evidence: Evidence): boolean
  /** Reference of the other case on this workstation that was posted under this tracking reference. */
  otherCaseWithTracking(reference: string): string | undefined
  /** How often the passcode of one card may be texted or shown in all: the policy's `passcodeReleases`. */
  readonly passcodeReleases: number
}

/** Never a name: serial number, state and reference of the case. */
export interface LiveCardElsewhere {
  readonly serial: string
  readonly state: CardState
  readonly caseReference: string
}

export interface EventWords {
  readonly title: string
  readonly lines: readonly string[]
}

/** Who may record an event: these roles on a screen, or `main`, which did it or saw the device do it. */
export type RecordedBy = readonly Role[] | 'main'

export interface EventRule<Facts, Event, Act extends string, Judged extends keyof Event, By extends RecordedBy = RecordedBy> {
  readonly schema: z.ZodType<Event>
  readonly by: By
  /** What the guard is asked, verb and object: `text-passcode`. */
  readonly act: Act
  /** The step that it carries out; absent when it belongs to none. */
  readonly step?: string
  /** `freely`: it may be done again when its step is complete. Otherwise that needs a reason, and an irreversible step refuses it. */
  readonly again?: 'freely'
  /**
   * `any-time`: not held up by the step's needs. `after-end`: allowed in a stopped or closed case too. `on-any-copy`: as well where another
   * workstation has the case in hand, because it is about this copy or moves custody itself.
   */
  readonly when?: 'any-time' | 'after-end' | 'on-any-copy'
  /** It may come although the step's needs are not complete, as a call that breaks off early. */
  startsEarly?(asked: Asked<Facts>, about: Pick<Event, Judged>): boolean
  /** Fields that the guard judges before anything is done. */
  readonly judgedBy?: readonly Judged[]
  refuse?(asked: Asked<Facts>, about: Pick<Event, Judged>): Failure<RefusalCode> | undefined
  /** Judges the whole event when it is recorded. */
  check?(asked: Asked<Facts>, event: Event): Failure<RefusalCode> | undefined
  apply?(facts: Draft<Facts & BaseFacts>, event: At<Event>, recording: Recording): void
  /** `signed`: with the agent's own key, so that no one else on this workstation can have made the entry. */
  readonly record: { readonly words: string; readonly kind: ActionKind; readonly signed?: true }
  describe(event: Event, edition: Edition): EventWords
  /** It was written down before it was tried, and `later`, of the same kind, says how it went: the history shows only that. */
  isSettledBy?(event: Event, later: Event): boolean
}

export interface StepRule<Facts> {
  /** When one of these changes after the step was finished, the step opens again. */
  readonly invalidatedBy: readonly string[]
  isComplete(facts: Facts & BaseFacts): boolean
  /** In words for the agent, when something went wrong here. */
  problem?(facts: Facts & BaseFacts): string | undefined
  /** What the case waits for until this step is complete. */
  readonly wait?: StepWait<Facts & BaseFacts>
  /** Cannot be done over by editing: what is printed, written or posted stays so. */
  readonly irreversible?: true
  /** What `main` records when the step is done over, for a step whose screen records no act itself: to say beforehand what that opens again. */
  redoneBy?(facts: Facts & BaseFacts): readonly { readonly kind: string }[]
  /** Who works on its screen; absent: the roles that may record one of its events. Named where `main` alone records them. */
  readonly workedOnBy?: readonly Role[]
  /** Once true, later changes no longer reopen the step. */
  frozenWhen?(facts: Facts & BaseFacts): boolean
  /** A case can begin with it: it says who the case is about and for which organisation. */
  readonly beginsCase?: true
  /** Steps whose facts it is made from: of each inner list, at least one comes before it in every edition. */
  readonly madeFrom?: readonly (readonly string[])[]
  /** Whether an edition has the lists and texts that it reads; absent: it reads none. */
  hasLists?(edition: Edition): boolean
}

export interface Part<Facts, Events, Steps extends string> {
  /** The facts of this part before anything happened. */
  readonly empty: Partial<Facts>
  readonly events: Events
  readonly steps: Readonly<Record<Steps, StepRule<Facts>>>
  /** Inputs of steps whose changes this part reports. */
  readonly inputs?: readonly string[]
  /** What this part does when an input changed, of its own or of another part. */
  readonly onChange?: Readonly<Record<string, (facts: Draft<Facts & BaseFacts>, recording: Recording) => void>>
  /** What this part does after an event of another part. */
  readonly onEvent?: Readonly<Record<string, (facts: Draft<Facts & BaseFacts>, recording: Recording) => void>>
  /** Nothing more may happen to the case but notes and what is recorded of its end. */
  isStopped?(facts: Facts & BaseFacts): boolean
}

/** Fixes which facts a part reads and writes; what its events hold is inferred from their schemas. */
export function partOf<Facts extends object>() {
  return {
    event: <
      Event extends { readonly kind: string },
      const Act extends string,
      const By extends RecordedBy,
      const Judged extends keyof Event = never,
    >(
      schema: z.ZodType<Event>,
      rule: Omit<EventRule<Facts, Event, Act, Judged, By>, 'schema'>,
    ): EventRule<Facts, Event, Act, Judged, By> => ({ schema, ...rule }),
    part: <const Events, const Steps extends string = never>(
      part: Omit<Part<Facts, Events, Steps>, 'steps'> & { readonly steps?: Readonly<Record<Steps, StepRule<Facts>>> },
    ): Part<Facts, Events, Steps> => ({ steps: {} as Readonly<Record<Steps, StepRule<Facts>>>, ...part }),
  }
}

export const refusalCodes = [
  'case-stopped',
  'case-closed',
  'not-in-edition',
  'cannot-start-yet',
  'step-finished',
  'reason-needed',
  'not-this-evidence',
  'not-on-the-list',
  'not-agreed',
  'document-incomplete',
  'document-expired',
  'document-not-shown',
  'difference-unexplained',
  'email-judgement',
  'name-not-printable',
  'not-in-time',
  'flag-value',
  'uuid-taken',
  'tracking-used',
  'end-date-needed',
  'review-date-needed',
  'agent-mobile',
  'mobile-not-confirmed',
  'no-live-card',
  'card-may-be-live',
  'printed-before',
  'say-what-became',
  'text-unsettled',
  'releases-used-up',
  'codes-failed',
  'card-half-written',
  'handed-over',
  'not-handed-over',
  'receipt-came',
  'held-here',
  'no-such-person',
  'linked-person',
  'not-ended',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

export const refusal = (code: RefusalCode, message: string, next: string): Failure<RefusalCode> => ({ code, message, next })
