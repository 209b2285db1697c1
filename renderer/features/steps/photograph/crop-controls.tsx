/** The picture inside the crop box, and the sliders for the same with the keyboard. */
import { useEffect, useRef, type PointerEvent } from 'react'
import type { Box } from '../../../../domain/card/photo.ts'
import { dragBy, maximumZoom, moveTo, positionOf, zoomOf, zoomTo } from '../../../images/crop.ts'
import { HeadGuide } from './head-guide.tsx'

const VIEW = { width: 315, height: 405 } as const

interface CropControlProps {
  readonly picture: ImageBitmap
  readonly box: Box
  readonly onChange: (change: (box: Box) => Box) => void
}

export function CropView({ picture, box, onChange }: CropControlProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const dragged = useRef<{ x: number; y: number } | undefined>(undefined)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    context.imageSmoothingQuality = 'high'
    // White, as what is see-through is saved.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, element.width, element.height)
    context.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, element.width, element.height)
  }, [picture, box])
  const drag = (move: PointerEvent<HTMLCanvasElement>) => {
    const from = dragged.current
    if (!from) return
    dragged.current = { x: move.clientX, y: move.clientY }
    const { width, height } = move.currentTarget.getBoundingClientRect()
    onChange((now) => dragBy(picture, now, (move.clientX - from.x) / width, (move.clientY - from.y) / height))
  }
  const stop = () => {
    dragged.current = undefined
  }
  return (
    <div className="photograph-crop__view">
      <canvas
        ref={canvas}
        width={VIEW.width * 2}
        height={VIEW.height * 2}
        role="img"
        aria-label="The photograph inside the crop box"
        onPointerDown={(press) => {
          press.currentTarget.setPointerCapture(press.pointerId)
          dragged.current = { x: press.clientX, y: press.clientY }
        }}
        onPointerMove={drag}
        onPointerUp={stop}
        onPointerCancel={stop}
        onWheel={(wheel) => onChange((now) => zoomTo(picture, now, zoomOf(picture, now) * (wheel.deltaY < 0 ? 1.05 : 1 / 1.05)))}
      />
      <HeadGuide />
    </div>
  )
}

export function CropSliders({ picture, box, onChange }: CropControlProps) {
  const position = positionOf(picture, box)
  return (
    <>
      <Slider
        label="Zoom"
        value={zoomOf(picture, box)}
        from={1}
        to={maximumZoom(picture)}
        onChange={(zoom) => onChange((now) => zoomTo(picture, now, zoom))}
        words={`${Math.round(zoomOf(picture, box) * 100)} %`}
      />
      <Slider
        label="Left to right"
        value={position.x}
        from={0}
        to={1}
        onChange={(x) => onChange((now) => moveTo(picture, now, { x }))}
        words={`${Math.round(position.x * 100)} %`}
      />
      <Slider
        label="Top to bottom"
        value={position.y}
        from={0}
        to={1}
        onChange={(y) => onChange((now) => moveTo(picture, now, { y }))}
        words={`${Math.round(position.y * 100)} %`}
      />
    </>
  )
}

function Slider({
  label,
  value,
  from,
  to,
  words,
  onChange,
}: {
  label: string
  value: number
  from: number
  to: number
  words: string
  onChange: (value: number) => void
}) {
  const fixed = to - from < 0.001
  return (
    <label className="photograph-slider">
      <span>{label}</span>
      <input
        type="range"
        min={from}
        max={fixed ? from + 1 : to}
        step={(fixed ? 1 : to - from) / 100}
        value={value}
        disabled={fixed}
        aria-valuetext={words}
        onChange={(change) => onChange(Number(change.target.value))}
      />
    </label>
  )
}
