/** Words for a possible duplicate: why it may be the same person, and what is compared. */
import type { Comparison } from '../../../../domain/person/compare.ts'
import type { MarkKind } from '../../../../domain/person/marks.ts'
import type { Output } from '../../../../preload/contract.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { formatNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import { formatUuid } from '../../../../domain/registrant/uuid.ts'
import { formatDate } from '../../../ui/format.ts'

export type Duplicate = Output<'person.duplicates'>['duplicates'][number]

const kindWords: Readonly<Record<MarkKind, string>> = {
  uuid: 'UUID',
  'ni-number': 'National Insurance number',
  document: 'document number',
  serial: 'smartcard',
  'request-email': 'request email',
  mobile: 'mobile',
  email: 'email address',
  'name-and-birth': 'family name and date of birth',
  name: 'name',
}

export const fieldWords: Readonly<Record<Comparison['field'], string>> = {
  name: 'Name',
  'date-of-birth': 'Date of birth',
  uuid: 'UUID',
  'ni-number': 'National Insurance number',
  mobile: 'Mobile',
  email: 'Email',
  document: 'Document number',
}

/** “The same mobile and name.” What says most comes first. */
export function reasonWords(because: readonly MarkKind[]): string {
  const words = (Object.keys(kindWords) as MarkKind[]).filter((kind) => because.includes(kind)).map((kind) => kindWords[kind])
  return `The same ${new Intl.ListFormat('en-GB').format(words)}.`
}

export function valueWords(field: Comparison['field'], value: string | undefined): string {
  if (value === undefined) return 'Not known'
  if (field === 'date-of-birth') return formatDate(value)
  if (field === 'uuid') return formatUuid(value)
  if (field === 'ni-number') return formatNationalInsuranceNumber(value)
  return field === 'mobile' ? formatPhone(value) : value
}

const statusWords = { open: 'open', stopped: 'stopped', closed: 'closed', 'handed-over': 'handed over' } as const
export const statusOf = ({ status, ended }: Duplicate['cases'][number]): string => (ended ? 'ended' : statusWords[status])

/** The name of the other person, where there is one. */
export const nameOf = ({ compared }: Duplicate): string | undefined => compared.find(({ field }) => field === 'name')?.there
