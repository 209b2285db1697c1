/**
 * Carries out the plan on one card with a journal entry before and after each step, and says precisely how it ended:
 * `done` (proved), `refused` (this card was not touched), `resumable` (put the same card back), `spoiled` (never use it), `unknown` (do not use: its
 * passcode is not known). There is no other end, and each is reported.
 */
import { toHex } from '../../domain/bytes.ts'
import { fingerprint } from './check-certificate.ts'
import { steps } from './personalise-steps.ts'
import { setAside, type Begun, type Step, type StepDetail, type StepName, type Work, type WrittenObject } from './personalise-work.ts'
import type { ManagementAlgorithm } from './piv.ts'
import { whyUnfit, type PersonalisationPlan } from './plan.ts'
import { pivProfile, type CardProfile } from './profile.ts'
import { openSession } from './session.ts'
import { changedNothing, type CardFailure, type CardFailureCode } from './status-word.ts'
import type { CardConnection } from '../ports.ts'
import { readerFailureCodes } from '../reader-failure.ts'

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
      /** SHA-256 of the DER SubjectPublicKeyInfo, hex: what a certificate that comes later is matched by. */
      readonly publicKeyFingerprint: string
      /** DER; undefined when it comes later. */
      readonly certificate: Uint8Array | undefined
      /** SHA-256 of the certificate, hex. */
      readonly certificateFingerprint: string | undefined
      /** DER PKCS #10, signed by the card; undefined when the certificate is self-signed. */
      readonly certificateRequest: Uint8Array | undefined
      /** `present`: the key that it came with stays. */
      readonly management: { readonly algorithm: ManagementAlgorithm; readonly key: 'present' | 'next' }
      readonly objects: readonly WrittenObject[]
      /** What is worth knowing though the card is good: a sentence each, for the record and the agent. */
      readonly notes: readonly string[]
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

export function linkBroke(failure: CardFailure): boolean {
  return losses.has(failure.code)
}

const unknownWords = {
  message: 'The card was lost while its secret was being changed. It is not known which one it holds.',
  next: 'Do not use this card. Mark it as spoiled, destroy it and begin another.',
}

/** The card is as good as before: what failed is something that can be put right. */
const mendable: ReadonlySet<CardFailureCode> = new Set<CardFailureCode>(['authority-failed', 'certificate-unfit', 'photograph-too-large'])

/** How it ends when `step` fails. `wrote`: something may already have been written to this card. */
function judge(step: Step, failure: CardFailure, wrote: boolean, work: Work): 'refused' | 'resumable' | 'spoiled' | 'unknown' {
  // Which secret it holds is not known, unless the card itself can say so when it is back.
  if (step.kind === 'secret' && !changedNothing(failure) && !step.canAsk?.(work)) return 'unknown'
  if (linkBroke(failure)) return 'resumable'
  // Until it has told its serial number it may be any card: nothing is said about the one that was begun.
  if (work.begun && work.begun.serial !== work.serial) return 'refused'
  if (wrote && mendable.has(failure.code)) return 'resumable'
  return wrote ? 'spoiled' : 'refused'
}

const wasSkipped = (detail: StepDetail | undefined): boolean => detail?.['skipped'] !== undefined

/** What earlier runs of this plan left in the journal; undefined when nothing can have been written to any card. */
function readJournal(entries: readonly JournalEntry[]): Begun | undefined {
  const done = new Map<StepName, StepDetail>()
  const open = new Set<StepName>()
  for (const { step, state, detail } of entries) {
    if (state === 'started') open.add(step)
    else {
      open.delete(step)
      done.set(step, detail)
    }
  }
  const wrote = steps.some(
    (step) => step.kind !== 'reads' && (open.has(step.name) || (done.has(step.name) && !wasSkipped(done.get(step.name)))),
  )
  return wrote ? { serial: String(done.get('recognise')?.['serial'] ?? ''), done, open } : undefined
}

