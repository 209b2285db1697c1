/** What the steps of a personalisation know and answer. */
import type { SecretsOnCard } from './blank-card.ts'
import type { PersonalisationPlan, PlannedObject } from './plan.ts'
import type { ManagementAlgorithm } from './piv.ts'
import type { CardProfile } from './profile.ts'
import type { CardResult, PivSession, Tries } from './session.ts'
import type { CardFailure, CardFailureCode } from './status-word.ts'

export type StepName =
  | 'recognise'
  | 'authenticate'
  | 'try-key'
  | 'try-room'
  | 'set-retries'
  | 'puk'
  | 'passcode'
  | 'verify'
  | 'generate-key'
  | 'request'
  | 'certificate'
  | 'write-certificate'
  | 'write-chuid'
  | 'write-ccc'
  | 'write-printed-information'
  | 'write-facial-image'
  | 'discovery'
  | 'management-key'
  | 'read-back'
  | 'prove'
  | 'retries'

/**
 * For the journal: never holds a passcode, PUK or key. `skipped` says that the card was not touched because nothing was to be done;
 * `note` is a sentence for the record.
 */
export type StepDetail = Readonly<Record<string, string | number>>

export type ObjectName = PlannedObject | 'certificate' | 'discovery'

export interface WrittenObject {
  readonly name: ObjectName
  readonly bytes: number
}

export interface AttemptLimits {
  readonly passcode: number
  readonly puk: number
}

export interface ManagementKey {
  readonly held: 'present' | 'next'
  readonly algorithm: ManagementAlgorithm
  readonly key: Uint8Array
}

/** What the journal of earlier runs on this card says. */
export interface Begun {
  readonly serial: string
  /** The last detail of each step that was done. */
  readonly done: ReadonlyMap<StepName, StepDetail>
  /** Steps that were started and, as far as the journal knows, not finished. */
  readonly open: ReadonlySet<StepName>
}

/** What the steps know of the card so far. */
export interface Work {
  readonly session: PivSession
  readonly plan: PersonalisationPlan
  readonly profile: CardProfile
  readonly atr: string
  readonly random: (length: number) => Uint8Array
  readonly now: () => string
  /** When something was written to this card before. */
  readonly begun: Begun | undefined
  readonly written: Map<ObjectName, Uint8Array>
  /** What the card is to have: those of the plan, or the ones that were drawn after it refused them. */
  passcode: string
  puk: string
  /** JPEG that goes onto the chip; undefined when the card has no room for any. */
  facialImage: Uint8Array | undefined
  serial: string
  version: string | undefined
  /** As the card lists them; undefined when it does not. */
  algorithms: readonly number[] | undefined
  /** As metadata told at the start; undefined where the card knows none. */
  secrets: SecretsOnCard
  /** How many attempts the card came with, where it does not say so itself. */
  attempts: number
  /** Attempt limits, if this run set them. */
  triesSet: AttemptLimits | undefined
  /** What they were before. */
  triesBefore: AttemptLimits | undefined
  management: ManagementKey | undefined
  /** What the card is to have, best first. */
  nextManagement: readonly ManagementKey[]
  publicKey: Uint8Array | undefined
  request: Uint8Array | undefined
  certificate: Uint8Array | undefined
  retries: { passcode: number; puk: number | undefined }
}

export interface Step {
  readonly name: StepName
  /**
   * `reads`: the card is as before, whatever happens. `tries`: leaves what is written over later, and the card counts as blank.
   * `writes`: may be repeated after a loss. `secret`: after a loss, ask the card which value it holds.
   */
  readonly kind: 'reads' | 'tries' | 'writes' | 'secret'
  /** Not repeated on resume when the journal says done. */
  readonly once: boolean
  readonly run: (work: Work) => Promise<CardResult<StepDetail>>
  /** Of a secret step: whether the card took the change, asked of the card itself at no risk. Undefined answer: this card will not say. */
  readonly ask?: (work: Work) => Promise<CardResult<'taken' | 'not-taken' | undefined>>
  /** Of a secret that RA Desk draws: what to do when the card's own rules refuse it. */
  readonly drawn?: DrawnSecret
  /** Whether `ask` will get an answer from this card. */
  readonly canAsk?: (work: Work) => boolean
  /** Puts back into `work` what a step that is not repeated had found out. */
  readonly recall?: (work: Work, detail: StepDetail) => void
}

export interface DrawnSecret {
  readonly secret: 'passcode' | 'puk'
  /** Makes sure that the card took nothing when it refused. */
  readonly checkUnchanged: (work: Work) => Promise<CardResult<void>>
  /** Makes the card what it was, after it refused all that was drawn; answers whether that can be done. */
  readonly putBack: (work: Work) => Promise<CardResult<boolean>>
}

/** Of a step after which the card is blank no more. */
export const writesForGood = ({ kind }: Pick<Step, 'kind'>): boolean => kind === 'writes' || kind === 'secret'

/** What the planned objects say of the card. */
export const cardOf = ({ serial, now }: Pick<Work, 'now' | 'serial'>) => ({ serial, issuedOn: now().slice(0, 10) })

export const ok = (detail: StepDetail = {}): CardResult<StepDetail> => ({ ok: true, value: detail })
export const skip = (note?: string): CardResult<StepDetail> => ok({ skipped: 'yes', ...(note === undefined ? {} : { note }) })
export const fail = (code: CardFailureCode, message: string, next: string): { readonly ok: false; readonly error: CardFailure } => ({
  ok: false,
  error: { code, message, next },
})
export const setAside = 'Set this card aside, cancel it, and take another.'

export function isFull(tries: Tries | undefined, otherwise: number): boolean {
  return tries?.left !== undefined && tries.left === (tries.total ?? otherwise)
}
