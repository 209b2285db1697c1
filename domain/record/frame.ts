/** One frame of the journal: the sealed rows that one act changed, and its audit entry. */
import { z } from 'zod'
import { auditEntry } from './audit-entry.ts'

export const journalRow = z.strictObject({
  table: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,39}$/),
  /** Random id; for pieces of scans `<random id>:<number>`. Never anything that a person typed. */
  id: z.string().regex(/^[0-9a-zA-Z:-]{1,80}$/),
  rev: z.number().int().nonnegative(),
  /** Envelope in base64; null when the row is erased. */
  env: z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .nullable(),
})
export type JournalRow = z.infer<typeof journalRow>

export const frameBody = z.strictObject({
  rows: z.array(journalRow),
  audit: auditEntry.nullable(),
})
export type FrameBody = z.infer<typeof frameBody>
