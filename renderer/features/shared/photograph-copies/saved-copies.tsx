/** Files of the photograph that were saved for CIS and not deleted yet: where each is, and the buttons to delete it. */
import type { PhotographCopy } from '../../../../domain/journey/photograph-copies.ts'
import { Button, formatDateTime, toast } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { Allowed } from '../allowed.tsx'
import { useAct } from '../use-act.ts'
import { describeCopy } from './describe-copy.ts'

export function SavedCopies({ handle }: { readonly handle: ReadyCase }) {
  const copies = handle.view.facts.photographCopies
  if (copies.length === 0) return null
  return (
    <ul className="saved-copies" aria-label="Saved copies of the photograph">
      {copies.map((copy) => (
        <SavedCopy key={copy.copyId} handle={handle} copy={copy} />
      ))}
    </ul>
  )
}

function SavedCopy({ handle, copy }: { readonly handle: ReadyCase; readonly copy: PhotographCopy }) {
  const act = useAct()
  const { copyId, savedAs, trouble, recordedAt } = copy
  const { title, next } = describeCopy(trouble)
  const remove = () =>
    act.run(async () => {
      const answer = await handle.run('photograph.deleteCopy', { copyId })
      if (!answer.ok) return answer.error
      if (answer.value.outcome === 'deleted') toast.success('The saved copy is deleted')
      return undefined
    })
  const confirm = () =>
    act.run(async () => {
      const answer = await handle.act({ kind: 'photographCopyGone', copyId })
      return answer.ok ? undefined : answer.error
    })
  return (
    <li>
      <p>
        <strong>{title}</strong>
      </p>
      <p className="desk-secondary">
        Saved {formatDateTime(recordedAt)} as <span className="saved-copies__path">{savedAs}</span>
      </p>
      <p role={trouble ? 'status' : undefined}>{next}</p>
      {act.failure && (
        <p className="nhsuk-error-message" role="alert">
          {act.failure.message} {act.failure.next}
        </p>
      )}
      <Allowed to="photograph.deleteCopy">
        <div className="desk-button-row">
          <Button variant="secondary" busy={act.busy} onClick={() => void remove()}>
            {trouble ? 'Check again' : 'Delete the saved copy'}
          </Button>
          {trouble && (
            <Button variant="secondary" busy={act.busy} onClick={() => void confirm()}>
              I have deleted it
            </Button>
          )}
        </div>
      </Allowed>
    </li>
  )
}
