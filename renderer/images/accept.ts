/** Whether a dropped file may become evidence, decided from its bytes and in words that help the agent to get a better one. */
import { photoRules } from '../../domain/card/photo.ts'
import { err, ok, type Err, type Result } from '../../domain/result.ts'
import { findPixelSize, hasEnd, sniffFile, type FileKind, type PixelSize } from './sniff.ts'

/** Scans are held to the rules of photographs: 10 MB, and no more pixels than can be opened safely. */
export const MAXIMUM_FILE_BYTES = photoRules.maximumBytes
const MAXIMUM_PIXELS = photoRules.maximumPixels

/** Longer sides than this do not fit on a canvas in Chromium. */
const MAXIMUM_SIDE = 16_384

export type AcceptedKind = 'image/jpeg' | 'image/png' | 'application/pdf'
/** No document can be read with fewer, nor a face recognised. */
const LEAST_SIDE = 100
export type FileRefusal =
  | 'not-readable'
  | 'empty'
  | 'too-large'
  | 'heic'
  | 'not-accepted'
  | 'damaged'
  | 'too-many-pixels'
  | 'too-few-pixels'

const KIND_NAMES: Readonly<Partial<Record<FileKind, string>>> = {
  'application/pdf': 'a PDF',
  avif: 'an AVIF picture',
  webp: 'a WebP picture',
  gif: 'a GIF picture',
  tiff: 'a TIFF picture',
  bmp: 'a BMP picture',
}

/** The bytes of a file that was chosen. A film of 4 GB is refused by its size, before it fills the memory. */
export async function readFile(file: Blob, limit: number = MAXIMUM_FILE_BYTES): Promise<Result<Uint8Array, 'not-readable' | 'too-large'>> {
  if (file.size > limit) return tooLarge(file.size, limit)
  try {
    return ok(new Uint8Array(await file.arrayBuffer()))
  } catch {
    return err(
      'not-readable',
      'The file could not be read. It may have been moved, or its drive removed.',
      'Copy it to this computer and choose it again.',
    )
  }
}

function tooLarge(bytes: number, limit: number = MAXIMUM_FILE_BYTES): Err<'too-large'> {
  return err(
    'too-large',
    `The file is ${megabytes(bytes)} MB. The limit is ${megabytes(limit)} MB. It was not saved.`,
    'Ask for a smaller copy, or save it again at a lower resolution or without its attachments.',
  )
}

export function acceptFile(bytes: Uint8Array, accepted: readonly AcceptedKind[]): Result<AcceptedKind, FileRefusal> {
  const names = accepted.includes('application/pdf') ? 'JPEG, PNG or PDF' : 'JPEG or PNG'
  const kind = sniffFile(bytes)
  if (kind === 'empty') return err('empty', 'The file is empty. It was not saved.', 'Ask the registrant to send it again.')
  if (bytes.length > MAXIMUM_FILE_BYTES) return tooLarge(bytes.length)
  if (kind === 'heic') {
    return err(
      'heic',
      'This is an iPhone picture (HEIC), which cannot be opened here. It was not saved.',
      'Ask the registrant to send it as a JPEG: on the iPhone, Settings > Camera > Formats > Most Compatible, or share it by email and choose a size.',
    )
  }
  const found = accepted.find((one) => one === kind)
  if (!found) {
    const what = KIND_NAMES[kind] ?? 'an unknown type of file'
    return err('not-accepted', `This is ${what}. It was not saved.`, `Ask the registrant for a ${names} file.`)
  }
  if (found === 'application/pdf') return ok(found)
  const size = findPixelSize(bytes, found)
  if (!size) return err('damaged', 'The picture is damaged and cannot be opened. It was not saved.', 'Ask the registrant to send it again.')
  if (size.width * size.height > MAXIMUM_PIXELS || Math.max(size.width, size.height) > MAXIMUM_SIDE) {
    return err(
      'too-many-pixels',
      `The picture has ${size.width} × ${size.height} pixels, more than can be opened safely. It was not saved.`,
      'Ask the registrant for a smaller copy.',
    )
  }
  if (!hasEnd(bytes, found))
    return err('damaged', 'The picture is damaged: its end is missing. It was not saved.', 'Ask the registrant to send it again.')
  return ok(found)
}

/** A scan or photograph of fewer pixels shows nothing. A picture for the printed card may be as small. */
export function acceptPixels({ width, height }: PixelSize): Result<void, 'too-few-pixels'> {
  if (Math.min(width, height) >= LEAST_SIDE) return ok()
  return err(
    'too-few-pixels',
    `The picture has ${width} × ${height} pixels, too few to read. It was not saved.`,
    'Ask the registrant for the picture as the camera or scanner made it.',
  )
}

const megabytes = (bytes: number): string => (Math.ceil(bytes / 100_000) / 10).toLocaleString('en-GB')
