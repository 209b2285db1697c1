/** Ends a case otherwise than by success, after saying what it leaves to undo; and reopens one that was ended. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { findToUndo } from '../../../../domain/case/to-undo.ts'
import { mayDo } from '../../../../domain/case/guard.ts'
import { endingReasons, type EndingReason } from '../../../../domain/journey/ending.ts'
import { personIdOf } from '../../../../domain/journey/person.ts'
import { Link } from 'wouter'
import { useMayRecord } from '../../../client/use-access.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  Button,
  ConfirmDialog,
  Details,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDate,
  SaveRow,
  SelectField,
  TextArea,
  toast,
  useSubmit,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { undoWords } from '../people/person-words.ts'

interface EndValues {
  endWhy: '' | EndingReason
  endNote: string
}

export function EndCase({ handle }: { readonly handle: ReadyCase }) {
  const mayEnd = useMayRecord('caseEnded')
  if (!mayEnd || handle.view.status !== 'open') return null
  const refusal = mayDo(handle.view, 'end-case')
  return (
    <div className="nhsuk-u-margin-top-4">
      <Details summary="End this case">
        {/* Not an error: nothing was tried yet. */}
        {refusal ? (
          <p>
            You cannot end this case now. {refusal.message} {refusal.next}
          </p>
        ) : (
          <EndForm handle={handle} />
        )}
      </Details>
    </div>
  )
}

function EndForm({ handle }: { readonly handle: ReadyCase }) {
  const { caseId, view, record } = handle
  const { form, ready, fromDraft, clearDraft } = useDraftForm<EndValues>(`case:${caseId}:end`, { endWhy: '', endNote: '' })
  const [asking, setAsking] = useState<{ readonly why: EndingReason; readonly note: string }>()
  const ending = useAct()
  const { onSubmit, busy, failure } = useSubmit(form, async ({ endWhy, endNote }) => {
    const note = endNote.trim()
    if (endWhy === '') form.setError('endWhy', { message: 'Choose why the case ends' })
    if (!note) form.setError('endNote', { message: 'Say who told you, or what happened' })
    if (endWhy !== '' && note) setAsking({ why: endWhy, note })
    return undefined
  })
  if (!ready) return null
  const toUndo = findToUndo(record, view)
  const problem = failure ?? ending.failure
  return (
    <form onSubmit={onSubmit} noValidate className="desk-narrow">
      <ErrorSummary form={form} />
      {problem && <FormError failure={problem} />}
      <DraftNote fromDraft={fromDraft} />
      {toUndo.length > 0 && (
        <>
          <p>
            <strong>This stays to be undone on the person:</strong>
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {toUndo.map(({ kind, serial, until }, index) => (
              <li key={index}>
                {undoWords[kind]}
                {serial && ` ${serial}`}
                {until && `, until ${formatDate(until)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>Passcodes and codes of this case are destroyed. The case stays readable until it is deleted, as the policy says.</p>
      <SelectField
        form={form}
        name="endWhy"
        label="Why does this case end?"
        options={[{ value: '', label: 'Choose a reason' }, ...endingReasons.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextArea form={form} name="endNote" label="What happened?" hint="For example, who withdrew the request and when." rows={2} />
      <SaveRow busy={busy || ending.busy} label="End this case" />
      <ConfirmDialog
        open={asking !== undefined}
        title="End this case?"
        danger
        confirmLabel="Yes, end it"
        body="Its passcodes are destroyed and cannot be recovered. You can reopen the case later, with a reason."
        onCancel={() => setAsking(undefined)}
        onConfirm={() => {
          const chosen = asking!
          setAsking(undefined)
          void ending.run(async () => {
            const answer = await handle.act({ kind: 'caseEnded', ...chosen })
            if (!answer.ok) return answer.error
            await clearDraft()
            toast.success('Case ended')
            return undefined
          })
        }}
      />
    </form>
  )
}

/** The case as it is after it was ended, in words, with the way back. */
export function EndedCase({ handle }: { readonly handle: ReadyCase }) {
  const { view, caseId } = handle
  const { ended } = view.facts
  if (!ended) return null
  const reason = endingReasons.find(({ id }) => id === ended.why)?.name
  return (
    <div className="desk-next desk-next--stopped" role="note">
      <p>
        <strong>This case was ended.</strong> {reason}. {ended.note} ({formatDate(ended.recordedAt.slice(0, 10))}, {ended.agentName})
      </p>
      <p>
        <Link href={`/people/person/${personIdOf(caseId, view.facts)}`}>See what is left to undo on the person</Link>
      </p>
      <Reopen handle={handle} />
    </div>
  )
}

function Reopen({ handle }: { readonly handle: ReadyCase }) {
  const mayReopen = useMayRecord('caseReopened')
  const [open, setOpen] = useState(false)
  const form = useForm({ defaultValues: { reopenWhy: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ reopenWhy }) => {
    const why = reopenWhy.trim()
    if (!why) {
      form.setError('reopenWhy', { message: 'Say why the case is reopened' })
      return undefined
    }
    const answer = await handle.act({ kind: 'caseReopened', why })
    if (!answer.ok) return answer.error
    toast.success('Case reopened')
    return undefined
  })
  if (!mayReopen) return null
  const refusal = mayDo(handle.view, 'reopen-case')
  if (refusal)
    return (
      <p>
        This case cannot be reopened. {refusal.message} {refusal.next}
      </p>
    )
  if (!open)
    return (
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Reopen the case
      </Button>
    )
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <TextArea form={form} name="reopenWhy" label="Why do you reopen it?" rows={2} />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          Reopen the case
        </Button>
        <Button variant="secondary" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
