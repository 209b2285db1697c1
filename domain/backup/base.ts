/** What this computer remembers of a whole backup that it made: enough to write, and to test, only what changed since. */
import { z } from 'zod'
import { instant } from '../values.ts'
import { baseOfBackup } from './lines.ts'

const whole = z.number().int().nonnegative()
const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

export const baseBackup = baseOfBackup.extend({
  bytes: whole,
  /** SHA-256 of both ends of the file: whether it is still the one that was written. */
  ends: hex32,
  appVersion: z.string().max(40),
  keyVersion: z.number().int().positive(),
  recipients: z.array(z.string().max(100)).max(4),
  /** Bytes of the list of destroyed keys when it was made. */
  destroyed: whole,
  limits: hex32,
  /** Id of the newest key in it; absent if it has none. */
  lastKey: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .exactOptional(),
  /** Number of the newest row in the record. */
  lastRow: whole,
  cases: whole,
  leftInCustody: whole,
  /** The record as far as it is in there: leaf of the last entry, and roots of the complete subtrees. */
  record: z.strictObject({ prev: hex32, complete: z.array(hex32).max(64) }),
  /** The last time that it was restored whole in a test, and the scans that opened when it was restored alone. */
  tested: z.strictObject({ at: instant, scans: whole }).exactOptional(),
})
export type BaseBackup = z.infer<typeof baseBackup>

/** How many are remembered: sticks may be used in turn. */
export const BASES_KEPT = 4
