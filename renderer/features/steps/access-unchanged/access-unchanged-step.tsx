/** Records that the positions in CIS are as they were before the new card. */
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  formatDate,
  FormError,
  SaveRow,
  SingleCheckbox,
  SummaryList,
  TextArea,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { readPastDate } from '../../shared/after-call/dates.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'

interface Values {
  confirmed: boolean
  on: DateParts
  note: string
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { accessUnchanged: recorded } = handle.view.facts
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:access-unchanged`, {
    confirmed: false,
    on: dateFromIso(recorded?.checkedOn ?? today),
    note: recorded?.note ?? '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const on = readPastDate(values.on, 'Date of the check', { today })
    if (!values.confirmed) form.setError('confirmed', { message: 'Look at the positions in CIS, then confirm that they are as they were' })
    if (on.date === undefined) form.setError('on', { message: on.problem })
    if (!values.confirmed || on.date === undefined) return undefined
    const note = values.note.trim()
    const answer = await handle.act({ kind: 'accessUnchanged', checkedOn: on.date, ...(note ? { note } : {}) }, reason)
    if (!answer.ok) return answer.error
    await clearDraft()
    saved('Access is unchanged')
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <SingleCheckbox form={form} name="confirmed" label="The positions in CIS are as they were before" />
      <DateField form={form} name="on" legend="When did you check?" />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy} label="Save the check" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { accessUnchanged: recorded } = handle.view.facts
  if (!recorded) return null
  return (
    <SummaryList
      rows={[
        { key: 'Access', value: 'Unchanged' },
        { key: 'Checked on', value: formatDate(recorded.checkedOn) },
        { key: 'Checked by', value: recorded.agentName },
        ...(recorded.note ? [{ key: 'Note', value: <span className="desk-pre">{recorded.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
