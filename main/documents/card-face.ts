/**
 * The faces of a card at their true size, 85.60 × 53.98 mm: front and, where the station's template has one, back. Nothing is printed near
 * the chip. Text that does not fit at a legible size is refused with advice; it is never cut.
 */
import { CARD_SIZE, DOT, groupUuid, grow, keepOutZone } from '../../domain/card/card-face.ts'
import { WHOLE_CARD } from '../../domain/card/card-images.ts'
import { fillWords, readCardTemplate, type CardTemplate } from '../../domain/card/card-template.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { drawCode } from './card-face-code.ts'
import { drawImage, drawPhoto, drawSamplePhoto, readCardPhoto } from './card-face-images.ts'
import { drawFitted, drawWords } from './card-face-text.ts'
import type { DocumentFailureCode, Drawn } from './failure.ts'
import { startPdf, type DocumentSettings, type Page, type Pdf } from './pdf.ts'

export interface CardFace {
  /** The name on the card, as the registrant chose it. */
  readonly name: string
  readonly organisation: string
  /** Twelve digits from CIS. */
  readonly uuid: string
  /** JPEG or PNG, cropped to about 35:45; absent on a sample of a template. */
  readonly photo: Uint8Array | undefined
  /** The station's template, checked here. */
  readonly template: CardTemplate
  /** Its pictures by the names it gives them. */
  readonly images?: ReadonlyMap<string, Uint8Array>
  readonly sides?: CardSides
  /** For the back. */
  readonly serial?: string
  readonly provider?: string
  readonly returnAddress?: string
  /** For the preview on screen: shows where the chip is and the edge of the card. Never printed. */
  readonly showKeepOut?: boolean
}

export type CardSides = 'front' | 'back' | 'both'

export async function makeCardFace(face: CardFace, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const read = readCardTemplate(face.template)
  if (!read.ok) return err('layout-invalid', read.error.message, read.error.next)
  const template = read.value
  const sides = face.sides ?? (template.back ? 'both' : 'front')
  if (sides === 'back' && !template.back)
    return err('layout-invalid', 'The card template of this station has nothing on the back. Nothing was printed.', 'Print the front.')
  const pdf = await startPdf('Card face', settings, ['regular', 'semibold'])
  if (sides !== 'back') {
    const front = await drawFront(pdf, face, template, settings)
    if (!front.ok) return front
  }
  if (sides !== 'front' && template.back) {
    const back = await drawBack(pdf, face, template.back, template, settings)
    if (!back.ok) return back
  }
  return pdf.finish()
}

async function drawFront(pdf: Pdf, face: CardFace, template: CardTemplate, settings: DocumentSettings): Promise<Drawn> {
  const { front } = template
  const zone = keepOutZone(template)
  const photo = face.photo === undefined ? undefined : readCardPhoto(face.photo, front.photo)
  if (photo && !photo.ok) return photo
  const page = pdf.addPage(CARD_SIZE)
  if (front.background) {
    // A dot more than the zone: a dot that the head places half inside is printed whole.
    const drawn = await drawImage(
      pdf,
      page,
      face,
      front.background.image,
      'The background of the front',
      front.background.box ?? WHOLE_CARD,
      'cover',
      grow(zone, { x: DOT, y: DOT }),
    )
    if (!drawn.ok) return drawn
  }
  if (settings.practice) {
    page.watermark({ x: 2, y: 2, width: front.photo.x - 2, height: CARD_SIZE.height - 4 })
    page.fill([zone], 1)
  }
  if (front.logo) {
    const drawn = await drawImage(pdf, page, face, front.logo.image, 'The logo on the front', front.logo, 'contain')
    if (!drawn.ok) return drawn
  }
  const embedded = photo ? await drawPhoto(pdf, page, photo.value, front.photo) : drawSamplePhoto(page, front.photo)
  if (!embedded.ok) return embedded
  if (!drawFitted(pdf, page, face.name, front.cardholder, 'semibold')) {
    return err(
      'name-too-long',
      'The name does not fit on the card at a size that can be read. Nothing was printed.',
      'Agree a shorter form with the registrant as the name on the card, for example first name and surname without middle names, as CIS allows.',
    )
  }
  if (!drawFitted(pdf, page, face.organisation, front.organisation, 'regular')) {
    return err(
      'text-too-long',
      'The name of the organisation does not fit on the card at a size that can be read. Nothing was printed.',
      'Enter a shorter name for print in the details of the organisation.',
    )
  }
  if (!drawFitted(pdf, page, groupUuid(face.uuid), front.uuid, 'regular')) return tooLong('The UUID')
  if (front.series && !drawWords(pdf, page, front.series.text, front.series)) return tooLong('The series')
  if (settings.practice)
    page.text('PRACTICE', {
      x: front.photo.x + front.photo.width / 2,
      y: CARD_SIZE.height - 3,
      size: 8,
      weight: 'semibold',
      align: 'centre',
    })
  if (face.showKeepOut) {
    page.outline(template.chip, 0.2, { grey: 0.4, radius: 1 })
    page.outline(zone, 0.2, { grey: 0.4, dash: 0.8 })
    drawEdge(page)
  }
  return ok()
}

async function drawBack(
  pdf: Pdf,
  face: CardFace,
  back: NonNullable<CardTemplate['back']>,
  template: CardTemplate,
  settings: DocumentSettings,
): Promise<Drawn> {
  const page = pdf.addPage(CARD_SIZE)
  if (back.background) {
    const drawn = await drawImage(
      pdf,
      page,
      face,
      back.background.image,
      'The background of the back',
      back.background.box ?? WHOLE_CARD,
      'cover',
    )
    if (!drawn.ok) return drawn
  }
  if (settings.practice) {
    page.watermark({ x: 2, y: 2, width: CARD_SIZE.width - 4, height: CARD_SIZE.height - 4 })
    page.fill(back.keepOut, 1)
  }
  if (back.logo) {
    const drawn = await drawImage(pdf, page, face, back.logo.image, 'The logo on the back', back.logo, 'contain')
    if (!drawn.ok) return drawn
  }
  const words = {
    ...(face.provider ? { provider: face.provider } : {}),
    ...(face.returnAddress ? { 'return address': face.returnAddress } : {}),
    ...(face.serial ? { serial: face.serial } : {}),
    ...(template.front.series ? { series: template.front.series.text } : {}),
  }
  for (const [index, box] of back.texts.entries()) {
    if (box.text.includes('{return address}') && !face.returnAddress) {
      return err(
        'no-return-address',
        'The back of the card needs a return address, and this station has none. Nothing was printed.',
        'Enter the return address in the settings.',
      )
    }
    if (!drawWords(pdf, page, fillWords(box.text, words), box)) return tooLong(`Text ${index + 1} on the back`)
  }
  if (back.code && face.serial) {
    const drawn = drawCode(page, face.serial, back.code)
    if (!drawn.ok) return drawn
  }
  if (face.showKeepOut) {
    for (const box of back.keepOut) page.outline(box, 0.2, { grey: 0.4, dash: 0.8 })
    drawEdge(page)
  }
  return ok()
}

const tooLong = (what: string): Drawn =>
  err(
    'text-too-long',
    `${what} does not fit in its place on the card at a size that can be read. Nothing was printed.`,
    'Make its place on the card template wider or higher, or its words shorter.',
  )

const drawEdge = (page: Page): void =>
  page.outline({ x: 0.1, y: 0.1, width: CARD_SIZE.width - 0.2, height: CARD_SIZE.height - 0.2 }, 0.2, { grey: 0.6, radius: 3.18 })
