/**
 * Writes the smartcard of a case. Passcode and PUK are drawn, sealed and journalled before the card is touched; every step is journalled
 * before and after; what the card became is recorded whatever it is. The passcode goes from custody to the card and nowhere else.
 */
import { z } from 'zod'
import type { CardAttempt, CaseFacts } from '../../domain/case/facts.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { drawPasscode } from '../../domain/card/passcode.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { personalise, type JournalEntry, type PersonalisationOutcome } from '../../native/card/personalise.ts'
import { steps } from '../../native/card/personalise-steps.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'
import type { CardConnection } from '../../native/ports.ts'
import type { Answer, CardOutcome, Input, Output } from '../../preload/contract.ts'
import { openForAct, type CaseForAct } from './acted.ts'
import { cardStepWords } from './card-step-words.ts'
import type { DeskContext } from './desk-context.ts'
import { drawCardFace } from './draw-documents.ts'
import { readEvidence } from './evidence.ts'

const CARD_YEARS = 2
const PUK_DIGITS = 8

interface Attempt {
  readonly attempt: number
  readonly passcodeId: string
  readonly pukId: string
  readonly guid: string
  readonly expiresOn: string
  /** Present when the same card is continued. */
  readonly resumes: boolean
}

export async function issueCard(desk: DeskContext, { caseId, expectedSeq, reader }: Input<'card.write'>): Promise<Answer<Output<'card.write'>>> {
  const open = await openForAct(desk, caseId, expectedSeq, { kind: 'cardWriteStarted', attempt: 1, serial: '0', reader, passcodeId: desk.newId(), pukId: desk.newId(), guid: '0'.repeat(32), expiresOn: '2000-01-01' })
  if (!open.ok) return open
  const image = await readChipImage(desk, open.value.view.facts)
  if (!image.ok) return image
  // A card whose face cannot be printed would be wasted: that is found out before it is touched.
  const face = await drawCardFace(desk, open.value.view.facts)
  if (!face.ok) return face
  const attempt = await beginAttempt(desk, caseId, open.value)
  if (!attempt.ok) return attempt
  const plan = await makePlan(desk, open.value.view.facts, attempt.value, image.value)
  if (!plan.ok) return plan
  const connected = await desk.devices.reader.connect(reader)
  if (!connected.ok) return connected
  try {
    return await writeCard(desk, caseId, expectedSeq, reader, attempt.value, plan.value, connected.value)
  } finally {
    await connected.value.disconnect('reset')
  }
}

async function writeCard(
  desk: DeskContext, caseId: string, expectedSeq: number, reader: string, attempt: Attempt, plan: PersonalisationPlan, connection: CardConnection,
): Promise<Answer<Output<'card.write'>>> {
  const journal = await openStepJournal(desk, attempt.passcodeId)
  let seq = expectedSeq
  const recorded: Output<'card.write'>['recorded'] = []
  let rows: Output<'card.write'>['rows'] = []
  const commit = async (event: CaseEvent): Promise<void> => {
    const committed = await desk.cases.commit({ caseId, expectedSeq: seq, events: [event], happened: true })
    if (!committed.ok) throw new Error(committed.error.code)
    seq += 1
    rows = committed.value.rows
    recorded.push(...committed.value.recorded)
  }
  let begun = attempt.resumes
  const outcome = await personalise({
    connection, plan, resumed: journal.entries(), random: desk.randomBytes, now: () => desk.now().toISOString(),
    journal: async (entry) => {
      await journal.append(entry)
      if (!begun && entry.step === 'recognise' && entry.state === 'done') {
        begun = true
        const { attempt: number, passcodeId, pukId, guid, expiresOn } = attempt
        await commit({ kind: 'cardWriteStarted', attempt: number, serial: String(entry.detail['serial']), reader, passcodeId, pukId, guid, expiresOn })
      }
      const index = steps.findIndex((step) => step.name === entry.step)
      desk.push('card.progress', { caseId, step: entry.step, title: cardStepWords[entry.step], state: entry.state, index, of: steps.length })
    },
  })
  // Another card was put in than the one that was begun: that one can still be finished, so nothing about it changes.
  if (attempt.resumes && outcome.outcome === 'refused') return ok({ rows, recorded, lastSeq: desk.store.lastSeq(), result: resultOf(outcome) })
  const event = describeOutcome(attempt.attempt, outcome)
  const last = await desk.cases.commit({ caseId, expectedSeq: seq, events: [event], happened: true })
  if (!last.ok) return last
  if (outcome.outcome !== 'done' && outcome.outcome !== 'resumable') {
    await desk.custody.destroy(attempt.passcodeId)
    await desk.custody.destroy(attempt.pukId)
  }
  rows = last.value.rows
  return ok({ rows, recorded: [...recorded, ...last.value.recorded], lastSeq: last.value.lastSeq, result: resultOf(outcome) })
}