/** A secret whose change got no answer, on a card that is known not to say whether it took it. */
function findUnknowable({ done, open }: Begun): Step | undefined {
  if (done.get('recognise')?.['tellsFactory'] !== 'no') return undefined
  return steps.find((step) => step.kind === 'secret' && step.name !== 'management-key' && open.has(step.name))
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
  const begun = readJournal(resumed)
  let wrote = begun !== undefined

  const unknowable = begun && findUnknowable(begun)
  if (unknowable)
    return {
      outcome: 'unknown',
      step: unknowable.name,
      serial: begun.serial,
      reason: { code: 'value-sent-without-answer', ...unknownWords },
    }
  const unfit = whyUnfit(plan, profile, now().slice(0, 10))
  if (unfit) return { outcome: 'refused', step: 'recognise', serial: undefined, reason: unfit }

  const work: Work = {
    session: openSession({ connection, random, transport: profile.transport }),
    plan,
    profile,
    atr: connection.atr,
    random,
    now,
    begun,
    written: new Map(),
    serial: '',
    version: undefined,
    algorithms: undefined,
    secrets: { passcode: undefined, puk: undefined },
    triesSet: undefined,
    management: undefined,
    nextManagement: [],
    publicKey: undefined,
    request: undefined,
    certificate: undefined,
    retries: { passcode: 0, puk: undefined },
  }
  const notes = new Map<StepName, string>()

  const record = async (entry: JournalEntry): Promise<CardFailure | undefined> => {
    const said = entry.detail['note']
    if (typeof said === 'string') notes.set(entry.step, said)
    try {
      await journal(entry)
      return undefined
    } catch {
      return {
        code: 'journal-failed',
        message: 'What happens to this card could not be recorded, so nothing more was done to it.',
        next: 'Make room on the disk, then put the same card back.',
      }
    }
  }
  const end = (outcome: 'refused' | 'resumable' | 'spoiled' | 'unknown', step: Step, reason: CardFailure): PersonalisationOutcome => ({
    outcome,
    step: step.name,
    serial: work.serial || undefined,
    reason: { ...reason, ...(outcome === 'unknown' ? unknownWords : outcome === 'spoiled' ? { next: setAside } : {}) },
  })

  for (const step of steps) {
    const known = begun?.done.get(step.name)
    if (step.once && known && !wasSkipped(known) && !begun?.open.has(step.name)) {
      step.recall?.(work, known)
      continue
    }
    if (step.kind === 'secret' && begun?.open.has(step.name)) {
      const said = await step.ask!(work)
      if (!said.ok)
        return end(linkBroke(said.error) ? 'resumable' : said.error.code === 'proof-failed' ? 'spoiled' : 'unknown', step, said.error)
      if (said.value === undefined) return end('unknown', step, { code: 'value-sent-without-answer', ...unknownWords })
      if (said.value === 'taken') {
        const unrecorded = await record({ step: step.name, state: 'done', detail: { asked: 'yes' } })
        if (unrecorded) return end('resumable', step, unrecorded)
        continue
      }
    }
    const unrecorded = await record({ step: step.name, state: 'started', detail: {} })
    if (unrecorded) return end(wrote ? 'resumable' : 'refused', step, unrecorded)
    const result = await step.run(work)
    if (!result.ok) {
      const failure = result.error
      // A refusal that ISO 7816-4 calls "checked and not carried out" leaves a blank card blank; one that cost a try does not.
      if ((step.kind !== 'reads' && !changedNothing(failure)) || failure.triesLeft !== undefined) wrote = true
      return end(judge(step, failure, wrote, work), step, failure)
    }
    if (step.kind !== 'reads' && !wasSkipped(result.value)) wrote = true
    const unfinished = await record({ step: step.name, state: 'done', detail: result.value })
    // Without the entry a later run must ask the card whether the change went through.
    if (unfinished)
      return end(step.kind === 'secret' && !step.canAsk?.(work) ? 'unknown' : wrote ? 'resumable' : 'refused', step, unfinished)
  }

  const { management, certificate } = work
  return {
    outcome: 'done',
    serial: work.serial,
    guid: toHex(plan.guid),
    retries: work.retries,
    publicKeyFingerprint: fingerprint(work.publicKey!),
    certificate,
    certificateFingerprint: certificate && fingerprint(certificate),
    certificateRequest: work.request,
    management: { algorithm: management!.algorithm, key: management!.held },
    objects: [...work.written].map(([name, content]) => ({ name, bytes: content.length })),
    notes: [...notes.values()],
  }
}
