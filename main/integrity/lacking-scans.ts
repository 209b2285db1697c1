/** The scans that the record lacks pieces of, each with what the cases say of it. */
import type { Evidence } from '../../domain/values.ts'
import { listEvidence } from '../../domain/evidence.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import type { LatestRow } from '../record/journal-rows.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'
import type { CaseStore } from '../registration/case-store.ts'

export interface LackingPiece {
  readonly id: string
  readonly rev: number
}

/** A scan as a case names it. */
export interface NamedScan {
  readonly evidence: Evidence
  readonly caseId: string
  readonly caseReference: string
}

export interface LackingScan {
  readonly pieces: readonly LackingPiece[]
  /** Pieces of the whole scan. */
  readonly count: number
  /** Absent when no case names the scan: the app ended between storing it and attaching it. */
  readonly named?: NamedScan
}

export interface LackingScansDeps {
  readonly record: { readonly journal: Pick<VaultRecord['journal'], 'ids'> }
  readonly store: Pick<RecordStore, 'ids' | 'findKey'>
  readonly cases: Pick<CaseStore, 'get'>
}

export async function groupByScan(deps: LackingScansDeps, lacking: readonly LatestRow[]): Promise<LackingScan[]> {
  if (lacking.length === 0) return []
  const named = await findNames(deps)
  const known = Map.groupBy(deps.record.journal.ids(SCANS_TABLE), scanOf)
  return [...Map.groupBy(lacking, ({ id }) => scanOf(id))].flatMap(([id, rows]): LackingScan[] => {
    const found = named.get(id)
    // A piece sealed with a destroyed key is noise wherever it is, so it is not missing.
    if (found !== undefined && deps.store.findKey('evidence', found.evidence.keyId) === undefined) return []
    const pieces = rows.map(({ id: piece, rev }) => ({ id: piece, rev }))
    return [{ pieces, count: found?.evidence.chunks ?? known.get(id)?.length ?? 0, ...(found === undefined ? {} : { named: found }) }]
  })
}

async function findNames({ store, cases }: LackingScansDeps): Promise<ReadonlyMap<string, NamedScan>> {
  const names = new Map<string, NamedScan>()
  for (const caseId of store.ids('cases')) {
    const open = await cases.get(caseId)
    if (open)
      for (const evidence of listEvidence(open.record))
        names.set(evidence.evidenceId, { evidence, caseId, caseReference: open.record.caseReference })
  }
  return names
}

const scanOf = (id: string): string => id.slice(0, id.lastIndexOf(':'))
