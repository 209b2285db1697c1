/**
 * Detects the type of a dropped file from its first bytes, because file names and MIME types can be wrong.
 * Sizes in pixels are read from the header too, so that a small file that unfolds into gigabytes is refused before it is decoded.
 */

export type FileKind =
  | 'image/jpeg'
  | 'image/png'
  | 'application/pdf'
  | 'heic'
  | 'avif'
  | 'webp'
  | 'gif'
  | 'tiff'
  | 'bmp'
  | 'empty'
  | 'unknown'

export interface PixelSize {
  readonly width: number
  readonly height: number
}

/** PDF readers accept a header anywhere in the first kilobyte. */
const PDF_HEADER_WITHIN = 1_024

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, index) => bytes[index] === byte)

export function sniffFile(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty'
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brand = ascii(bytes, 8, 12)
    if (brand === 'avif' || brand === 'avis') return 'avif'
    return HEIC_BRANDS.includes(brand) ? 'heic' : 'unknown'
  }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp'
  if (ascii(bytes, 0, 4) === 'GIF8') return 'gif'
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return 'tiff'
  if (ascii(bytes, 0, 2) === 'BM') return 'bmp'
  if (ascii(bytes, 0, Math.min(bytes.length, PDF_HEADER_WITHIN)).includes('%PDF-')) return 'application/pdf'
  return 'unknown'
}

/** Width and height as stored, before any turning that the file asks for. Nothing when the header is damaged. */
export function findPixelSize(bytes: Uint8Array, kind: 'image/jpeg' | 'image/png'): PixelSize | undefined {
  return kind === 'image/png' ? findPngSize(bytes) : findJpegSize(bytes)
}

/** PNG, third edition, §11.2.1: IHDR is the first chunk. */
function findPngSize(bytes: Uint8Array): PixelSize | undefined {
  if (bytes.length < 24 || ascii(bytes, 12, 16) !== 'IHDR') return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return someSize(view.getUint32(16), view.getUint32(20))
}

/** JPEG, ITU-T T.81 §B.2.2: the frame header follows any number of other segments, each with its length. */
function findJpegSize(bytes: Uint8Array): PixelSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
    } else if (isFrameHeader(marker)) {
      return someSize(view.getUint16(at + 7), view.getUint16(at + 5))
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
    } else if (marker === 0xd9 || marker === 0xda) {
      return undefined
    } else {
      at += 2 + view.getUint16(at + 2)
    }
  }
  return undefined
}

/** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
const isFrameHeader = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const someSize = (width: number, height: number): PixelSize | undefined => (width > 0 && height > 0 ? { width, height } : undefined)

/** Whether a picture has its end. A cut one is decoded as far as it goes, and the rest is grey or blurred without a word. */
export const hasEnd = (bytes: Uint8Array, kind: 'image/jpeg' | 'image/png'): boolean =>
  kind === 'image/png' ? hasPngEnd(bytes) : hasJpegEnd(bytes)

/** PNG, third edition, §5.3: each chunk says its length. Other data may follow IEND. */
function hasPngEnd(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) if (ascii(bytes, at + 4, at + 8) === 'IEND') return true
  return false
}

/** JPEG, ITU-T T.81 §B.1: the end of the image follows the last scan. Phones write other pictures after it. */
function hasJpegEnd(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1]!
    // Compressed data goes on until the next marker; in it, 00 and restart markers stand after FF.
    if (bytes[at] !== 0xff || marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) || marker === 0xff) at += 1
    else if (marker === 0xd9) return true
    else at += at + 3 < bytes.length ? 2 + view.getUint16(at + 2) : 2
  }
  return false
}
