/**
 * Decoding and encoding on a canvas. What comes out carries pixels and nothing else: no EXIF, no GPS position, no camera serial number,
 * no thumbnail of the uncropped picture. Turning that EXIF asked for is applied to the pixels. Encoding is asked for by way of
 * `encode-apart.ts`.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import { cardImageRules } from '../../domain/card/card-images.ts'
import type { Box } from '../../domain/card/photo.ts'
import { CHIP_MAXIMUM_BYTES, CHIP_SIZE, PRINT_SIZE, SMALLER_CHIP_BYTES } from './crop.ts'
import { fitToBytes, type EncodeAt } from './fit.ts'
import { MAXIMUM_FILE_BYTES } from './accept.ts'
import type { PixelSize } from './sniff.ts'

const ORIGINAL_QUALITY = 0.92
const PRINT_QUALITY = 0.9
const CARD_IMAGE_QUALITY = { highest: 0.95, lowest: 0.6, scales: [1] } as const

export interface EncodedImage extends PixelSize {
  readonly bytes: Uint8Array
  readonly mime: 'image/jpeg' | 'image/png'
}

export async function decodeImage(bytes: Uint8Array, mime: 'image/jpeg' | 'image/png'): Promise<Result<ImageBitmap, 'damaged'>> {
  try {
    return ok(await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }), { imageOrientation: 'from-image' }))
  } catch {
    return err('damaged', 'The picture is damaged and cannot be opened. It was not saved.', 'Ask the registrant to send it again.')
  }
}

/** The whole picture again, from its pixels. PNG stays lossless while it fits; else it becomes the best JPEG that does. */
export async function reencode(picture: ImageBitmap, mime: 'image/jpeg' | 'image/png'): Promise<Result<EncodedImage, 'too-large'>> {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
  if (mime === 'image/png') {
    const bytes = await toBytes(draw(picture, whole, whole, 'image/png'), 'image/png')
    if (bytes.length <= MAXIMUM_FILE_BYTES) return ok({ bytes, mime, width: picture.width, height: picture.height })
  }
  const bytes = await fitToBytes(jpegOf(picture, whole, whole), {
    maximumBytes: MAXIMUM_FILE_BYTES,
    highest: ORIGINAL_QUALITY,
    scales: [1],
  })
  if (!bytes) return err('too-large', 'The picture has too much detail. It was not saved.', 'Ask the registrant for a smaller copy.')
  return ok({ bytes, mime: 'image/jpeg', width: picture.width, height: picture.height })
}

export interface EncodedPhotograph {
  readonly print: EncodedImage
  readonly chip: EncodedImage
  /** Largest first. Left out where the face would no longer be recognised. */
  readonly smallerChips: readonly EncodedImage[]
}

/** The cropped photograph for the printer, and small enough for the chip: of a card as the standard has it, and of cards with less room. */
export async function encodePhotograph(picture: ImageBitmap, box: Box): Promise<Result<EncodedPhotograph, 'too-large'>> {
  const print = await jpegOf(picture, box, PRINT_SIZE)(PRINT_QUALITY, 1)
  const chipAt = jpegOf(picture, box, CHIP_SIZE)
  const chip = await encodeForChip(chipAt, CHIP_MAXIMUM_BYTES)
  if (!chip)
    return err(
      'too-large',
      'The photograph has too much detail for the chip. It was not saved.',
      'Ask the registrant for a photograph with a plain background.',
    )
  return ok({
    print: { bytes: print, mime: 'image/jpeg', ...PRINT_SIZE },
    chip,
    smallerChips: await encodeSmaller(chipAt, chip.bytes.length),
  })
}

async function encodeSmaller(chipAt: EncodeAt, than: number): Promise<readonly EncodedImage[]> {
  const smaller: EncodedImage[] = []
  for (const maximumBytes of SMALLER_CHIP_BYTES) {
    const next = maximumBytes < (smaller.at(-1)?.bytes.length ?? than) ? await encodeForChip(chipAt, maximumBytes) : undefined
    if (next) smaller.push(next)
  }
  return smaller
}

async function encodeForChip(chipAt: EncodeAt, maximumBytes: number): Promise<EncodedImage | undefined> {
  let size: PixelSize = CHIP_SIZE
  const bytes = await fitToBytes(
    (quality, scale) => {
      size = scaled(CHIP_SIZE, scale)
      return chipAt(quality, scale)
    },
    { maximumBytes },
  )
  return bytes && { bytes, mime: 'image/jpeg', ...size }
}

/** Draws once for each scale and encodes once for each quality: making a large picture small takes longer than all encodings of the small one. */
function jpegOf(picture: ImageBitmap, box: Box, size: PixelSize): EncodeAt {
  const drawn = new Map<number, OffscreenCanvas>()
  const encoded = new Map<string, Promise<Uint8Array>>()
  return (quality, scale) => {
    const canvas = drawn.get(scale) ?? draw(picture, box, scaled(size, scale), 'image/jpeg')
    drawn.set(scale, canvas)
    const key = `${scale} ${quality}`
    const bytes = encoded.get(key) ?? toBytes(canvas, 'image/jpeg', quality)
    encoded.set(key, bytes)
    return bytes
  }
}

/** A quarter turn to the right, for a picture that lies on its side without saying so. */
export function turn(picture: ImageBitmap): ImageBitmap {
  const canvas = new OffscreenCanvas(picture.height, picture.width)
  const context = getContext(canvas)
  context.translate(picture.height, 0)
  context.rotate(Math.PI / 2)
  context.drawImage(picture, 0, 0)
  return canvas.transferToImageBitmap()
}

function draw(picture: ImageBitmap, box: Box, size: PixelSize, type: 'image/jpeg' | 'image/png'): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.round(size.width), Math.round(size.height))
  const context = getContext(canvas)
  if (type === 'image/jpeg') {
    // JPEG has no transparency; what was see-through would turn black.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, canvas.width, canvas.height)
  return canvas
}

async function toBytes(canvas: OffscreenCanvas, type: 'image/jpeg' | 'image/png', quality?: number): Promise<Uint8Array> {
  const blob = await canvas.convertToBlob({ type, ...(quality === undefined ? {} : { quality }) })
  return new Uint8Array(await blob.arrayBuffer())
}

function getContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2D canvas')
  return context
}

/** PNG stays lossless while it fits; else it becomes the best JPEG that does. Nothing when none does. */
export async function encodeCardImage(picture: ImageBitmap, mime: 'image/jpeg' | 'image/png'): Promise<Uint8Array | undefined> {
  const { maximumBytes, maximumSide } = cardImageRules
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
  const size = scaled(whole, Math.min(1, maximumSide / Math.max(picture.width, picture.height)))
  if (mime === 'image/png') {
    const lossless = await toBytes(draw(picture, whole, size, mime), mime)
    if (lossless.length <= maximumBytes) return lossless
  }
  return fitToBytes(jpegOf(picture, whole, size), { maximumBytes, ...CARD_IMAGE_QUALITY })
}

const scaled = (size: PixelSize, scale: number): PixelSize => ({
  width: Math.round(size.width * scale),
  height: Math.round(size.height * scale),
})
