/** A picture for the station's card: decoded here in the sandbox and written again from its pixels, no larger than a card can use. */
import { cardImageRules } from '../../domain/card/card-images.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { acceptFile, readFile, type FileRefusal } from './accept.ts'
import { decodeImage } from './encode.ts'
import { fitToBytes } from './fit.ts'

const QUALITY = { highest: 0.95, lowest: 0.6, scales: [1] } as const

export async function takeCardImage(file: Blob): Promise<Result<Uint8Array, FileRefusal>> {
  const read = await readFile(file)
  if (!read.ok) return read
  const kind = acceptFile(read.value, ['image/jpeg', 'image/png'])
  if (!kind.ok) return kind
  const picture = await decodeImage(read.value, kind.value as 'image/jpeg' | 'image/png')
  if (!picture.ok) return picture
  const { maximumBytes, maximumSide } = cardImageRules
  const { value: bitmap } = picture
  const scale = Math.min(1, maximumSide / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2D canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const encode = async (type: string, quality?: number) =>
    new Uint8Array(await (await canvas.convertToBlob({ type, ...(quality === undefined ? {} : { quality }) })).arrayBuffer())
  if (kind.value === 'image/png') {
    const lossless = await encode('image/png')
    if (lossless.length <= maximumBytes) return ok(lossless)
    // JPEG has no transparency; what was see-through would turn black.
    context.globalCompositeOperation = 'destination-over'
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  const bytes = await fitToBytes((quality) => encode('image/jpeg', quality), { maximumBytes, ...QUALITY })
  return bytes
    ? ok(bytes)
    : err('too-large', 'The picture has too much detail for a card.', 'Save it with less detail, or with fewer pixels.')
}
