/** The receipt: the receiver signs a hash over the events of each case that it has. Only then does the sender destroy its secrets. */
import { z } from 'zod'
import { instant, randomId } from '../../domain/values.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import type { Committed } from '../registration/stored-cases.ts'
import type { CaseChange } from '../registration/extend-case.ts'
import { recipientOf } from './age-file.ts'
import { nextExchangeKey } from './exchange-keys.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import type { RecordFailureCode, RowToSeal } from '../record/store.ts'
import { findHandover, headHash } from './handover-ledger.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'
import { headAsItWent, noSuchHandover } from './send.ts'
import { readSigned, writeSigned } from '../vault/signed-file.ts'
import { findTrusted, nextKeyShape, rowWithNewerKey } from './stations.ts'

const KIND = 'handover-receipt'
const receiptShape = z.strictObject({
  version: z.literal(1),
  handoverId: randomId,
  from: z.string(),
  by: z.string(),
  acceptedAt: instant,
  cases: z.array(z.strictObject({ caseId: randomId, head: headHash })).min(1),
  /** The key for the sender's next bundle. Absent in receipts of an RA Desk that did not make one, and for a sender that is not trusted. */
  nextKey: nextKeyShape.optional(),
})

/** It can be made again as often as needed: it says the same of the cases, and brings the key that is the newest then. */
export async function makeReceipt(
  deps: HandoverDeps,
  handoverId: string,
): Promise<Result<{ readonly fileName: string; readonly bytes: Uint8Array }, FileFailureCode | 'locked' | 'no-such-handover'>> {
  const { desk, vault } = deps
  const row = await findHandover(desk.store, 'in', handoverId)
  if (!row)
    return err(
      'no-such-handover',
      'This workstation did not take over this bundle. Nothing was saved.',
      'Open the bundle and take it over first.',
    )
  const sender = row.station.stationId
  const next = (await findTrusted(desk, sender)).ok ? await nextExchangeKey({ vault, store: desk.store, now: desk.now }, sender) : undefined
  if (next && !next.ok) return next
  const receipt: z.infer<typeof receiptShape> = {
    version: 1,
    handoverId,
    from: sender,
    by: vault.vaultId,
    acceptedAt: row.at,
    cases: row.cases.map(({ caseId, head }) => ({ caseId, head: head! })),
    ...(next ? { nextKey: { recipient: await recipientOf(next.value.key), order: next.value.order } } : {}),
  }
  return ok({
    fileName: `receipt-${row.at.slice(0, 10)}-${handoverId.slice(0, 8)}.json`,
    bytes: writeSigned(KIND, receipt, vault.deviceKey()),
  })
}

/**
 * Custody is now the other workstation's, the secrets that it has are destroyed here, and the next bundle is made for the key that the
 * receipt brings. A receipt that was read before changes nothing.
 */
export async function acceptReceipt(
  deps: HandoverDeps,
  bytes: Uint8Array,
): Promise<
  Result<
    Committed & { readonly handoverId: string; readonly receipted: number },
    CaseFailureCode | 'no-such-handover' | 'not-a-receipt' | 'not-trusted' | 'receipt-differs'
  >
> {
  const { desk, vault } = deps
  const receipt = readSigned(KIND, bytes, receiptShape)
  if (!receipt) return notAReceipt
  const { handoverId, from, by, acceptedAt, cases, nextKey } = receipt.value
  const row = from === vault.vaultId ? await findHandover(desk.store, 'out', handoverId) : undefined
  if (!row || row.station.stationId !== by) return noSuchHandover
  const station = await findTrusted(stationDeps(deps), by)
  if (!station.ok) return station
  if (!receipt.isSignedBy(station.value.deviceKey)) return notAReceipt
  const changes: CaseChange[] = []
  for (const { caseId, head } of cases) {
    if (!row.cases.some((one) => one.caseId === caseId)) return otherCases
    const open = await desk.cases.get(caseId)
    const custody = open?.view.facts.custody
    // Erased here, receipted before, or handed over again since.
    if (!open || !custody || custody.handoverId !== handoverId || custody.state === 'gone' || custody.state === 'here') continue
    if (headAsItWent(open) !== head) return otherCases
    changes.push({ caseId, expectedSeq: open.record.events.length, events: [{ kind: 'handoverReceipted', handoverId, acceptedAt }] })
  }
  const rows = [rowWithNewerKey(station.value, nextKey)].filter((row) => row !== undefined)
  if (changes.length === 0) return keepKeyAlone(deps, rows, handoverId)
  const committed = await desk.cases.commitTogether(changes, rows, 'handover-receipted')
  if (!committed.ok) return committed
  for (const { caseId } of changes) {
    // Secrets that cannot be destroyed now are destroyed at the next sign-in, because the case records that they have gone.
    for (const custodyId of (await desk.cases.get(caseId))?.view.facts.custody?.secrets ?? []) await desk.custody.destroy(custodyId)
  }
  return ok({ ...committed.value, handoverId, receipted: changes.length })
}

/** Of a receipt that says nothing new of its cases: it was saved again, or its cases are elsewhere by now. */
async function keepKeyAlone(
  { desk }: HandoverDeps,
  rows: readonly RowToSeal[],
  handoverId: string,
): Promise<Result<Committed & { readonly handoverId: string; readonly receipted: number }, RecordFailureCode>> {
  if (rows.length > 0) {
    const kept = await desk.store.commit(rows, { action: 'handover-key-read', detail: { handoverId } })
    if (!kept.ok) return kept
  }
  return ok({ rows: [], recorded: [], lastSeq: desk.store.lastSeq(), handoverId, receipted: 0 })
}

const notAReceipt = err(
  'not-a-receipt',
  'This is not a receipt from the workstation that has the cases, or it was altered. Nothing was changed or deleted.',
  'Ask the other workstation to save its receipt again.',
)
const otherCases = err(
  'receipt-differs',
  'This receipt does not match what was handed over. Nothing was changed or deleted.',
  'Phone the other workstation, and tell your RA manager.',
)
