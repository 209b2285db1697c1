/** Editions of the guidance: which ones the workstation has, and importing and withdrawing them. */
import { z } from 'zod'
import { editionSchema } from '../../domain/guidance/edition.ts'
import { instant, text } from '../../domain/values.ts'
import { base64, channel, nothing } from './parts.ts'
import { recordCodes } from './codes.ts'
import { everyoneSees, managers } from './who.ts'

const editionId = z.string().min(1).max(60)
/** A signed file holds at most 400 000 characters of edition. */
const editionFile = z.strictObject({ base64: base64.max(600_000) })
const fileCodes = [
  'edition-known',
  'edition-not-whole',
  'edition-signature-wrong',
  'edition-used',
  'no-edition-signer',
  'not-an-edition',
] as const
const noted = z.strictObject({ at: instant, by: z.string() })

/** What the workstation adds to the editions that RA Desk brings. */
export const editionsChanged = z.strictObject({ editions: z.array(editionSchema) })

export const editionsChannels = {
  /** Where each edition comes from. What is in it the page has already. */
  'editions.read': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      /** The policy names the key that signs editions. */
      canImport: z.boolean(),
      editions: z.array(z.strictObject({ editionId, imported: noted.optional(), withdrawnHere: noted.optional() })),
    }),
    codes: [],
  }),
  /** What a file would change, before anything is kept. */
  'editions.preview': channel({
    when: 'unlocked',
    roles: managers,
    input: editionFile,
    output: z.strictObject({
      edition: editionSchema,
      comparedWith: editionId,
      changes: z.array(z.strictObject({ where: z.string(), before: z.string().optional(), after: z.string().optional() })),
    }),
    codes: fileCodes,
  }),
  'editions.import': channel({
    when: 'unlocked',
    roles: managers,
    input: editionFile,
    output: z.strictObject({ editionId }),
    codes: [...fileCodes, ...recordCodes],
  }),
  'editions.withdraw': channel({
    when: 'unlocked',
    roles: managers,
    input: z.strictObject({ editionId, on: z.iso.date(), why: text }),
    output: nothing,
    codes: [...recordCodes, 'edition-withdrawn', 'no-such-edition'],
  }),
  'editions.reinstate': channel({
    when: 'unlocked',
    roles: managers,
    input: z.strictObject({ editionId }),
    output: nothing,
    codes: [...recordCodes, 'no-such-edition', 'not-withdrawn-here'],
  }),
}
