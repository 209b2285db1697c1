/** Records how the call ended. "Not matched" stops the case for good, so RA Desk asks again. */
import { useState } from 'react'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
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
  type Choice,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { choicesOf } from '../../shared/before-call/choices.tsx'
import { showProblems } from '../../shared/before-call/read-form.ts'
import type { ReadyCase } from '../step-screen.ts'
import { mayMatch, readOutcome, type OutcomeValues } from './read-outcome.ts'

interface OutcomeFormProps {
  readonly handle: ReadyCase
  readonly reason?: string | undefined
  /** Before the comparison, the call can only end early. */
  readonly early?: boolean
  readonly saved: (message: string) => void
}

const messages = {
  matched: 'The registrant matched',
  'not-matched': 'The registrant did not match: this case has stopped',
  'broken-off': 'The call was broken off. Arrange another call',
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
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure ?? confirmed.failure} />
      <DraftNote fromDraft={fromDraft} />
      <RadioField
        form={form}
        name="outcome"
        legend="How did the call end?"
        options={[...(early ? [] : [matchedChoice(mayMatch(facts))]), ...endings(form, handle.edition)]}
      />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy || confirmed.busy} label="Save the outcome" />
      <ConfirmDialog
        open={asking}
        title="Stop this case?"
        danger
        confirmLabel="Stop the case"
        busy={confirmed.busy}
        body={
          <p>
            No card will be made, and you cannot reopen the case. Speak to the sponsor: registering this person needs a new request. RA Desk
            keeps everything recorded so far.
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

const matchedChoice = (possible: boolean): Choice => ({
  value: 'matched',
  label: 'Matched',
  hint: possible ? 'I am sure that the person on the call is the registrant.' : 'You cannot choose this: the comparison did not match.',
})

const endings = (form: DraftForm<OutcomeValues>['form'], edition: Edition): Choice[] => [
  {
    value: 'not-matched',
    label: 'Not matched',
    hint: 'I am not sure, or it is someone else. This stops the case.',
    reveals: <CheckboxField form={form} name="reasons" legend="Why?" options={choicesOf(edition.notMatchedReasons)} />,
  },
  {
    value: 'broken-off',
    label: 'Broken off',
    hint: 'The connection failed, or you could not finish the call. You can arrange another call, with a new code.',
  },
]
