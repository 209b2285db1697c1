/** How the audit record stands: enough to go on from there without reading it. */
import { z } from 'zod'

export const auditState = z.strictObject({
  size: z.number().int().nonnegative(),
  /** Leaf hash of the last entry, hexadecimal. */
  prev: z.string(),
  /** Roots of the complete subtrees, largest first, hexadecimal. */
  complete: z.array(z.string()),
  /** What the record knows of the clock. */
  clock: z.strictObject({
    latest: z.string(),
    steps: z.number().int().nonnegative(),
    last: z.strictObject({ time: z.string(), timeZone: z.string().exactOptional() }).exactOptional(),
    lastStep: z.strictObject({ time: z.string(), action: z.string() }).exactOptional(),
  }),
})
export type AuditState = z.infer<typeof auditState>
