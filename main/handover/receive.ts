/**
 * Takes cases over: the whole bundle is opened, verified and compared before anything is written. Then scans and secrets are sealed under
 * new keys of this vault, and one last frame adds the cases. Before that frame this workstation has none of them; after it, all.
 */
import { z } from 'zod'
import { readCaseRecord, type CaseRecord } from '../../domain/case/case.ts'
import { randomId } from '../../domain/values.ts'
import { foldFacts } from '../../domain/case/facts.ts'
import { arrivalWords, compareArrival, isTakenOver, type Arrival, type CopyHere } from '../../domain/handover/compare.ts'
import { listEvidence, rekey } from '../../domain/handover/rekey.ts'
import { findBase64, toBase64, toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { WrappedKeys } from '../../preload/contract.ts'
import { sha256 } from '../files/sha256.ts'
import { wipe } from '../vault/wipe.ts'
import { openWith } from './age-file.ts'
import { damaged, readBundle, type Bundle } from './bundle.ts'
import { caseInHandover, findHandover, handoverRow } from './handover-ledger.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'
import { findTrusted, handoverKey, type TrustedStation } from './stations.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import type { CaseFailureCode } from '../registration/case-store.ts'
import type { WrapFailureCode, VaultUseFailureCode } from '../vault/vault.ts'
import type { RecordFailureCode } from '../record/store.ts'

/** The size of a sealed piece, as in the page's worker. */
const PIECE_BYTES = 48 * 1024
const PIECES_A_FRAME = 40

export interface ComingCase {
  readonly record: CaseRecord
  readonly arrival: Arrival | 'uuid-taken'
  readonly message: string
}

export interface OpenedBundle {
  readonly bundle: Bundle
  readonly from: TrustedStation
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
    | FileFailureCode
    | 'bundle-damaged'
    | 'bundle-newer'
    | 'locked'
    | 'not-for-this-station'
    | 'not-signed'
    | 'not-trusted'
    | 'practice-differs'
    | 'unknown-guidance'
  >
> {
  const { desk, vault } = deps
  const key = await handoverKey(deps)
  if (!key.ok) return key
  const read = await readBundle(file, key.value)
  if (!read.ok) return read
  const { manifest } = read.value
  if (manifest.to.stationId !== vault.vaultId) return notForUs
  const from = await findTrusted(stationDeps(deps), manifest.from.stationId)
  if (!from.ok) return unknownSender
  if (!read.value.isSignedBy(findBase64(from.value.deviceKey)!)) return notSigned
  if (manifest.practice !== desk.practice) return practiceDiffers
  const cases: ComingCase[] = []
  for (const { caseId } of manifest.cases) {
    const record = readCase(read.value, caseId)
    if (!record) return damaged
    if (!desk.editions.find(record.edition)) return unknownGuidance
    const { custody, uuid } = foldFacts(record.events)
    if (custody?.state !== 'outstanding' || custody.handoverId !== manifest.handoverId || custody.station.stationId !== vault.vaultId)
      return damaged
    const arrival = compareArrival(await copyHere(desk, caseId), record.events)
    const taken = isTakenOver(arrival) && uuid !== undefined && (desk.cases.ownerOfUuid(uuid) ?? caseId) !== caseId
    cases.push(taken ? { record, arrival: 'uuid-taken', message: uuidTaken } : { record, arrival, message: arrivalWords[arrival] })
  }
  const repeated = (await findHandover(desk.store, 'in', manifest.handoverId)) !== undefined
  return ok({ bundle: read.value, from: from.value, cases, repeated })
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

export interface TakenOver {
  readonly handoverId: string
  readonly accepted: number
  readonly keys: WrappedKeys
  /** The page reads the rows after this sequence number. */
  readonly fromSeq: number
  readonly lastSeq: number
}

export async function takeOver(
  deps: HandoverDeps,
  file: Uint8Array,
): Promise<
  Result<
    TakenOver,
    | CaseFailureCode
    | WrapFailureCode
    | 'bundle-damaged'
    | 'bundle-newer'
    | 'not-for-this-station'
    | 'not-signed'
    | 'not-trusted'
    | 'nothing-to-take'
    | 'practice-differs'
    | 'secret-gone'
    | 'taken-over-before'
    | 'unknown-guidance'
    | 'write-failed'
  >
> {
  const { desk } = deps
  const looked = await lookAtBundle(deps, file)
  if (!looked.ok) return looked
  const { bundle, from, cases, repeated } = looked.value
  const { handoverId } = bundle.manifest
  const fromSeq = desk.store.lastSeq()
  const coming = repeated ? [] : cases.filter(({ arrival }) => arrival !== 'uuid-taken' && isTakenOver(arrival)).map(({ record }) => record)
  if (coming.length === 0) return repeated ? takenOverBefore : nothingToTake
  const secrets = await openSecrets(deps, bundle, coming)
  if (!secrets.ok) return secrets
  const put: string[] = []
  const keyIds: string[] = []
  const taken = await bring()
  if (!taken.ok) {
    // No case names these secrets. Those that cannot be destroyed now are destroyed at the next sign-in.
    for (const custodyId of put) await desk.custody.destroy(custodyId)
    return taken
  }
  const keys = deps.wrapKeys(keyIds)
  return keys.ok ? ok({ handoverId, accepted: coming.length, keys: keys.value, fromSeq, lastSeq: taken.value.lastSeq }) : keys

  async function bring(): Promise<
    Result<{ readonly lastSeq: number }, CaseFailureCode | VaultUseFailureCode | 'bundle-damaged' | 'secret-gone' | 'write-failed'>
  > {
    const sealed: CaseRecord[] = []
    for (const record of coming) {
      const evidence = await sealScans(deps, bundle, record)
      if (!evidence.ok) return evidence
      const { caseKeyId, byId } = evidence.value
      keyIds.push(caseKeyId, ...byId.values())
      const ids = new Map<string, string>()
      if (secrets.ok) {
        for (const { caseId, custodyId, kind, secret } of secrets.value) {
          if (caseId !== record.caseId) continue
          const kept = await desk.custody.put(kind, caseId, secret)
          if (!kept.ok) return kept
          put.push(kept.value.custodyId)
          ids.set(custodyId, kept.value.custodyId)
        }
      }
      sealed.push(readCaseRecord(rekey(record, { caseKeyId, evidence: byId, secrets: ids })))
    }
    const station = { stationId: from.stationId, name: from.name }
    const { checkpoint } = bundle.manifest
    return desk.cases.adopt(
      sealed,
      { kind: 'takenOver', handoverId, from: station },
      [
        handoverRow({
          rev: 1,
          direction: 'in',
          handoverId,
          station,
          at: desk.now().toISOString(),
          by: desk.agent.agentName,
          cases: coming.map(caseInHandover),
        }),
        ...sealed.map((record) => ({
          table: 'handed-records' as const,
          id: `${handoverId}:${record.caseId}`,
          rev: 1,
          keyId: record.keyId,
          value: {
            handoverId,
            from: station,
            checkpoint,
            entries: JSON.parse(new TextDecoder().decode(bundle.find('audit', record.caseId) ?? new Uint8Array([91, 93]))) as unknown,
          },
        })),
      ],
      'cases-taken-over',
    )
  }
}

const secretsShape = z.array(
  z.strictObject({
    caseId: randomId,
    custodyId: randomId,
    kind: z.enum(['passcode', 'puk', 'phone-code']),
    secret: z.string().regex(/^[0-9]{1,59}$/),
  }),
)

async function openSecrets(
  deps: HandoverDeps,
  bundle: Bundle,
  coming: readonly CaseRecord[],
): Promise<Result<z.infer<typeof secretsShape>, FileFailureCode | 'bundle-damaged' | 'locked'>> {
  const key = await handoverKey(deps)
  const inner = bundle.find('secrets', bundle.manifest.handoverId)
  if (!key.ok) return key
  if (!inner) return damaged
  const opened = await openWith(key.value, inner)
  if (!opened.ok) return damaged
  try {
    const wanted = new Set(coming.map(({ caseId }) => caseId))
    return ok(secretsShape.parse(JSON.parse(new TextDecoder().decode(opened.value))).filter(({ caseId }) => wanted.has(caseId)))
  } catch {
    return damaged
  } finally {
    wipe(opened.value)
  }
}

/** Seals the scans under keys of this vault, and destroys the keys that an interrupted take-over left. */
async function sealScans(
  { desk, vault, record: { journal } }: HandoverDeps,
  bundle: Bundle,
  record: CaseRecord,
): Promise<
  Result<
    { readonly caseKeyId: string; readonly byId: ReadonlyMap<string, string> },
    RecordFailureCode | VaultUseFailureCode | 'bundle-damaged' | 'write-failed'
  >
> {
  const { caseId } = record
  const here = await desk.cases.get(caseId)
  const kept = new Map(here ? listEvidence(here.record).map((evidence) => [evidence.evidenceId, evidence]) : [])
  const keptKeys = new Set([...kept.values()].map(({ keyId }) => keyId))
  const orphans = vault.keyring
    .list({ purpose: 'evidence', ownerId: caseId })
    .map(({ keyId }) => toHex(keyId))
    .filter((keyId) => !keptKeys.has(keyId))
  const cleared = await vault.keyring.destroy(orphans)
  if (!cleared.ok) return cleared
  const caseKey = desk.store.findCaseKey(caseId)
  const made = caseKey === undefined ? await desk.store.newKey('case', caseId) : ok({ keyId: caseKey })
  if (!made.ok) return made
  const byId = new Map<string, string>()
  for (const { evidenceId, sha256: digest, chunks } of listEvidence(record)) {
    const same = kept.get(evidenceId)
    if (same?.sha256 === digest && desk.store.findKey('evidence', same.keyId)) {
      byId.set(evidenceId, same.keyId)
      continue
    }
    const bytes = bundle.find('evidence', evidenceId)
    // It was erased before the handover.
    if (!bytes) continue
    if (toHex(sha256(bytes)) !== digest || Math.max(1, Math.ceil(bytes.length / PIECE_BYTES)) !== chunks) return damaged
    const key = await desk.store.newKey('evidence', caseId)
    if (!key.ok) return key
    byId.set(evidenceId, key.value.keyId)
    for (let first = 0; first < chunks; first += PIECES_A_FRAME) {
      const rows = []
      for (let index = first; index < Math.min(chunks, first + PIECES_A_FRAME); index += 1) {
        const id = `${evidenceId}:${index}`
        const before = await journal.findRow('chunks', id)
        const rev = (before.ok ? (before.value?.rev ?? 0) : 0) + 1
        const sealed = vault.seal(
          { table: 'chunks', recordId: id, rev, schema: 1, chunk: { index, count: chunks } },
          bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
          key.value.keyId,
        )
        if (!sealed.ok) return sealed
        rows.push({ table: 'chunks' as const, id, rev, env: toBase64(sealed.value) })
      }
      const stored = await desk.store.commitSealed(rows, { action: 'evidence-stored', caseId, detail: { pieces: rows.length } })
      if (!stored.ok) return stored
    }
  }
  return ok({ caseKeyId: made.value.keyId, byId })
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
const takenOverBefore = err(
  'taken-over-before',
  'This bundle was already taken over. Nothing was changed.',
  'Save its receipt again if the sender still needs it.',
)
const nothingToTake = err(
  'nothing-to-take',
  'Nothing in this bundle can be taken over. Nothing was changed.',
  'Read the note beside each case, and phone the sender.',
)
const uuidTaken =
  'Another case on this workstation has the same UUID. It is left unchanged: phone the other workstation and agree which one is right.'
