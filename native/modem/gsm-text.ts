/**
 * What of a text can be typed at a modem's prompt. In text mode the characters go as bytes of the chosen set (`AT+CSCS`, 3GPP TS 27.007 §5.5), and some
 * bytes of the GSM alphabet are keys there: what could end, edit or halt the text is refused, never replaced.
 */
import { countGsm7Septets, SINGLE_TEXT_SEPTETS } from '../../domain/guidance/text-template.ts'

/** `UCS2`: each character as four hexadecimal digits, in texts and in numbers. */
export type ModemCharset = 'IRA' | 'GSM' | 'UCS2'

/** 3GPP TS 23.038 §6.2.1: the place of a character is its septet. ESC stands at 1B. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Backspace, the ends of a line, XON, XOFF, Ctrl-Z, ESC. */
const keys: ReadonlySet<number> = new Set([0x08, 0x0a, 0x0d, 0x11, 0x13, 0x1a, 0x1b])

export type EncodedText =
  /** No `charset`: the modem takes none by name, and the bytes are the same in both alphabets that it may use. */
  | { readonly state: 'encoded'; readonly bytes: Uint8Array; readonly charset?: ModemCharset }
  | { readonly state: 'empty' | 'too-long' | 'cannot-be-typed' }

function encode(body: string, charset: 'GSM' | 'IRA'): Uint8Array | undefined {
  const codes = [...body].map((character) => {
    const septet = GSM.indexOf(character)
    if (septet < 0) return -1
    if (charset === 'GSM') return keys.has(septet) ? -1 : septet
    return /^[ -~]$/.test(character) ? character.charCodeAt(0) : -1
  })
  return codes.includes(-1) ? undefined : Uint8Array.from(codes)
}

/** Big-endian, in capitals (27.005 §3.1). */
export const toUcs2Hex = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase()).join('')

/**
 * One text as bytes. The IRA comes first: its bytes are printable, so no modem takes one of them for a key. The extension table (`€`, `{`) would need
 * ESC. A modem that takes neither IRA nor GSM but UCS-2 gets digits: as ASCII it would read each four characters of the text as one.
 */
export function encodeText(body: string, charsets: ReadonlySet<ModemCharset>): EncodedText {
  if (body === '') return { state: 'empty' }
  const septets = countGsm7Septets(body)
  if (septets === undefined) return { state: 'cannot-be-typed' }
  if (septets > SINGLE_TEXT_SEPTETS) return { state: 'too-long' }
  const ira = encode(body, 'IRA')
  const gsm = encode(body, 'GSM')
  if (ira && charsets.has('IRA')) return { state: 'encoded', bytes: ira, charset: 'IRA' }
  if (gsm && charsets.has('GSM')) return { state: 'encoded', bytes: gsm, charset: 'GSM' }
  if (charsets.has('UCS2')) return { state: 'encoded', bytes: encodeAscii(toUcs2Hex(body)), charset: 'UCS2' }
  if (charsets.size === 0 && ira && gsm && ira.every((byte, at) => byte === gsm[at])) return { state: 'encoded', bytes: ira }
  return { state: 'cannot-be-typed' }
}

const encodeAscii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
