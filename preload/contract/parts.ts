/** The shape of a channel, and shapes of messages that several channels share. Each capability is a file of this folder; `../contract.ts` puts them together. */
import { z } from 'zod'
import { recordedEvent } from '../../domain/case/events.ts'
import { editionSchema } from '../../domain/guidance/edition.ts'
import { randomId, shortText } from '../../domain/values.ts'
import { base64, sealedRow } from '../../domain/record/sealed-row.ts'
import { roles } from '../../domain/station/roles.ts'
import { type RoleRule } from '../../domain/station/roles.ts'

export { base64, sealedRow }

export const keyId = z.string().regex(/^[0-9a-f]{32}$/)
/** A key wrapped to the worker's ephemeral public key: it can be unwrapped in the worker only, and never extracted there. See `domain/record/worker-session.ts`. */
const wrappedKey = z.strictObject({
  keyId,
  purpose: z.enum(['records', 'case', 'evidence']),
  nonce: base64,
  wrapped: base64,
})
/** `mainPublicKey` is the other half of the agreement: P-256, uncompressed point. */
export const wrappedKeys = z.strictObject({ mainPublicKey: base64, keys: z.array(wrappedKey) })
export type WrappedKeys = z.infer<typeof wrappedKeys>

export const session = z.strictObject({ agentId: randomId, agentName: shortText, role: z.enum(roles), vaultId: z.string() })
export const unlocked = z.strictObject({
  session,
  /** The records key, in every version. Keys of cases and scans are asked for when they are needed. */
  keys: wrappedKeys,
  recordsKeyId: z.string(),
  lastSeq: z.number().int().nonnegative(),
  /** What this workstation adds to the editions that RA Desk brings. */
  editions: z.array(editionSchema),
  /** Rows that were changed by erasing at this sign-in: the page learns of them as it does of what a crash kept from it. */
  erasedRows: z.number().int().positive().optional(),
})
/** `time`: unlocked for as long as the policy allows. `page`: the page's process ended by itself. `database`: the page's database could not be opened or written. */
export const lockReason = z.enum(['asked', 'switch', 'idle', 'time', 'suspend', 'system-lock', 'page', 'closed', 'database'])
export const workerPublicKey = base64.max(200)
export const passphrase = z.string().min(1).max(1_024)

export const caseId = randomId
export const expectedSeq = z.number().int().nonnegative()
export const acted = { rows: z.array(sealedRow), recorded: z.array(recordedEvent), lastSeq: z.number().int() }

export const nothing = z.strictObject({})

/** A channel, declared once: names, roles, handlers, the client and the reference in `docs/` are derived from this. */
export interface ChannelRule<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType, Code extends string = string> {
  /** `always` answers before sign-in as well. */
  readonly when: 'always' | 'unlocked' | 'practice'
  /** What each role may do with it. */
  readonly roles: RoleRule
  readonly input: In
  readonly output: Out
  /** Every code that a failure may carry, beside those of the gate (`gateCodes`). */
  readonly codes: readonly Code[]
  /** Asked by checks, not by the agent: other checks do not stop for it. */
  readonly background?: true
  /** Gives someone a lasting power, signs a lasting statement, or lets something leave the workstation: the agent types their own passphrase again before it. */
  readonly lasting?: true
  /** Needs no case: is answered while the cases are still being opened. Others wait until they are. */
  readonly whileOpening?: true
}
export const channel = <In extends z.ZodType, Out extends z.ZodType, const Code extends string = never>(
  rule: ChannelRule<In, Out, Code>,
): ChannelRule<In, Out, Code> => rule
