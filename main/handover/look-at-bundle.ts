/** Checks a bundle and finds what it would change. Writes nothing. */
import { type CaseRecord, readCaseRecord } from '../../domain/case/case.ts'
import { foldFacts } from '../../domain/case/facts.ts'
import { type Arrival, arrivalWords, compareArrival, type CopyHere, isTakenOver } from '../../domain/handover/compare.ts'
import { findJson } from '../../domain/find-json.ts'
import { findBase64 } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { noKeyFits, recipientOf } from './age-file.ts'
import { type Bundle, damaged, readBundle } from './bundle.ts'
import { findHandover } from './handover-ledger.ts'
import { type HandoverDeps, stationDeps } from './handover-deps.ts'
import { readSettlements } from './settlements.ts'
import { findTrusted, listOpeningKeys, type OpeningKey, type TrustedStation } from './stations.ts'

export interface ComingCase {
  readonly record: CaseRecord
  readonly arrival: Arrival | 'uuid-taken'
  readonly message: string
}

export interface OpenedBundle {
  readonly bundle: Bundle
  readonly from: TrustedStation
  /** The key that opened it. */
  readonly key: OpeningKey
  readonly cases: readonly ComingCase[]
  /** It was taken over before, so nothing more is done. */
  readonly repeated: boolean
}

/** Checks who made the bundle and that it is whole, and finds what it would change. Writes nothing. */
export async function lookAtBundle(
  deps: HandoverDeps,
  file: Uint8Array,
): Promise<
  Result<
    OpenedBundle,
    'bundle-damaged' | 'bundle-newer' | 'not-for-this-station' | 'not-signed' | 'not-trusted' | 'practice-differs' | 'unknown-guidance'
  >
> {
  const { desk, vault } = deps
  const opened = await openBundle(listOpeningKeys(deps), file)
  if (!opened.ok) return opened
  const { bundle, key } = opened.value
  const { manifest } = bundle
  if (manifest.to.stationId !== vault.vaultId) return notForUs
  const from = await findTrusted(stationDeps(deps), manifest.from.stationId)
  if (!from.ok) return unknownSender
  if (!bundle.isSignedBy(findBase64(from.value.deviceKey)!)) return notSigned
  if (key.stationId !== undefined && key.stationId !== from.value.stationId) return keyOfAnother
  if (manifest.to.recipient !== (await recipientOf(key.key))) return sealedAgain
  if (manifest.practice !== desk.practice) return practiceDiffers
  const cases: ComingCase[] = []
  for (const { caseId } of manifest.cases) {
    const record = readCase(bundle, caseId)
    if (!record || !readEntries(bundle, caseId) || !readSettlements(bundle, caseId)) return damaged
    if (!desk.editions.find(record.edition)) return unknownGuidance
    const { custody, uuid } = foldFacts(record.events)
    if (custody?.state !== 'outstanding' || custody.handoverId !== manifest.handoverId || custody.station.stationId !== vault.vaultId)
      return damaged
    const arrival = compareArrival(await copyHere(desk, caseId), record.events)
    const taken = isTakenOver(arrival) && uuid !== undefined && (desk.cases.ownerOfUuid(uuid) ?? caseId) !== caseId
    cases.push(taken ? { record, arrival: 'uuid-taken', message: uuidTaken } : { record, arrival, message: arrivalWords[arrival] })
  }
  const repeated = (await findHandover(desk.store, 'in', manifest.handoverId)) !== undefined
  return ok({ bundle, from: from.value, key, cases, repeated })
}

/** Tries one key after another: the beginning of the file does not say which one it was made for. */
async function openBundle(
  keys: readonly OpeningKey[],
  file: Uint8Array,
): Promise<Result<{ readonly bundle: Bundle; readonly key: OpeningKey }, 'bundle-damaged' | 'bundle-newer' | 'not-for-this-station'>> {
  for (const key of keys) {
    const read = await readBundle(file, key.key)
    if (read.ok) return ok({ bundle: read.value, key })
    if (read.error.code !== 'not-for-this-station') return read
  }
  return noKeyFits
}

async function copyHere({ cases }: Pick<HandoverDeps['desk'], 'cases'>, caseId: string): Promise<CopyHere | undefined> {
  const open = await cases.get(caseId)
  return open && { events: open.record.events, custody: open.view.facts.custody }
}

function readCase(bundle: Bundle, caseId: string): CaseRecord | undefined {
  const bytes = bundle.find('case', caseId)
  try {
    const record = bytes && readCaseRecord(JSON.parse(new TextDecoder().decode(bytes)))
    return record?.caseId === caseId && record.events.every(({ seq }, index) => seq === index + 1) ? record : undefined
  } catch {
    return undefined
  }
}

/** Entries of the sender's record about a case; none when the bundle brings none, `undefined` if they do not read. */
export function readEntries(bundle: Bundle, caseId: string): readonly unknown[] | undefined {
  const bytes = bundle.find('audit', caseId)
  const entries = bytes ? findJson(new TextDecoder().decode(bytes)) : []
  return Array.isArray(entries) ? (entries as readonly unknown[]) : undefined
}

const notForUs = err(
  'not-for-this-station',
  'This bundle was made for another workstation. Nothing was changed.',
  'Ask the sender to hand the cases over to this workstation.',
)
const unknownSender = err(
  'not-trusted',
  'This bundle comes from a workstation that is not trusted here. It was not used, and nothing was changed.',
  'Exchange station cards and compare fingerprints by phone first, then open it again.',
)
const notSigned = err(
  'not-signed',
  'This bundle is not signed by the workstation that it names. It was not used, and nothing was changed.',
  'Do not use it. Phone the sender, and tell your RA manager.',
)
const keyOfAnother = err(
  'not-signed',
  'This bundle was made for a key that this workstation gave to another sender. It was not used, and nothing was changed.',
  'Do not use it. Phone the sender, and tell your RA manager.',
)
const sealedAgain = err(
  'not-signed',
  'This bundle was encrypted again after its sender signed it. It was not used, and nothing was changed.',
  'Do not use it. Phone the sender, and tell your RA manager.',
)
const practiceDiffers = err(
  'practice-differs',
  'Practice cases and real cases are kept apart. Nothing was changed.',
  'Open the bundle on a workstation of the same kind.',
)
const unknownGuidance = err(
  'unknown-guidance',
  'A case in this bundle follows an edition of the guidance that this RA Desk does not have. Nothing was changed.',
  'Import that edition in Settings, or update RA Desk on this workstation. Then open the bundle again.',
)
const uuidTaken =
  'Another case on this workstation has the same UUID. It is left unchanged: phone the other workstation and agree which one is right.'
