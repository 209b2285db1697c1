/** The medium of a document: the size of its page, and what the printer calls that size. Sizes in hundredths of a millimetre, as in IPP. */
import { readIppStrings, type IppAttributes, type IppValue } from './ipp.ts'

export interface MediumSize {
  readonly x: number
  readonly y: number
}

const hundredthsPerPoint = 2540 / 72
/** Printers round: a CR80 card of 85.60 × 53.98 mm is 54 × 86 mm to many. CUPS matches sizes within the same half millimetre. */
const tolerance = 50

/** The size that all pages have, as they are seen, and how many they are; undefined when they differ, or when this is not a PDF that can be read. */
export async function findPages(pdf: Uint8Array): Promise<{ readonly size: MediumSize; readonly pages: number } | undefined> {
  // Big, and needed only where there is a real printer.
  const { PDFDocument } = await import('pdf-lib')
  const sizes: MediumSize[] = []
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    for (const page of document.getPages()) {
      const { width, height } = page.getCropBox()
      const size = { x: Math.round(width * hundredthsPerPoint), y: Math.round(height * hundredthsPerPoint) }
      sizes.push(page.getRotation().angle % 180 === 0 ? size : turn(size))
    }
  } catch {
    return undefined
  }
  const [first, ...others] = sizes
  return first && first.x > 0 && first.y > 0 && others.every((size) => size.x === first.x && size.y === first.y)
    ? { size: first, pages: sizes.length }
    : undefined
}

const turn = ({ x, y }: MediumSize): MediumSize => ({ x: y, y: x })

interface Span {
  readonly low: number
  readonly high: number
}

interface Offer {
  readonly x: Span
  readonly y: Span
}

/**
 * The medium to ask the printer for: its own figure where it has one within half a millimetre, the page's own where it takes any size. Most printers
 * name a medium upright and turn a page that lies. `offers` is empty when the printer does not say what it takes.
 */
export function findMedium(
  page: MediumSize,
  printer: IppAttributes,
): { readonly medium: MediumSize | undefined; readonly offers: readonly string[] } {
  const offers = readOffers(printer)
  let best: { readonly medium: MediumSize; readonly distance: number } | undefined
  for (const wanted of [page, turn(page)]) {
    for (const { x, y } of offers) {
      const medium = { x: nearest(wanted.x, x), y: nearest(wanted.y, y) }
      const distance = Math.max(Math.abs(medium.x - wanted.x), Math.abs(medium.y - wanted.y))
      if (distance <= tolerance && (!best || distance < best.distance)) best = { medium, distance }
    }
  }
  return { medium: offers.length === 0 ? page : best?.medium, offers: [...new Set(offers.map(describeOffer))] }
}

const nearest = (value: number, { low, high }: Span): number => Math.min(Math.max(value, low), high)

function readOffers(printer: IppAttributes): readonly Offer[] {
  const sizes = (printer.get('media-size-supported') ?? []).flatMap(readSize)
  if (sizes.length > 0) return sizes
  const database = (printer.get('media-col-database') ?? []).flatMap((entry) =>
    entry.kind === 'collection' ? (entry.members.get('media-size') ?? []).flatMap(readSize) : [],
  )
  return database.length > 0 ? database : readIppStrings(printer, 'media-supported').flatMap(readName)
}

function readSize(value: IppValue): Offer[] {
  if (value.kind !== 'collection') return []
  const x = readSpan(value.members.get('x-dimension')?.[0])
  const y = readSpan(value.members.get('y-dimension')?.[0])
  return x && y ? [{ x, y }] : []
}

function readSpan(value: IppValue | undefined): Span | undefined {
  if (value?.kind === 'integer') return { low: value.value, high: value.value }
  return value?.kind === 'rangeOfInteger' ? value : undefined
}

/** `iso_a4_210x297mm`, `na_index-4x6_4x6in`: PWG 5101.1 §5. */
function readName(name: string): Offer[] {
  const found = /^(?!custom_m(?:in|ax)_).*_([\d.]+)x([\d.]+)(mm|in)$/.exec(name)
  if (!found) return []
  const [x, y] = [found[1], found[2]].map((figure) => Math.round(Number(figure) * (found[3] === 'mm' ? 100 : 2540))) as [number, number]
  return [{ x: { low: x, high: x }, y: { low: y, high: y } }]
}

const describeSpan = ({ low, high }: Span): string => (low === high ? millimetres(low) : `${millimetres(low)}–${millimetres(high)}`)
const millimetres = (hundredths: number): string => String(Math.round(hundredths / 10) / 10)
const describeOffer = ({ x, y }: Offer): string => `${describeSpan(x)} × ${describeSpan(y)} mm`

export const describeMedium = ({ x, y }: MediumSize): string => `${millimetres(x)} × ${millimetres(y)} mm`
