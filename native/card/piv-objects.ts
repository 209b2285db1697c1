/** The content of each PIV data object (SP 800-73-4 part 1 appendix A): what goes inside the 53 template of PUT DATA. */
import { ascii, concat, unsigned } from '../../domain/bytes.ts'
import { pivApplication } from './piv.ts'
import { tlv } from './tlv.ts'

/** Every object ends with an error detection code that the standard keeps and leaves empty. */
const errorDetectionCode = tlv(0xfe)

/** Five-bit symbols of FASC-N, least significant bit first with odd parity (TIG SCEPACS 2.2 §6). */
const fascnSymbols: Readonly<Record<string, string>> = {
  0: '00001',
  1: '10000',
  2: '01000',
  3: '11001',
  4: '00100',
  5: '10101',
  6: '01101',
  7: '11100',
  8: '00010',
  9: '10011',
  S: '11010',
  F: '10110',
  E: '11111',
}

/** The Federal Agency Smart Credential Number (TIG SCEPACS 2.2 §6), field by field, in digits. */
export interface Fascn {
  readonly agency: string
  readonly system: string
  readonly credential: string
  readonly series: string
  readonly issue: string
  readonly person: string
  readonly organisationCategory: string
  readonly organisation: string
  readonly association: string
}

/** 40 symbols with a check symbol, packed into 25 bytes. */
export function encodeFascn(given: Fascn): Uint8Array {
  const { agency, system, credential, series, issue, person, organisationCategory, organisation, association } = given
  const symbols = [
    ...`S${agency}F${system}F${credential}F${series}F${issue}F${person}${organisationCategory}${organisation}${association}E`,
  ]
  const bits = symbols.map((symbol) => fascnSymbols[symbol]!)
  // The check symbol makes every column even over the four data bits; its own parity is odd like the others'.
  const check = [0, 1, 2, 3].map((column) => bits.reduce((sum, symbol) => sum ^ Number(symbol[column]), 0))
  const parity = 1 ^ check.reduce((sum, bit) => sum ^ bit, 0)
  const all = [...bits, [...check, parity].join('')].join('')
  if (all.length !== 200) throw new RangeError('a FASC-N has 32 digits')
  return Uint8Array.from({ length: 25 }, (_, index) => Number.parseInt(all.slice(index * 8, index * 8 + 8), 2))
}

/** An issuer outside the US federal government has agency, system and credential all nines; the GUID then names the card (part 1 §3.1.2). */
export const nonFederalFascn = encodeFascn({
  agency: '9999',
  system: '9999',
  credential: '999999',
  series: '0',
  issue: '1',
  person: '0000000000',
  organisationCategory: '3',
  organisation: '0000',
  association: '1',
})

/** `expiry` is an ISO plain date. The issuer's signature (3E) is empty: this card is not part of a federal trust chain. */
export function chuid(given: { readonly guid: Uint8Array; readonly expiry: string }): Uint8Array {
  return concat(
    tlv(0x30, nonFederalFascn),
    tlv(0x34, given.guid),
    tlv(0x35, ascii(given.expiry.replaceAll('-', ''))),
    tlv(0x3e),
    errorDetectionCode,
  )
}

/** Card capability container: registered data model 10, everything else says "see the PIV application" by being empty. */
export function cardCapabilityContainer(given: { readonly guid: Uint8Array }): Uint8Array {
  const identifier = concat(Uint8Array.of(0xa0, 0x00, 0x00, 0x01, 0x16, 0xff, 0x02), given.guid.subarray(0, 14))
  const version = Uint8Array.of(0x21)
  return concat(
    tlv(0xf0, identifier),
    tlv(0xf1, version),
    tlv(0xf2, version),
    tlv(0xf3),
    tlv(0xf4, Uint8Array.of(0x00)),
    tlv(0xf5, Uint8Array.of(0x10)),
    ...[0xf6, 0xf7, 0xfa, 0xfb, 0xfc, 0xfd].map((tag) => tlv(tag)),
    errorDetectionCode,
  )
}

/** What is inside the discovery object: the PIV application, and "the passcode, and no other" (part 1 §3.3.2). */
export const discovery = concat(tlv(0x4f, pivApplication), tlv(0x5f2f, Uint8Array.of(0x40, 0x00)))

