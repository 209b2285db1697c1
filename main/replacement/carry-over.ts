/**
 * Takes the confirmed mobile or the photograph of an earlier case into a replacement. Scans of another case are never referred to: the photograph is
 * sealed again, under keys of this case, so that each case can be erased without the other.
 */
import { findCarrySource, mayCarryMobile } from '../../domain/case/carry-source.ts'
import type { EventOf } from '../../domain/case/events.ts'
import { findReplacementReason } from '../../domain/journey/replacement.ts'
import { refusal, type RefusalCode } from '../../domain/journey/part.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import type { Evidence } from '../../domain/values.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { readEvidence, type EvidenceFailureCode } from '../evidence/evidence.ts'
import { copyEvidence } from '../evidence/copy-evidence.ts'
import type { Clock, Ids, Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { Cases } from '../registration/case-store.ts'
import { openForAct, type OpenForActCode } from '../registration/open-case-for-act.ts'
import type { OpenCase } from '../registration/stored-cases.ts'

/** What the use-cases of this file need. */
export type CarryOverPorts = Cases & Clock & Ids & Store

const nothingToCarry = refusal(
  'not-this-evidence',
  'There is nothing in the earlier case that could be used again. Nothing was saved.',
  'Ask the holder for it instead.',
)

/** The case that things are taken from: still here, still of the same person. */
async function findSource(desk: CarryOverPorts, { record, view }: OpenCase): Promise<OpenCase | undefined> {
  const from = view.facts.replacement?.carriedFrom
  if (from === undefined || desk.cases.personOf(from) !== desk.cases.personOf(record.caseId)) return undefined
  return desk.cases.get(from)
}

/** `days`: the policy's `mobileCarryDays`. */
export async function carryMobile(
  desk: CarryOverPorts,
  { caseId, expectedSeq }: Input<'replacement.carryMobile'>,
  days: number,
): Promise<Reply<'replacement.carryMobile'>> {
  const open = await openForAct(desk, { caseId, expectedSeq }, 'carry-over-mobile')
  if (!open.ok) return open
  const source = await findSource(desk, open.value)
  const mobile = source && findCarrySource(source.record.events, source.view)?.mobile
  if (!source || !mobile) return { ok: false, error: nothingToCarry }
  const confirmedOn = plainDateOf(new Date(mobile.confirmedAt))
  if (!mayCarryMobile(confirmedOn, plainDateOf(desk.now()), days)) return { ok: false, error: tooLongAgo(days) }
  return desk.cases.commit({
    caseId,
    expectedSeq,
    events: [
      {
        kind: 'mobileCarriedOver',
        fromCase: source.record.caseId,
        caseReference: source.record.caseReference,
        number: mobile.number,
        confirmedOn,
      },
    ],
  })
}

const tooLongAgo = (days: number): Failure<RefusalCode> =>
  refusal(
    'mobile-not-confirmed',
    days === 0
      ? 'Your organisation wants each mobile to be confirmed again. Nothing was saved.'
      : `The mobile was confirmed more than ${String(days)} days ago. Nothing was saved.`,
    'Ring the registrant and confirm the mobile with a code.',
  )

export async function carryPhotograph(
  desk: CarryOverPorts,
  { caseId, expectedSeq, reason }: Input<'replacement.carryPhotograph'>,
): Promise<Reply<'replacement.carryPhotograph'>> {
  const open = await openForAct(desk, { caseId, expectedSeq }, 'attach-photograph', undefined, reason ? { reason } : {})
  if (!open.ok) return open
  const { replacement } = open.value.view.facts
  if (replacement && findReplacementReason(open.value.view.edition, replacement.why)?.asks.includes('new-photograph'))
    return err(
      'not-this-evidence',
      'For this reason a new photograph is needed. Nothing was saved.',
      'Ask the holder for a new photograph.',
    )
  const source = await findSource(desk, open.value)
  const photograph = source && findCarrySource(source.record.events, source.view)?.photograph
  if (!source || !photograph) return { ok: false, error: nothingToCarry }
  const fromSeq = desk.store.lastSeq()
  const copied = await copyPhotograph(desk, photograph, { from: source.record.caseId, to: caseId })
  if (!copied.ok) return copied
  const saved = await desk.cases.commit({ caseId, expectedSeq, events: [copied.value], ...(reason ? { reason } : {}) })
  return saved.ok ? ok({ ...saved.value, fromSeq }) : saved
}

/** Reads all pictures before it seals the first: what is damaged or erased leaves nothing behind. */
async function copyPhotograph(
  desk: CarryOverPorts,
  { evidence, print, chip, smallerChips = [] }: EventOf<'photographAttached'>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Result<EventOf<'photographAttached'>, EvidenceFailureCode | RecordFailureCode | OpenForActCode>> {
  const read: { readonly evidence: Evidence; readonly bytes: Uint8Array }[] = []
  for (const one of [evidence, print, chip, ...smallerChips]) {
    const bytes = await readEvidence(desk, from, one)
    if (!bytes.ok)
      return err(
        bytes.error.code,
        'The photograph of the earlier case was deleted, or is damaged. Nothing was saved.',
        'Ask the holder for a new photograph, or use the one that CIS holds.',
      )
    read.push({ evidence: one, bytes: bytes.value })
  }
  const copies: Evidence[] = []
  for (const one of read) {
    const copy = await copyEvidence(desk, to, one)
    if (!copy.ok) return copy
    copies.push(copy.value)
  }
  const [whole, printed, small, ...smaller] = copies
  return ok({
    kind: 'photographAttached',
    evidence: whole!,
    print: printed!,
    chip: small!,
    ...(smaller.length > 0 ? { smallerChips: smaller } : {}),
    carriedFrom: from,
  })
}
