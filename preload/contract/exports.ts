/** Documents and files that leave the app: shown as a preview, or saved where the agent chooses. */
import { z } from 'zod'
import { randomId, shortText, text } from '../../domain/values.ts'
import { printedDocuments } from '../../domain/printing/document-print.ts'
import { savedTable } from '../../domain/work/saved-table.ts'
import { labelMedium } from '../../domain/dispatch/media.ts'
import { acted, base64, caseId, channel, expectedSeq, nothing } from './parts.ts'
import { caseCodes, documentCodes, evidenceCodes, guardCodes, printerCodes, recordCodes } from './codes.ts'
import { whichLocumEntries } from './locum.ts'
import { printerView } from './printing.ts'
import { cardIssuers, cardIssuersSee, everyone } from './who.ts'
import { whichLetter } from './wind-down.ts'

const casePapers = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), caseId }),
  z.strictObject({ kind: z.literal('manifest-pdf'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('release-sheet'), caseId }),
  z.strictObject({ kind: z.literal('calibration'), medium: labelMedium }),
])

export const documentRequest = z.discriminatedUnion('kind', [
  ...casePapers.options,
  z.strictObject({ kind: z.literal('card-face'), caseId }),
  z.strictObject({ kind: z.literal('manifest-csv'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('manifest-json'), dispatchReference: shortText }),
])
export type DocumentRequest = z.infer<typeof documentRequest>

/** Goes on paper. Lists and letters are previewed and saved by the channels of their pages. */
const documentToPrint = z.discriminatedUnion('kind', [
  ...casePapers.options,
  z.strictObject({ kind: z.literal('table'), table: savedTable.omit({ format: true }) }),
  z.strictObject({ kind: z.literal('locum-log'), ...whichLocumEntries }),
  z.strictObject({ kind: z.literal('wind-down-left'), campaignId: randomId }),
  z.strictObject({ kind: z.literal('wind-down-letter'), ...whichLetter, body: text }),
  z.strictObject({ kind: z.literal('wind-down-certificate'), campaignId: randomId }),
])
export type DocumentToPrint = z.infer<typeof documentToPrint>

const printerName = z.string().min(1).max(255)

const takePhotographOut = {
  when: 'unlocked',
  roles: cardIssuers,
  input: z.strictObject({ caseId }),
  output: nothing,
} as const

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
  /** Printers of this computer, without the one that is for cards alone. `last`: used last for documents of this kind. */
  'document.printers': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ kind: z.enum(printedDocuments) }),
    output: z.strictObject({ printers: z.array(printerView.omit({ path: true, address: true })), last: printerName.optional() }),
    codes: ['printer-not-found'],
  }),
  /** Prints each page at its own size. With `print-unknown` it may be on paper; with every other code it is not. */
  'document.print': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ document: documentToPrint, printer: printerName }),
    output: nothing,
    codes: [
      ...documentCodes,
      ...recordCodes,
      ...evidenceCodes,
      ...printerCodes,
      'cannot-start-yet',
      'journal-damaged',
      'locked',
      'no-such-campaign',
      'no-such-case',
      'no-such-manifest',
      'no-such-person',
      'not-certified',
      'too-many-rows',
    ],
  }),
  /** The work list or a report, as the page shows it. The record says which filters it had, and names no one. */
  'table.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: savedTable,
    output: z.strictObject({ savedAs: z.string() }),
    codes: [...recordCodes, 'exports-off', 'glyph-missing', 'not-saved', 'too-many-rows'],
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
  /** Asks whether the page may put the accepted crop of the photograph on the clipboard, and notes that it does. */
  'photograph.copy': channel({ ...takePhotographOut, codes: [...guardCodes, ...recordCodes, ...evidenceCodes, 'no-such-case'] }),
  /** Begins a drag of the accepted crop out of the window. The file for it is deleted at lock. */
  'photograph.drag': channel({
    ...takePhotographOut,
    codes: [...guardCodes, ...recordCodes, ...evidenceCodes, 'no-such-case', 'not-saved'],
  }),
  /** Saves the accepted crop, not encrypted, where the agent chooses. The case remembers it until it is deleted. */
  'photograph.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq }),
    output: z.strictObject({ ...acted, state: z.enum(['saved', 'cancelled', 'not-written']) }),
    codes: [...caseCodes, ...evidenceCodes, 'not-saved'],
  }),
  /** Deletes a saved copy if it is still the file that was saved. */
  'photograph.deleteCopy': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, copyId: randomId }),
    output: z.strictObject({ ...acted, outcome: z.enum(['deleted', 'not-there', 'other-contents']) }),
    codes: [...caseCodes, 'no-such-copy', 'not-deleted'],
  }),
} as const
