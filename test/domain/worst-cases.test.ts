import { describe, expect, test } from 'vitest'
import { findCountry, findPostcodeDoubt, isHomeCountry } from '../../domain/country.ts'
import { findDispatchReference, readItemReference } from '../../domain/dispatch/reference.ts'
import { readTracking } from '../../domain/dispatch/s10.ts'
import { readTypedNumber } from '../../domain/phone-number.ts'
import { parseAddress } from '../../domain/registrant/address.ts'
import { parseDrivingLicence } from '../../domain/registrant/driving-licence.ts'
import { parseEmail } from '../../domain/registrant/email.ts'
import { parseMachineReadableZone } from '../../domain/registrant/machine-readable-zone.ts'
import { parseMobile } from '../../domain/registrant/mobile.ts'
import { parseName, parseNameOnCard, parseNameOnEnvelope } from '../../domain/registrant/name.ts'
import { parseNationalInsuranceNumber } from '../../domain/registrant/national-insurance-number.ts'
import { parsePassportNumber } from '../../domain/registrant/passport.ts'
import { parseDateParts, parsePlainDate } from '../../domain/registrant/plain-date.ts'
import { findLikelyPostcode, parsePostcode } from '../../domain/registrant/postcode.ts'
import { parseUuid } from '../../domain/registrant/uuid.ts'

const LENGTH = 2_000_000
/** Runs of what each regular expression repeats, with an end that makes it start again at every place: quadratic work would take minutes. */
const long = (unit: string, end = '') => unit.repeat(LENGTH / unit.length) + end
const texts = [
  ['blanks', long(' ', 'x')],
  ['blanks that are not ASCII', long('\u2003', 'x')],
  ['digits', long('7', 'x')],
  ['digits with blanks', long('7 ', 'x')],
  ['open brackets', long('(+')],
  ['dots', long('.', 'x')],
  ['commas', long(', ', 'x')],
  ['fillers', long('<', '!')],
  ['letters', long('A')],
  ['letters that grow when they are composed', long('\uFDFA')],
  ['marks', long('a\u0323\u0302')],
  ['line ends', long('\n', 'x')],
  ['at signs', long('a@')],
  ['hyphens', long('-', 'x')],
] as const

const parsers: readonly (readonly [what: string, parse: (text: string) => unknown])[] = [
  ['mobile', (text) => parseMobile(text)],
  ['typed number', readTypedNumber],
  ['machine readable zone', (text) => parseMachineReadableZone(text, '2026-11-30')],
  ['passport number', (text) => parsePassportNumber(text, 'GBR')],
  ['driving licence', parseDrivingLicence],
  ['National Insurance number', parseNationalInsuranceNumber],
  ['UUID', parseUuid],
  ['email address', parseEmail],
  ['date', (text) => parsePlainDate(text)],
  ['date in three boxes', (text) => parseDateParts({ day: text, month: text, year: text })],
  ['name', (text) => parseName({ title: text, given: text, family: text })],
  ['name on the card', parseNameOnCard],
  ['name for the envelope', parseNameOnEnvelope],
  ['address', (text) => parseAddress({ lines: [text], town: text, postcode: text, country: text })],
  ['postcode of an address', (text) => parseAddress({ lines: ['1 Invented Street'], town: 'Town', postcode: text, country: 'Austria' })],
  ['postcode', parsePostcode],
  ['likely postcode', findLikelyPostcode],
  ['country', findCountry],
  ['home country', isHomeCountry],
  ['doubt about a postcode', (text) => findPostcodeDoubt({ code: 'AT', name: 'Austria' }, text)],
  ['tracking reference', readTracking],
  ['item reference', readItemReference],
  ['dispatch reference', findDispatchReference],
]

describe.each(parsers)('%s of 2 million characters is refused at once', (_what, parse) => {
  test.each(texts)('%s', (_kind, text) => {
    const read = parse(text)
    // Refused with a code, or found to be nothing: never taken.
    expect(read === undefined || read === false || isRefused(read) || typeof read === 'string').toBe(true)
    if (typeof read === 'string') expect(read.length).toBeLessThan(200)
  })
})

const isRefused = (read: unknown): boolean =>
  typeof read === 'object' && read !== null && (('ok' in read && read.ok === false) || ('kind' in read && read.kind === 'too-long'))
