/** What a document says beside what was entered about the registrant. Each difference that the agent accepts has a reason, kept in the case. */
import { z } from 'zod'
import type { DocumentType } from '../guidance/edition.ts'
import { crossCheckDrivingLicence, crossCheckMachineReadableZone, type Comparison, type ComparedZone } from '../registrant/cross-check.ts'
import { parseDrivingLicence } from '../registrant/driving-licence.ts'
import type { Failure } from '../result.ts'
import { plainDate, shortText, text, visibleText } from '../values.ts'
import { refusal, type RefusalCode } from './part.ts'
import type { Registrant } from './registrant.ts'

/** What the coded lines of a document say, without the lines themselves. */
export const zoneRead = z.strictObject({
  family: visibleText().max(90),
  given: visibleText().max(90),
  namesMayBeCut: z.boolean(),
  number: visibleText().max(90),
  dateOfBirth: plainDate.optional(),
  expiresOn: plainDate.optional(),
})
export type ZoneRead = z.infer<typeof zoneRead>

export const documentDifference = z.strictObject({
  what: shortText,
  /** As the document has it, and as it was entered. */
  document: visibleText().max(200),
  entered: visibleText().max(200),
  reason: text,
})
export type DocumentDifference = z.infer<typeof documentDifference>

export interface ComparedDocument {
  readonly number: DocumentType['number']
  readonly documentNumber?: string | undefined
  readonly expiresOn?: string | undefined
  readonly zone?: ComparedZone | undefined
}

/** Nothing can be compared before the registrant's name and date of birth are entered. `today` tells whether the document has expired. */
export function compareDocument(
  { number, documentNumber, expiresOn, zone }: ComparedDocument,
  registrant: Pick<Registrant, 'name' | 'dateOfBirth'> | undefined,
  today: string,
): Comparison[] {
  if (registrant?.dateOfBirth === undefined) return []
  const entered = { name: registrant.name, dateOfBirth: registrant.dateOfBirth }
  const licence = number === 'driving-licence' ? parseDrivingLicence(documentNumber ?? '') : undefined
  return [
    ...(licence?.ok ? crossCheckDrivingLicence(licence.value.value, entered) : []),
    ...(zone
      ? crossCheckMachineReadableZone(
          zone,
          { ...entered, ...(documentNumber === undefined ? {} : { documentNumber }), ...(expiresOn === undefined ? {} : { expiresOn }) },
          today,
        )
      : []),
  ]
}

export const isDifference = ({ weight }: Comparison): boolean => weight === 'differs'

/** Whether a reason that was given is about this difference, and not about one that there was before a value changed. */
const isAbout = (given: Omit<DocumentDifference, 'reason'>, { what, message, entered }: Comparison): boolean =>
  given.what === what && given.document === message && given.entered === entered

/** Before a document is accepted: a reason for each difference, and none for what does not differ. */
export function refuseUnexplained(
  comparisons: readonly Comparison[],
  differences: readonly DocumentDifference[] = [],
): Failure<RefusalCode> | undefined {
  const found = comparisons.filter(isDifference)
  const unexplained = found.find((one) => !differences.some((given) => isAbout(given, one)))
  if (unexplained)
    return refusal(
      'difference-unexplained',
      'The document and the details differ, and the reason was not given. Nothing was saved.',
      'Give a reason for each difference, or reject the document.',
    )
  if (differences.every((given) => found.some((one) => isAbout(given, one)))) return undefined
  return refusal(
    'difference-unexplained',
    'A reason was given for something that does not differ now. Nothing was saved.',
    'Compare the document with the details again, then save.',
  )
}

/** For the history: "Family name: OTHERWISE on the document, Sample entered. Accepted because: …". */
export const describeDifference = ({ what, document, entered, reason }: DocumentDifference): string =>
  `${what}: ${document || 'nothing'} on the document, ${entered || 'nothing'} entered. Accepted because: ${reason}`
