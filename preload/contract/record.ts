/** Looking is an act as well: what is opened is noted by `main` before it is shown. And the record of all that, to look at, check and export. */
import { z } from 'zod'
import { instant, randomId } from '../../domain/values.ts'
import { finding } from './database.ts'
import { caseId, channel, nothing } from './parts.ts'
import { recordCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, everyone, everyoneSees } from './who.ts'

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

/** Entries that were read back, of all. */
export const recordVerifying = z.strictObject({ done: size, of: size })

export const recordChannels = {
  'case.open': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyone,
    input: z.strictObject({ caseId }),
    output: nothing,
    codes: [...recordCodes, 'no-such-case'],
  }),
  'evidence.open': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyone,
    input: z.strictObject({ evidenceId: randomId, keyId: z.string().regex(/^[0-9a-f]{32}$/) }),
    output: nothing,
    codes: [...recordCodes, 'no-such-evidence'],
  }),
  /** Entries from a number on, oldest first. */
  'record.entries': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: cardIssuersSee,
    input: z.strictObject({ fromSeq: size, limit: z.number().int().min(1).max(2_000) }),
    output: z.strictObject({
      entries: z.array(entry),
      size,
      agents: z.array(z.strictObject({ agentId: z.string(), name: z.string() })),
    }),
    codes: [...recordCodes, 'journal-damaged', 'locked'],
  }),
  /** Reads the whole record back from the disk and checks it. */
  'record.verify': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({
      size,
      code: z.string(),
      signed: size,
      checkpoints: size,
      lastCheckpoint: checkpoint.optional(),
      milliseconds: z.number(),
      clock: z.strictObject({ steps: size, last: z.strictObject({ time: instant, action: z.string() }).optional() }),
    }),
    codes: ['journal-damaged', 'locked', 'record-wrong'],
  }),
  /** A code from a manifest, a release sheet or a backup, as it was typed. */
  'record.compare': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: cardIssuers,
    input: z.strictObject({ typed: z.string().max(80) }),
    output: z.strictObject({
      result: z.enum(['same', 'different', 'longer']),
      size,
      recordSize: size,
      /** When the last entry was made that the code stands for. */
      at: instant.optional(),
    }),
    codes: [...recordCodes, 'journal-damaged', 'locked', 'not-a-code'],
  }),
  'record.export': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: cardIssuers,
    lasting: true,
    input: nothing,
    output: z.strictObject({ savedAs: z.string(), size, code: z.string() }),
    codes: [...recordCodes, 'exports-off', 'journal-damaged', 'locked', 'not-saved', 'row-conflict', 'too-large', 'unknown-key'],
  }),
  'record.checkpoint': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ size: z.number().int(), code: z.string() }),
    codes: [],
  }),
  /** Answers when the check of this session is done; begins it when there is none yet, or when another one is wanted. */
  'files.check': channel({
    background: true,
    when: 'unlocked',
    whileOpening: true,
    roles: everyone,
    input: z.strictObject({ again: z.boolean() }),
    output: z.strictObject({ at: instant, files: size, bytes: size, findings: z.array(finding) }),
    codes: [...recordCodes, 'locked'],
  }),
} as const
