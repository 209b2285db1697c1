/** The receipt: the receiver signs a hash over the events of each case that it has. Only then does the sender destroy its secrets. */
import { z } from 'zod'
import { instant, randomId } from '../../domain/values.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import type { Committed } from '../registration/stored-cases.ts'
import type { CaseChange } from '../registration/extend-case.ts'
import { findHandover, headHash } from './handover-ledger.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'
import { headAsItWent, noSuchHandover } from './send.ts'
import { readSigned, writeSigned } from '../vault/signed-file.ts'
import { findTrusted } from './stations.ts'

const KIND = 'handover-receipt'
const receiptShape = z.strictObject({
  version: z.literal(1),
  handoverId: randomId,
  from: z.string(),
  by: z.string(),
  acceptedAt: instant,
  cases: z.array(z.strictObject({ caseId: randomId, head: headHash })).min(1),
})

/** The same take-over always gives the same receipt, so it can be made again. */
export async function makeReceipt(
  { desk, vault }: HandoverDeps,
  handoverId: string,
): Promise<Result<{ readonly fileName: string; readonly bytes: Uint8Array }, 'no-such-handover'>> {
  const row = await findHandover(desk.store, 'in', handoverId)
  if (!row)
    return err(
      'no-such-handover',
      'This workstation did not take over this bundle. Nothing was saved.',
      'Open the bundle and take it over first.',
    )
  const receipt: z.infer<typeof receiptShape> = {
    version: 1,
    handoverId,
    from: row.station.stationId,
    by: vault.vaultId,
    acceptedAt: row.at,
    cases: row.cases.map(({ caseId, head }) => ({ caseId, head: head! })),
  }
  return ok({
    fileName: `receipt-${row.at.slice(0, 10)}-${handoverId.slice(0, 8)}.json`,
    bytes: writeSigned(KIND, receipt, vault.deviceKey()),
  })
}

/** Custody is now the other workstation's, and the secrets that it has are destroyed here. A receipt that was read before changes nothing. */
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
  const { handoverId, from, by, acceptedAt, cases } = receipt.value
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
  if (changes.length === 0) return ok({ rows: [], recorded: [], lastSeq: desk.store.lastSeq(), handoverId, receipted: 0 })
  const committed = await desk.cases.commitTogether(changes, [], 'handover-receipted')
  if (!committed.ok) return committed
  for (const { caseId } of changes) {
    // Secrets that cannot be destroyed now are destroyed at the next sign-in, because the case records that they have gone.
    for (const custodyId of (await desk.cases.get(caseId))?.view.facts.custody?.secrets ?? []) await desk.custody.destroy(custodyId)
  }
  return ok({ ...committed.value, handoverId, receipted: changes.length })
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
