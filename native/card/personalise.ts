/**
 * Carries out the plan on one card with a journal entry before and after each step, and says precisely how it ended:
 * `done` (proved), `refused` (this card was not touched), `resumable` (put the same card back), `spoiled` (never use it), `unknown` (do not use: its
 * passcode is not known). There is no other end, and each is reported.
 */
import { toHex } from '../../domain/bytes.ts'
import type { CardConnection } from '../ports.ts'
import { fingerprint } from './check-certificate.ts'
import { unansweredChange, type UnfinishedCard } from './personalise-judge.ts'
import {
  createStepRecorder,
  findUnknowable,
  mayHaveWritten,
  readJournal,
  type JournalEntry,
  type StepRecorder,
} from './personalise-journal.ts'
import { runStep, type Run } from './personalise-run.ts'
import { steps } from './personalise-steps.ts'
import type { Begun, Work, WrittenObject } from './personalise-work.ts'
import type { ManagementAlgorithm } from './piv.ts'
import { whyUnfit, type PersonalisationPlan } from './plan.ts'
import { pivProfile, type CardProfile } from './profile.ts'
import { openSession } from './session.ts'

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
  | UnfinishedCard

interface PersonalisationGiven {
  readonly connection: Pick<CardConnection, 'atr' | 'link' | 'transmit'>
  readonly plan: PersonalisationPlan
  readonly journal: (entry: JournalEntry) => Promise<void> | void
  readonly random: (length: number) => Uint8Array
  /** Instant, ISO in UTC. */
  readonly now: () => string
  readonly resumed?: readonly JournalEntry[]
  readonly profile?: CardProfile
}

/**
 * `resumed` is the journal of the earlier runs of the same plan on the same card, oldest first; leave it out for a new card.
 * The connection is the caller's: reset it afterwards, so that no log-in is left on the card.
 */
export async function personalise(given: PersonalisationGiven): Promise<PersonalisationOutcome> {
  const { plan, journal, now, resumed = [], profile = pivProfile } = given
  const begun = readJournal(resumed)
  const unknowable = begun && findUnknowable(begun)
  if (unknowable) return { outcome: 'unknown', step: unknowable.name, serial: begun.serial, reason: unansweredChange }
  const unfit = whyUnfit(plan, profile, now().slice(0, 10))
  if (unfit) return { outcome: 'refused', step: 'recognise', serial: undefined, reason: unfit }

  const run: Run = {
    work: beginWork(given, profile, begun),
    recorder: createStepRecorder(journal),
    wrote: begun !== undefined && mayHaveWritten(begun),
  }
  for (const step of steps) {
    const unfinished = await runStep(run, step)
    if (unfinished) return unfinished
  }
  return describeDone(run.work, run.recorder)
}

function beginWork(given: PersonalisationGiven, profile: CardProfile, begun: Begun | undefined): Work {
  const { connection, plan, random, now } = given
  return {
    session: openSession({ connection, random, transport: profile.transport }),
    plan,
    profile,
    atr: connection.atr,
    random,
    now,
    begun,
    written: new Map(),
    passcode: plan.passcode,
    puk: plan.puk,
    facialImage: plan.facialImage,
    serial: '',
    version: undefined,
    algorithms: undefined,
    secrets: { passcode: undefined, puk: undefined },
    attempts: profile.tries,
    triesSet: undefined,
    triesBefore: undefined,
    management: undefined,
    nextManagement: [],
    publicKey: undefined,
    request: undefined,
    certificate: undefined,
    retries: { passcode: 0, puk: undefined },
  }
}

function describeDone({ plan, management, certificate, ...work }: Work, recorder: StepRecorder): PersonalisationOutcome {
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
    notes: recorder.notes(),
  }
}
