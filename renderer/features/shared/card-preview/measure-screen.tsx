/** The agent holds a real card against the screen and sizes the outline to match. Previews are then life size. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { Button, Dialog, FormError } from '../../../ui/index.ts'
import { USUAL_SCALE, type ScreenScale } from './use-screen-scale.ts'

const SCALE = { least: 2, most: 9, step: 0.01 } as const

export function MeasureScreen({ scale, open, close }: { readonly scale: ScreenScale; readonly open: boolean; readonly close: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Make the preview life size"
      wide
      description="Hold any smartcard or bank card flat against the screen, with its top left corner in the top left corner of the outline. Move the slider, with the mouse or the arrow keys, until the outline is the same size as the card."
    >
      <Measure scale={scale} close={close} />
    </Dialog>
  )
}

function Measure({ scale, close }: { readonly scale: ScreenScale; readonly close: () => void }) {
  const [pixels, setPixels] = useState(scale.pixelsPerMillimetre)
  const [failure, setFailure] = useState<Failure>()
  const finish = async (value: number | undefined) => {
    const failed = await scale.save(value)
    setFailure(failed)
    if (!failed) close()
  }
  return (
    <>
      {failure && <FormError failure={failure} />}
      <div className="card-measure" style={{ '--card-mm': `${pixels}px` } as React.CSSProperties}>
        <div className="card-measure__outline" role="img" aria-label="Outline of a card" />
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="screen-scale">
          Size of the outline
        </label>
        <input
          id="screen-scale"
          className="card-measure__slider"
          type="range"
          min={SCALE.least}
          max={SCALE.most}
          step={SCALE.step}
          value={pixels}
          aria-valuetext={`${(pixels * 85.6).toFixed(0)} pixels wide`}
          data-autofocus
          onChange={(change) => setPixels(Number(change.target.value))}
        />
      </div>
      <div className="desk-button-row">
        <Button onClick={() => void finish(pixels)}>Save this size</Button>
        {scale.state === 'measured' && (
          <Button variant="secondary" onClick={() => void finish(undefined)}>
            Remove the measurement
          </Button>
        )}
        {pixels !== USUAL_SCALE && (
          <Button variant="quiet" onClick={() => setPixels(USUAL_SCALE)}>
            Use the system’s size
          </Button>
        )}
      </div>
    </>
  )
}
