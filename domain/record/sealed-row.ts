/** Rows as the record and the database in the page store them: sealed, so that nothing in a row can be read without its key. */
import { z } from 'zod'

/** Tables whose rows the page receives. Rows of every other table stay in `main`. */
const sharedTables = ['cases', 'chunks', 'manifests', 'station'] as const

export const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** One sealed row of a shared table. `env` is its envelope in base64, null for an erased row. */
export const sealedRow = z.strictObject({
  table: z.enum(sharedTables),
  id: z.string().max(80),
  rev: z.number().int().positive(),
  env: base64.max(400_000).nullable(),
})
export type SealedRow = z.infer<typeof sealedRow>
