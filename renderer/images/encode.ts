/**
 * Decoding and encoding on a canvas. What comes out carries pixels and nothing else: no EXIF, no GPS position, no camera serial number,
 * no thumbnail of the uncropped picture. Turning that EXIF asked for is applied to the pixels.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Box } from '../../domain/card/photo.ts'
import { CHIP_MAXIMUM_BYTES, CHIP_SIZE, PRINT_SIZE, SMALLER_CHIP_BYTES } from './crop.ts'
import { fitToBytes } from './fit.ts'
import { MAXIMUM_FILE_BYTES } from './accept.ts'
import type { PixelSize } from './sniff.ts'

const ORIGINAL_QUALITY = 0.92
const PRINT_QUALITY = 0.9

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
    const bytes = await encode(picture, whole, whole, 'image/png')
    if (bytes.length <= MAXIMUM_FILE_BYTES) return ok({ bytes, mime, width: picture.width, height: picture.height })
  }
  const bytes = await fitToBytes((quality, scale) => encode(picture, whole, scaled(whole, scale), 'image/jpeg', quality), {
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
  const print = await encode(picture, box, PRINT_SIZE, 'image/jpeg', PRINT_QUALITY)
  const chip = await encodeForChip(picture, box, CHIP_MAXIMUM_BYTES)
  if (!chip)
    return err(
      'too-large',
      'The photograph has too much detail for the chip. It was not saved.',
      'Ask the registrant for a photograph with a plain background.',
    )
  return ok({
    print: { bytes: print, mime: 'image/jpeg', ...PRINT_SIZE },
    chip,
    smallerChips: await encodeSmaller(picture, box, chip.bytes.length),
  })
}

async function encodeSmaller(picture: ImageBitmap, box: Box, than: number): Promise<readonly EncodedImage[]> {
  const smaller: EncodedImage[] = []
  for (const maximumBytes of SMALLER_CHIP_BYTES) {
    const next = maximumBytes < (smaller.at(-1)?.bytes.length ?? than) ? await encodeForChip(picture, box, maximumBytes) : undefined
    if (next) smaller.push(next)
  }
  return smaller
}

async function encodeForChip(picture: ImageBitmap, box: Box, maximumBytes: number): Promise<EncodedImage | undefined> {
  let size: PixelSize = CHIP_SIZE
  const bytes = await fitToBytes(
    (quality, scale) => {
      size = scaled(CHIP_SIZE, scale)
      return encode(picture, box, size, 'image/jpeg', quality)
    },
    { maximumBytes },
  )
  return bytes && { bytes, mime: 'image/jpeg', ...size }
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

async function encode(
  picture: ImageBitmap,
  box: Box,
  size: PixelSize,
  type: 'image/jpeg' | 'image/png',
  quality?: number,
): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(Math.round(size.width), Math.round(size.height))
  const context = getContext(canvas)
  if (type === 'image/jpeg') {
    // JPEG has no transparency; what was see-through would turn black.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, canvas.width, canvas.height)
  const blob = await canvas.convertToBlob({ type, ...(quality === undefined ? {} : { quality }) })
  return new Uint8Array(await blob.arrayBuffer())
}

function getContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2D canvas')
  return context
}

const scaled = (size: PixelSize, scale: number): PixelSize => ({
  width: Math.round(size.width * scale),
  height: Math.round(size.height * scale),
})
