/**
 * Hands cases over: custody moves first, in one frame for all chosen cases, and then the bundle is made. After a power cut this workstation
 * either still has the cases, or knows that they were handed over and can make the bundle again. Nothing is destroyed before the other
 * workstation has signed for the cases.
 */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { fullName } from '../../domain/journey/registrant.ts'
import { findRefusal } from '../../domain/case/guard.ts'
import { type GuardCode } from '../../domain/case/guard.ts'
import type { CaseView } from '../../domain/case/status.ts'
import { listEvidence } from '../../domain/evidence.ts'
import { listSecrets } from '../../domain/handover/rekey.ts'
import { utf8 } from '../../domain/bytes.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import type { Committed } from '../registration/stored-cases.ts'
import { readEvidence } from '../evidence/evidence.ts'
import { listCasesInPrinter } from '../printing/printer-jobs.ts'
import type { ReadFailureCode } from '../record/journal-failures.ts'
import { wipe } from '../vault/wipe.ts'
import { sealTo } from './age-file.ts'
import { writeBundle, type BundlePart } from './bundle.ts'
import { MOST_BYTES, MOST_CASES } from './bundle-limits.ts'
import { findHandover, headOf, handoverRow, type Handover } from './handover-ledger.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'
import { settlementParts } from './settlements.ts'
import { findTrusted, ownStation, recipientFor, type TrustedStation } from './stations.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'

export interface ChosenCase {
  readonly caseId: string
  readonly expectedSeq: number
}

export interface WillGo {
  readonly caseId: string
  readonly caseReference: string
  readonly name: string
  readonly scans: number
  readonly bytes: number
  /** Number of secrets in custody for it. */
  readonly secrets: number
  /** Its label becomes void, because the dispatch stays here. */
  readonly labelVoid: boolean
  /** Why this case cannot go. */
  readonly refusal?: { readonly message: string; readonly next: string }
}

const goesTo = (handoverId: string, { stationId, name }: Pick<TrustedStation, 'stationId' | 'name'>): CaseEvent => ({
  kind: 'handedOver',
  handoverId,
  to: { stationId, name },
})
const hasOpenLabel = ({ facts }: CaseView): boolean => facts.label !== undefined && facts.manifest === undefined

const cardInPrinter: Failure<'card-in-printer'> = {
  code: 'card-in-printer',
  message: 'A card of this case is in the card printer, or may still be inside it.',
  next: 'Let the printer finish, or record on the page “Cards” what happened to the card. Then hand the case over.',
}

/** A card in the printer stays here, so its case must stay too. */
function findWhyNot(
  inPrinter: ReadonlySet<string>,
  caseId: string,
  view: CaseView,
  event: CaseEvent,
): Failure<GuardCode | 'card-in-printer'> | undefined {
  return findRefusal(view, event, undefined) ?? (inPrinter.has(caseId) ? cardInPrinter : undefined)
}

/** What would be handed over. Changes nothing. */
export async function lookAtSending({ desk }: HandoverDeps, caseIds: readonly string[]): Promise<WillGo[]> {
  const going: WillGo[] = []
  const inPrinter = listCasesInPrinter(desk)
  for (const caseId of caseIds) {
    const open = await desk.cases.get(caseId)
    if (!open) continue
    const { record, view } = open
    const scans = listEvidence(record).filter(({ keyId }) => desk.store.findKey('evidence', keyId) !== undefined)
    const refusal = findWhyNot(inPrinter, caseId, view, goesTo(desk.newId(), { stationId: '0'.repeat(32), name: '-' }))
    const { registrant, request } = view.facts
    going.push({
      caseId,
      caseReference: record.caseReference,
      name: registrant ? fullName(registrant) : (request?.registrantName ?? ''),
      scans: scans.length,
      bytes: scans.reduce((sum, { bytes }) => sum + bytes, 0),
      secrets: (await keptSecrets({ desk }, record)).length,
      labelVoid: hasOpenLabel(view),
      ...(refusal ? { refusal: { message: refusal.message, next: refusal.next } } : {}),
    })
  }
  return going
}

/** Moves custody. After this the cases are read-only here. */
export async function handOver(
  deps: HandoverDeps,
  chosen: readonly ChosenCase[],
  stationId: string,
): Promise<
  Result<Committed & { readonly handoverId: string }, CaseFailureCode | 'card-in-printer' | 'evidence-damaged' | 'not-trusted' | 'too-much'>
