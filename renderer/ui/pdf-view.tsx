/** All pages of a PDF, drawn to canvases by pdf.js in a worker of our own origin. Nothing inside the file is run or fetched. */
import { useEffect, useRef, useState } from 'react'
import type { PDFDocumentLoadingTask, PDFPageProxy, RenderTask } from 'pdfjs-dist'
import { announce } from './announce.tsx'
import { Spinner } from './parts.tsx'

const PAGE_WIDTH = 760
const MAXIMUM_PAGES = 30

export interface PdfViewProps {
  readonly label: string
  readonly base64?: string | undefined
  readonly bytes?: Uint8Array | undefined
}

export function PdfView({ label, base64, bytes }: PdfViewProps) {
  const pages = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'opening' | 'shown' | 'failed'>('opening')
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const holder = pages.current
    const data = bytes
      ? bytes.slice()
      : base64 === undefined
        ? undefined
        : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    if (!holder || !data) return
    let current = true
    let loading: PDFDocumentLoadingTask | undefined
    let rendering: RenderTask | undefined
    let port: Worker | undefined
    setState('opening')
    const draw = async () => {
      const [pdfjs, { default: PdfWorker }] = await Promise.all([
        import('pdfjs-dist'),
        import('pdfjs-dist/build/pdf.worker.min.mjs?worker'),
      ])
      if (!current) return
      port = new PdfWorker()
      loading = pdfjs.getDocument({
        data,
        worker: pdfjs.PDFWorker.create({ port }),
        isEvalSupported: false,
        useSystemFonts: true,
        useWasm: false,
        disableAutoFetch: true,
        disableStream: true,
        enableXfa: false,
        stopAtErrors: false,
      })
      const document_ = await loading.promise
      const canvases: HTMLCanvasElement[] = []
      for (let number = 1; number <= Math.min(document_.numPages, MAXIMUM_PAGES); number += 1) {
        const page = await document_.getPage(number)
        if (!current) return
        const { canvas, viewport } = prepareCanvas(page)
        canvas.setAttribute('aria-label', `${label}, page ${number} of ${document_.numPages}`)
        rendering = page.render({ canvas, viewport })
        await rendering.promise
        canvases.push(canvas)
      }
      if (!current) return
      holder.replaceChildren(...canvases)
      setLeft(Math.max(0, document_.numPages - MAXIMUM_PAGES))
      setState('shown')
    }
    draw().catch(() => {
      if (!current) return
      holder.replaceChildren()
      setState('failed')
      announce(`${label} could not be shown`)
    })
    return () => {
      current = false
      rendering?.cancel()
      void loading
        ?.destroy()
        .catch(() => undefined)
        .finally(() => port?.terminate())
      if (!loading) port?.terminate()
    }
  }, [base64, bytes, label])
  return (
    <div className="desk-viewer" role="group" aria-label={label}>
      <div className="desk-viewer__frame desk-viewer__frame--pages" tabIndex={0} role="region" aria-label={`${label}, scrollable`}>
        {state === 'opening' && <Spinner label="Opening the document" />}
        {state === 'failed' && (
          <p>This document could not be shown. The file may be damaged or locked with a password; ask for it again as a picture.</p>
        )}
        <div ref={pages} className="desk-viewer__pages" />
        {left > 0 && <p>{left} more pages are not shown.</p>}
      </div>
    </div>
  )
}

function prepareCanvas(page: PDFPageProxy) {
  const natural = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: Math.min(PAGE_WIDTH / natural.width, 3) * Math.max(window.devicePixelRatio, 1.5) })
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  canvas.setAttribute('role', 'img')
  return { canvas, viewport }
}
