/**
 * 1,000 labels of 100 × 150 mm in one file: ours beside pdfkit drawing the same words, bars and squares in the same typeface.
 * Both encode all symbols and subset the typeface; runs are interleaved, medians are given.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addressLines } from '../../domain/dispatch/address.ts'
import { MEDIA, toPoints } from '../../domain/dispatch/media.ts'
import { makeItemReference } from '../../domain/dispatch/reference.ts'
import { code128Symbol, placeSymbol, qrSymbol } from '../../main/documents/codes.ts'
import { loadFonts } from '../../main/documents/fonts.ts'
import type { DocumentFonts } from '../../main/documents/fonts.ts'
import { makeLabels } from '../../main/documents/label.ts'
import type { LabelContent } from '../../main/documents/label.ts'

interface PdfKit {
  registerFont(name: string, bytes: Buffer): PdfKit
  addPage(): PdfKit
  font(name: string): PdfKit
  fontSize(size: number): PdfKit
  text(text: string, x: number, y: number, options: { readonly lineBreak: false }): PdfKit
  rect(x: number, y: number, width: number, height: number): PdfKit
  fill(): PdfKit
  on(event: 'data' | 'end', listener: (bytes: Buffer) => void): PdfKit
  end(): void
}
const PDFDocument = createRequire(import.meta.url)('pdfkit') as new (options: {
  readonly size: readonly [number, number]
  readonly margin: 0
  readonly autoFirstPage: false
}) => PdfKit

const COUNT = 1_000
const RUNS = 5
const medium = MEDIA['thermal-100x150']
const dispatchReference = 'RD-20261123-7K3M'
const returnTo = {
  name: 'Sample Valley RA Service',
  address: { lines: ['Estates House, 4 Invented Way'], town: 'Sampleton', postcode: 'ZZ1 4AB' },
}
const names = ['Siân Ŵyn Ŷnyr-Llewellyn', 'Nguyễn Thị Phương Thảo', 'Łukasz Świętosławski', 'Ann Sample', 'Þóra Æsa Sample']
const labels: readonly LabelContent[] = Array.from({ length: COUNT }, (_, index) => ({
  name: `${names[index % names.length]!} ${index}`,
  address: { lines: [`Flat ${index}`, `${index * 3} Invented Road`], town: 'Sampleton', postcode: 'ZZ9 9ZZ' },
  itemReference: makeItemReference(dispatchReference, index + 1),
  dispatchReference,
  service: 'Special Delivery Guaranteed by 1pm',
}))

async function ours(fonts: DocumentFonts): Promise<Uint8Array> {
  const made = await makeLabels({ medium: 'thermal-100x150', labels, returnTo }, { fonts, now: '2026-11-23T09:30:00.000Z' })
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

function theirs(font: Buffer): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    const pdf = new PDFDocument({ size: [toPoints(medium.page.width), toPoints(medium.page.height)], margin: 0, autoFirstPage: false })
    pdf.on('data', (bytes) => parts.push(bytes)).on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    pdf.registerFont('regular', font)
    for (const label of labels) {
      pdf.addPage().font('regular')
      const write = (text: string, x: number, y: number, size: number) =>
        pdf.fontSize(size).text(text, toPoints(x), toPoints(y), { lineBreak: false })
      write('If undelivered, please return to', 5, 5, 7)
      addressLines(returnTo).forEach(({ text }, index) => write(text, 5, 9 + index * 3.5, 8))
      write(label.itemReference, 5, 33, 12)
      write(label.dispatchReference, 65, 34, 9)
      write(`Service: ${label.service}`, 5, 39, 9)
      const bars = code128Symbol(label.itemReference)
      const square = qrSymbol(label.dispatchReference)
      if (!bars.ok || !square.ok) throw new Error('not encodable')
      for (const box of [...placeSymbol(bars.value, { x: 8.25, y: 45 }, 0.5, 19), ...placeSymbol(square.value, { x: 74, y: 5 }, 1)]) {
        pdf.rect(toPoints(box.x), toPoints(box.y), toPoints(box.width), toPoints(box.height))
      }
      pdf.fill()
      addressLines(label).forEach(({ text }, index) => write(text, 11, 90 + index * 5.3, 12))
    }
    pdf.end()
  })
}

const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!

async function timed(work: () => Promise<Uint8Array>): Promise<{ readonly milliseconds: number; readonly bytes: number }> {
  const start = performance.now()
  const { length } = await work()
  return { milliseconds: performance.now() - start, bytes: length }
}

export default async function run(): Promise<
  { what: string; ours: number; baseline: number; ratio: number; unit: string; runs: number }[]
> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
  const fonts = await loadFonts(join(root, 'node_modules/@expo-google-fonts/noto-sans'))
  if (!fonts.ok) throw new Error(fonts.error.message)
  const font = Buffer.from(fonts.value.regular.bytes)
  const [mine, yours]: { milliseconds: number; bytes: number }[][] = [[], []]
  for (let turn = 0; turn <= RUNS; turn += 1) {
    const [one, other] = [await timed(() => ours(fonts.value)), await timed(() => theirs(font))]
    if (turn === 0) continue
    mine!.push(one)
    yours!.push(other)
  }
  const row = (what: string, unit: string, pick: (timing: { milliseconds: number; bytes: number }) => number) => {
    const [ourValue, baseline] = [median(mine!.map(pick)), median(yours!.map(pick))]
    return { what, ours: ourValue, baseline, ratio: ourValue / baseline, unit, runs: RUNS }
  }
  return [
    row(`${COUNT.toLocaleString('en-GB')} labels of 100 × 150 mm in one file, beside pdfkit`, 'ms', ({ milliseconds }) => milliseconds),
    row('one label of those', 'ms', ({ milliseconds }) => milliseconds / COUNT),
    row('size of the file', 'kB', ({ bytes }) => bytes / 1000),
  ]
}
