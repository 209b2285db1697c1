/** Sets the 35:45 box: drag the picture, or move the sliders with the keyboard. The ovals show how large the head should be. */
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { cropProblems, getInitialCrop, type Box } from '../../../../domain/card/photo.ts'
import { dragBy, HEAD_GUIDE, maximumZoom, moveTo, positionOf, zoomOf, zoomTo } from '../../../images/crop.ts'
import { turn } from '../../../images/encode.ts'
import { Button, Dialog, FormError } from '../../../ui/index.ts'
import { Warnings } from '../../shared/before-call/choices.tsx'
import type { Failure } from '../../../../domain/result.ts'

const VIEW = { width: 315, height: 405 } as const

interface CropDialogProps {
  readonly picture: ImageBitmap | undefined
  /** What the file shows by itself. */
  readonly problems: readonly string[]
  readonly onUse: (picture: ImageBitmap, box: Box) => Promise<Failure | undefined>
  readonly onCancel: () => void
}

export function CropDialog({ picture, ...rest }: CropDialogProps) {
  return (
    <Dialog
      open={picture !== undefined}
      onOpenChange={(open) => {
        if (!open) rest.onCancel()
      }}
      title="Set the crop box"
      wide
    >
      {picture && <CropTool picture={picture} {...rest} />}
    </Dialog>
  )
}

function CropTool({ picture: original, problems, onUse, onCancel }: CropDialogProps & { picture: ImageBitmap }) {
  const [picture, setPicture] = useState(original)
  const [box, setBox] = useState(() => getInitialCrop(original))
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const dragged = useRef<{ x: number; y: number } | undefined>(undefined)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    context.imageSmoothingQuality = 'high'
    context.clearRect(0, 0, element.width, element.height)
    context.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, element.width, element.height)
  }, [picture, box])

  const drag = (move: PointerEvent<HTMLCanvasElement>) => {
    const from = dragged.current
    if (!from) return
    dragged.current = { x: move.clientX, y: move.clientY }
    const { width, height } = move.currentTarget.getBoundingClientRect()
    setBox((now) => dragBy(picture, now, (move.clientX - from.x) / width, (move.clientY - from.y) / height))
  }
  const turnRight = () => {
    const turned = turn(picture)
    setPicture(turned)
    setBox(getInitialCrop(turned))
  }
  const use = async () => {
    setBusy(true)
    setFailure(undefined)
    const failed = await onUse(picture, box)
    setBusy(false)
    setFailure(failed)
  }
  const position = positionOf(picture, box)
  const highest = maximumZoom(picture)
  return (
    <>
      <FormError failure={failure} />
      <div className="photograph-crop">
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
            onPointerUp={() => {
              dragged.current = undefined
            }}
            onPointerCancel={() => {
              dragged.current = undefined
            }}
            onWheel={(wheel) => setBox((now) => zoomTo(picture, now, zoomOf(picture, now) * (wheel.deltaY < 0 ? 1.05 : 1 / 1.05)))}
          />
          <HeadGuide />
        </div>
        <div>
          <p id="crop-help">Drag the picture, or use the sliders. The top of the head and the chin should lie between the two ovals.</p>
          <Slider
            label="Zoom"
            value={zoomOf(picture, box)}
            from={1}
            to={highest}
            onChange={(zoom) => setBox((now) => zoomTo(picture, now, zoom))}
            words={`${Math.round(zoomOf(picture, box) * 100)} %`}
          />
          <Slider
            label="Left to right"
            value={position.x}
            from={0}
            to={1}
            onChange={(x) => setBox((now) => moveTo(picture, now, { x }))}
            words={`${Math.round(position.x * 100)} %`}
          />
          <Slider
            label="Up to down"
            value={position.y}
            from={0}
            to={1}
            onChange={(y) => setBox((now) => moveTo(picture, now, { y }))}
            words={`${Math.round(position.y * 100)} %`}
          />
          <p className="desk-button-row">
            <Button variant="quiet" onClick={turnRight}>
              Turn right
            </Button>
            <Button variant="quiet" onClick={() => setBox(getInitialCrop(picture))}>
              Start again
            </Button>
          </p>
          <p className="before-call-warnings">
            <Warnings of={[...problems, ...cropProblems(box)]} />
          </p>
        </div>
      </div>
      <div className="desk-button-row">
        <Button busy={busy} onClick={() => void use()}>
          {busy ? 'Keeping the photograph…' : 'Use this crop'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
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

/** Two ovals: the smallest and the largest head that a passport photograph may show. */
export function HeadGuide() {
  const { smallest, largest, centreY, widthToHeight } = HEAD_GUIDE
  const oval = (share: number) => <ellipse cx={17.5} cy={centreY * 45} rx={(share * 45 * widthToHeight) / 2} ry={(share * 45) / 2} />
  return (
    <svg className="photograph-guide" viewBox="0 0 35 45" aria-hidden="true">
      <g className="photograph-guide__under">
        {oval(smallest)}
        {oval(largest)}
      </g>
      <g className="photograph-guide__over">
        {oval(smallest)}
        {oval(largest)}
      </g>
    </svg>
  )
}