> {
  const { desk } = deps
  const station = await findTrusted(stationDeps(deps), stationId)
  if (!station.ok) return station
  if (chosen.length > MOST_CASES) return tooMuch
  const handoverId = desk.newId()
  const inPrinter = listCasesInPrinter(desk)
  const changes: { caseId: string; expectedSeq: number; events: CaseEvent[]; happened: true }[] = []
  const listed: Handover['cases'] = []
  let bytes = 0
  for (const { caseId, expectedSeq } of chosen) {
    const open = await desk.cases.get(caseId)
    if (!open) return noSuchCase
    const refusal = findWhyNot(inPrinter, caseId, open.view, goesTo(handoverId, station.value))
    if (refusal) return { ok: false, error: refusal }
    // Read before anything moves: a case whose scans cannot be read cannot go.
    const scans = await readScans(deps, open.record)
    if (!scans.ok) return scans
    bytes += scans.value.reduce((sum, scan) => sum + scan.bytes.length, 0)
    if (bytes > MOST_BYTES) return tooMuch
    const { label } = open.view.facts
    const events: CaseEvent[] = [
      ...(label && hasOpenLabel(open.view) ? [{ kind: 'labelVoided' as const, dispatchReference: label.dispatchReference }] : []),
      goesTo(handoverId, station.value),
    ]
    // The guard was asked above; the commit is refused if the case has changed since.
    changes.push({ caseId, expectedSeq, events, happened: true })
    listed.push({ caseId, caseReference: open.record.caseReference })
  }
  const row: Handover = {
    rev: 1,
    direction: 'out',
    handoverId,
    station: { stationId, name: station.value.name },
    at: desk.now().toISOString(),
    by: desk.agent.agentName,
    cases: listed,
  }
  const committed = await desk.cases.commitTogether(changes, [handoverRow(row)], 'cases-handed-over')
  return committed.ok ? ok({ ...committed.value, handoverId }) : committed
}

/** The bundle of a handover. It can be made again until the receipt arrives. */
export async function makeBundle(
  deps: HandoverDeps,
  handoverId: string,
): Promise<
  Result<
    { readonly fileName: string; readonly bytes: Uint8Array },
    FileFailureCode | 'evidence-damaged' | 'journal-damaged' | 'locked' | 'no-such-handover' | 'not-trusted' | 'nothing-outstanding'
  >
> {
  const { desk, vault, record } = deps
  const row = await findHandover(desk.store, 'out', handoverId)
  if (!row) return noSuchHandover
  const [station, own] = [await findTrusted(stationDeps(deps), row.station.stationId), await ownStation(stationDeps(deps))]
  if (!station.ok) return station
  if (!own.ok) return own
  const recipient = recipientFor(station.value)
  const { stationId, exchangeOrder: order } = station.value
  const content: BundlePart[] = []
  const secrets: { caseId: string; custodyId: string; kind: string; secret: string }[] = []
  const cases: CaseRecord[] = []
  for (const { caseId } of row.cases) {
    const open = await desk.cases.get(caseId)
    const custody = open?.view.facts.custody
    if (!open || custody?.state !== 'outstanding' || custody.handoverId !== handoverId) continue
    const gone = { ...open.record, events: open.record.events.slice(0, custody.seq) }
    cases.push(gone)
    const scans = await readScans(deps, gone)
    if (!scans.ok) return scans
    content.push(
      { kind: 'case', id: caseId, bytes: utf8(JSON.stringify(gone)) },
      ...scans.value.map(({ evidenceId, bytes }): BundlePart => ({ kind: 'evidence', id: evidenceId, bytes })),
    )
    for (const { custodyId, kind, secret } of await keptSecrets(deps, gone)) secrets.push({ caseId, custodyId, kind, secret })
  }
  if (cases.length === 0) return nothingOutstanding
  content.push(...settlementParts(deps, cases, row))
  const entries = await entriesOf(record, new Set(cases.map(({ caseId }) => caseId)))
  if (!entries.ok) return entries
  for (const { caseId } of cases) content.push({ kind: 'audit', id: caseId, bytes: utf8(JSON.stringify(entries.value.get(caseId) ?? [])) })
  const plain = utf8(JSON.stringify(secrets))
  content.push({ kind: 'secrets', id: handoverId, bytes: await sealTo(recipient, plain) })
  wipe(plain)
  const { size, code, note } = record.checkpoint()
  const bytes = await writeBundle(
    {
      handoverId,
      madeAt: desk.now().toISOString(),
      madeBy: row.by,
      practice: desk.practice,
      from: { stationId: own.value.stationId, name: own.value.name },
      to: { stationId, recipient, ...(order === undefined ? {} : { order }) },
      checkpoint: { size, code, note },
      cases: cases.map(({ caseId, caseReference }) => ({ caseId, caseReference })),
    },
    content,
    vault.deviceKey(),
  )
  return ok({ fileName: `handover-${row.at.slice(0, 10)}-${handoverId.slice(0, 8)}.age`, bytes })
}

