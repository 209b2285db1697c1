/** Pictures on a card: the photograph, and the logos and backgrounds of the template. */
import { CARD_SIZE, PHOTO_RATIO, type CardBox } from '../../domain/card/card-face.ts'
import { checkFineness, placeImage, type ImageFit } from '../../domain/card/card-images.ts'
import { toPoints } from '../../domain/dispatch/media.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { DocumentFailureCode, Drawn } from './failure.ts'
import type { Page, Pdf } from './pdf.ts'
import { readPhoto, uprightMatrix, type Photo } from './photo.ts'

/** How far from 35:45 a photograph may be before cutting its edges off could cut into the head. */
const RATIO_TOLERANCE = 0.1
/** A dot of a 300 dpi head is 0.085 mm. */
const HAIRLINE = 0.1

export function readCardPhoto(bytes: Uint8Array, box: CardBox): Result<Photo, DocumentFailureCode> {
  const photo = readPhoto(bytes)
  if (!photo.ok) return photo
  const { size } = photo.value
  if (Math.abs(size.width / size.height / PHOTO_RATIO - 1) > RATIO_TOLERANCE) {
    return err(
      'photo-wrong-shape',
      'The photograph is not close to 35 wide by 45 high, so printing it would cut into it. Nothing was printed.',
      'Crop the photograph to 35:45 around the head and shoulders first.',
    )
  }
  const fine = checkFineness('The photograph', box, size, 'cover')
  return fine.ok
    ? photo
    : err(
        'image-too-coarse',
        `${fine.error.message} Nothing was printed.`,
        'Ask the registrant for the original picture, attach it again and crop less of it away.',
      )
}

/** A light photograph on a white card still has an edge. Its outer side is the edge of the box. */
const drawFrame = (page: Page, { x, y, width, height }: CardBox): void =>
  page.outline({ x: x + HAIRLINE / 2, y: y + HAIRLINE / 2, width: width - HAIRLINE, height: height - HAIRLINE }, HAIRLINE, { grey: 0.6 })

async function embed(pdf: Pdf, image: Photo) {
  try {
    return image.kind === 'jpeg' ? await pdf.document.embedJpg(image.bytes) : await pdf.document.embedPng(image.bytes)
  } catch {
    return undefined
  }
}

export async function drawPhoto(pdf: Pdf, page: Page, photo: Photo, box: CardBox): Promise<Drawn> {
  const image = await embed(pdf, photo)
  if (!image)
    return err(
      'photo-unreadable',
      'The photograph is damaged and cannot be printed. Nothing was printed.',
      'Attach the photograph again, as a JPEG or PNG file.',
    )
  page.image(image, box, matrixOf(photo, placeImage(box, photo.size, 'cover')))
  drawFrame(page, box)
  return ok()
}

export function drawSamplePhoto(page: Page, box: CardBox): Drawn {
  page.fill([box], 0.85)
  page.text('Photograph', { x: box.x + box.width / 2, y: box.y + box.height / 2, size: 8, align: 'centre', grey: 0.35 })
  drawFrame(page, box)
  return ok()
}

export async function drawImage(
  pdf: Pdf,
  page: Page,
  { images }: { readonly images?: ReadonlyMap<string, Uint8Array> },
  name: string,
  part: string,
  box: CardBox,
  fit: ImageFit,
  except?: CardBox,
): Promise<Drawn> {
  const read = images?.get(name)
  if (!read)
    return err(
      'image-missing',
      `${part} needs the picture ${name}, which is not part of the template. Nothing was printed.`,
      'Import the card template again, together with its pictures.',
    )
  const photo = readPhoto(read)
  const image = photo.ok ? await embed(pdf, photo.value) : undefined
  if (!photo.ok || !image)
    return err(
      'image-unreadable',
      `${part} is damaged and cannot be printed. Nothing was printed.`,
      'Import the card template again, together with its pictures.',
    )
  const fine = checkFineness(part, box, photo.value.size, fit)
  if (!fine.ok) return err('image-too-coarse', fine.error.message, fine.error.next)
  page.image(image, box, matrixOf(photo.value, placeImage(box, photo.value.size, fit)), except)
  return ok()
}

const matrixOf = ({ orientation }: Photo, at: CardBox): readonly number[] =>
  uprightMatrix(orientation, toPoints(at.x), toPoints(CARD_SIZE.height - at.y - at.height), toPoints(at.width), toPoints(at.height))
