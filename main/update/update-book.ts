/**
 * What this workstation knows of its updates: the highest version that it ever checked, and the installer that was started last. One sealed row
 * of the record: putting back an older one means putting back the record, which the high-water mark shows.
 */
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import { higherVersion, versionNumber } from '../../domain/update/version.ts'
import { instant, shortText } from '../../domain/values.ts'
import type { AuditNote, RecordFailureCode, RecordStore } from '../record/store.ts'

const TABLE = 'updates'
const ID = 'workstation'
const row = z.strictObject({
  rev: z.int().positive(),
  highest: versionNumber,
  started: z
    .strictObject({ version: versionNumber, from: versionNumber, file: z.string().max(100), at: instant, by: shortText })
    .exactOptional(),
})
type Row = z.infer<typeof row>
export type StartedUpdate = NonNullable<Row['started']>

export interface UpdateBook {
  readonly highest: string
  readonly started: StartedUpdate | undefined
  /** The highest version never falls. */
  keep(change: { readonly seen: string; readonly started?: StartedUpdate }, note: AuditNote): Promise<Result<unknown, RecordFailureCode>>
}

/** `installed`: version of the RA Desk that runs. */
export async function openUpdateBook(store: Pick<RecordStore, 'has' | 'read' | 'commit'>, installed: string): Promise<UpdateBook> {
  const kept = store.has(TABLE, ID) ? row.parse(await store.read(TABLE, ID, 'records')) : undefined
  const highest = higherVersion(kept?.highest ?? installed, installed)
  return {
    highest,
    started: kept?.started,
    keep({ seen, started = kept?.started }, note) {
      const value: Row = { rev: (kept?.rev ?? 0) + 1, highest: higherVersion(highest, seen), ...(started ? { started } : {}) }
      return store.commit([{ table: TABLE, id: ID, rev: value.rev, keyId: 'records', value }], note)
    },
  }
}
