/**
 * Erases one item in three steps, and finishes at the next sign-in if interrupted: first the plan is stored, then the keys are destroyed,
 * then one frame erases the rows and records the end. After the second step nothing can open the item again.
 */
import { z } from 'zod'
import { erasables, retained, type Retained } from '../../domain/retention/kinds.ts'
import type { RetainedItem } from '../../domain/retention/due.ts'
import type { RetentionSubject } from '../../domain/retention/subject.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../preload/contract.ts'
import { findCardFiles } from '../cards/card-files.ts'
import type { CaseStore } from '../registration/case-store.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import { isKeptTable, type KeptTable } from '../record/kept-tables.ts'
import { mainTables, type RecordStore, type RowToErase, type RowToSeal } from '../record/store.ts'

export const RETENTION_TABLE = 'retention'
const BEGUN = 'begun:'

const erasable = ['cases', 'chunks', ...mainTables] as const
type Erasable = Exclude<(typeof erasable)[number], KeptTable>
const rowName = z.strictObject({
  table: z.enum(erasable.filter((table): table is Erasable => !isKeptTable(table))),
  id: z.string(),
})
/** The plan: enough to finish when the case can no longer be opened. */
const begun = z.strictObject({
  caseId: z.string(),
  caseReference: z.string(),
  what: z.enum(retained),
  keyIds: z.array(z.string()),
  rows: z.array(rowName),
  evidenceIds: z.array(z.string()),
  attempt: z.number().int().positive().optional(),
  manifests: z.array(z.strictObject({ dispatchReference: z.string(), position: z.number().int() })),
  days: z.number().int(),
  countedFrom: z.string(),
})
type Begun = z.infer<typeof begun>

type ManifestPlace = RetentionSubject['manifests'][number]

export interface EraseDeps {
  readonly store: RecordStore
  readonly cases: Pick<CaseStore, 'get' | 'commitTogether' | 'forget'>
  /** What the card registry keeps of the cards of a case that is erased. */
  readonly keptCardsOf: (caseId: string) => RowToSeal | undefined
  /** By which marks the person of a case that is erased can still be found; nothing readable. */
  readonly keptPersonOf: (caseId: string) => Promise<RowToSeal | undefined>
  /** The manifest without this item; `undefined` if there is nothing to change. */
  readonly withoutItem: (item: ManifestPlace) => Promise<RowToSeal | undefined>
}

export interface Erased {
  readonly caseId: string
  readonly what: Retained
  readonly rows: readonly SealedRow[]
  readonly lastSeq: number
}

const wordOf = { documents: 'documents', photographs: 'photographs', passcode: 'passcode', case: 'whole-case' } as const

export async function eraseItem(deps: EraseDeps, item: RetainedItem, subject: RetentionSubject): Promise<Result<Erased, CaseFailureCode>> {
  const plan = await planOf(deps, item, subject)
  const kept = item.what === 'case' ? [deps.keptCardsOf(item.caseId), await deps.keptPersonOf(item.caseId)] : []
  const noted = await deps.store.commit(
    [
      { table: RETENTION_TABLE, id: idOf(plan), rev: await nextRev(deps.store, idOf(plan)), keyId: 'records', value: plan },
      ...kept.filter((row) => row !== undefined),
    ],
    {
      action: `erasure-begun ${wordOf[item.what]}`,
      caseId: item.caseId,
      detail: { evidenceIds: plan.evidenceIds, keys: plan.keyIds.length, days: item.days, countedFrom: item.countedFrom },
    },
  )
  if (!noted.ok) return noted
  return finish(deps, plan)
}

export const isErasureInterrupted = (store: Pick<RecordStore, 'ids'>): boolean =>
  store.ids(RETENTION_TABLE).some((id) => id.startsWith(BEGUN))

/** Finishes interrupted erasures, the oldest first. */
export async function* finishErasures(deps: EraseDeps): AsyncGenerator<Result<Erased, CaseFailureCode>> {
  for (const id of deps.store.ids(RETENTION_TABLE)) {
    if (!id.startsWith(BEGUN)) continue
    const plan = begun.safeParse(await deps.store.read(RETENTION_TABLE, id, 'records'))
    if (plan.success) yield finish(deps, plan.data)
  }
}

async function finish(deps: EraseDeps, plan: Begun): Promise<Result<Erased, CaseFailureCode>> {
  const destroyed = await deps.store.destroyKeys(plan.keyIds)
  if (!destroyed.ok) return destroyed
  const erased = await eraseRows(deps, plan)
  return erased.ok ? ok({ caseId: plan.caseId, what: plan.what, rows: erased.value.rows, lastSeq: erased.value.lastSeq }) : erased
}

type ErasedRows = Pick<Erased, 'rows' | 'lastSeq'>

