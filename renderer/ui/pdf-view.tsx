/** All pages of a PDF, drawn to canvases. What could not be drawn is said. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { describeIncomplete, MOST_PAGES, type ScanShown } from '../../domain/journey/scan-shown.ts'
import { ok, type Failure, type Result } from '../../domain/result.ts'
import { openPdf, type DrawnPage, type OpenPdf } from '../pdf/open-pdf.ts'
import { PIXELS_PER_POINT, type PageSize } from '../pdf/page-scale.ts'
import { announce } from './announce.tsx'
import { Spinner } from './parts.tsx'
import { useViewing, ViewerTools, type Zoom } from './viewer-tools.tsx'

const PAGE_WIDTH = 760

export interface PdfViewProps {
  readonly label: string
  readonly base64?: string | undefined
  readonly bytes?: Uint8Array | undefined
  /** A document to look at closely: it can be zoomed and turned. */
  readonly closely?: boolean | undefined
  /** Every page is on the screen, or as much of it as could be drawn. */
  readonly onShown?: ((shown: ScanShown) => void) | undefined
}

type State =
  | { readonly at: 'opening' }
  | { readonly at: 'shown'; readonly shown: ScanShown }
  | { readonly at: 'failed'; readonly failure: Failure }

export function PdfView({ label, base64, bytes, closely = false, onShown }: PdfViewProps) {
  const holder = useRef<HTMLDivElement>(null)
  const [pdf, setPdf] = useState<OpenPdf>()
  const [state, setState] = useState<State>({ at: 'opening' })
  const viewing = useViewing()
  const { zoom, turn } = viewing
  const fail = useEffectEvent((failure: Failure) => {
    holder.current?.replaceChildren()
    setState({ at: 'failed', failure })
    announce(`${label} could not be shown. ${failure.message}`)
  })
  const show = useEffectEvent(({ pages, incomplete }: OpenPdf, drawn: number) => {
    const shown = { pages, incomplete: [...incomplete].toSorted((a, b) => a - b) }
    setState({ at: 'shown', shown })
    if (drawn === pages) onShown?.(shown)
  })
  useEffect(() => {
    const data = bytes ?? (base64 === undefined ? undefined : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
    if (!data) return
    let current = true
    let close: (() => void) | undefined
    setState({ at: 'opening' })
    void openPdf(data).then((opened) => {
      if (!opened.ok) return current && fail(opened.error)
      if (!current) return opened.value.close()
      close = opened.value.close
      setPdf(opened.value)
    })
    return () => {
      current = false
      setPdf(undefined)
      close?.()
    }
  }, [base64, bytes])
  useEffect(() => {
    const pages = holder.current
    if (!pdf || !pages) return
    let current = true
    resizeAtOnce(pages, zoom)
    void drawPages(pdf, { zoom, turn, label, isCurrent: () => current }).then((answer) => {
      if (!current || answer === undefined) return
      if (!answer.ok) return fail(answer.error)
      pages.replaceChildren(...answer.value)
      show(pdf, answer.value.length)
    })
    return () => {
      current = false
    }
  }, [pdf, zoom, turn, label])
  const left = state.at === 'shown' ? Math.max(0, state.shown.pages - MOST_PAGES) : 0
  return (
    <div className="desk-viewer" role="group" aria-label={label}>
      {closely && state.at !== 'failed' && <ViewerTools viewing={viewing} />}
      {state.at === 'shown' && state.shown.incomplete.length > 0 && (
        <p className="desk-viewer__warning" role="status">
          {describeIncomplete(state.shown)}.
        </p>
      )}
      <div className="desk-viewer__frame desk-viewer__frame--pages" tabIndex={0} role="region" aria-label={`${label}, scrollable`}>
        {state.at === 'opening' && <Spinner label="Opening the document" />}
        {state.at === 'failed' && (
          <p>
            {state.failure.message} {state.failure.next}
          </p>
        )}
        <div ref={holder} className="desk-viewer__pages" />
        {left > 0 && <p>{left} more pages are not shown.</p>}
      </div>
    </div>
  )
}

interface Look {
  readonly zoom: Zoom
  readonly turn: number
  readonly label: string
  isCurrent(): boolean
}

/** Nothing when the agent looks at it another way meanwhile. */
async function drawPages(pdf: OpenPdf, { zoom, turn, label, isCurrent }: Look): Promise<Result<readonly HTMLCanvasElement[]> | undefined> {
  const scaleOf = ({ width }: PageSize) =>
    zoom === 'fit'
      ? Math.min(PAGE_WIDTH / width, 3) * Math.max(window.devicePixelRatio, 1.5)
      : zoom * PIXELS_PER_POINT * Math.max(window.devicePixelRatio, 1)
  const canvases: HTMLCanvasElement[] = []
  for (let number = 1; number <= Math.min(pdf.pages, MOST_PAGES); number += 1) {
    const drawn = await pdf.draw(number, turn, scaleOf)
    if (!isCurrent()) return undefined
    if (!drawn.ok) return drawn
    canvases.push(withSize(drawn.value, zoom))
    drawn.value.canvas.setAttribute('aria-label', `${label}, page ${number} of ${pdf.pages}`)
  }
  return ok(canvases)
}

/** Kept with the canvas: its width at life size. */
function withSize({ canvas, size }: DrawnPage, zoom: Zoom): HTMLCanvasElement {
  canvas.dataset['lifeWidth'] = String(size.width * PIXELS_PER_POINT)
  setWidth(canvas, zoom)
  return canvas
}

function setWidth(canvas: HTMLCanvasElement, zoom: Zoom): void {
  canvas.style.maxWidth = zoom === 'fit' ? '' : 'none'
  canvas.style.width = zoom === 'fit' ? '' : `${Number(canvas.dataset['lifeWidth']) * zoom}px`
}

/** What is drawn already is stretched until it is drawn again, so that a button answers at once. */
function resizeAtOnce(pages: HTMLElement, zoom: Zoom): void {
  for (const canvas of pages.querySelectorAll('canvas')) setWidth(canvas, zoom)
}
