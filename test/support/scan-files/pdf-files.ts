/** PDFs as scanners, phones and offices make them, each with one thing that viewers stumble over. Written by hand; everyone in them is invented. */
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { flatJpeg } from './jpeg-files.ts'

type PdfObject = string | { readonly dictionary: string; readonly bytes: Uint8Array }

/** Object 1 is the catalogue. */
function writePdf(objects: readonly PdfObject[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let length = parts[0]!.length
  const add = (part: Buffer) => {
    parts.push(part)
    length += part.length
  }
  for (const [index, object] of objects.entries()) {
    offsets.push(length)
    add(Buffer.from(`${index + 1} 0 obj\n`))
    if (typeof object === 'string') add(Buffer.from(object))
    else {
      add(Buffer.from(`<< ${object.dictionary} /Length ${object.bytes.length} >>\nstream\n`))
      add(Buffer.from(object.bytes))
      add(Buffer.from('\nendstream'))
    }
    add(Buffer.from('\nendobj\n'))
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`))
  return Buffer.concat(parts)
}

const stream = (text: string): PdfObject => ({ dictionary: '', bytes: Buffer.from(text) })

interface OnePage {
  readonly content: string
  readonly resources?: string
  /** From object 5 on. */
  readonly more?: readonly PdfObject[]
  readonly box?: string
  readonly page?: string
  readonly catalogue?: string
}

export const onePage = ({ content, resources = '', more = [], box = '0 0 400 300', page = '', catalogue = '' }: OnePage): Uint8Array =>
  writePdf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Contents 4 0 R /Resources << ${resources} >> ${page} >>`,
    stream(content),
    ...more,
  ])

/** So that a page is not empty when the rest of it is not drawn. */
export const smallSquare = '0.2 g 10 10 20 20 re f'

/** A picture in the middle of the page, and a small square below it. */
export const withImage = (dictionary: string, bytes: Uint8Array, more: readonly PdfObject[] = []): Uint8Array =>
  onePage({
    content: `${smallSquare} q 300 0 0 200 50 50 cm /Im Do Q`,
    resources: '/XObject << /Im 5 0 R >>',
    more: [{ dictionary: `/Type /XObject /Subtype /Image ${dictionary}`, bytes }, ...more],
  })

/** Nothing but a picture, from edge to edge. */
export const imageAlone = (dictionary: string, bytes: Uint8Array): Uint8Array =>
  onePage({
    content: 'q 400 0 0 300 0 0 cm /Im Do Q',
    resources: '/XObject << /Im 5 0 R >>',
    more: [{ dictionary: `/Type /XObject /Subtype /Image ${dictionary}`, bytes }],
  })

const inWords = (pages: number) => async (): Promise<PDFDocument> => {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= pages; page += 1)
    document.addPage([400, 300]).drawText(`INVENTED PASSPORT, page ${page}`, { x: 20, y: 200, size: 24, font })
  return document
}
export const plainPdf = async (pages = 1): Promise<Uint8Array> => (await inWords(pages)()).save({ useObjectStreams: false })

export async function encryptedPdf(userPassword: string): Promise<Uint8Array> {
  const document = await inWords(1)()
  document.encrypt({ userPassword, ownerPassword: 'invented owner' })
  return document.save({ useObjectStreams: false })
}

const number4 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]
const jbig2Segment = (id: number, type: number, data: readonly number[]): number[] => [
  ...number4(id),
  type,
  0,
  1,
  ...number4(data.length),
  ...data,
]

/** ITU-T T.88: a page that is black to begin with, and a region in which nothing is drawn: `1` for each line of T.6. */
export const blackJbig2 = Uint8Array.from([
  ...jbig2Segment(0, 48, [...number4(64), ...number4(64), ...number4(0), ...number4(0), 4, 0, 0]),
  ...jbig2Segment(1, 38, [...number4(64), ...number4(64), ...number4(0), ...number4(0), 0, 1, ...Array.from({ length: 8 }, () => 255)]),
])

export const jbig2Image = '/Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode'
export const jpegImage = (space: string) => `/Width 64 /Height 64 /ColorSpace /${space} /BitsPerComponent 8 /Filter /DCTDecode`
export const greyJpeg = flatJpeg({ width: 64, height: 64, values: [40] })

const cidFont = (encoding: string): readonly PdfObject[] => [
  `<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /${encoding} /DescendantFonts [6 0 R] >>`,
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Invented /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 7 0 R >>',
  '<< /Type /FontDescriptor /FontName /Invented /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
]

/** Japanese text in a font that is not in the file: which characters it names stands in a character map of its own. */
export const japaneseText = (encoding: string, beside = ''): Uint8Array =>
  onePage({
    content: `${beside} BT /F 40 Tf 40 150 Td <65e5672c8a9e> Tj ET`,
    resources: '/Font << /F 5 0 R >>',
    more: cidFont(encoding),
  })

export const formOnly = (): Uint8Array =>
  onePage({
    content: '',
    catalogue: '/NeedsRendering true /AcroForm << /Fields [] /XFA 5 0 R >>',
    more: [stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>')],
  })

/** A page in the list that is not in the file. */
export const lostPage = (): Uint8Array =>
  writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>',
  ])
