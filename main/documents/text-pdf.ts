/** Plain text on A4, as a letter. Goes on over as many pages as it needs; nothing is cut off. */
import { A4 } from '../../domain/dispatch/media.ts'
import type { Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf, type DocumentSettings, type Page } from './pdf.ts'
import { wrap } from './text-fit.ts'

export interface TextDocument {
  /** Of the file: fixed words, never a name. */
  readonly title: string
  /** Each is a paragraph; line breaks in it are kept. */
  readonly paragraphs: readonly string[]
  /** At the foot of every page, before the number of the page. */
  readonly foot: string
}

const MARGIN = 22
const TOP = 28
const BOTTOM = A4.height - 24
const WIDTH = A4.width - 2 * MARGIN
const SIZE = 11
const LEADING = 5.6
const BETWEEN = 3.4

export async function makeTextPdf(document: TextDocument, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const pdf = await startPdf(document.title, settings, ['regular', 'semibold'])
  const pages: Page[] = []
  let y = TOP
  const begin = () => {
    const page = pdf.addPage(A4)
    if (settings.practice === true) page.watermark({ x: MARGIN, y: 60, width: WIDTH, height: 200 })
    pages.push(page)
    y = TOP
    return page
  }
  let page = begin()
  if (settings.practice === true) page.text('PRACTICE', { x: A4.width - MARGIN, y: 18, size: 14, weight: 'semibold', align: 'right' })
  for (const paragraph of document.paragraphs) {
    for (const line of paragraph.split('\n').flatMap((part) => broken(part, (text) => pdf.measure(text, SIZE)))) {
      if (y > BOTTOM) page = begin()
      page.text(line, { x: MARGIN, y, size: SIZE })
      y += LEADING
    }
    y += BETWEEN
  }
  pages.forEach((one, index) => {
    one.text(document.foot, { x: MARGIN, y: A4.height - 14, size: 8 })
    one.text(`Page ${index + 1} of ${pages.length}`, { x: A4.width - MARGIN, y: A4.height - 14, size: 8, align: 'right' })
  })
  return pdf.finish()
}

/** An empty line stays one. */
const broken = (text: string, measure: (text: string) => number): string[] =>
  text.trim() === '' ? [''] : (wrap(text, measure, () => WIDTH, true) ?? [text])
