/**
 * A small drawing layer over pdf-lib. Millimetres from the top-left corner; each page is one content stream of text and vector rectangles,
 * which is several times faster than one operator object per bar and keeps the bars of a code in one path, without seams.
 * The file's properties hold nothing personal: a fixed title, producer and creator, and the instant of the request.
 */
import { singleLine } from '../../domain/text-from-outside.ts'
import { PDFDocument, type PDFFont } from 'pdf-lib'
import { MILLIMETRES_PER_POINT, type Size } from '../../domain/dispatch/media.ts'
import { ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { glyphMissing } from './failure.ts'
import type { DocumentFonts, LoadedFont, ShapedText, Weight } from './fonts.ts'
import { createPage, type Page } from './pdf-page.ts'

export interface DocumentSettings {
  readonly fonts: DocumentFonts
  /** Instant in UTC that the file carries as its date, `2026-11-23T09:30:00.000Z`. */
  readonly now: string
  /** Practice mode: every page shows it, across the page and in words. */
  readonly practice?: boolean
}

export type { Page } from './pdf-page.ts'

export interface Pdf {
  addPage(size: Size): Page
  shape(text: string, weight?: Weight): ShapedText
  /** Width in millimetres at a type size in points. */
  measure(text: string, size: number, weight?: Weight): number
  /** The document itself, for embedding images. */
  readonly document: PDFDocument
  finish(): Promise<Result<Uint8Array, 'glyph-missing'>>
}

const PRODUCER = 'RA Desk'

/** What pdf-lib asks of a font, from the parsed font that is kept and from our own shaping. */
function fontEngine({ parsed, shape }: LoadedFont) {
  return {
    postscriptName: parsed.postscriptName,
    unitsPerEm: parsed.unitsPerEm,
    ascent: parsed.ascent,
    descent: parsed.descent,
    italicAngle: parsed.italicAngle,
    capHeight: parsed.capHeight,
    xHeight: parsed.xHeight,
    bbox: parsed.bbox,
    characterSet: [],
    glyphForCodePoint: (codePoint: number) => parsed.glyphForCodePoint(codePoint),
    layout: (text: string) => ({ glyphs: [...shape(text).glyphs] }),
    createSubset: () => parsed.createSubset(),
  }
}

export async function startPdf(title: string, settings: DocumentSettings, weights: readonly Weight[] = ['regular']): Promise<Pdf> {
  const { fonts, now } = settings
  const document = await createDocument(title, new Date(now))
  const embedded = await embedFonts(document, fonts, weights)
  const missing = new Set<number>()
  const shaped = new Map<string, ShapedText>()
  const pages: ReturnType<typeof createPage>[] = []

  function shape(raw: string, weight: Weight = 'regular'): ShapedText {
    const key = `${weight}\n${raw}`
    const known = shaped.get(key)
    if (known) return known
    const result = fonts[weight].shape(singleLine(raw))
    for (const codePoint of result.missing) missing.add(codePoint)
    shaped.set(key, result)
    return result
  }

  return {
    shape,
    measure: (text, size, weight) => shape(text, weight).width * size * MILLIMETRES_PER_POINT,
    document,
    addPage(size) {
      const page = createPage({ document, fonts, embedded, shape }, size)
      pages.push(page)
      return page
    },
    async finish() {
      if (missing.size > 0) return glyphMissing([...missing].sort((one, other) => one - other))
      for (const page of pages) page.finish()
      return ok(await document.save({ addDefaultPage: false, updateFieldAppearances: false }))
    },
  }
}

async function createDocument(title: string, date: Date): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(title)
  document.setProducer(PRODUCER)
  document.setCreator(PRODUCER)
  document.setLanguage('en-GB')
  document.setCreationDate(date)
  document.setModificationDate(date)
  return document
}

async function embedFonts(document: PDFDocument, fonts: DocumentFonts, weights: readonly Weight[]): Promise<ReadonlyMap<Weight, PDFFont>> {
  const embedded = new Map<Weight, PDFFont>()
  for (const weight of weights) {
    const { bytes, parsed } = fonts[weight]
    document.registerFontkit({ create: () => fontEngine(fonts[weight]) })
    const customName = `${weight === 'regular' ? 'RADESK' : 'RADESB'}+${parsed.postscriptName}`
    embedded.set(weight, await document.embedFont(bytes, { subset: true, customName }))
  }
  return embedded
}
