/**
 * Addresses as the Post Office asks for them: name, number and street, locality, POST TOWN in capitals, POSTCODE in capitals alone on the last line;
 * left-aligned, without commas or full stops at the ends of lines, no county needed; a country line only for abroad. The name is never changed.
 */
import { isHomeCountry } from '../country.ts'
import type { Address } from '../values.ts'
import { singleLine } from '../text-from-outside.ts'

export type AddressRole = 'name' | 'organisation' | 'street' | 'post-town' | 'postcode' | 'country'

export interface AddressLine {
  readonly role: AddressRole
  readonly text: string
}

const withoutEndStops = (text: string): string => singleLine(text).replace(/(?<![\s,.;])[\s,.;]+$/u, '')

const UK_POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?|GIR)(\d[A-Z]{2})$/

/** `sw1a2aa` as `SW1A 2AA`. What is not of that shape, such as a code from abroad, is only put in capitals. */
export function formatPostcode(postcode: string): string {
  const typed = singleLine(postcode).toUpperCase()
  const match = UK_POSTCODE.exec(typed.replace(/[^A-Z0-9]/g, ''))
  return match ? `${match[1]} ${match[2]}` : typed
}

/** Post to BFPO is inland wherever the forces are. */
const isInland = (country: string, postcode: string): boolean => country === '' || isHomeCountry(country) || /^\s*BF\s*\d/i.test(postcode)

export function addressLines(recipient: {
  readonly name: string
  readonly organisation?: string | undefined
  readonly address: Address
}): readonly AddressLine[] {
  const { name, organisation, address } = recipient
  const country = address.country === undefined ? '' : withoutEndStops(address.country)
  const lines: AddressLine[] = [
    { role: 'name', text: singleLine(name) },
    { role: 'organisation', text: organisation === undefined ? '' : withoutEndStops(organisation) },
    ...address.lines.map((line): AddressLine => ({ role: 'street', text: withoutEndStops(line) })),
    { role: 'post-town', text: withoutEndStops(address.town).toUpperCase() },
    { role: 'postcode', text: formatPostcode(address.postcode) },
    { role: 'country', text: isInland(country, address.postcode) ? '' : country.toUpperCase() },
  ]
  return lines.filter(({ text }) => text !== '')
}
