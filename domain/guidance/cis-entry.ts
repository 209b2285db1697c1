/**
 * The sheet that the agent copies into the CIS "Create user" screen, field by field. Identity evidence is the flag of the guidance and nothing
 * else: the number of the registrant's own document is no input of this function, so no screen, copy button or print of it can show it.
 */
import { getSection, type Edition } from './edition.ts'
import { formatPhone } from '../phone-number.ts'
import { formatDateAs } from '../registrant/plain-date.ts'

export interface CisEntryInput {
  readonly name: { readonly title?: string | undefined; readonly given: string; readonly family: string }
  readonly nameOnCard: string
  /** ISO plain date. */
  readonly dateOfBirth: string
  readonly niNumber: { readonly given: string } | { readonly notGiven: string }
  /** E.164. */
  readonly mobile: string
  readonly email: string
  readonly organisation: { readonly name: string; readonly odsCode: string }
}

export type CisSection =
  | 'Personal details'
  | 'Contact details'
  | 'Organisation'
  | 'Identity documents'
  | 'Photographic evidence'
  | 'Non-photographic evidence'

export interface CisField {
  readonly section: CisSection
  readonly label: string
  /** As it is typed in CIS. */
  readonly value: string
  /** False for what is chosen from a list, ticked or left empty rather than pasted. */
  readonly copy: boolean
  readonly note?: string
}

/** In the order in which the screen asks. */
export function cisEntrySheet(input: CisEntryInput, edition: Edition): CisField[] {
  const cis = getSection(edition, 'cis')
  const date = (isoDate: string): string => formatDateAs(isoDate, cis.dateFormat)
  const dateNote = { note: cis.dateFormatNote }
  return [
    input.name.title === undefined
      ? { section: 'Personal details', label: 'Title', value: 'Leave empty', copy: false }
      : { section: 'Personal details', label: 'Title', value: input.name.title, copy: false, note: 'Choose it from the list.' },
    {
      section: 'Personal details',
      label: 'Given names',
      value: input.name.given,
      copy: true,
      note: 'Exactly as on the identity document.',
    },
    {
      section: 'Personal details',
      label: 'Family name',
      value: input.name.family,
      copy: true,
      note: 'Exactly as on the identity document.',
    },
    { section: 'Personal details', label: 'Preferred name on smartcard', value: input.nameOnCard, copy: true },
    { section: 'Personal details', label: 'Date of birth', value: date(input.dateOfBirth), copy: true, ...dateNote },
    { section: 'Contact details', label: 'Mobile', value: formatPhone(input.mobile).replace(/[^\d+]/g, ''), copy: true },
    { section: 'Contact details', label: 'Email', value: input.email, copy: true },
    { section: 'Organisation', label: 'Organisation', value: input.organisation.name, copy: true },
    { section: 'Organisation', label: 'ODS code', value: input.organisation.odsCode, copy: true },
    'given' in input.niNumber
      ? { section: 'Identity documents', label: 'National Insurance number', value: input.niNumber.given, copy: true }
      : {
          section: 'Identity documents',
          label: 'National Insurance number',
          value: 'Leave empty',
          copy: false,
          note: `Not given: ${input.niNumber.notGiven}`,
        },
    {
      section: 'Photographic evidence',
      label: 'Type',
      value: cis.photoEvidence.type,
      copy: false,
      note: 'Choose it from the list, whatever the registrant showed you.',
    },
    {
      section: 'Photographic evidence',
      label: 'Passport number',
      value: cis.photoEvidence.passportNumber,
      copy: true,
      note: 'Nine zeros mark this entry. Never enter the registrant’s own document number.',
    },
    { section: 'Photographic evidence', label: 'Expiry date', value: date(cis.photoEvidence.expiresOn), copy: true, ...dateNote },
    ...cis.nonPhotoEvidence.flatMap((evidence, index): CisField[] => [
      {
        section: 'Non-photographic evidence',
        label: `Source ${index + 1}`,
        value: evidence.type,
        copy: false,
        note: `${evidence.name}: choose it from the list.`,
      },
      {
        section: 'Non-photographic evidence',
        label: `Source ${index + 1}: date of issue`,
        value: date(evidence.issuedOn),
        copy: true,
        ...dateNote,
      },
    ]),
  ]
}
