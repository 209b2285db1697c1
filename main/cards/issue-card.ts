/**
 * Writes the smartcard of a case. The card is asked which one it is, and the register whether it may be taken; passcode and PUK are drawn, sealed and
 * journalled before it is written; every step is journalled before and after; the outcome is always recorded, with what
 * crossed the wire, secrets withheld. The passcode goes from custody to the card and nowhere else.
 */
import type { CaseEvent } from '../../domain/case/events.ts'
import { ok, type Failure, type Result } from '../../domain/result.ts'
import { personalise, type PersonalisationOutcome } from '../../native/card/personalise.ts'
import { steps } from '../../native/card/personalise-steps.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'
import type { CardProfile } from '../../native/card/profile.ts'
import type { CardConnection } from '../../native/ports.ts'
import { recordConnection, type TranscriptLine } from '../../native/reader/transcript.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import { beginAttempt, planAttempt, type Attempt } from './card-attempt.ts'
import { certificateOf, describeOutcome, resultOf, withReason } from './card-outcome.ts'
import { findMeans, makePlan } from './card-plan.ts'
import { recogniseCard } from './recognise-card.ts'
import type { AttemptsQuestion } from './stock-attempts.ts'
import { openStepJournal } from './step-journal.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { cardStepWords } from './card-step-titles.ts'
import { drawCardFace } from '../card-face/draw-card-face.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { GuardCode } from '../../domain/case/guard.ts'
import type { AuthorityStoreFailureCode } from './authority-store.ts'
import type { EvidenceFailureCode } from '../evidence/evidence.ts'
import type { Cards } from './card-services.ts'
import type { Cases } from '../registration/case-store.ts'
import type {
  Clock,
  Custody,
  DevicePorts,
  Fonts,
  Ids,
  Practice,
  Pushes,
  RandomBytes,
  RandomNumbers,
  Settings,
  SignedInAgent,
  Store,
} from '../ports.ts'

/** What issuing a card needs, in a reader or through a printer. */
export type IssueCardPorts = Cards &
  Cases &
  Clock &
  Custody &
  DevicePorts &
  Fonts &
  Ids &
  Practice &
  Pushes &
  RandomBytes &
  RandomNumbers &
  Settings &
  SignedInAgent &
  Store

type Written = Promise<Reply<'card.write'>>

export async function issueCard(desk: IssueCardPorts, input: Input<'card.write'>): Written {
  const ready = await getReady(desk, input)
  if (!ready.ok) return ready
  const connected = await desk.devices.reader.connect(input.reader)
  if (!connected.ok) return connected
  try {
    return await ready.value(connected.value)
  } finally {
    await connected.value.disconnect('reset')
  }
}

/** Everything that can be found out without a card; answers what is to be done with one, wherever it comes from. The connection is the caller's. */
async function getReady(
  desk: IssueCardPorts,
  { caseId, expectedSeq, reader }: Input<'card.write'>,
): Promise<
  Result<
    (connection: CardConnection) => Written,
    DocumentFailureCode | GuardCode | AuthorityStoreFailureCode | EvidenceFailureCode | 'card-master-missing' | 'no-such-case' | 'stale'
  >
> {
  const open = await openForAct(desk, { caseId, expectedSeq }, 'write-card', undefined, { world: await desk.cases.worldOf(caseId) })
  if (!open.ok) return open
  const { facts } = open.value.view
  const planned = planAttempt(desk, open.value)
  const means = await findMeans(desk, caseId, facts, planned.choices)
  if (!means.ok) return means
  // A card whose face cannot be printed would be wasted: that is found out before it is touched.
  const face = await drawCardFace(desk, { caseId, facts })
  if (!face.ok) return face
  return ok(async (connection) => {
    const { refusal, question, attemptsOfStock } = await recogniseCard(desk, connection, means.value.profile, {
      caseId,
      attempt: planned.attempt,
      continues: planned.resumes !== undefined,
    })
    if (refusal) return refuse(desk, caseId, refusal, question)
    const attempt = await beginAttempt(desk, caseId, planned, facts)
    if (!attempt.ok) return attempt
    const plan = await makePlan(desk, facts, attempt.value, { ...means.value, attemptsOfStock })
    if (!plan.ok) return plan
    return writeCard(desk, {
      caseId,
      expectedSeq,
      reader,
      attempt: attempt.value,
      plan: plan.value,
      profile: means.value.profile,
      connection,
    })
  })
}

/** The register would not have this card. It is no card of the case, so the case does not speak of it; the record of who did what does. */
async function refuse(desk: IssueCardPorts, caseId: string, { code, message, next }: Failure, question?: AttemptsQuestion): Written {
  const noted = await desk.store.commit([], { action: 'card-refused', caseId, detail: { code, message } })
  if (!noted.ok) return noted
  return ok({
    rows: [],
    recorded: [],
    lastSeq: noted.value.lastSeq,
    result: {
      outcome: 'refused',
      step: cardStepWords.recognise,
      reason: `${message} ${next}`,
      ...(question ? { question: questionView(question) } : {}),
    },
  })
}

