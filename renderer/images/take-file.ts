/** From a dropped file to what may be sealed as evidence: sniffed, decoded, and written again from its pixels alone. PDFs stay as they are, if every page can be shown. */
import { ok, type Result } from '../../domain/result.ts'
import { checkPdf } from '../pdf/check-pdf.ts'
import type { PdfRefusal } from '../pdf/open-pdf.ts'
import { acceptFile, acceptPixels, readFile, type AcceptedKind, type FileRefusal } from './accept.ts'
import { decodeImage, type EncodedImage } from './encode.ts'
import { reencode } from './encode-apart.ts'

export type TakenFile = EncodedImage | { readonly mime: 'application/pdf'; readonly bytes: Uint8Array; readonly pages: number }

export async function takeScan(file: Blob): Promise<Result<TakenFile, FileRefusal | PdfRefusal>> {
  const read = await readFile(file)
  if (!read.ok) return read
  const bytes = read.value
  const kind = acceptFile(bytes, ['image/jpeg', 'image/png', 'application/pdf'])
  if (!kind.ok) return kind
  if (kind.value === 'application/pdf') {
    const pages = await checkPdf(bytes)
    return pages.ok ? ok({ mime: kind.value, bytes, pages: pages.value }) : pages
  }
  const picture = await decodeEnough(bytes, kind.value)
  if (!picture.ok) return picture
  const encoded = await reencode(picture.value, kind.value)
  picture.value.close()
  return encoded
}

/** A photograph, decoded and upright, ready to be cropped. */
export interface OpenPicture {
  readonly picture: ImageBitmap
  readonly mime: Exclude<AcceptedKind, 'application/pdf'>
  /** Of the file as it came. */
  readonly bytes: number
}

export async function openPhotograph(file: Blob): Promise<Result<OpenPicture, FileRefusal>> {
  const read = await readFile(file)
  if (!read.ok) return read
  const bytes = read.value
  const kind = acceptFile(bytes, ['image/jpeg', 'image/png'])
  if (!kind.ok) return kind
  const mime = kind.value as OpenPicture['mime']
  const picture = await decodeEnough(bytes, mime)
  return picture.ok ? ok({ picture: picture.value, mime, bytes: bytes.length }) : picture
}

/** A picture with enough pixels to be looked at. */
async function decodeEnough(bytes: Uint8Array, mime: OpenPicture['mime']): Promise<Result<ImageBitmap, 'damaged' | 'too-few-pixels'>> {
  const picture = await decodeImage(bytes, mime)
  if (!picture.ok) return picture
  const enough = acceptPixels(picture.value)
  if (enough.ok) return picture
  picture.value.close()
  return enough
}
