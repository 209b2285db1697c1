/** Documents and files that leave the app: shown as a preview, or saved where the agent chooses. */
import { z } from 'zod'
import { shortText } from '../../domain/values.ts'
import { labelMedium } from '../../domain/dispatch/media.ts'
import { base64, caseId, channel } from './parts.ts'
import { documentCodes, evidenceCodes, recordCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, everyone } from './who.ts'

export const documentRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), caseId }),
  z.strictObject({ kind: z.literal('card-face'), caseId }),
  z.strictObject({ kind: z.literal('manifest-pdf'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('manifest-csv'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('manifest-json'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('release-sheet'), caseId }),
  z.strictObject({ kind: z.literal('calibration'), medium: labelMedium }),
])
export type DocumentRequest = z.infer<typeof documentRequest>

export const exportsChannels = {
  'document.preview': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ document: documentRequest }),
    output: z.strictObject({ mime: z.string(), base64, fileName: z.string() }),
    codes: [...documentCodes, ...recordCodes, ...evidenceCodes, 'cannot-start-yet', 'no-such-case', 'no-such-manifest'],
  }),
  'document.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ document: documentRequest }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: [
      ...documentCodes,
      ...recordCodes,
      ...evidenceCodes,
      'cannot-start-yet',
      'exports-off',
      'no-such-case',
      'no-such-manifest',
      'not-saved',
    ],
  }),
  /** A file that the page made for the agent to keep (a draft of an email, an entry for the diary): main asks where to. */
  'file.save': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({
      fileName: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ,._-]{0,80}\.(eml|ics|jpg|png|pdf)$/u),
      base64: base64.max(6_000_000),
    }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: [...recordCodes, 'contents-differ', 'not-saved'],
  }),
} as const
