/** Whether a PDF may become evidence: every page of it can be drawn. What cannot be seen is refused before it is stored. */
import { MOST_PAGES } from '../../domain/journey/scan-shown.ts'
import { err, ok, type Err, type Result } from '../../domain/result.ts'
import { openPdf, pdfRefusal, type PdfRefusal } from './open-pdf.ts'

/** Small: it is looked at whether there is a picture, not at the picture. */
const SAMPLE_WIDTH = 200
const SAMPLE_PIXELS = 250_000

/** Answers the number of pages. */
export async function checkPdf(bytes: Uint8Array): Promise<Result<number, PdfRefusal>> {
  const opened = await openPdf(bytes, SAMPLE_PIXELS)
  if (!opened.ok) return notSaved(opened)
  const { pages, draw, close } = opened.value
  try {
    if (pages > MOST_PAGES) return notSaved(pdfRefusal('too-many-pages', pages))
    let empty = 0
    for (let page = 1; page <= pages; page += 1) {
      const drawn = await draw(page, 0, ({ width }) => SAMPLE_WIDTH / width)
      if (!drawn.ok) return notSaved(drawn)
      if (isEmpty(drawn.value.canvas)) empty += 1
    }
    return empty === pages ? notSaved(pdfRefusal('only-empty-pages')) : ok(pages)
  } finally {
    close()
  }
}

/** All of one colour. Some damage goes without a warning, and leaves a white or black page. */
function isEmpty(canvas: HTMLCanvasElement): boolean {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2D canvas')
  const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer)
  return pixels.every((pixel) => pixel === pixels[0])
}

const notSaved = ({ error }: Err<PdfRefusal>): Err<PdfRefusal> => err(error.code, `${error.message} It was not saved.`, error.next)
