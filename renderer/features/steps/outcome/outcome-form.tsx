/** How the call ended. "Not matched" stops the case for good, so it is asked twice. */
import { useState } from 'react'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import type { Failure } from '../../../../domain/result.ts'
import {
  CheckboxField,
  ConfirmDialog,
  DraftNote,
  ErrorSummary,
  FormError,
  RadioField,
  SaveRow,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { choicesOf } from '../../shared/before-call/choices.tsx'
import { showProblems } from '../../shared/before-call/read-form.ts'
import type { ReadyCase } from '../step-screen.ts'
import { mayMatch, readOutcome, type OutcomeValues } from './read-outcome.ts'

interface OutcomeFormProps {
  readonly handle: ReadyCase
  readonly reason?: string | undefined
  /** Before the comparison the call can only end early. */
  readonly early?: boolean
  readonly saved: (message: string) => void
}

const messages = {
  matched: 'The registrant matched',
  'not-matched': 'The registrant did not match: this case has stopped',
  'broken-off': 'The call was broken off. Arrange another',
} as const

export function OutcomeForm({ handle, reason, early = false, saved }: OutcomeFormProps) {
  const { facts } = handle.view
  const { form, ready, fromDraft, clearDraft } = useDraftForm<OutcomeValues>(
    `case:${handle.caseId}:${early ? 'call-ended-early' : 'outcome'}`,
    { outcome: '', reasons: [], note: '' },
  )
  const [asking, setAsking] = useState(false)
  const confirmed = useAct()
  const record = async (): Promise<Failure | undefined> => {
    const read = readOutcome(form.getValues(), facts)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved(messages[read.event.outcome])
    return undefined
  }
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readOutcome(values, facts)
    if (read.problems) return showProblems(form, read.problems)
    if (read.event.outcome === 'not-matched') {
      setAsking(true)
      return undefined
    }
    return record()
  })
  if (!ready) return null
  const matched = {
    value: 'matched',
    label: 'Matched',
    hint: mayMatch(facts) ? 'I am sure that the person on the call is the registrant.' : 'Not possible: the comparison did not match.',
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure ?? confirmed.failure} />
      <DraftNote fromDraft={fromDraft} />
      <RadioField
        form={form}
        name="outcome"
        legend="How did the call end?"
        options={[
          ...(early ? [] : [matched]),
          {
            value: 'not-matched',
            label: 'Not matched',
            hint: 'I am not sure, or it is somebody else. This stops the case.',
            reveals: <CheckboxField form={form} name="reasons" legend="Why?" options={choicesOf(handle.edition.notMatchedReasons)} />,
          },
          {
            value: 'broken-off',
            label: 'Broken off',
            hint: 'The line failed, or the call could not be finished. Another call can be arranged, with fresh numbers.',
          },
        ]}
      />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy || confirmed.busy} label="Save the outcome" />
      <ConfirmDialog
        open={asking}
        title="Stop this case?"
        danger
        confirmLabel="Not matched: stop the case"
        busy={confirmed.busy}
        body={
          <p>
            No card will be made. The case cannot be opened again; a new request is needed after you have spoken to the sponsor. Everything
            recorded stays.
          </p>
        }
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          void confirmed.run(async () => {
            const failed = await record()
            setAsking(false)
            return failed
          })
        }
      />
    </form>
  )
}
