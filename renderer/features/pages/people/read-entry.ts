/** Reads the short entry of a person: every problem at once, or what to save. */
import { parseDateOfBirth } from '../../../../domain/registrant/date-of-birth.ts'
import { parseEmail } from '../../../../domain/registrant/email.ts'
import { parseMobile } from '../../../../domain/registrant/mobile.ts'
import { parseName } from '../../../../domain/registrant/name.ts'
import { formatNationalInsuranceNumber, parseNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import type { Parsed } from '../../../../domain/registrant/parsed.ts'
import { parseUuid } from '../../../../domain/registrant/uuid.ts'
import type { PersonEntry } from '../../../../domain/person/person-entry.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import type { Result } from '../../../../domain/result.ts'
import { dateFromIso, isDateEmpty, type DateParts } from '../../../ui/date-parts.ts'
import { readText, sentence, type Problem } from '../../shared/before-call/read-form.ts'

export interface EntryValues {
  title: string
  given: string
  family: string
  uuid: string
  dateOfBirth: DateParts
  niNumber: string
  mobile: string
  email: string
  odsCode: string
  note: string
}

export const entryValues = (entry?: PersonEntry): EntryValues => ({
  title: entry?.name.title ?? '',
  given: entry?.name.given ?? '',
  family: entry?.name.family ?? '',
  uuid: entry?.uuid ?? '',
  dateOfBirth: dateFromIso(entry?.dateOfBirth),
  niNumber: entry?.nationalInsurance ? formatNationalInsuranceNumber(entry.nationalInsurance) : '',
  mobile: entry?.mobile ? formatPhone(entry.mobile) : '',
  email: entry?.email ?? '',
  odsCode: entry?.organisation?.odsCode ?? '',
  note: entry?.note ?? '',
})

export interface EntryContext {
  readonly today: string
  readonly allowDramaNumbers: boolean
  readonly organisations: readonly { readonly odsCode: string; readonly name: string }[]
}

type Name = keyof EntryValues
export type EntryRead = { readonly entry: PersonEntry; readonly problems?: undefined } | { readonly problems: readonly Problem<Name>[] }

export function readEntry(values: EntryValues, { today, allowDramaNumbers, organisations }: EntryContext): EntryRead {
  const problems: Problem<Name>[] = []
  /** A field that may be left empty. */
  const read = (name: 'mobile' | 'email' | 'niNumber', parse: (raw: string) => Result<Parsed<string>>): string | undefined => {
    if (values[name].trim() === '') return undefined
    const parsed = parse(values[name])
    if (parsed.ok) return parsed.value.value
    problems.push({ name, message: sentence(parsed.error) })
    return undefined
  }
  const name = parseName(values)
  if (!name.ok) {
    const field = (['title', 'given'] as const).find((part) => name.error.code.startsWith(part)) ?? 'family'
    problems.push({ name: field, message: sentence(name.error) })
  }
  const uuid = parseUuid(values.uuid)
  if (!uuid.ok) problems.push({ name: 'uuid', message: sentence(uuid.error) })
  const born = isDateEmpty(values.dateOfBirth) ? undefined : parseDateOfBirth(values.dateOfBirth, today)
  if (born && !born.ok) problems.push({ name: 'dateOfBirth', message: sentence(born.error) })
  const nationalInsurance = read('niNumber', parseNationalInsuranceNumber)
  const mobile = read('mobile', (raw) => parseMobile(raw, { allowDramaNumbers }))
  const email = read('email', parseEmail)
  const organisation = organisations.find(({ odsCode }) => odsCode === values.odsCode)
  const note = readText(problems, 'note', values.note, 'The note')
  if (problems.length > 0 || !name.ok || !uuid.ok) return { problems }
  return {
    entry: {
      name: name.value.value,
      uuid: uuid.value,
      ...(born?.ok ? { dateOfBirth: born.value.value } : {}),
      ...(nationalInsurance ? { nationalInsurance } : {}),
      ...(mobile ? { mobile } : {}),
      ...(email ? { email } : {}),
      ...(organisation ? { organisation: { odsCode: organisation.odsCode, name: organisation.name } } : {}),
      ...(note ? { note } : {}),
    },
  }
}
