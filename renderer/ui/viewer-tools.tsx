/** Zoom and turn, the same for pictures and PDFs. */
import { useState } from 'react'
import { Button } from './button.tsx'

/** `fit`: as large as the frame allows. A number: so many times life size of a PDF, or of the pixels of a picture. */
export type Zoom = 'fit' | 1 | 2

const zooms: readonly { value: Zoom; label: string }[] = [
  { value: 'fit', label: 'Fit' },
  { value: 1, label: '100 %' },
  { value: 2, label: '200 %' },
]

export interface Viewing {
  readonly zoom: Zoom
  /** Degrees to the right: 0, 90, 180 or 270. */
  readonly turn: number
  setZoom(zoom: Zoom): void
  turnBy(degrees: 90 | 270): void
}

export function useViewing(): Viewing {
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [turn, setTurn] = useState(0)
  return { zoom, turn, setZoom, turnBy: (degrees) => setTurn((now) => (now + degrees) % 360) }
}

export function ViewerTools({ viewing: { zoom, setZoom, turnBy } }: { viewing: Viewing }) {
  return (
    <div className="desk-viewer__tools">
      {zooms.map(({ value, label }) => (
        <Button key={label} variant="quiet" aria-pressed={zoom === value} onClick={() => setZoom(value)}>
          {label}
        </Button>
      ))}
      <Button variant="quiet" onClick={() => turnBy(270)}>
        Turn left
      </Button>
      <Button variant="quiet" onClick={() => turnBy(90)}>
        Turn right
      </Button>
    </div>
  )
}
