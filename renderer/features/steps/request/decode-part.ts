/** The words of one part: its transfer encoding undone, its alphabet found, and read by the mail parser. */
import PostalMime from 'postal-mime'
import { toBase64 } from '../../../../domain/bytes.ts'
import { findParameter, mainValue } from './email-header.ts'
import type { EmailPart } from './email-parts.ts'

export interface DecodedPart {
  readonly text: string
  /** The alphabet that the part names is not one that can be read. */
  readonly unknownAlphabet?: string
}

/** Lines of a longer text stay as they were sent: putting them together again takes the parser long. */
const LONGEST_FLOWED = 300_000

/** `recoded`: the file is UTF-8 now, even if the part names another alphabet. */
export async function decodePart(part: EmailPart, recoded: boolean): Promise<DecodedPart> {
  const contentType = part.fields.get('content-type')
  const bytes = undoTransfer(part)
  const named = findParameter(contentType, 'charset')?.toLowerCase()
  const charset = chooseAlphabet(bytes, named, recoded && !isEncoded(part))
  const flowed = part.kind === 'text' && bytes.length <= LONGEST_FLOWED && findParameter(contentType, 'format')?.toLowerCase() === 'flowed'
  const parameters = [`charset="${charset}"`, ...(flowed ? ['format=flowed', `delsp=${findParameter(contentType, 'delsp') ?? 'no'}`] : [])]
  // Always as plain text in one line of base64: the parser's own reading of HTML and of many short lines is not linear.
  const email = await PostalMime.parse(
    `Content-Type: text/plain; ${parameters.join('; ')}\nContent-Transfer-Encoding: base64\n\n${toBase64(bytes)}`,
  )
  const text = email.text ?? ''
  return named === undefined || charset !== named || isKnown(named) ? { text } : { text, unknownAlphabet: named }
}

const transferOf = (part: EmailPart): string => mainValue(part.fields.get('content-transfer-encoding')).replaceAll('"', '')
const isEncoded = (part: EmailPart): boolean => ['base64', 'quoted-printable'].includes(transferOf(part))

/** The bytes that were sent. What breaks the rules of an encoding stays as it is written. */
export function undoTransfer(part: EmailPart): Uint8Array {
  const { bytes } = part
  switch (transferOf(part)) {
    case 'base64':
      return fromBase64Lines(bytes)
    case 'quoted-printable':
      return fromQuotedPrintable(bytes)
    default:
      return bytes
  }
}

const BASE64 = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((one, value) => [one.charCodeAt(0), value]),
)
const base64Values = Uint8Array.from({ length: 256 }, (_, code) => BASE64.get(code) ?? 255)

/** Each padded group ends a unit: some programs pad every line. Other characters are left out, as RFC 2045 asks. */
function fromBase64Lines(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((bytes.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    const value = base64Values[byte]!
    if (value === 255) {
      if (byte === 0x3d) bits = 0
      continue
    }
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    out[length++] = (held >> bits) & 0xff
  }
  return out.subarray(0, length)
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte & 0xdf
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1
}

function fromQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte === 0x3d) {
      const [one, two] = [hexValue(bytes[at + 1]), hexValue(bytes[at + 2])]
      if (one >= 0 && two >= 0) {
        out[length++] = one * 16 + two
        at += 2
        continue
      }
      const line = softBreakAfter(bytes, at + 1)
      if (line > 0) {
        at = line
        continue
      }
    }
    out[length++] = byte
  }
  return out.subarray(0, length)
}

/** Where the line ends that a `=` joins to the next, with what few blanks a server has put between; 0 when it joins none. */
function softBreakAfter(bytes: Uint8Array, from: number): number {
  const most = from + 20
  for (let at = from; at < most; at += 1) {
    const byte = bytes[at]
    if (byte === 0x0a) return at
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return 0
  }
  return 0
}

/** Names under which programs write UTF-8 without saying so. */
const OFTEN_WRONG = new Set(['us-ascii', 'ascii', 'iso-8859-1', 'windows-1252', 'latin1', 'utf-8', 'utf8'])

/** Bytes that are UTF-8 are nothing else by chance; bytes that are said to be UTF-8 and are not come from Windows. */
function chooseAlphabet(bytes: Uint8Array, named: string | undefined, recoded: boolean): string {
  if (recoded) return 'utf-8'
  if (named !== undefined && isKnown(named) && !OFTEN_WRONG.has(named)) return named
  if (!bytes.some((byte) => byte >= 0x80)) return named ?? 'utf-8'
  if (isUtf8(bytes)) return 'utf-8'
  return named === undefined || OFTEN_WRONG.has(named) ? 'windows-1252' : named
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function isKnown(charset: string): boolean {
  try {
    new TextDecoder(charset)
    return true
  } catch {
    return false
  }
}
