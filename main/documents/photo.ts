/**
 * The photograph as it goes into a PDF: the picture only. JPEG segments with camera data, places or comments are left out, and the
 * picture is turned by their orientation. Nothing is decoded here, so a hostile file can at worst print wrongly.
 */
import { err, ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { Size } from '../../domain/dispatch/media.ts'

export interface Photo {
  readonly kind: 'jpeg' | 'png'
  readonly bytes: Uint8Array
  /** In pixels, upright. */
  readonly size: Size
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number
}

type PhotoResult = Result<Photo, 'photo-unreadable'>

const unreadable = (): PhotoResult =>
  err(
    'photo-unreadable',
    'The photograph cannot be read as JPEG or PNG, or is too large to print. Nothing was printed.',
    'Attach the photograph again, as a JPEG or PNG file.',
  )

const MAXIMUM_SIDE = 12_000
/** A PNG is decoded in `main` when it is printed: a whole card at 600 dpi takes half a second. A JPEG goes into the document as it is. */
const MOST_PNG_PIXELS = 2_100 * 2_100
/** A camera writes 10 to 40, and at most 255 of a colour profile. */
const MOST_SEGMENTS = 1_000
/** Bytes that fill the room between two segments. */
const MOST_FILLING = 64_000

/** For a document: refused if its pixels would hold `main` up. */
export function readPhoto(bytes: Uint8Array): PhotoResult {
  const photo = readPicture(bytes)
  if (!photo.ok || photo.value.kind === 'jpeg') return photo
  const { width, height } = photo.value.size
  return width * height <= MOST_PNG_PIXELS ? photo : unreadable()
}

/** For who has a limit of their own. */
export function readPicture(bytes: Uint8Array): PhotoResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (view.getUint16(0) === 0xffd8) return readJpeg(bytes, view)
    if (view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a) return readPng(bytes, view)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return unreadable()
}

const printable = ({ width, height }: Size): boolean => width > 0 && height > 0 && width <= MAXIMUM_SIDE && height <= MAXIMUM_SIDE

function readPng(bytes: Uint8Array, view: DataView): PhotoResult {
  const size = { width: view.getUint32(16), height: view.getUint32(20) }
  return printable(size) ? ok({ kind: 'png', bytes, size, orientation: 1 }) : unreadable()
}

const START_OF_SCAN = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP14_ADOBE = 0xee
const COMMENT = 0xfe
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isKept = (marker: number): boolean =>
  marker !== COMMENT && (marker < APP0 || marker > 0xef || marker === APP0 || marker === APP14_ADOBE)

function readJpeg(bytes: Uint8Array, view: DataView): PhotoResult {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let stored: Size | undefined
  let orientation = 1
  let at = 2
  let filling = 0
  for (;;) {
    if (kept.length > MOST_SEGMENTS || filling > MOST_FILLING || view.getUint8(at) !== 0xff) return unreadable()
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      filling += 1
      continue
    }
    if (marker === START_OF_SCAN) break
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length) return unreadable()
    if (isFrame(marker)) stored = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    if (marker === APP1) orientation = findOrientation(new DataView(bytes.buffer, bytes.byteOffset + at + 4, end - at - 4)) ?? orientation
    if (isKept(marker)) kept.push(bytes.subarray(at, end))
    at = end
  }
  if (!stored || !printable(stored)) return unreadable()
  kept.push(bytes.subarray(at))
  const size = orientation >= 5 ? { width: stored.height, height: stored.width } : stored
  return ok({ kind: 'jpeg', bytes: new Uint8Array(Buffer.concat(kept)), size, orientation })
}

/** Tag 0x0112 of the first directory of an EXIF segment. */
function findOrientation(segment: DataView): number | undefined {
  if (segment.byteLength < 14 || segment.getUint32(0) !== 0x45786966) return undefined
  const tiff = 6
  const little = segment.getUint16(tiff) === 0x4949
  const directory = tiff + segment.getUint32(tiff + 4, little)
  if (directory + 2 > segment.byteLength) return undefined
  const count = segment.getUint16(directory, little)
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > segment.byteLength) return undefined
    if (segment.getUint16(entry, little) !== 0x0112) continue
    const value = segment.getUint16(entry + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/**
 * Matrix from the unit square in which PDF draws the stored picture to an upright picture of `width` × `height` with its bottom-left corner at `x`, `y`.
 */
export function uprightMatrix(orientation: number, x: number, y: number, width: number, height: number): readonly number[] {
  const [r, t] = [x + width, y + height]
  switch (orientation) {
    case 2:
      return [-width, 0, 0, height, r, y]
    case 3:
      return [-width, 0, 0, -height, r, t]
    case 4:
      return [width, 0, 0, -height, x, t]
    case 5:
      return [0, -height, -width, 0, r, t]
    case 6:
      return [0, -height, width, 0, x, t]
    case 7:
      return [0, height, width, 0, x, y]
    case 8:
      return [0, height, -width, 0, r, y]
    default:
      return [width, 0, 0, height, x, y]
  }
}
