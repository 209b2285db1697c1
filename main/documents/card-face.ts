/**
 * The faces of a card at their true size, 85.60 × 53.98 mm: front and, where the station's template has one, back. Nothing is printed near
 * the chip. What does not fit at a legible size is refused with advice; it is never cut.
 */
import {
  CARD_LEADING,
  CARD_SIZE,
  DOT,
  PHOTO_RATIO,
  groupUuid,
  grow,
  keepOutZone,
  type CardBox,
  type CardTextBox,
} from '../../domain/card/card-face.ts'
import { WHOLE_CARD, checkFineness, placeImage, type ImageFit } from '../../domain/card/card-images.ts'
import { fillWords, readCardTemplate, type CardTemplate } from '../../domain/card/card-template.ts'
import { toPoints } from '../../domain/dispatch/media.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { code128Symbol, placeSymbol, qrSymbol } from './codes.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf, type DocumentSettings, type Page, type Pdf } from './pdf.ts'
import type { Weight } from './fonts.ts'
import { readPhoto, uprightMatrix, type Photo } from './photo.ts'
import { shrinkToFit, wrap } from './text-fit.ts'

export interface CardFace {
  /** The name that the registrant wants on the card. */
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
  /** What the back may say. */
  readonly serial?: string
  readonly provider?: string
  readonly returnAddress?: string
  /** For the preview on screen: shows where the chip is and the edge of the card. Never printed. */
  readonly showKeepOut?: boolean
}

export type CardSides = 'front' | 'back' | 'both'

/** How far from 35:45 a photograph may be before cutting its edges off could cut into the head. */
const RATIO_TOLERANCE = 0.1
const MILLIMETRES_PER_POINT = 1 / toPoints(1)
/** A dot of a 300 dpi head is 0.085 mm. */
const HAIRLINE = 0.1

/** Modules of a code in dots of the print head: fewer, and a scanner no longer tells them apart. */
const BAR_DOTS = 3
const SQUARE_DOTS = 4
const LOWEST_BARS = 4

type Drawn = Result<void, DocumentFailureCode>

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
        'The back of the card says where it goes back to, and this station has no return address. Nothing was printed.',
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

function readCardPhoto(bytes: Uint8Array, box: CardBox): Result<Photo, DocumentFailureCode> {
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

async function drawPhoto(pdf: Pdf, page: Page, photo: Photo, box: CardBox): Promise<Drawn> {
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

function drawSamplePhoto(page: Page, box: CardBox): Drawn {
  page.fill([box], 0.85)
  page.text('Photograph', { x: box.x + box.width / 2, y: box.y + box.height / 2, size: 8, align: 'centre', grey: 0.35 })
  drawFrame(page, box)
  return ok()
}

async function drawImage(
  pdf: Pdf,
  page: Page,
  { images }: CardFace,
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
      `${part} is the picture ${name}, which did not come with the template. Nothing was printed.`,
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

/** A symbol in whole dots of the print head, as large as its box allows, in the middle of it. */
function drawCode(page: Page, serial: string, code: NonNullable<NonNullable<CardTemplate['back']>['code']>): Drawn {
  const bars = code.form === 'bars'
  const symbol = bars ? code128Symbol(serial) : qrSymbol(serial)
  if (!symbol.ok) return symbol
  const { width, height, quiet } = symbol.value
  const room = bars ? code.width / (width + 2 * quiet) : Math.min(code.width / (width + 2 * quiet), code.height / (height + 2 * quiet))
  const dots = Math.min(Math.floor(room / DOT + 1e-9), 8)
  if (dots < (bars ? BAR_DOTS : SQUARE_DOTS) || (bars && code.height < LOWEST_BARS)) {
    return err(
      'code-too-small',
      `The place for the code on the back is too small for the serial ${serial}. Nothing was printed.`,
      'Make it larger in the card template.',
    )
  }
  const module = dots * DOT
  const moduleHeight = bars ? code.height : module
  // A code on a background is read by its contrast: the place is white first.
  page.fill([code], 1)
  page.fill(
    placeSymbol(
      symbol.value,
      { x: code.x + (code.width - width * module) / 2, y: code.y + (code.height - height * moduleHeight) / 2 },
      module,
      moduleHeight,
    ),
  )
  return ok()
}

interface SetRow {
  readonly text: string
  readonly y: number
}

/** Rows of fitted text with their baselines, or nothing where ink would leave the box: stacked marks reach above an ordinary capital. */
function setRows(pdf: Pdf, rows: readonly string[], size: number, box: CardTextBox, weight: Weight): SetRow[] | undefined {
  const em = size * MILLIMETRES_PER_POINT
  const shapes = rows.map((row) => pdf.shape(row, weight))
  let y = box.y + Math.max(0.95 * em, (shapes[0]?.ascent ?? 0) * em + DOT)
  const set: SetRow[] = []
  for (const [index, text] of rows.entries()) {
    if (index > 0) y += Math.max(CARD_LEADING, shapes[index - 1]!.descent + shapes[index]!.ascent + 0.03) * em
    set.push({ text, y })
  }
  return y + (shapes.at(-1)?.descent ?? 0) * em <= box.y + box.height + 0.001 ? set : undefined
}

/** Sets text in a box of the layout, as large as fits; false when it does not fit even at the smallest size. */
function drawFitted(pdf: Pdf, page: Page, text: string, box: CardTextBox, weight: Weight): boolean {
  for (let largest = box.largest; largest >= box.smallest; largest -= 0.5) {
    const fitted = shrinkToFit(pdf, text, { ...box, largest, leading: CARD_LEADING, weight })
    if (!fitted) return false
    const rows = setRows(pdf, fitted.rows, fitted.size, box, weight)
    if (rows) return drawRows(page, rows, fitted.size, box, weight)
  }
  return false
}

/** A text of the station, whose line breaks stay. */
function drawWords(pdf: Pdf, page: Page, text: string, box: CardTextBox): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2) return drawFitted(pdf, page, text, box, 'regular')
  for (let size = box.largest; size >= box.smallest; size -= 0.5) {
    const wrapped = lines.map((line) =>
      wrap(
        line,
        (part) => pdf.measure(part, size),
        () => box.width,
      ),
    )
    const all = wrapped.flatMap((rows) => rows ?? [])
    const rows = wrapped.includes(undefined) || all.length > box.lines ? undefined : setRows(pdf, all, size, box, 'regular')
    if (rows) return drawRows(page, rows, size, box, 'regular')
  }
  return false
}

function drawRows(page: Page, rows: readonly SetRow[], size: number, box: CardTextBox, weight: Weight): true {
  for (const row of rows)
    page.text(row.text, { x: box.align === 'centre' ? box.x + box.width / 2 : box.x, y: row.y, size, weight, align: box.align })
  return true
}
