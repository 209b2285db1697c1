/** The postal address that the card is sent to. The guidance forgets to ask for one; a label cannot be made without it. */
import { err, ok, type Result } from '../result.ts'
import type { Parsed } from './parsed.ts'
import { cleanCode, cleanName, hasControlCharacters } from '../text-from-outside.ts'
import { parsePostcode, type PostcodeCode } from './postcode.ts'

export interface PostalAddress {
  /** One to four lines above the town. */
  readonly lines: readonly string[]
  readonly town: string
  readonly postcode: string
  /** Only for addresses abroad. */
  readonly country?: string
}

export interface RawAddress {
  readonly lines: readonly string[]
  readonly town: string
  readonly postcode: string
  readonly country?: string | undefined
}

export type AddressCode =
  | 'address-line-missing'
  | 'address-lines-too-many'
  | 'address-characters'
  | 'address-too-long'
  | 'town-missing'
  | 'postcode-abroad'
  | PostcodeCode

const MOST_ADDRESS_LINES = 4
const LONGEST_LINE = 200
/** What fits in one line of a 99.1 mm label in 11 pt, in characters. */
const LINE_FITS = 40

/** Names of the country that letters posted in the UK do not carry. */
const HOME = /^(?:uk|u\.k\.|united kingdom|great britain|gb|england|scotland|wales|cymru|northern ireland|jersey|guernsey|isle of man)$/i

/** Empty lines are dropped. A home country is dropped too: the last line of a letter inside the UK is the postcode. */
export function parseAddress(raw: RawAddress): Result<Parsed<PostalAddress>, AddressCode> {
  const lines = raw.lines.map(cleanName).filter((line) => line !== '')
  const town = cleanName(raw.town)
  const country = cleanName(raw.country ?? '')
  if (lines.length === 0) return err('address-line-missing', 'Enter address line 1.', 'Usually the building number and street.')
  if (lines.length > MOST_ADDRESS_LINES) {
    return err(
      'address-lines-too-many',
      `An address has at most ${MOST_ADDRESS_LINES} lines above the town.`,
      'Join lines that belong together, or leave out the county.',
    )
  }
  if (town === '') return err('town-missing', 'Enter the town or city.', 'The label shows it in capitals above the postcode.')
  const all = [...lines, town, country]
  if (all.some(hasControlCharacters)) {
    return err(
      'address-characters',
      'The address must not have line breaks, tabs or hidden characters inside a line.',
      'Enter one line in each box.',
    )
  }
  if (all.some((line) => line.length > LONGEST_LINE)) {
    return err('address-too-long', `Each line must be ${LONGEST_LINE} characters or fewer.`, 'Use more lines, or leave out the county.')
  }
  const abroad = country !== '' && !HOME.test(country)
  const postcode = abroad ? parseForeignPostcode(raw.postcode) : parsePostcode(raw.postcode)
  if (!postcode.ok) return postcode
  const warnings = [...postcode.value.warnings]
  if (abroad) warnings.push('This address is abroad. Check that your posting service takes the card there and follows it on its way.')
  if (all.some((line) => line.length > LINE_FITS))
    warnings.push(`A line is longer than ${LINE_FITS} characters. It may not fit on the label.`)
  if (lines.some((line) => parsePostcode(line).ok))
    warnings.push('One of the address lines looks like a postcode. The postcode has its own box.')
  return ok({ value: { lines, town, postcode: postcode.value.value, ...(abroad ? { country } : {}) }, warnings })
}

/**
 * As Royal Mail asks for it, below the name: lines without commas at their ends, post town in capitals, postcode in capitals alone on its line,
 * and the country in capitals last when abroad.
 */
export function formatAddressLines(address: PostalAddress): string[] {
  return [
    ...address.lines.map((line) => line.replace(/[\s,;.]+$/u, '')),
    address.town.replace(/[\s,;.]+$/u, '').toLocaleUpperCase('en-GB'),
    address.postcode.toUpperCase(),
    ...(address.country === undefined ? [] : [address.country.toLocaleUpperCase('en-GB')]),
  ]
}

function parseForeignPostcode(raw: string): Result<Parsed<string>, 'postcode-abroad' | 'postcode-missing'> {
  const code = cleanCode(raw).toUpperCase().replace(/\s+/g, ' ')
  if (code === '') return err('postcode-missing', 'Enter a postcode.', 'The label needs it.')
  if (!/^[A-Z0-9][A-Z0-9 -]{3,6}[A-Z0-9]$/.test(code)) {
    return err(
      'postcode-abroad',
      'A postcode abroad must have 5 to 8 letters, numbers, spaces or hyphens.',
      'Check it with the registrant.',
    )
  }
  return ok({ value: code, warnings: [] })
}
