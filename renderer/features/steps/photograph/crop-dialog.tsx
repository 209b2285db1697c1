/** Sets the 35:45 crop box: drag the picture, or move the sliders with the keyboard. The ovals show how large the head should be. */
import { useState } from 'react'
import { cropProblems, getInitialCrop, type Box } from '../../../../domain/card/photo.ts'
import { turn } from '../../../images/encode.ts'
import { Button, Dialog, FormError, withoutCancelled } from '../../../ui/index.ts'
import { Warnings } from '../../shared/before-call/choices.tsx'
import type { Failure } from '../../../../domain/result.ts'
import { CropSliders, CropView } from './crop-controls.tsx'

interface CropDialogProps {
  readonly picture: ImageBitmap | undefined
  /** Problems that the file itself shows. */
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
    setFailure(withoutCancelled(failed))
  }
  return (
    <>
      <FormError failure={failure} />
      <div className="photograph-crop">
        <CropView picture={picture} box={box} onChange={setBox} />
        <div>
          <p id="crop-help">Drag the picture, or use the sliders. Place the top of the head and the chin between the two ovals.</p>
          <CropSliders picture={picture} box={box} onChange={setBox} />
          <p className="desk-button-row">
            <Button variant="quiet" onClick={turnRight}>
              Rotate right
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
          {busy ? 'Saving the photograph…' : 'Use this crop'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  )
}