const questionView = ({ serial, attempts, stock }: AttemptsQuestion) => ({
  serial,
  attempts,
  ...('box' in stock ? { box: stock.box } : {}),
})

interface Writing {
  readonly caseId: string
  readonly expectedSeq: number
  readonly reader: string
  readonly attempt: Attempt
  readonly plan: PersonalisationPlan
  readonly profile: CardProfile
  readonly connection: CardConnection
}

async function writeCard(desk: IssueCardPorts, { caseId, expectedSeq, reader, attempt, plan, profile, connection }: Writing): Written {
  const journal = await openStepJournal(desk.store, attempt.passcodeId)
  const lines: TranscriptLine[] = []
  const startedAt = desk.now().toISOString()
  let seq = expectedSeq
  const recorded: Output<'card.write'>['recorded'] = []
  let rows: Output<'card.write'>['rows'] = []
  /** Why the record stopped the writing, for the reason that the agent reads. */
  let unrecorded: Failure | undefined
  const mustRecord = <Value>(kept: Result<Value>): Value => {
    if (kept.ok) return kept.value
    unrecorded = kept.error
    throw new Error(kept.error.code)
  }
  const commit = async (event: CaseEvent): Promise<void> => {
    const committed = mustRecord(await desk.cases.commit({ caseId, expectedSeq: seq, events: [event], happened: true }))
    seq += 1
    rows = committed.rows
    recorded.push(...committed.recorded)
  }
  let begun = attempt.resumes !== undefined
  const personalised = await personalise({
    connection: recordConnection(connection, (line) => {
      lines.push(line)
    }),
    plan,
    profile,
    resumed: journal.entries(),
    random: desk.randomBytes,
    now: () => desk.now().toISOString(),
    journal: async (entry) => {
      mustRecord(await journal.append(entry))
      if (!begun && entry.step === 'recognise' && entry.state === 'done') {
        begun = true
        const { attempt: number, passcodeId, pukId, guid, expiresOn, choices } = attempt
        await commit({
          kind: 'cardWriteStarted',
          attempt: number,
          serial: String(entry.detail['serial']),
          reader,
          passcodeId,
          pukId,
          guid,
          expiresOn,
          choices,
        })
      }
      // The step goes on with another value.
      if (entry.state === 'refused') return
      const index = steps.findIndex((step) => step.name === entry.step)
      desk.push('card.progress', {
        caseId,
        step: entry.step,
        title: cardStepWords[entry.step],
        state: entry.state,
        index,
        of: steps.length,
      })
    },
  })
  const outcome = unrecorded ? withReason(personalised, unrecorded) : personalised
  const endedAt = desk.now().toISOString()
  // If saving the transcript fails, still record the outcome.
  await desk.cards.files.keepTranscript(caseId, {
    attempt: attempt.attempt,
    startedAt,
    endedAt,
    reader,
    atr: connection.atr,
    outcome: outcome.outcome,
    lines,
  })
  return recordOutcome(desk, { caseId, attempt, seq, endedAt, before: { rows, recorded } }, outcome)
}

interface Ended {
  readonly caseId: string
  readonly attempt: Attempt
  /** The case's last event. */
  readonly seq: number
  readonly endedAt: string
  /** What the writing itself has recorded. */
  readonly before: Pick<Output<'card.write'>, 'recorded' | 'rows'>
}

/** Records the outcome of the card, and destroys the secrets of a card that cannot be used. */
async function recordOutcome(
  desk: IssueCardPorts,
  { caseId, attempt, seq, endedAt, before }: Ended,
  outcome: PersonalisationOutcome,
): Written {
  // Another card was put in than the one that was begun: that one can still be finished, so nothing about it changes.
  if (attempt.resumes && outcome.outcome === 'refused' && outcome.reason.code !== 'secret-not-accepted')
    return ok({ ...before, lastSeq: desk.store.lastSeq(), result: resultOf(outcome) })
  const event = describeOutcome(attempt.attempt, outcome)
  const kept =
    outcome.outcome === 'done'
      ? [
          await desk.cards.files.certificateRow(
            { caseId, attempt: attempt.attempt },
            certificateOf(outcome, attempt.choices.certificate, endedAt),
          ),
        ]
      : []
  const last = await desk.cases.commitTogether(
    [{ caseId, expectedSeq: seq, events: [event], happened: true }],
    kept,
    outcome.outcome === 'done' ? 'card-written' : 'card-failed',
  )
  if (!last.ok) return last
  if (outcome.outcome !== 'done' && outcome.outcome !== 'resumable') {
    await desk.custody.destroy(attempt.passcodeId)
    await desk.custody.destroy(attempt.pukId)
  }
  return ok({
    rows: last.value.rows,
    recorded: [...before.recorded, ...last.value.recorded],
    lastSeq: last.value.lastSeq,
    result: resultOf(outcome),
  })
}
