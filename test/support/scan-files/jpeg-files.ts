/** JPEG files of one flat colour, written by hand (ITU-T T.81), so that each is right but for the one thing that it is named after. */

export interface FlatJpeg {
  readonly width: number
  readonly height: number
  /** One value of 0 to 255 for each component: grey, or YCbCr, or CMYK as Adobe writes it. */
  readonly values: readonly number[]
  readonly progressive?: boolean
  /** EXIF: how the picture is to be turned. */
  readonly orientation?: number
}

const two = (value: number): number[] => [value >> 8, value & 255]
const segment = (marker: number, data: readonly number[]): number[] => [0xff, marker, ...two(data.length + 2), ...data]
const ascii = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0))

/** One code for each length up to its own, so that no code is all ones. */
const huffmanTable = (id: number, symbols: readonly number[]): number[] =>
  segment(0xc4, [id, ...Array.from({ length: 16 }, (_, index) => (index < symbols.length ? 1 : 0)), ...symbols])

/** Symbols of the DC table, in the order of their codes `0`, `10`, `110`, `1110`: no difference, and differences of 9, 10 and 11 bits. */
const dcSymbols = [0, 9, 10, 11] as const

/** A difference of no less than 9 bits: with a quantisation of 1, a value of 0 to 255 is 8 times as much from the middle. */
function codeDifference(difference: number): string {
  if (difference === 0) return '0'
  const length = Math.abs(difference).toString(2).length
  const symbol = dcSymbols.indexOf(length as 9)
  if (symbol < 1) throw new Error(`${difference} is too near to the middle to be written here`)
  const bits = difference > 0 ? difference : difference + (1 << length) - 1
  return `${'1'.repeat(symbol)}0${bits.toString(2).padStart(length, '0')}`
}

/** F.1.2.3: a byte of ones is followed by a zero. */
function toBytes(bits: string): number[] {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1')
  return (padded.match(/.{8}/g) ?? []).flatMap((byte) => (byte === '11111111' ? [255, 0] : [Number.parseInt(byte, 2)]))
}

export function flatJpeg({ width, height, values, progressive = false, orientation }: FlatJpeg): Uint8Array {
  const components = values.map((_, index) => index + 1)
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  // In a baseline picture, `0` after each DC value says that its block has no more.
  const end = progressive ? '' : '0'
  const first = values.map((value) => codeDifference((value - 128) * 8) + end).join('')
  const rest = values.map(() => `0${end}`).join('')
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...(orientation === undefined ? [] : exif(orientation)),
    ...(values.length === 4 ? segment(0xee, [...ascii('Adobe'), 0, 100, 0, 0, 0, 0, 0]) : []),
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    ...segment(progressive ? 0xc2 : 0xc0, [8, ...two(height), ...two(width), values.length, ...components.flatMap((id) => [id, 0x11, 0])]),
    ...huffmanTable(0x00, dcSymbols),
    ...huffmanTable(0x10, [0]),
    ...segment(0xda, [values.length, ...components.flatMap((id) => [id, 0]), 0, progressive ? 0 : 63, 0]),
    ...toBytes(first + rest.repeat(blocks - 1)),
    ...[0xff, 0xd9],
  ])
}

/** Exif 2.3, §4.6: one field, 0x0112. */
const exif = (orientation: number): number[] =>
  segment(0xe1, [...ascii('Exif\0\0MM\0*'), 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, ...two(orientation), 0, 0, 0, 0, 0, 0])

/** As a sending that broke off: without its last tenth. */
export const cutShort = (file: Uint8Array): Uint8Array => file.subarray(0, Math.floor(file.length * 0.9))
