/** Reads the registrant's details: a note for each field while it is typed, every problem, and the event to record. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { parseAddress, type AddressCode } from '../../../../domain/registrant/address.ts'
import { parseDateOfBirth } from '../../../../domain/registrant/date-of-birth.ts'
import { classifyEmail, parseEmail } from '../../../../domain/registrant/email.ts'
import { formatMobile, parseMobile } from '../../../../domain/registrant/mobile.ts'
import { CARD_NAME_FITS, parseName, parseNameOnCard, type NameCode } from '../../../../domain/registrant/name.ts'
import { formatNationalInsuranceNumber, parseNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import { findLikelyPostcode } from '../../../../domain/registrant/postcode.ts'
import { dateFromIso, type DateParts } from '../../../ui/date-parts.ts'
import { readLine, sentence, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface DetailsValues {
  title: string
  given: string
  family: string
  nameOnCard: string
  dateOfBirth: DateParts
  niGiven: '' | 'given' | 'not-given'
  niNumber: string
  niReason: string
  mobile: string
  email: string
  emailReason: string
  line1: string
  line2: string
  line3: string
  line4: string
  town: string
  postcode: string
  country: string
}

export type DetailsEvent = EventOf<'detailsRecorded'>
type Name = keyof DetailsValues

export interface DetailsContext {
  readonly today: string
  readonly allowDramaNumbers: boolean
}

/** Shown under a field while it is typed: how RA Desk reads it, and what to check. */
export interface FieldNote {
  readonly reads?: string
  readonly warnings: readonly string[]
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
  const lines = details?.address.lines ?? []
  return {
    title: details?.name.title ?? '',
    given: details?.name.given ?? '',
    family: details?.name.family ?? '',
    nameOnCard: details?.nameOnCard ?? '',
    dateOfBirth: dateFromIso(details?.dateOfBirth),
    niGiven: !ni ? '' : 'given' in ni ? 'given' : 'not-given',
    niNumber: ni && 'given' in ni ? formatNationalInsuranceNumber(ni.given) : '',
    niReason: ni && 'notGiven' in ni ? ni.notGiven : '',
    mobile: details ? formatMobile(details.mobile) : '',
    email: details?.email.address ?? request?.registrantEmail ?? '',
    emailReason: details?.email.reason ?? '',
    line1: lines[0] ?? '',
    line2: lines[1] ?? '',
    line3: lines[2] ?? '',
    line4: lines[3] ?? '',
    town: details?.address.town ?? '',
    postcode: details?.address.postcode ?? '',
    country: details?.address.country ?? '',
  }
}

const nameFields: Readonly<Record<NameCode, Name>> = {
  'given-missing': 'given',
  'given-characters': 'given',
  'given-too-long': 'given',
  'family-missing': 'family',
  'family-characters': 'family',
  'family-too-long': 'family',
  'title-characters': 'title',
  'title-too-long': 'title',
}

const addressFields: Readonly<Record<AddressCode, Name>> = {
  'address-line-missing': 'line1',
  'address-lines-too-many': 'line4',
  'address-characters': 'line1',
  'address-too-long': 'line1',
  'town-missing': 'town',
  'postcode-abroad': 'postcode',
  'postcode-missing': 'postcode',
  'postcode-format': 'postcode',
  'postcode-pseudo': 'postcode',
  'postcode-bfpo-number': 'postcode',
}

export function readDetails(values: DetailsValues, context: DetailsContext): DetailsRead {
  const problems: Problem<Name>[] = []
  const notes: Partial<Record<Name, FieldNote>> = {}
  const wrong = (name: Name, failure: { code: string; message: string; next: string }) =>
    problems.push({ name, message: sentence(failure) })

  const name = parseName(values)
  if (name.ok) notes.family = { warnings: name.value.warnings }
  else {
    wrong(nameFields[name.error.code], name.error)
    // If both names are missing, report both.
    if (name.error.code === 'given-missing') {
      const family = parseName({ ...values, given: 'x' })
      if (!family.ok) wrong(nameFields[family.error.code], family.error)
    }
  }

  const nameOnCard = parseNameOnCard(values.nameOnCard)
  if (nameOnCard.ok)
    notes.nameOnCard = {
      reads: `${[...new Intl.Segmenter('en-GB').segment(nameOnCard.value.value)].length} of about ${CARD_NAME_FITS} characters that fit one line`,
      warnings: nameOnCard.value.warnings,
    }
  else wrong('nameOnCard', nameOnCard.error)

  const dateOfBirth = parseDateOfBirth(values.dateOfBirth, context.today)
  if (dateOfBirth.ok) notes.dateOfBirth = { warnings: dateOfBirth.value.warnings }
  else wrong('dateOfBirth', dateOfBirth.error)

  const nationalInsurance = readNationalInsurance(values, problems, notes)

  const mobile = parseMobile(values.mobile, { allowDramaNumbers: context.allowDramaNumbers })
  if (mobile.ok) notes.mobile = { reads: `Reads as ${formatMobile(mobile.value.value)}`, warnings: mobile.value.warnings }
  else wrong('mobile', mobile.error)

  const email = parseEmail(values.email)
  const kind = email.ok ? classifyEmail(email.value.value) : undefined
  const emailNeedsReason = kind?.judgement === 'judged'
  if (email.ok) notes.email = { reads: kind!.explanation, warnings: email.value.warnings }
  else wrong('email', email.error)
  const emailReason = emailNeedsReason
    ? readLine(problems, 'emailReason', values.emailReason, 'The reason', 'Say why you are using this email address')
    : undefined

  const address = parseAddress({
    lines: [values.line1, values.line2, values.line3, values.line4],
    town: values.town,
    postcode: values.postcode,
    country: values.country,
  })
  if (address.ok) notes.postcode = { warnings: address.value.warnings }
  else {
    wrong(addressFields[address.error.code], address.error)
    const likely = findLikelyPostcode(values.postcode)
    if (likely !== undefined) notes.postcode = { warnings: [`Did you mean ${likely}?`] }
    // Report every empty box, not only the first.
    if (address.error.code === 'address-line-missing' && values.town.trim() === '')
      problems.push({ name: 'town', message: 'Enter the town or city.' })
    if (addressFields[address.error.code] !== 'postcode' && values.postcode.trim() === '')
      problems.push({ name: 'postcode', message: 'Enter a postcode.' })
  }

  const shown = { notes, emailNeedsReason }
  if (problems.length > 0 || !name.ok || !nameOnCard.ok || !dateOfBirth.ok || !nationalInsurance || !mobile.ok || !email.ok || !address.ok)
    return { problems, ...shown }
  const { country, ...home } = address.value.value
  return {
    ...shown,
    event: {
      kind: 'detailsRecorded',
      name: name.value.value,
      nameOnCard: nameOnCard.value.value,
      dateOfBirth: dateOfBirth.value.value,
      nationalInsurance,
      mobile: mobile.value.value,
      email: { address: email.value.value, judgement: kind!.judgement, ...(emailReason === undefined ? {} : { reason: emailReason }) },
      address: { ...home, lines: [...home.lines], ...(country === undefined ? {} : { country }) },
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
