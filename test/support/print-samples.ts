/** Invented documents for printers. */
import { PDFDocument } from 'pdf-lib'

const points = (millimetres: number): number => (millimetres * 72) / 25.4

/** `sizes` in millimetres, one for each page. */
export async function samplePdf(words: string, ...sizes: readonly (readonly [width: number, height: number])[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  for (const [width, height] of sizes) document.addPage([points(width), points(height)]).drawText(words, { x: 10, y: 10, size: 8 })
  return document.save()
}

/** A card face of 85.60 × 53.98 mm, lying, as RA Desk draws it. */
export const cardPdf = (words: string): Promise<Uint8Array> => samplePdf(`SAMPLE ${words}`, [85.6, 53.98])

/** 90 × 29 mm, which the printers of these tests do not have. */
export const labelOfNoPrinter = (): Promise<Uint8Array> => samplePdf('SAMPLE label', [90, 29])
