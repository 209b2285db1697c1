/** The postal address that the card is sent to. The guidance forgets to ask for one; a label cannot be made without it. */
import { findCountry, findPostcodeDoubt, isEircode, isHomeCountry, type Country } from '../country.ts'
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
  | 'postcode-bfpo'
  | PostcodeCode

const MOST_ADDRESS_LINES = 4
const LONGEST_LINE = 200
/** What fits in one line of a 99.1 mm label in 11 pt, in characters. */
const LINE_FITS = 40
/** The longest postcodes are those of the United States and Iran with their hyphen. */
const LONGEST_POSTCODE = 12

/**
 * Empty lines are dropped. A home country is dropped too: the last line of a letter inside the UK is the postcode, and that of a letter to the
 * forces (BFPO) wherever they are. A country in another language becomes its English name, which is what the post office here reads.
 */
export function parseAddress(raw: RawAddress): Result<Parsed<PostalAddress>, AddressCode> {
  const typedCountry = raw.country ?? ''
  if ([...raw.lines, raw.town, typedCountry].some((line) => line.length > LONGEST_LINE)) return tooLong
  const lines = raw.lines.map(cleanName).filter((line) => line !== '')
  const town = cleanName(raw.town)
  const country = cleanName(typedCountry)
  const fault = findLineFault(lines, town, country)
  if (fault) return fault
  const bfpo = [...lines, town].some((line) => /^BFPO\s?\d{1,4}$/i.test(line)) || isBfpoPostcode(raw.postcode)
  const abroad = country !== '' && !isHomeCountry(country) && !bfpo
  const known = abroad ? findCountry(country) : undefined
  const postcode = abroad ? parseForeignPostcode(raw.postcode) : parseHomePostcode(raw.postcode, { bfpo, lines, town })
  if (!postcode.ok) return postcode
  const value = {
    lines,
    town,
    postcode: postcode.value.value,
    ...(abroad ? { country: known?.name ?? country } : {}),
  }
  const warnings = [
    ...postcode.value.warnings,
    ...(abroad ? findDoubtsAbroad(country, known, value.postcode) : []),
    ...(bfpo && country !== '' && !isHomeCountry(country)
      ? ['Post to BFPO goes as UK post. The label has no country: naming one can send the card abroad.']
      : []),
    ...findLineDoubts([...lines, town, country]),
  ]
  return ok({ value, warnings })
}

function findLineFault(lines: readonly string[], town: string, country: string): Result<never, AddressCode> | undefined {
  if (lines.length === 0) return err('address-line-missing', 'Enter address line 1.', 'Usually the building number and street.')
  if (lines.length > MOST_ADDRESS_LINES) {
    return err(
      'address-lines-too-many',
      `An address has at most ${MOST_ADDRESS_LINES} lines above the town.`,
      'Join lines that belong together, or leave out the county.',
    )
  }
  if (town === '') return err('town-missing', 'Enter the town or city.', 'The label shows it in capitals above the postcode.')
  return [...lines, town, country].some(hasControlCharacters)
    ? err(
        'address-characters',
        'The address must not have line breaks, tabs or hidden characters inside a line.',
        'Enter one line in each box.',
      )
    : undefined
}

const tooLong = err(
  'address-too-long',
  `Each line must be ${LONGEST_LINE} characters or fewer.`,
  'Use more lines, or leave out the county.',
)

function findDoubtsAbroad(typed: string, known: Country | undefined, postcode: string): string[] {
  const doubts = ['This address is abroad. Check that your posting service takes the card there and follows it on its way.']
  if (!known) return [...doubts, `RA Desk does not know the country “${typed}”. Check how it is spelled: the label shows it as it is.`]
  if (known.name.toLowerCase() !== typed.toLowerCase()) doubts.push(`The label shows the country in English: ${known.name}.`)
  const isUk = known.code !== 'IE' && parsePostcode(postcode).ok && findPostcodeDoubt(known, postcode) !== undefined
  if (isUk) return [...doubts, `This is a UK postcode, and the country is ${known.name}. Check which of them is right.`]
  const doubt = postcode === '' ? undefined : findPostcodeDoubt(known, postcode)
  return doubt === undefined ? doubts : [...doubts, doubt]
}

function findLineDoubts(all: readonly string[]): string[] {
  const doubts: string[] = []
  if (all.some((line) => line.length > LINE_FITS))
    doubts.push(`A line is longer than ${LINE_FITS} characters. It may not fit on the label.`)
  if (findPostcodeIn(all) !== undefined) doubts.push('One of the address lines looks like a postcode. The postcode has its own box.')
  return doubts
}

/** A UK postcode that ends a line, with or without its space. */
function findPostcodeIn(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const words = line.split(/[\s,]+/).filter((word) => word !== '')
    for (const tail of [words.slice(-2).join(' '), words.at(-1) ?? '']) {
      const found = tail.length > LONGEST_POSTCODE ? undefined : parsePostcode(tail)
      if (found?.ok && found.value.warnings.length === 0) return found.value.value
    }
  }
  return undefined
}

const isBfpoPostcode = (postcode: string): boolean => /^BF\d/.test(cleanPostcode(postcode))

function parseHomePostcode(
  raw: string,
  { bfpo, lines, town }: { readonly bfpo: boolean; readonly lines: readonly string[]; readonly town: string },
): Result<Parsed<string>, AddressCode> {
  const postcode = parsePostcode(raw)
  if (postcode.ok) {
    if (bfpo && !isBfpoPostcode(raw))
      return err(
        'postcode-bfpo',
        'This is a BFPO address, and its postcode does not begin with BF1.',
        'Ask the registrant for the BFPO postcode.',
      )
    return postcode
  }
  const elsewhere = findPostcodeIn([...lines, town])
  if (postcode.error.code === 'postcode-missing' && elsewhere !== undefined)
    return err('postcode-missing', 'Enter the postcode in its own box.', `Move ${elsewhere} there from the address lines.`)
  if (postcode.error.code === 'postcode-format' && isEircode(raw))
    return err('postcode-format', 'This is an Eircode of Ireland.', 'Enter Ireland as the country.')
  if (postcode.error.code === 'postcode-format' && /^[A-Z]{0,3}[\s-]?\d{3}[\d\s-]*$/.test(cleanPostcode(raw)))
    return err(
      'postcode-format',
      'This is not a UK postcode.',
      'If the address is abroad, enter the country. Else enter a postcode like SW1A 1AA.',
    )
  return postcode
}

const cleanPostcode = (raw: string): string => cleanCode(raw.slice(0, LONGEST_LINE)).toUpperCase()

/** Some countries have no postcodes, so it may be empty. What those of a country look like is a warning only. */
function parseForeignPostcode(raw: string): Result<Parsed<string>, 'postcode-abroad'> {
  const code = cleanPostcode(raw).replace(/\s+/g, ' ')
  if (raw.length > LONGEST_LINE || code.length > LONGEST_POSTCODE || !/^[A-Z0-9 -]*$/.test(code) || (code !== '' && !/\d/.test(code))) {
    return err(
      'postcode-abroad',
      `A postcode abroad has up to ${LONGEST_POSTCODE} letters, numbers, spaces and hyphens, with at least one number.`,
      'Check it with the registrant. If the country has no postcodes, leave it empty.',
    )
  }
  return ok({ value: code, warnings: code === '' ? ['There is no postcode. Check with the registrant that the country has none.'] : [] })
}
