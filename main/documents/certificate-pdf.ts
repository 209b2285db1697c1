/** The nothing-left certificate on A4, for a manager's file: who, when, what was checked, the counts, and how the signed file is checked. */
import { A4 } from '../../domain/dispatch/media.ts'
import type { Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf, type DocumentSettings, type Page, type Pdf } from './pdf.ts'
import { wrap } from './text-fit.ts'

export interface CertificateSection {
  readonly heading: string
  readonly rows: readonly (readonly [key: string, value: string])[]
  /** A paragraph below the rows. */
  readonly note?: string
}

export interface CertificateToPrint {
  readonly provider: string
  /** The statement in one sentence. */
  readonly statement: string
  readonly sections: readonly CertificateSection[]
  /** `Printed on … by …` */
  readonly printed: string
  /** Record code, as on posting lists. */
  readonly checkpoint: string
}

const TITLE = 'Nothing-left certificate'
const MARGIN = 22
const WIDTH = A4.width - 2 * MARGIN
const VALUE_X = MARGIN + 68
const SIZE = 10.5
const LEADING = 5.2
const TOP = 26
const BOTTOM = A4.height - 24
/** What is signed by hand. */
const SIGNED_HEIGHT = 40

export async function makeCertificatePdf(
  certificate: CertificateToPrint,
  settings: DocumentSettings,
): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const pdf = await startPdf(TITLE, settings, ['regular', 'semibold'])
  const pages: Page[] = []
  let page = addPage(pdf, pages, settings)
  let y = TOP
  const needs = (height: number) => {
    if (y + height <= BOTTOM) return
    page = addPage(pdf, pages, settings)
    y = TOP
  }
  const linesOf = (text: string, width: number) =>
    wrap(
      text,
      (part) => pdf.measure(part, SIZE, 'semibold'),
      () => width,
      true,
    ) ?? [text]
  const write = (text: string, { x = MARGIN, weight = 'regular' as 'regular' | 'semibold' } = {}) => {
    for (const line of linesOf(text, A4.width - MARGIN - x)) {
      needs(LEADING)
      page.text(line, { x, y, size: SIZE, weight })
      y += LEADING
    }
  }

  page.text(TITLE, { x: MARGIN, y, size: 22, weight: 'semibold' })
  y += 9
  write(certificate.provider)
  write(certificate.printed)
  y += 4
  write(certificate.statement, { weight: 'semibold' })
  for (const { heading, rows, note } of certificate.sections) {
    y += 6
    needs(9 + 2 * LEADING)
    page.text(heading, { x: MARGIN, y, size: 13, weight: 'semibold' })
    page.line({ x: MARGIN, y: y + 2 }, { x: MARGIN + WIDTH, y: y + 2 }, 0.2, { grey: 0.5 })
    y += 9
    for (const [key, value] of rows) {
      needs(LEADING)
      page.text(key, { x: MARGIN, y, size: SIZE })
      write(value, { x: VALUE_X, weight: 'semibold' })
      y += 0.8
    }
    if (note !== undefined) {
      y += 1
      write(note)
    }
  }
  y += 10
  needs(SIGNED_HEIGHT)
  for (const field of ['Name', 'Signature', 'Date']) {
    page.text(field, { x: MARGIN, y, size: 10 })
    page.line({ x: MARGIN + 34, y: y + 0.5 }, { x: MARGIN + WIDTH, y: y + 0.5 }, 0.2, { grey: 0.3 })
    y += 11
  }
  pages.forEach((one, index) => drawFoot(one, certificate.checkpoint, index + 1, pages.length))
  return pdf.finish()
}

function addPage(pdf: Pdf, pages: Page[], { practice }: DocumentSettings): Page {
  const page = pdf.addPage(A4)
  if (practice) {
    page.watermark({ x: MARGIN, y: 60, width: WIDTH, height: 200 })
    page.text('PRACTICE', { x: A4.width - MARGIN, y: 18, size: 14, weight: 'semibold', align: 'right' })
  }
  pages.push(page)
  return page
}

function drawFoot(page: Page, checkpoint: string, number: number, of: number): void {
  const y = A4.height - 14
  page.line({ x: MARGIN, y: y - 4.5 }, { x: MARGIN + WIDTH, y: y - 4.5 }, 0.1, { grey: 0.6 })
  page.text(`Record code ${checkpoint}`, { x: MARGIN, y, size: 8 })
  page.text(`Page ${number} of ${of}`, { x: MARGIN + WIDTH, y, size: 8, align: 'right' })
}
