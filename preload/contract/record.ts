/** Looking is an act as well: what is opened is noted by `main` before it is shown. And the record of all that, to look at, check and export. */
import { z } from 'zod'
import { instant, randomId } from '../../domain/values.ts'
import { caseId, channel, nothing } from './parts.ts'

const size = z.number().int().nonnegative()
const entry = z.strictObject({
  seq: size,
  time: instant,
  agentId: z.string(),
  action: z.string(),
  caseId: z.string().optional(),
  /** By the agent's own key. */
  signed: z.boolean(),
})
export type RecordEntry = z.infer<typeof entry>
const checkpoint = z.strictObject({ size, code: z.string(), at: instant, why: z.string() })

export const recordChannels = {
  'case.open': channel('unlocked', z.strictObject({ caseId }), nothing),
  'evidence.open': channel('unlocked', z.strictObject({ evidenceId: randomId, keyId: z.string().regex(/^[0-9a-f]{32}$/) }), nothing),

  /** Entries from a number on, oldest first. */
  'record.entries': channel(
    'unlocked',
    z.strictObject({ fromSeq: size, limit: z.number().int().min(1).max(2_000) }),
    z.strictObject({
      entries: z.array(entry),
      size,
      agents: z.array(z.strictObject({ agentId: z.string(), name: z.string() })),
    }),
  ),
  /** Reads the whole record back from the disk and checks it. */
  'record.verify': channel(
    'unlocked',
    nothing,
    z.strictObject({
      size,
      code: z.string(),
      signed: size,
      checkpoints: size,
      lastCheckpoint: checkpoint.optional(),
      milliseconds: z.number(),
      clock: z.strictObject({ steps: size, last: z.strictObject({ time: instant, action: z.string() }).optional() }),
    }),
  ),
  /** A code from a manifest, a release sheet or a backup, as it was typed. */
  'record.compare': channel(
    'unlocked',
    z.strictObject({ typed: z.string().max(80) }),
    z.strictObject({
      result: z.enum(['same', 'different', 'longer']),
      size,
      recordSize: size,
      /** When the last entry was made that the code stands for. */
      at: instant.optional(),
    }),
  ),
  'record.export': channel('unlocked', nothing, z.strictObject({ savedAs: z.string(), size, code: z.string() })),
} as const
