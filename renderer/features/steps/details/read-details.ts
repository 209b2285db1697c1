/** Reads the registrant's details: a note for each field while it is typed, every problem, and the event to record. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { parseDateOfBirth } from '../../../../domain/registrant/date-of-birth.ts'
import { classifyEmail, parseEmail } from '../../../../domain/registrant/email.ts'
import { formatNationalInsuranceNumber, parseNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import { dateFromIso, type DateParts } from '../../../ui/date-parts.ts'
import { readLine, sentence, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'
import {
  addressValues,
  mobileValues,
  nameValues,
  readAddress,
  readMobile,
  readNames,
  reportFields,
  type AddressValues,
  type FieldNote,
  type MobileValues,
  type NameValues,
} from '../../shared/registrant/read-registrant.ts'

export interface DetailsValues extends NameValues, MobileValues, AddressValues {
  dateOfBirth: DateParts
  niGiven: '' | 'given' | 'not-given'
  niNumber: string
  niReason: string
  email: string
  emailReason: string
}

export type DetailsEvent = EventOf<'detailsRecorded'>
type Name = keyof DetailsValues

export interface DetailsContext {
  readonly today: string
  readonly allowDramaNumbers: boolean
}

export type DetailsRead = FormRead<DetailsEvent, Name> & {
  readonly notes: Partial<Readonly<Record<Name, FieldNote>>>
  /** The email address is not secure, so the agent says why it is used. */
  readonly emailNeedsReason: boolean
}

export function detailsValues(
  details: DetailsEvent | undefined,
  request: { readonly registrantEmail?: string | undefined } | undefined,
): DetailsValues {
  const ni = details?.nationalInsurance
  return {
    ...nameValues(details),
    dateOfBirth: dateFromIso(details?.dateOfBirth),
    niGiven: !ni ? '' : 'given' in ni ? 'given' : 'not-given',
    niNumber: ni && 'given' in ni ? formatNationalInsuranceNumber(ni.given) : '',
    niReason: ni && 'notGiven' in ni ? ni.notGiven : '',
    ...mobileValues(details),
    email: details?.email.address ?? request?.registrantEmail ?? '',
    emailReason: details?.email.reason ?? '',
    ...addressValues(details),
  }
}

export function readDetails(values: DetailsValues, context: DetailsContext): DetailsRead {
  const { problems, notes, report } = reportFields<Name>()
  const names = readNames(values, report)
  const dateOfBirth = parseDateOfBirth(values.dateOfBirth, context.today)
  if (dateOfBirth.ok) report.note('dateOfBirth', { warnings: dateOfBirth.value.warnings })
  else report.wrong('dateOfBirth', dateOfBirth.error)
  const nationalInsurance = readNationalInsurance(values, problems, notes)
  const mobile = readMobile(values, context, report)
  const email = parseEmail(values.email)
  const kind = email.ok ? classifyEmail(email.value.value) : undefined
  const emailNeedsReason = kind?.judgement === 'judged'
  if (email.ok) notes.email = { reads: kind!.explanation, warnings: email.value.warnings }
  else report.wrong('email', email.error)
  const emailReason = emailNeedsReason
    ? readLine(problems, 'emailReason', values.emailReason, 'The reason', 'Say why you are using this email address')
    : undefined

  const address = readAddress(values, report)

  const shown = { notes, emailNeedsReason }
  if (problems.length > 0 || !names || !dateOfBirth.ok || !nationalInsurance || mobile === undefined || !email.ok || !address)
    return { problems, ...shown }
  return {
    ...shown,
    event: {
      kind: 'detailsRecorded',
      ...names,
      dateOfBirth: dateOfBirth.value.value,
      nationalInsurance,
      mobile,
      email: { address: email.value.value, judgement: kind!.judgement, ...(emailReason === undefined ? {} : { reason: emailReason }) },
      address,
    },
  }
}

function readNationalInsurance(
  values: DetailsValues,
  problems: Problem<Name>[],
  notes: Partial<Record<Name, FieldNote>>,
): DetailsEvent['nationalInsurance'] | undefined {
  if (values.niGiven === '') {
    problems.push({ name: 'niGiven', message: 'Say whether the National Insurance number was given' })
    return undefined
  }
  if (values.niGiven === 'not-given') {
    const notGiven = readLine(problems, 'niReason', values.niReason, 'The reason', 'Say why there is no National Insurance number')
    return notGiven === undefined ? undefined : { notGiven }
  }
  const number = parseNationalInsuranceNumber(values.niNumber)
  if (!number.ok) {
    problems.push({ name: 'niNumber', message: sentence(number.error) })
    return undefined
  }
  notes.niNumber = {
    reads: `The format looks right: ${formatNationalInsuranceNumber(number.value.value)}`,
    warnings: number.value.warnings,
  }
  return { given: number.value.value }
}
