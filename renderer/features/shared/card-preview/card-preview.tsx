/** Both faces of a card as they will be printed, with the chip shown; life size once the screen has been measured. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { Button, FormError, PdfView, Spinner } from '../../../ui/index.ts'
import { MeasureScreen } from './measure-screen.tsx'
import { useScreenScale, type ScreenScale } from './use-screen-scale.ts'
import type { Result } from '../../../../domain/result.ts'
import './card-preview.css'

export type Faces = Output<'card.faces'>

type Drawn = { readonly key: string } & ({ readonly faces: Faces } | { readonly failure: Failure })

/** Draws the faces again when `key` changes. */
export function useFaces(key: string, draw: () => Promise<Result<Faces>>): Drawn | undefined {
  const [drawn, setDrawn] = useState<Drawn>()
  const drawNow = useEffectEvent(draw)
  useEffect(() => {
    let current = true
    // What is drawn depends on the key alone.
    void drawNow().then((answer) => {
      if (current) setDrawn(answer.ok ? { key, faces: answer.value } : { key, failure: answer.error })
    })
    return () => {
      current = false
    }
  }, [key])
  return drawn?.key === key ? drawn : undefined
}

const sizeWords: Readonly<Record<ScreenScale['state'], string>> = {
  looking: '',
  'not-measured': '85.60 × 53.98 mm, about life size. The screen may show it a little larger or smaller.',
  measured: '85.60 × 53.98 mm, life size: you measured this screen with a card.',
  'measured-elsewhere': '85.60 × 53.98 mm, about life size. Another screen was measured; this one was not.',
}

export function CardPreview({ drawn, label }: { readonly drawn: Drawn | undefined; readonly label: string }) {
  const scale = useScreenScale()
  const [measuring, setMeasuring] = useState(false)
  if (!drawn) return <Spinner label={`Making ${label}`} />
  if ('failure' in drawn) return <FormError failure={drawn.failure} />
  return (
    <div
      className="card-preview"
      style={scale.state === 'measured' ? ({ '--card-mm': `${scale.pixelsPerMillimetre}px` } as React.CSSProperties) : undefined}
    >
      <PdfView base64={drawn.faces.base64} label={label} />
      <ul className="card-preview__legend">
        <li>Chip contacts (not printed)</li>
        <li data-line="dashed">Stays empty (not printed)</li>
      </ul>
      <p className="desk-secondary card-preview__note">
        {drawn.faces.sides === 2 ? 'Front, then back. ' : ''}
        {sizeWords[scale.state]}
      </p>
      <Button variant="quiet" onClick={() => setMeasuring(true)}>
        {scale.state === 'measured' ? 'Measure the screen again' : 'Make it life size'}
      </Button>
      <MeasureScreen scale={scale} open={measuring} close={() => setMeasuring(false)} />
    </div>
  )
}
