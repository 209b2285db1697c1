/**
 * Carries out the plan on one card with a journal entry before and after each step, and says precisely how it ended:
 * `done` (proved), `refused` (this card was not touched), `resumable` (put the same card back), `spoiled` (never use it), `unknown` (do not use: nobody
 * knows which passcode it holds). There is no other end, and none of them is silent.
 */
import { toHex } from './bytes.ts'
import { whyUnfit, type PersonalisationPlan } from './plan.ts'
import { steps, type Step, type StepDetail, type StepName, type Work, type WrittenObject } from './personalise-steps.ts'
import { pivProfile, type CardProfile } from './profile.ts'
import { openSession } from './session.ts'
import { changedNothing, type CardFailure, type CardFailureCode } from './status-word.ts'
import type { CardConnection } from '../ports.ts'
import { readerFailureCodes } from '../reader/reader-failure.ts'

export interface JournalEntry {
  readonly step: StepName
  readonly state: 'started' | 'done'
  /** Never holds a passcode, PUK or key. */
  readonly detail: StepDetail
}

export type PersonalisationOutcome =
  | {
    readonly outcome: 'done'
    readonly serial: string
    readonly guid: string
    readonly retries: { readonly passcode: number; readonly puk: number | undefined }
    /** SHA-256 of the certificate, hex. */
    readonly certificateFingerprint: string
    readonly objects: readonly WrittenObject[]
  }
  | {
    readonly outcome: 'refused' | 'resumable' | 'spoiled' | 'unknown'
    readonly step: StepName
    /** Of the card in question, once it has told it. */
    readonly serial: string | undefined
    readonly reason: CardFailure
  }

/** Codes that say "the link broke", not "the card said no". */
const losses: ReadonlySet<CardFailureCode> = readerFailureCodes

const unknownWords = {
  message: 'The card was lost while its secret was being changed. It is not known which one it holds.',
  next: 'Do not use this card. Mark it as spoiled, destroy it and begin another.',
}

/** How it ends when `step` fails. `wrote`: something may already have been written to this card. */
function judge(step: Step, failure: CardFailure, wrote: boolean): 'refused' | 'resumable' | 'spoiled' | 'unknown' {
  if (step.kind === 'secret' && !changedNothing(failure)) return 'unknown'
  if (failure.code === 'another-card' || failure.code === 'plan-unfit') return 'refused'
  if (losses.has(failure.code)) return 'resumable'
  return wrote ? 'spoiled' : 'refused'
}

/** What an earlier run of this plan left in the journal. */
function readJournal(entries: readonly JournalEntry[]) {
  const done = new Map<StepName, StepDetail>()
  const started = new Set<StepName>()
  for (const { step, state, detail } of entries) {
    if (state === 'done') done.set(step, detail)
    else started.add(step)
  }
  const unresolved = steps.find((step) => step.kind === 'secret' && started.has(step.name) && !done.has(step.name))
  const wrote = steps.some((step) => step.kind !== 'reads' && started.has(step.name))
  const serial = done.get('recognise')?.['serial']
  const publicKey = done.get('generate-key')?.['publicKey']
  return { done, unresolved, wrote, serial, publicKey: typeof publicKey === 'string' ? publicKey : undefined }
}

/**
 * `resumed` is the journal of the earlier runs of the same plan on the same card, oldest first; leave it out for a new card.
 * The connection is the caller's: reset it afterwards, so that no log-in is left on the card.
 */
export async function personalise(given: {
  readonly connection: Pick<CardConnection, 'atr' | 'transmit'>
  readonly plan: PersonalisationPlan
  readonly journal: (entry: JournalEntry) => Promise<void> | void
  readonly random: (length: number) => Uint8Array
  /** Instant, ISO in UTC. */
  readonly now: () => string
  readonly resumed?: readonly JournalEntry[]
  readonly profile?: CardProfile
}): Promise<PersonalisationOutcome> {
  const { connection, plan, journal, random, now, resumed = [], profile = pivProfile } = given
  const before = readJournal(resumed)
  let wrote = before.wrote

  if (before.unresolved) {
    return { outcome: 'unknown', step: before.unresolved.name, serial: before.serial === undefined ? undefined : String(before.serial), reason: { code: 'value-sent-without-answer', ...unknownWords } }
  }
  const unfit = whyUnfit(plan, profile, now().slice(0, 10))
  if (unfit) return { outcome: 'refused', step: 'recognise', serial: undefined, reason: unfit }

  const work: Work = {
    session: openSession({ connection, random, transport: profile.transport }),
    plan, profile, atr: connection.atr, random, now,
    // Until something was written, any blank card will do.
    begun: before.wrote ? { serial: String(before.serial), publicKey: before.publicKey } : undefined,
    serial: '', publicKey: undefined, certificate: undefined, certificateFingerprint: '', written: new Map(), retries: { passcode: 0, puk: undefined },
  }

  const note = async (entry: JournalEntry): Promise<CardFailure | undefined> => {
    try {
      await journal(entry)
      return undefined
    } catch {
      return { code: 'journal-failed', message: 'What happens to this card could not be recorded, so nothing more was done to it.', next: 'Make room on the disk, then put the same card back.' }
    }
  }
  const end = (outcome: 'refused' | 'resumable' | 'spoiled' | 'unknown', step: Step, reason: CardFailure): PersonalisationOutcome =>
    ({ outcome, step: step.name, serial: work.serial || undefined, reason })

  for (const step of steps) {
    if (step.once && before.done.has(step.name)) continue
    const unrecorded = await note({ step: step.name, state: 'started', detail: {} })
    if (unrecorded) return end(wrote || step.kind !== 'reads' ? 'resumable' : 'refused', step, unrecorded)
    const result = await step.run(work)
    if (!result.ok) {
      const failure = result.error
      // A refusal that ISO 7816-4 calls "checked and not carried out" leaves a blank card blank.
      if (step.kind !== 'reads' && !changedNothing(failure)) wrote = true
      const outcome = judge(step, failure, wrote)
      return end(outcome, step, outcome === 'unknown' ? { ...failure, ...unknownWords } : failure)
    }
    if (step.kind !== 'reads') wrote = true
    const unfinished = await note({ step: step.name, state: 'done', detail: result.value })
    // Without the entry a later run cannot know that the change went through.
    if (unfinished) return end(step.kind === 'secret' ? 'unknown' : 'resumable', step, unfinished)
  }

  return {
    outcome: 'done',
    serial: work.serial,
    guid: toHex(plan.guid),
    retries: work.retries,
    certificateFingerprint: work.certificateFingerprint,
    objects: [...work.written].map(([name, content]) => ({ name, bytes: content.length })),
  }
}
