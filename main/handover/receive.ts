/**
 * Takes cases over: the whole bundle is opened, verified and compared before anything is written. Then scans and secrets are sealed under
 * new keys of this vault, and one last frame adds the cases. Before that frame this workstation has none of them; after it, all.
 */
import { z } from 'zod'
import { type CaseRecord, readCaseRecord } from '../../domain/case/case.ts'
import { randomId } from '../../domain/values.ts'
import { isTakenOver } from '../../domain/handover/compare.ts'
import { rekey } from '../../domain/handover/rekey.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { WrappedKeys } from '../../preload/contract.ts'
import { wipe } from '../vault/wipe.ts'
import { openWith } from './age-file.ts'
import { damaged } from './bundle.ts'
import { caseInHandover, handoverRow } from './handover-ledger.ts'
import type { HandoverDeps } from './handover-deps.ts'
import { destroyOlderKeys } from './exchange-keys.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import type { VaultUseFailureCode, WrapFailureCode } from '../vault/vault.ts'
import { lookAtBundle, readEntries, type OpenedBundle } from './look-at-bundle.ts'
import { sealScans } from './seal-scans.ts'
import { comingSettlements } from './settlements.ts'

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
  const { bundle, cases, repeated } = looked.value
  const { handoverId } = bundle.manifest
  const fromSeq = desk.store.lastSeq()
  const coming = repeated ? [] : cases.filter(({ arrival }) => arrival !== 'uuid-taken' && isTakenOver(arrival)).map(({ record }) => record)
  if (coming.length === 0) return repeated ? takenOverBefore : nothingToTake
  const secrets = await openSecrets(looked.value, coming)
  if (!secrets.ok) return secrets
  const put: string[] = []
  const keyIds: string[] = []
  const taken = await adoptCases(deps, { opened: looked.value, coming, secrets: secrets.value, put, keyIds })
  if (!taken.ok) {
    // No case names these secrets. Those that cannot be destroyed now are destroyed at the next sign-in.
    for (const custodyId of put) await desk.custody.destroy(custodyId)
    return taken
  }
  // Keys that cannot be destroyed now are destroyed at the next sign-in, because the ledger names the key that opened this bundle.
  await destroyOlderKeys({ vault: deps.vault, store: desk.store }, looked.value.from.stationId)
  const keys = deps.wrapKeys(keyIds)
  return keys.ok ? ok({ handoverId, accepted: coming.length, keys: keys.value, fromSeq, lastSeq: taken.value.lastSeq }) : keys
}

interface Coming {
  readonly opened: OpenedBundle
  readonly coming: readonly CaseRecord[]
  readonly secrets: readonly ComingSecret[]
  /** Gets the id of every secret that is put into custody, so that all can be destroyed if the cases are not adopted. */
  readonly put: string[]
  /** Gets the id of every key of the cases and their scans. */
  readonly keyIds: string[]
}

/** Seals scans and secrets under keys of this vault, then adds all cases in one frame. */
async function adoptCases(
  deps: HandoverDeps,
  { opened, coming, secrets, put, keyIds }: Coming,
): Promise<
  Result<{ readonly lastSeq: number }, CaseFailureCode | VaultUseFailureCode | 'bundle-damaged' | 'secret-gone' | 'write-failed'>
> {
  const { desk } = deps
  const { bundle, from } = opened
  const { handoverId } = bundle.manifest
  const sealed: CaseRecord[] = []
  for (const record of coming) {
    const evidence = await sealScans(deps, bundle, record)
    if (!evidence.ok) return evidence
    const { caseKeyId, byId } = evidence.value
    keyIds.push(caseKeyId, ...byId.values())
    const ids = new Map<string, string>()
    for (const { caseId, custodyId, kind, secret } of secrets) {
      if (caseId !== record.caseId) continue
      const kept = await desk.custody.put(kind, caseId, secret)
      if (!kept.ok) return kept
      put.push(kept.value.custodyId)
      ids.set(custodyId, kept.value.custodyId)
    }
    sealed.push(readCaseRecord(rekey(record, { caseKeyId, evidence: byId, secrets: ids })))
  }
  const station = { stationId: from.stationId, name: from.name }
  const rows = receivedRows(deps, opened, coming, sealed)
  return desk.windDown.book.takeSettlements(comingSettlements(bundle, coming), (settlements) =>
    desk.cases.adopt(sealed, { kind: 'takenOver', handoverId, from: station }, [...rows, ...settlements], 'cases-taken-over'),
  )
}

/** The line of the handover ledger, and the entries of the sender's record about each case. */
function receivedRows(
  { desk }: HandoverDeps,
  { bundle, from, key }: OpenedBundle,
  coming: readonly CaseRecord[],
  sealed: readonly CaseRecord[],
) {
  const { handoverId, checkpoint, to } = bundle.manifest
  const station = { stationId: from.stationId, name: from.name }
  return [
    handoverRow({
      rev: 1,
      direction: 'in',
      handoverId,
      station,
      at: desk.now().toISOString(),
      by: desk.agent.agentName,
      openedWith: key.keyId,
      ...(to.order === undefined ? {} : { senderHas: to.order }),
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
        entries: readEntries(bundle, record.caseId) ?? [],
      },
    })),
  ]
}

/** The secrets of the cases, as the bundle has them. */
const secretsShape = z.array(
  z.strictObject({
    caseId: randomId,
    custodyId: randomId,
    kind: z.enum(['passcode', 'puk', 'phone-code']),
    secret: z.string().regex(/^[0-9]{1,59}$/),
  }),
)

type ComingSecret = z.infer<typeof secretsShape>[number]

async function openSecrets(
  { bundle, key }: OpenedBundle,
  coming: readonly CaseRecord[],
): Promise<Result<z.infer<typeof secretsShape>, 'bundle-damaged'>> {
  const inner = bundle.find('secrets', bundle.manifest.handoverId)
  if (!inner) return damaged
  const opened = await openWith(key.key, inner)
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