function describeOutcome(attempt: number, outcome: PersonalisationOutcome): CaseEvent {
  if (outcome.outcome === 'done') {
    return {
      kind: 'cardWritten', attempt, serial: outcome.serial, retries: { passcode: outcome.retries.passcode, puk: outcome.retries.puk ?? outcome.retries.passcode },
      certificateFingerprint: outcome.certificateFingerprint ?? '', objects: outcome.objects.map((object) => ({ name: object.name, bytes: object.bytes })),
    }
  }
  return { kind: 'cardFailed', attempt, ...(outcome.serial ? { serial: outcome.serial } : {}), outcome: outcome.outcome, step: outcome.step, reason: `${outcome.reason.message} ${outcome.reason.next}` }
}

function resultOf(outcome: PersonalisationOutcome): CardOutcome {
  return outcome.outcome === 'done'
    ? { outcome: 'done', serial: outcome.serial, retries: { passcode: outcome.retries.passcode, puk: outcome.retries.puk ?? outcome.retries.passcode } }
    : { outcome: outcome.outcome, step: cardStepWords[outcome.step], reason: `${outcome.reason.message} ${outcome.reason.next}` }
}

/** The attempt that was interrupted, on its own secrets; or a new one whose secrets are sealed before anything else happens. */
async function beginAttempt(desk: DeskContext, caseId: string, { view }: CaseForAct): Promise<Result<Attempt>> {
  const last = view.facts.cards.at(-1)
  if (last && isUnfinished(last)) return ok({ attempt: last.attempt, passcodeId: last.passcodeId!, pukId: last.pukId!, guid: last.guid!, expiresOn: last.expiresOn!, resumes: true })
  const { details, cis } = view.facts
  const numbers = [details?.mobile, details && 'given' in details.nationalInsurance ? details.nationalInsurance.given : undefined, cis?.uuid].filter((one) => one !== undefined)
  const passcode = await desk.custody.put('passcode', caseId, drawPasscode(desk.randomInt, { ...(details ? { dateOfBirth: details.dateOfBirth } : {}), numbers }))
  if (!passcode.ok) return passcode
  const puk = await desk.custody.put('puk', caseId, drawPuk(desk))
  if (!puk.ok) return puk
  const ends = new Date(desk.now())
  ends.setUTCFullYear(ends.getUTCFullYear() + CARD_YEARS)
  return ok({
    attempt: (last?.attempt ?? 0) + 1, passcodeId: passcode.value.custodyId, pukId: puk.value.custodyId,
    guid: Buffer.from(desk.randomBytes(16)).toString('hex'), expiresOn: ends.toISOString().slice(0, 10), resumes: false,
  })
}

function isUnfinished(card: CardAttempt): boolean {
  return (card.state === 'writing' || card.state === 'resumable') && card.passcodeId !== undefined
}

function drawPuk(desk: DeskContext): string {
  for (;;) {
    const puk = desk.randomInt(0, 10 ** PUK_DIGITS).toString().padStart(PUK_DIGITS, '0')
    if (puk !== '12345678' && !/^(\d)\1+$/.test(puk)) return puk
  }
}

async function makePlan(desk: DeskContext, { details, request, cis }: CaseFacts, attempt: Attempt, facialImage: Uint8Array): Promise<Result<PersonalisationPlan>> {
  if (!details || !request || !cis) throw new Error('the guard let a case through that is not ready for its card')
  const [passcode, puk] = [await desk.custody.get(attempt.passcodeId), await desk.custody.get(attempt.pukId)]
  if (!passcode.ok) return passcode
  if (!puk.ok) return puk
  return ok({
    passcode: passcode.value, puk: puk.value, guid: Buffer.from(attempt.guid, 'hex'), facialImage, certificate: { kind: 'self-signed' },
    cardholder: { displayName: details.nameOnCard, organisation: request.organisation.name, uuid: cis.uuid, expiry: attempt.expiresOn },
  })
}

async function readChipImage(desk: DeskContext, { photograph }: CaseFacts): Promise<Result<Uint8Array>> {
  if (!photograph) return err('cannot-start-yet', 'There is no accepted photograph for the card.', 'Attach and accept the photograph first.')
  return readEvidence(desk, photograph.chip)
}

const stepEntries = z.array(z.custom<JournalEntry>((value) => typeof value === 'object' && value !== null && 'step' in value && 'state' in value))

/** What was done to one card, step by step, durable before the next step: what a resumed run goes by. */
async function openStepJournal(desk: DeskContext, id: string) {
  const stored = await desk.store.read('card-steps', id, 'records')
  let entries: readonly JournalEntry[] = stored === undefined ? [] : stepEntries.parse(stored)
  return {
    entries: () => entries,
    append: async (entry: JournalEntry) => {
      const next = [...entries, entry]
      const committed = await desk.store.commit([{ table: 'card-steps', id, rev: next.length, keyId: 'records', value: next }], { action: 'card-step' })
      if (!committed.ok) throw new Error(committed.error.code)
      entries = next
    },
  }
}
