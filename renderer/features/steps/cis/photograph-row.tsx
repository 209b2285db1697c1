/** The row of the entry sheet with the accepted crop of the photograph: copied, saved or dragged into CIS. */
import { useId, type DragEvent } from 'react'
import { findAcceptedCrop } from '../../../../domain/journey/photograph-copies.ts'
import type { Evidence } from '../../../../domain/values.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { useEvidenceUrl } from '../../../client/use-evidence.ts'
import { announce, Button, toast } from '../../../ui/index.ts'
import { useErasure } from '../../pages/retention/erased.tsx'
import { SavedCopies } from '../../shared/photograph-copies/saved-copies.tsx'
import { useAct, type Act } from '../../shared/use-act.ts'
import type { ReadyCase } from '../step-screen.ts'
import { putOnClipboard } from './picture-to-clipboard.ts'

/** Another picture has another key, so that it is no longer ticked. */
export function photographKey({ view }: Pick<ReadyCase, 'view'>): string | undefined {
  const crop = findAcceptedCrop(view.facts)
  return crop && `Photograph/${crop.evidenceId}`
}

interface PhotographRowProps {
  readonly handle: ReadyCase
  readonly ticked: boolean
  readonly onTick: (on: boolean) => void
}

export function PhotographRow({ handle, ticked, onTick }: PhotographRowProps) {
  const id = useId()
  const { caseId, record, view } = handle
  const crop = findAcceptedCrop(view.facts)
  const erasure = useErasure(crop)
  const act = useAct()
  const { copy, save } = useWaysOut(handle, crop, act, onTick)
  if (!crop) return null
  const fileName = `photograph-${record.caseReference}.jpg`
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4} className="cis-sheet__section">
          Photograph
        </th>
      </tr>
      <tr data-entered={ticked ? '' : undefined}>
        <td className="cis-sheet__tick">
          <input
            type="checkbox"
            id={id}
            checked={ticked}
            onChange={(change) => onTick(change.target.checked)}
            aria-label="Entered: Photograph"
          />
        </td>
        <th scope="row" className="cis-sheet__label">
          <label htmlFor={id}>Photograph</label>
        </th>
        <td>
          {erasure ?? (
            <>
              <DraggedPicture caseId={caseId} crop={crop} fileName={fileName} run={act.run} onDragged={() => onTick(true)} />
              <span className="cis-sheet__note">
                The crop that you accepted{crop.width && crop.height ? `, ${crop.width} × ${crop.height} pixels` : ''}. Drag it into CIS, or
                copy or save it. A saved file is not encrypted.
              </span>
            </>
          )}
          {act.failure && (
            <p className="nhsuk-error-message" role="alert">
              {act.failure.message} {act.failure.next}
            </p>
          )}
          <SavedCopies handle={handle} />
        </td>
        <td className="cis-sheet__copy">
          {!erasure && (
            <div className="cis-sheet__ways">
              <Button variant="quiet" className="desk-copy" busy={act.busy} onClick={() => void copy()}>
                Copy<span className="nhsuk-u-visually-hidden"> Photograph</span>
              </Button>
              <Button variant="quiet" className="desk-copy" busy={act.busy} onClick={() => void save()}>
                Save<span className="nhsuk-u-visually-hidden"> Photograph</span>
              </Button>
            </div>
          )}
        </td>
      </tr>
    </tbody>
  )
}

/** The buttons of the row. Either ticks it. */
function useWaysOut(handle: ReadyCase, crop: Evidence | undefined, act: Act, onTick: PhotographRowProps['onTick']) {
  const client = useCaseClient()
  const { caseId } = handle
  const copy = () =>
    act.run(async () => {
      const answer = await client.call('photograph.copy', { caseId })
      if (!answer.ok) return answer.error
      if (!crop || !(await putOnClipboard(client, crop))) return notCopied
      await client.call('clipboard.pictureCopied', {})
      announce('Copied the photograph')
      toast.success('Photograph copied. Paste it into CIS.')
      onTick(true)
      return undefined
    })
  const save = () =>
    act.run(async () => {
      const answer = await handle.run('photograph.save', {})
      if (!answer.ok) return answer.error
      const { state } = answer.value
      if (state === 'not-written') return notWritten
      if (state === 'saved') onTick(true)
      return undefined
    })
  return { copy, save }
}

interface DraggedPictureProps {
  readonly caseId: string
  readonly crop: Evidence
  readonly fileName: string
  readonly run: Act['run']
  readonly onDragged: () => void
}

/** `main` begins the drag with a file of its own. Where the shell cannot, the page's own picture is dragged; `main` notes it all the same. */
function DraggedPicture({ caseId, crop, fileName, run, onDragged }: DraggedPictureProps) {
  const client = useCaseClient()
  const { shell } = useStationState()
  const { state, url } = useEvidenceUrl(crop)
  if (!url) return <>{state === 'failed' ? 'The photograph could not be opened.' : 'Opening'}</>
  const begin = (drag: DragEvent<HTMLImageElement>) => {
    if (shell === 'electron') drag.preventDefault()
    else drag.dataTransfer.setData('DownloadURL', `${crop.mime}:${fileName}:${url}`)
    void run(async () => {
      const answer = await client.call('photograph.drag', { caseId })
      if (!answer.ok) return answer.error
      onDragged()
      return undefined
    })
  }
  return <img className="cis-sheet__photograph" src={url} alt="The registrant’s photograph, as cropped" draggable onDragStart={begin} />
}

const notCopied = {
  code: 'not-copied',
  message: 'The photograph could not be copied. Nothing was changed.',
  next: 'Copy it again. If it still fails, save it or drag it.',
}
const notWritten = {
  code: 'not-saved',
  message: 'The photograph could not be saved there. Nothing is on the disk.',
  next: 'Choose another folder, or free some space, and save it again.',
}
