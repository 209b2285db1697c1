/** Posting: labels, and the posting list (manifest) that closes a dispatch. */
import { z } from 'zod'
import { instant, shortText, text } from '../../domain/values.ts'
import { labelMedium } from '../../domain/dispatch/media.ts'
import { acted, caseId, channel, expectedSeq, nothing } from './parts.ts'
import { caseCodes, documentCodes } from './codes.ts'
import { cardIssuers, everyoneSees } from './who.ts'

export const dispatchChannels = {
  'label.make': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, medium: labelMedium, position: z.number().int().min(1).max(14), reason: text.optional() }),
    output: z.strictObject(acted),
    codes: [...caseCodes, ...documentCodes],
  }),
  'manifest.close': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ cases: z.array(z.strictObject({ caseId, expectedSeq })).min(1).max(500), service: shortText }),
    output: z.strictObject({ ...acted, dispatchReference: z.string(), checkpoint: z.string() }),
    codes: [...caseCodes, 'label-of-another-dispatch', 'no-such-service'],
  }),
  'manifest.list': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      manifests: z.array(
        z.strictObject({ dispatchReference: z.string(), closedAt: instant, items: z.number().int(), checkpoint: z.string() }),
      ),
    }),
    codes: [],
  }),
} as const
