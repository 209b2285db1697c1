/**
 * Command and response APDUs of ISO/IEC 7816-4 §5: the envelope of every word between the app and a card.
 * Short form carries up to 255 bytes out and 256 back; extended form 65,535 out and 65,536 back.
 */
import { concat, empty, unsigned } from '../../domain/bytes.ts'

export interface CommandApdu {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  /** Absent and empty mean the same: no command data. */
  readonly data?: Uint8Array
  /** How many bytes may come back, 1 to 65,536; absent when none are expected. */
  readonly le?: number
}

export interface ResponseApdu {
  readonly data: Uint8Array
  /** SW1 SW2, for example 0x9000. */
  readonly sw: number
}

export const longestShortData = 255
export const longestShortAnswer = 256
const longestExtendedData = 65_535
export const longestExtendedAnswer = 65_536

/** `auto` uses the extended form only for what does not fit the short one. */
export function encodeCommand(command: CommandApdu, form: 'auto' | 'short' | 'extended' = 'auto'): Uint8Array {
  const { cla, ins, p1, p2, data = empty, le } = command
  for (const byte of [cla, ins, p1, p2])
    if (!Number.isInteger(byte) || byte < 0 || byte > 0xff) throw new RangeError('an APDU header is four bytes')
  if (data.length > longestExtendedData) throw new RangeError('command data is longer than any APDU')
  if (le !== undefined && (!Number.isInteger(le) || le < 1 || le > longestExtendedAnswer)) throw new RangeError('Le is 1 to 65536')
  const fitsShort = data.length <= longestShortData && (le ?? 0) <= longestShortAnswer
  if (form === 'short' && !fitsShort) throw new RangeError('does not fit a short APDU')
  const header = Uint8Array.of(cla, ins, p1, p2)
  if (form === 'extended' || !fitsShort) {
    // A case 1 command has no extended form: there is no length to extend.
    if (data.length === 0 && le === undefined) return header
    const lc = data.length === 0 ? Uint8Array.of(0) : concat(Uint8Array.of(0), unsigned(data.length, 2), data)
    return concat(header, lc, le === undefined ? empty : unsigned(le % 0x10000, 2))
  }
  const lc = data.length === 0 ? empty : concat(Uint8Array.of(data.length), data)
  return concat(header, lc, le === undefined ? empty : Uint8Array.of(le % 0x100))
}

export type DecodedCommand = CommandApdu & { readonly data: Uint8Array; readonly form: 'short' | 'extended' }

/** What a card does with the bytes it gets; undefined when Lc and the length do not agree (a card answers 6700). */
export function decodeCommand(bytes: Uint8Array): DecodedCommand | undefined {
  if (bytes.length < 4) return undefined
  const [cla, ins, p1, p2] = bytes as unknown as [number, number, number, number]
  const header = { cla, ins, p1, p2 }
  const body = bytes.subarray(4)
  if (body.length === 0) return { ...header, data: empty, form: 'short' }
  const first = body[0]!
  if (body.length === 1) return { ...header, data: empty, le: first === 0 ? 256 : first, form: 'short' }
  if (first !== 0) {
    const data = body.slice(1, 1 + first)
    const rest = body.subarray(1 + first)
    if (data.length !== first || rest.length > 1) return undefined
    return rest.length === 0 ? { ...header, data, form: 'short' } : { ...header, data, le: rest[0] === 0 ? 256 : rest[0]!, form: 'short' }
  }
  if (body.length < 3) return undefined
  const length = body[1]! * 0x100 + body[2]!
  if (body.length === 3) return { ...header, data: empty, le: length === 0 ? 65_536 : length, form: 'extended' }
  if (length === 0) return undefined
  const data = body.slice(3, 3 + length)
  const rest = body.subarray(3 + length)
  if (data.length !== length || (rest.length !== 0 && rest.length !== 2)) return undefined
  if (rest.length === 0) return { ...header, data, form: 'extended' }
  const le = rest[0]! * 0x100 + rest[1]!
  return { ...header, data, le: le === 0 ? 65_536 : le, form: 'extended' }
}

export function encodeResponse(response: ResponseApdu): Uint8Array {
  return concat(response.data, unsigned(response.sw, 2))
}

/** Undefined when shorter than SW1 SW2: measured, that is how a binding tells that the card has gone. */
export function decodeResponse(bytes: Uint8Array): ResponseApdu | undefined {
  if (bytes.length < 2) return undefined
  return { data: bytes.slice(0, -2), sw: bytes.at(-2)! * 0x100 + bytes.at(-1)! }
}