/** Skips scans that were erased. A scan that should be there and does not read is a failure. */
async function readScans(
  { desk }: Pick<HandoverDeps, 'desk'>,
  record: CaseRecord,
): Promise<Result<{ readonly evidenceId: string; readonly bytes: Uint8Array }[], 'evidence-damaged'>> {
  const scans: { evidenceId: string; bytes: Uint8Array }[] = []
  for (const evidence of listEvidence(record)) {
    if (!desk.store.findKey('evidence', evidence.keyId)) continue
    const bytes = await readEvidence(desk, record.caseId, evidence)
    if (!bytes.ok) return scanDamaged
    scans.push({ evidenceId: evidence.evidenceId, bytes: bytes.value })
  }
  return ok(scans)
}

async function keptSecrets(
  { desk }: Pick<HandoverDeps, 'desk'>,
  record: CaseRecord,
): Promise<{ readonly custodyId: string; readonly kind: string; readonly secret: string }[]> {
  const kept = []
  for (const named of listSecrets(record)) {
    const secret = await desk.custody.get(named.custodyId)
    if (secret.ok) kept.push({ ...named, secret: secret.value })
  }
  return kept
}

/** The sender's audit entries of each case, unchanged: their hashes and signatures can be compared with an export of that record. */
async function entriesOf(
  record: HandoverDeps['record'],
  wanted: ReadonlySet<string>,
): Promise<Result<ReadonlyMap<string, unknown[]>, ReadFailureCode>> {
  const entries = new Map<string, unknown[]>()
  for await (const read of record.entries(0)) {
    if (!read.ok) return read
    const { caseRef } = read.value
    if (caseRef !== null && wanted.has(caseRef)) entries.set(caseRef, [...(entries.get(caseRef) ?? []), read.value])
  }
  return ok(entries)
}

/** Takes back the cases without a receipt. Two workstations may then have them; the screen warns first. */
export async function takeBack(
  { desk }: HandoverDeps,
  handoverId: string,
  reason: string,
): Promise<Result<Committed, CaseFailureCode | 'no-such-handover' | 'nothing-outstanding'>> {
  const row = await findHandover(desk.store, 'out', handoverId)
  if (!row) return noSuchHandover
  const changes = []
  for (const { caseId } of row.cases) {
    const open = await desk.cases.get(caseId)
    const custody = open?.view.facts.custody
    if (open && custody?.handoverId === handoverId && custody.state === 'outstanding')
      changes.push({ caseId, expectedSeq: open.record.events.length, events: [{ kind: 'handoverTakenBack' as const, handoverId }], reason })
  }
  return changes.length === 0 ? nothingOutstanding : desk.cases.commitTogether(changes, [], 'handover-taken-back')
}

/** The hash that a receipt must name for a case. */
export const headAsItWent = ({ record, view }: { readonly record: CaseRecord; readonly view: CaseView }): string =>
  headOf(record.events.slice(0, view.facts.custody?.seq))

const noSuchCase = err(
  'no-such-case',
  'One of these cases is not on this workstation. Nothing was handed over.',
  'Go back to the work list and choose again.',
)
export const noSuchHandover = err(
  'no-such-handover',
  'This workstation did not make this handover. Nothing was changed.',
  'Check whether the file belongs to another workstation.',
)
const nothingOutstanding = err(
  'nothing-outstanding',
  'No case of this handover is waiting for a receipt. Nothing was changed.',
  'Open the cases: each shows where it is now.',
)
const tooMuch = err(
  'too-much',
  'This is too much for one bundle: the limits are 50 cases and 256 MB of scans and pictures. Nothing was handed over.',
  'Hand them over in several bundles.',
)
const scanDamaged = err(
  'evidence-damaged',
  'A scan or picture of one of these cases cannot be read. Nothing was handed over.',
  'Open the case, attach the damaged scan again, then hand the case over.',
)
