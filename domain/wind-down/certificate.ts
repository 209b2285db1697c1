/**
 * The nothing-left certificate: what a campaign was about, what was settled and how, and the checkpoint of the record that shows it. The
 * agent and the workstation sign the same bytes. `tools/verify-record.mjs` checks it against an exported record without RA Desk.
 */
import { z } from 'zod'
import { undoKinds } from '../case/to-undo.ts'
import { instant, randomId, shortText } from '../values.ts'
import { campaignChoice } from './campaign.ts'

export const CERTIFICATE_KIND = 'nothing-left'
const count = z.number().int().nonnegative()

export const certificateStatement = z.strictObject({
  version: z.literal(1),
  /** Names the record for ever, as its checkpoints do. */
  origin: z.string().max(200),
  practice: z.boolean(),
  campaign: z.strictObject({ campaignId: randomId, name: shortText, choice: campaignChoice, startedAt: instant }),
  persons: count,
  obligations: count,
  /** Of each kind, how many, and of each way, how many were settled in it. */
  kinds: z.partialRecord(z.enum(undoKinds), count),
  settled: z.record(z.string(), count),
  /** Left with cases that are with another workstation. */
  elsewhere: count,
  at: instant,
  agent: z.strictObject({ agentId: randomId, name: shortText }),
  /** Number of the entry of the record that ends the campaign. */
  entry: count,
  /** Signed checkpoint over the record with that entry, as a C2SP note. */
  checkpoint: z.string().max(2_000),
  /** For paper: size and code of that checkpoint. */
  code: z.string().max(60),
})
export type CertificateStatement = z.infer<typeof certificateStatement>

export const certificateFile = z.strictObject({
  kind: z.literal(CERTIFICATE_KIND),
  signed: z.string().max(100_000),
  /** Base64, Ed25519 over `field("ra/v1/nothing-left") field(signed)`. */
  workstation: z.string().max(100),
  agent: z.string().max(100),
})
export type CertificateFile = z.infer<typeof certificateFile>