/** 71 00: not compressed. */
export function certificateObject(certificate: Uint8Array): Uint8Array {
  return concat(tlv(0x70, certificate), tlv(0x71, Uint8Array.of(0)), errorDetectionCode)
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Longest values of printed information, in bytes (part 1 table 11). */
export const printedLimits = { name: 125, line: 20, serial: 20, issuer: 15 } as const

/** Breaks at spaces into two lines of at most 20 bytes, and within a word only when the word is longer than a line. What is left over is cut. */
export function organisationLines(organisation: string): readonly [string, string] {
  const size = (text: string): number => new TextEncoder().encode(text).length
  const lines = ['', '']
  let at = 0
  for (const word of organisation.trim().split(/\s+/)) {
    const joined = lines[at] === '' ? word : `${lines[at]!} ${word}`
    if (size(joined) <= printedLimits.line) {
      lines[at] = joined
      continue
    }
    if (lines[at] !== '') at++
    if (at > 1) break
    let piece = ''
    for (const character of word)
      if (size(piece + character) <= printedLimits.line) piece += character
      else break
    lines[at] = piece
  }
  return [lines[0]!, lines[1]!]
}

/** What the card face says. Names are UTF-8: a registrant's name is never spelt without its accents. */
export function printedInformation(given: {
  readonly name: string
  readonly uuid: string
  readonly expiry: string
  readonly cardSerial: string
  readonly organisation: string
}): Uint8Array {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value)
  const [year, month, day] = given.expiry.split('-') as [string, string, string]
  const [first, second] = organisationLines(given.organisation)
  return concat(
    tlv(0x01, text(given.name)),
    tlv(0x02, text(`UUID ${given.uuid}`)),
    tlv(0x04, ascii(`${year}${months[Number(month) - 1]!}${day}`)),
    tlv(0x05, ascii(given.cardSerial)),
    tlv(0x06, ascii('RA DESK')),
    tlv(0x07, text(first)),
    tlv(0x08, text(second)),
    errorDetectionCode,
  )
}

/** Width and height from the frame header of a JPEG; undefined when it is not one. */
export function jpegSize(jpeg: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return undefined
  let at = 2
  while (at + 9 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    const word = (offset: number): number => jpeg[at + offset]! * 0x100 + jpeg[at + offset + 1]!
    if (isFrame) return { height: word(5), width: word(7) }
    at += marker === 0xff ? 1 : 2 + word(2)
  }
  return undefined
}

/**
 * The photograph as an INCITS 385 face record in a CBEFF envelope (SP 800-76-2 §6 and §9), unsigned. `takenAt` and `expiry` are ISO plain dates.
 * Throws when the bytes are not a JPEG: the plan is checked before.
 */
export function facialImage(given: { readonly jpeg: Uint8Array; readonly takenAt: string; readonly expiry: string }): Uint8Array {
  const { jpeg } = given
  const size = jpegSize(jpeg)
  if (!size) throw new RangeError('not a JPEG')
  const image = concat(
    Uint8Array.of(0x01, 0x00),
    unsigned(size.width, 2),
    unsigned(size.height, 2),
    Uint8Array.of(0x01, 0x00),
    unsigned(0, 2),
    unsigned(0, 2),
    jpeg,
  )
  // Block length, no feature points, then gender, eyes, hair, properties, expression and pose: all "not said".
  const face = concat(unsigned(20 + image.length, 4), new Uint8Array(16), image)
  const record = concat(
    concat(ascii('FAC'), unsigned(0, 1), ascii('010'), unsigned(0, 1)),
    unsigned(14 + face.length, 4),
    unsigned(1, 2),
    face,
  )
  const header = concat(
    Uint8Array.of(0x03, 0x00),
    unsigned(record.length, 4),
    unsigned(0, 2),
    unsigned(0x001b, 2),
    unsigned(0x0501, 2),
    cbeffDate(given.takenAt),
    cbeffDate(given.takenAt),
    cbeffDate(given.expiry),
    Uint8Array.of(0x00, 0x00, 0x02, 0x20, 0xfe),
    new Uint8Array(18),
    nonFederalFascn,
    new Uint8Array(4),
  )
  return concat(tlv(0xbc, concat(header, record)), errorDetectionCode)
}

/** Packed decimal year, month, day, hour, minute, second and the letter Z (SP 800-76-2 table 16). */
function cbeffDate(date: string): Uint8Array {
  const digits = `${date.replaceAll('-', '')}000000`
  const packed = Uint8Array.from({ length: 7 }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16))
  return concat(packed, ascii('Z'))
}