async function eraseRows(deps: EraseDeps, plan: Begun): Promise<Result<ErasedRows, CaseFailureCode>> {
  const { store, cases, withoutItem } = deps
  const rows: (RowToSeal | RowToErase)[] = [...plan.rows, { table: RETENTION_TABLE, id: idOf(plan) } as const].map((row) => ({
    ...row,
    erase: true,
  }))
  if (plan.what === 'case') {
    for (const manifest of plan.manifests) {
      const without = await withoutItem(manifest)
      if (without) rows.push(without)
    }
    const gone = await store.commit(rows, {
      action: 'case-erased',
      caseId: plan.caseId,
      detail: { caseReference: plan.caseReference, days: plan.days, countedFrom: plan.countedFrom },
    })
    if (gone.ok) cases.forget(plan.caseId)
    return gone
  }
  const open = await cases.get(plan.caseId)
  if (!open) return store.commit(rows, { action: `erased ${wordOf[plan.what]}`, caseId: plan.caseId })
  const { what, evidenceIds, days, countedFrom, attempt } = plan
  const committed = await cases.commitTogether(
    [
      {
        caseId: plan.caseId,
        expectedSeq: open.record.events.length,
        opened: open,
        happened: true,
        events: [
          {
            kind: 'erased',
            what: erasables.find((one) => one === what)!,
            evidenceIds,
            days,
            countedFrom,
            ...(attempt === undefined ? {} : { attempt }),
          },
        ],
      },
    ],
    rows,
    `erased ${wordOf[what]}`,
  )
  // An agent may have recorded something in the meantime.
  const isOvertaken = !committed.ok && (await store.revOf('cases', plan.caseId)) !== open.rev
  return isOvertaken ? eraseRows(deps, plan) : committed
}

const idOf = ({ caseId, what }: Pick<Begun, 'caseId' | 'what'>): string => `${BEGUN}${caseId}:${what}`
const nextRev = async (store: RecordStore, id: string): Promise<number> => ((await store.revOf(RETENTION_TABLE, id)) ?? 0) + 1

async function planOf({ store }: EraseDeps, { what, days, countedFrom }: RetainedItem, subject: RetentionSubject): Promise<Begun> {
  const { caseId, caseReference, passcode } = subject
  const base = { caseId, caseReference, what, days, countedFrom, manifests: [], evidenceIds: [] }
  if (what === 'documents' || what === 'photographs') {
    const evidence = await ownEvidence(store, caseId, subject[what])
    return {
      ...base,
      keyIds: ownKeys(store, caseId, evidence),
      evidenceIds: evidence.map(({ evidenceId }) => evidenceId),
      rows: piecesOf(evidence),
    }
  }
  if (what === 'passcode') {
    if (!passcode) throw new Error('a passcode is due that the case does not have')
    const keyIds = await Promise.all(passcode.custodyIds.map((id) => store.keyIdOf('secrets', id)))
    return {
      ...base,
      attempt: passcode.attempt,
      keyIds: keyIds.filter((id) => id !== undefined),
      rows: passcode.custodyIds.map((id) => ({ table: 'secrets', id })),
    }
  }
  const evidence = await ownEvidence(store, caseId, [...subject.documents, ...subject.photographs])
  return {
    ...base,
    manifests: [...subject.manifests],
    keyIds: store.keysOf(caseId).map(({ keyId }) => keyId),
    evidenceIds: evidence.map(({ evidenceId }) => evidenceId),
    rows: [
      { table: 'cases', id: caseId },
      { table: 'case-lines', id: caseId },
      ...piecesOf(evidence),
      ...subject.secretIds.flatMap((id) =>
        [{ table: 'secrets', id } as const, { table: 'card-steps', id } as const].filter(({ table }) => store.has(table, id)),
      ),
      ...findCardFiles(store, caseId, subject.attempts),
    ],
  }
}

type Scans = RetentionSubject['documents']

/** Of scans and pictures that are there, and are of this case: no other key is destroyed with it, whatever its events say. */
const ownKeys = (store: RecordStore, caseId: string, evidence: Scans): string[] => [
  ...new Set(evidence.map(({ keyId }) => keyId).filter((keyId) => store.findKey('evidence', keyId)?.ownerId === caseId)),
]

/** What is sealed under a key of another case, or under another key than this case says, is not this case's: its pieces stay. */
async function ownEvidence(store: RecordStore, caseId: string, evidence: Scans): Promise<Scans> {
  const own: Scans[number][] = []
  for (const one of evidence) {
    const owner = store.findKey('evidence', one.keyId)?.ownerId ?? caseId
    const sealedWith = (await store.keyIdOf('chunks', `${one.evidenceId}:0`)) ?? one.keyId
    if (owner === caseId && sealedWith === one.keyId) own.push(one)
  }
  return own
}

const piecesOf = (evidence: RetentionSubject['documents']) =>
  evidence.flatMap(({ evidenceId, chunks }) =>
    Array.from({ length: chunks }, (_, index) => ({ table: 'chunks' as const, id: `${evidenceId}:${index}` })),
  )
