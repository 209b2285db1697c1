/** Reads the fields about the registrant that several steps ask for: name, mobile and postal address. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { isHomeCountry } from '../../../../domain/country.ts'
import { parseAddress, type AddressCode } from '../../../../domain/registrant/address.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { parseMobile } from '../../../../domain/registrant/mobile.ts'
import { CARD_NAME_FITS, parseName, parseNameOnCard, parseNameOnEnvelope, type NameCode } from '../../../../domain/registrant/name.ts'
import { findLikelyPostcode } from '../../../../domain/registrant/postcode.ts'
import type { Failure } from '../../../../domain/result.ts'
import { sentence, type Problem } from '../before-call/read-form.ts'

export interface NameValues {
  title: string
  given: string
  family: string
  nameOnCard: string
  /** Asked for when the legal name cannot be printed. */
  nameOnEnvelope: string
}

export interface MobileValues {
  mobile: string
}

export interface AddressValues {
  line1: string
  line2: string
  line3: string
  line4: string
  town: string
  postcode: string
  country: string
}

type Registrant = Pick<EventOf<'detailsRecorded'>, 'name' | 'nameOnCard' | 'nameOnEnvelope' | 'mobile' | 'address'>
type Names = Pick<Registrant, 'name' | 'nameOnCard' | 'nameOnEnvelope'>

/** Shown under a field while it is typed: how RA Desk reads it, and what to check. */
export interface FieldNote {
  readonly reads?: string
  readonly warnings: readonly string[]
}

/** Where the readers of fields put what they find. */
export interface FieldReport<Name extends string> {
  wrong(name: Name, failure: Failure | string): void
  note(name: Name, note: FieldNote): void
}

export function reportFields<Name extends string>() {
  const problems: Problem<Name>[] = []
  const notes: Partial<Record<Name, FieldNote>> = {}
  const report: FieldReport<Name> = {
    wrong: (name, failure) => {
      problems.push({ name, message: typeof failure === 'string' ? failure : sentence(failure) })
    },
    note: (name, note) => {
      notes[name] = note
    },
  }
  return { problems, notes, report }
}

export const nameValues = (recorded: Names | undefined): NameValues => ({
  title: recorded?.name.title ?? '',
  given: recorded?.name.given ?? '',
  family: recorded?.name.family ?? '',
  nameOnCard: recorded?.nameOnCard ?? '',
  nameOnEnvelope: recorded?.nameOnEnvelope ?? '',
})

export const mobileValues = (recorded: Pick<Registrant, 'mobile'> | undefined): MobileValues => ({
  mobile: recorded ? formatPhone(recorded.mobile) : '',
})

export function addressValues(recorded: Pick<Registrant, 'address'> | undefined): AddressValues {
  const [line1 = '', line2 = '', line3 = '', line4 = ''] = recorded?.address.lines ?? []
  const { town = '', postcode = '', country = '' } = recorded?.address ?? {}
  return { line1, line2, line3, line4, town, postcode, country }
}

const nameFields: Readonly<Record<NameCode, keyof NameValues>> = {
  'given-missing': 'given',
  'given-characters': 'given',
  'given-too-long': 'given',
  'family-missing': 'family',
  'family-characters': 'family',
  'family-too-long': 'family',
  'title-characters': 'title',
  'title-too-long': 'title',
}

const addressFields: Readonly<Record<AddressCode, keyof AddressValues>> = {
  'address-line-missing': 'line1',
  'address-lines-too-many': 'line4',
  'address-characters': 'line1',
  'address-too-long': 'line1',
  'town-missing': 'town',
  'postcode-abroad': 'postcode',
  'postcode-bfpo': 'postcode',
  'postcode-missing': 'postcode',
  'postcode-format': 'postcode',
  'postcode-pseudo': 'postcode',
  'postcode-bfpo-number': 'postcode',
}

/** `undefined` when one of them cannot be read. */
export function readNames(values: NameValues, { wrong, note }: FieldReport<keyof NameValues>): Names | undefined {
  const name = parseName(values)
  if (name.ok) note('family', { warnings: name.value.warnings })
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
    note('nameOnCard', {
      reads: `${[...new Intl.Segmenter('en-GB').segment(nameOnCard.value.value)].length} of about ${CARD_NAME_FITS} characters that fit one line`,
      warnings: nameOnCard.value.warnings,
    })
  else wrong('nameOnCard', nameOnCard.error)
  const onEnvelope = parseNameOnEnvelope(values.nameOnEnvelope)
  if (onEnvelope.ok) note('nameOnEnvelope', { warnings: onEnvelope.value.warnings })
  else wrong('nameOnEnvelope', onEnvelope.error)
  if (!name.ok || !nameOnCard.ok || !onEnvelope.ok) return undefined
  const envelope = onEnvelope.value.value
  return { name: name.value.value, nameOnCard: nameOnCard.value.value, ...(envelope === '' ? {} : { nameOnEnvelope: envelope }) }
}

/** Refusals of `main` that are about the mobile. */
export const mobileRefusals = { 'agent-mobile': 'mobile' } as const

/** E.164. */
export function readMobile(
  values: MobileValues,
  options: { readonly allowDramaNumbers: boolean },
  { wrong, note }: FieldReport<keyof MobileValues>,
): string | undefined {
  const mobile = parseMobile(values.mobile, options)
  if (!mobile.ok) {
    wrong('mobile', mobile.error)
    return undefined
  }
  note('mobile', { reads: `Reads as ${formatPhone(mobile.value.value)}`, warnings: mobile.value.warnings })
  return mobile.value.value
}

export function readAddress(values: AddressValues, { wrong, note }: FieldReport<keyof AddressValues>): Registrant['address'] | undefined {
  const { line1, line2, line3, line4, town, postcode } = values
  const address = parseAddress({ lines: [line1, line2, line3, line4], town, postcode, country: values.country })
  if (address.ok) {
    note('postcode', { warnings: address.value.warnings })
    const { country, ...home } = address.value.value
    return { ...home, lines: [...home.lines], ...(country === undefined ? {} : { country }) }
  }
  wrong(addressFields[address.error.code], address.error)
  const likely = findLikelyPostcode(postcode)
  if (likely !== undefined) note('postcode', { warnings: [`Did you mean ${likely}?`] })
  // Report every empty box, not only the first.
  if (address.error.code === 'address-line-missing' && town.trim() === '') wrong('town', 'Enter the town or city.')
  const abroad = values.country.trim() !== '' && !isHomeCountry(values.country)
  if (addressFields[address.error.code] !== 'postcode' && postcode.trim() === '' && !abroad) wrong('postcode', 'Enter a postcode.')
  return undefined
}
