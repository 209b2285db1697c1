/** Opens a PDF with pdf.js in a worker of our own origin, and draws its pages. What pdf.js warns about while it draws is known page by page. */
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { MOST_PAGES } from '../../domain/journey/scan-shown.ts'
import { photoRules } from '../../domain/card/photo.ts'
import { err, ok, type Err, type Result } from '../../domain/result.ts'
import { findScale, MOST_PIXELS_A_PAGE, type PageSize } from './page-scale.ts'
import { PDF_DATA, PdfData } from './pdf-data.ts'
import type { WarningMessage } from './tell-warnings.ts'
import { isHarmless } from './warnings.ts'

export type PdfRefusal = 'locked' | 'damaged' | 'no-pages' | 'form-only' | 'page-not-drawn' | 'too-many-pages' | 'only-empty-pages'

export interface DrawnPage {
  readonly canvas: HTMLCanvasElement
  /** As turned. */
  readonly size: PageSize
}

export interface OpenPdf {
  readonly pages: number
  /** Pages of which a part could not be drawn, as far as they were drawn. */
  readonly incomplete: ReadonlySet<number>
  /** `turn`: degrees to the right. `scaleOf`: pixels wanted for each point; drawn with fewer when a canvas cannot hold them. */
  draw(page: number, turn: number, scaleOf: (size: PageSize) => number): Promise<Result<DrawnPage, PdfRefusal>>
  close(): void
}

/** `imagePixels`: images inside with more are decoded smaller. JPEG 2000 takes much less time then. */
export async function openPdf(bytes: Uint8Array, imagePixels: number = MOST_PIXELS_A_PAGE): Promise<Result<OpenPdf, PdfRefusal>> {
  const pdfjs = await import('pdfjs-dist')
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module', name: 'pdf' })
  let warnings = 0
  port.addEventListener('message', ({ data }: MessageEvent<Partial<WarningMessage> | null>) => {
    if (data?.pdfWarning !== undefined && !isHarmless(data.pdfWarning)) warnings += 1
  })
  const loading = pdfjs.getDocument({
    // pdf.js takes the bytes away into its worker.
    data: bytes.slice(),
    worker: pdfjs.PDFWorker.create({ port }),
    isEvalSupported: false,
    useSystemFonts: true,
    useWasm: false,
    useWorkerFetch: false,
    BinaryDataFactory: PdfData,
    cMapUrl: PDF_DATA,
    cMapPacked: true,
    standardFontDataUrl: PDF_DATA,
    wasmUrl: PDF_DATA,
    maxImageSize: photoRules.maximumPixels,
    canvasMaxAreaInBytes: 4 * imagePixels,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    stopAtErrors: false,
  })
  const close = () => {
    void loading
      .destroy()
      .catch(() => undefined)
      .finally(() => port.terminate())
  }
  const opened = await open(loading.promise)
  if (!opened.ok) {
    close()
    return opened
  }
  const document_ = opened.value
  const incomplete = new Set<number>()
  const drawNow = async (...[number, turn, scaleOf]: Parameters<OpenPdf['draw']>): ReturnType<OpenPdf['draw']> => {
    const before = warnings
    try {
      const drawn = await drawPage(document_, number, turn, scaleOf)
      if (warnings > before) {
        incomplete.add(number)
        // A font or image that could not be read is not warned of again on the next page, unless it is forgotten.
        await document_.cleanup()
      }
      return ok(drawn)
    } catch {
      return pdfRefusal('page-not-drawn', number)
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  return ok({
    pages: document_.numPages,
    incomplete,
    close,
    // In turn: a warning belongs to the page that is being drawn.
    draw: (...page) => {
      const drawn = last.then(() => drawNow(...page))
      last = drawn
      return drawn
    },
  })
}

async function open(loading: Promise<PDFDocumentProxy>): Promise<Result<PDFDocumentProxy, PdfRefusal>> {
  try {
    const document_ = await loading
    if (document_.numPages < 1) return pdfRefusal('no-pages')
    const { info } = await document_.getMetadata()
    const { IsXFAPresent: hasXfa, IsAcroFormPresent: hasFields } = info as { IsXFAPresent?: boolean; IsAcroFormPresent?: boolean }
    return hasXfa === true && hasFields !== true ? pdfRefusal('form-only') : ok(document_)
  } catch (error) {
    return pdfRefusal(error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged')
  }
}

async function drawPage(
  document_: PDFDocumentProxy,
  number: number,
  turn: number,
  scaleOf: (size: PageSize) => number,
): Promise<DrawnPage> {
  const page = await document_.getPage(number)
  const rotation = (page.rotate + turn) % 360
  const natural = page.getViewport({ scale: 1, rotation })
  const size = { width: natural.width, height: natural.height }
  const viewport = page.getViewport({ scale: findScale(size, scaleOf(size), document_.numPages), rotation })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  canvas.setAttribute('role', 'img')
  await page.render({ canvas, viewport }).promise
  return { canvas, size }
}

/** `count`: the page, or how many pages there are. */
export function pdfRefusal(code: PdfRefusal, count = 0): Err<PdfRefusal> {
  const again = 'Ask the registrant for a picture of the document (JPEG or PNG).'
  switch (code) {
    case 'locked':
      return err(
        code,
        'This PDF is locked with a password.',
        'Ask the registrant for a copy without a password, or for a picture of the document (JPEG or PNG).',
      )
    case 'damaged':
      return err(
        code,
        'This PDF is damaged and cannot be opened.',
        'Ask the registrant to send it again, or to send a picture (JPEG or PNG).',
      )
    case 'no-pages':
      return err(code, 'This PDF has no pages.', 'Ask the registrant to make the scan again, or to send a picture (JPEG or PNG).')
    case 'form-only':
      return err(code, 'This PDF is a form that only Adobe programs can show.', again)
    case 'only-empty-pages':
      return err(code, 'This PDF shows nothing: every page is empty.', again)
    case 'page-not-drawn':
      return err(code, `Page ${count} of this PDF could not be shown.`, again)
    case 'too-many-pages':
      return err(
        code,
        `This PDF has ${count.toLocaleString('en-GB')} pages. The limit is ${MOST_PAGES}.`,
        'Ask the registrant for a PDF of the identity document alone.',
      )
  }
}
