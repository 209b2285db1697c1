/**
 * The face of a card at its true size, 85.60 × 53.98 mm: photograph 35:45, name, organisation, UUID under the photograph, nothing near the chip.
 * A name that does not fit at a legible size is refused with advice; it is never cut.
 */
import { CARD_SIZE, PHOTO_RATIO, cardFaceLayout, groupUuid, keepOutZone } from '../../domain/card/card-face.ts'
import type { CardFaceLayout, CardTextBox } from '../../domain/card/card-face.ts'
import { toPoints } from '../../domain/dispatch/media.ts'
import { err, ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf } from './pdf.ts'
import type { DocumentSettings, Page, Pdf } from './pdf.ts'
import type { Weight } from './fonts.ts'
import { readPhoto, uprightMatrix } from './photo.ts'
import type { Photo } from './photo.ts'
import { shrinkToFit } from './text-fit.ts'

export interface CardFace {
  /** The name that the registrant wants on the card. */
  readonly name: string
  readonly organisation: string
  /** Twelve digits from CIS. */
  readonly uuid: string
  /** JPEG or PNG, cropped to about 35:45. */
  readonly photo: Uint8Array
  /** Layout data of the station, checked here. */
  readonly layout: CardFaceLayout
  /** For the preview on screen: shows where the chip is and the edge of the card. Never printed. */
  readonly showKeepOut?: boolean
}

/** How far from 35:45 a photograph may be before cutting its edges off could cut into the head. */
const RATIO_TOLERANCE = 0.1
const LEADING = 1.2
const MILLIMETRES_PER_POINT = 1 / toPoints(1)

export async function makeCardFace(face: CardFace, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const parsed = cardFaceLayout.safeParse(face.layout)
  if (!parsed.success) {
    const where = [...new Set(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`))].slice(0, 3).join('; ')
    return err('layout-invalid', `The layout of the card face cannot be used (${where}). Nothing was printed.`, 'Put the layout right in the settings, or go back to the standard one.')
  }
  const layout = parsed.data
  const photo = readPhoto(face.photo)
  if (!photo.ok) return photo
  const ratio = photo.value.size.width / photo.value.size.height
  if (Math.abs(ratio / PHOTO_RATIO - 1) > RATIO_TOLERANCE) {
    return err('photo-wrong-shape', 'The photograph is not close to 35 wide by 45 high, so printing it would cut into it. Nothing was printed.', 'Crop the photograph to 35:45 around the head and shoulders first.')
  }

  const pdf = await startPdf('Card face', settings, ['regular', 'semibold'])
  const page = pdf.addPage(CARD_SIZE)
  if (settings.practice) {
    page.watermark({ x: 2, y: 2, width: layout.photo.x - 2, height: CARD_SIZE.height - 4 })
    page.fill([keepOutZone(layout)], 1)
  }
  const embedded = await drawPhoto(pdf, page, photo.value, layout)
  if (!embedded.ok) return embedded

  const name = drawFitted(pdf, page, face.name, layout.cardholder, 'semibold')
  if (!name) {
    return err(
      'name-too-long', 'The name does not fit on the card at a size that can be read. Nothing was printed.',
      'Agree a shorter form with the registrant as the name on the card, for example first name and surname without middle names, as CIS allows.',
    )
  }
  if (!drawFitted(pdf, page, face.organisation, layout.organisation, 'regular')) {
    return err('text-too-long', 'The name of the organisation does not fit on the card at a size that can be read. Nothing was printed.', 'Enter a shorter name for print in the details of the organisation.')
  }
  if (!drawFitted(pdf, page, groupUuid(face.uuid), layout.uuid, 'regular')) {
    return err('text-too-long', 'The UUID does not fit in its place on the card. Nothing was printed.', 'Make the place for the UUID wider in the layout of the card face.')
  }
  if (settings.practice) page.text('PRACTICE', { x: layout.photo.x + layout.photo.width / 2, y: CARD_SIZE.height - 3, size: 8, weight: 'semibold', align: 'centre' })
  if (face.showKeepOut) {
    page.outline(layout.chip, 0.2, { grey: 0.4, radius: 1 })
    page.outline(keepOutZone(layout), 0.2, { grey: 0.4, dash: 0.8 })
    page.outline({ x: 0.1, y: 0.1, width: CARD_SIZE.width - 0.2, height: CARD_SIZE.height - 0.2 }, 0.2, { grey: 0.6, radius: 3.18 })
  }
  return pdf.finish()
}

async function drawPhoto(pdf: Pdf, page: Page, photo: Photo, layout: CardFaceLayout): Promise<Result<void, DocumentFailureCode>> {
  const { photo: box } = layout
  let image
  try {
    image = photo.kind === 'jpeg' ? await pdf.document.embedJpg(photo.bytes) : await pdf.document.embedPng(photo.bytes)
  } catch {
    return err('photo-unreadable', 'The photograph is damaged and cannot be printed. Nothing was printed.', 'Attach the photograph again, as a JPEG or PNG file.')
  }
  const scale = Math.max(box.width / photo.size.width, box.height / photo.size.height)
  const [width, height] = [photo.size.width * scale, photo.size.height * scale]
  const left = toPoints(box.x + (box.width - width) / 2)
  const bottom = toPoints(CARD_SIZE.height - box.y - (box.height + height) / 2)
  page.image(image, box, uprightMatrix(photo.orientation, left, bottom, toPoints(width), toPoints(height)))
  page.outline(box, 0.1, { grey: 0.6 })
  return ok()
}

/** Sets text in a box of the layout, as large as fits; false when it does not fit even at the smallest size. */
function drawFitted(pdf: Pdf, page: Page, text: string, box: CardTextBox, weight: Weight): boolean {
  const fitted = shrinkToFit(pdf, text, { ...box, leading: LEADING, weight })
  if (!fitted) return false
  const em = fitted.size * MILLIMETRES_PER_POINT
  fitted.rows.forEach((row, index) => {
    page.text(row, {
      x: box.align === 'centre' ? box.x + box.width / 2 : box.x,
      y: box.y + 0.95 * em + index * LEADING * em,
      size: fitted.size,
      weight,
      align: box.align,
    })
  })
  return true
}
