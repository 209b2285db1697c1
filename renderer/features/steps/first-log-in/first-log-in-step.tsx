/** Confirms that the registrant logged in with the card and the passcode, which closes the case. */
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  formatDate,
  FormError,
  Inset,
  Panel,
  SaveRow,
  SingleCheckbox,
  SummaryList,
  TextArea,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { earliestDayOf, readPastDate } from '../../shared/after-call/dates.ts'
import { ReplaceCard } from '../../pages/replace-card/replace-card-page.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'

interface Values {
  confirmed: boolean
  on: DateParts
  note: string
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { facts } = handle.view
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:first-log-in`, {
    confirmed: false,
    on: dateFromIso(facts.firstLogIn?.on ?? today),
    note: facts.firstLogIn?.note ?? '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const earliest = facts.arrival && {
      date: earliestDayOf(facts.arrival.calledAt),
      because: 'Date of the first log-in cannot be before the card arrived.',
    }
    const on = readPastDate(values.on, 'Date of the first log-in', { today, ...(earliest ? { earliest } : {}) })
    if (!values.confirmed) form.setError('confirmed', { message: 'Confirm that the registrant logged in with the card and the passcode' })
    if (on.date === undefined) form.setError('on', { message: on.problem })
    if (!values.confirmed || on.date === undefined) return undefined
    const note = values.note.trim()
    const answer = await handle.act({ kind: 'firstLogInConfirmed', on: on.date, ...(note ? { note } : {}) }, reason)
    if (!answer.ok) return answer.error
    await clearDraft()
    saved(`First log-in confirmed. Case ${handle.record.caseReference} is closed.`)
    return undefined
  })
  if (!ready) return null
  return (
    <>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        {failure && <FormError failure={failure} />}
        <DraftNote fromDraft={fromDraft} />
        <SingleCheckbox form={form} name="confirmed" label="The registrant logged in with the card and the passcode" />
        <DateField form={form} name="on" legend="When?" />
        <TextArea form={form} name="note" label="Note (optional)" rows={2} />
        <Inset>This closes the case. After that you can only add notes.</Inset>
        <SaveRow busy={busy} label="Confirm and close the case" />
      </form>
      <ReplaceCard handle={handle} />
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { facts, status } = handle.view
  if (!facts.firstLogIn) return null
  return (
    <>
      {status === 'closed' && (
        <Panel title="Case closed">
          <p>{handle.record.caseReference}: the registrant has a working smartcard.</p>
        </Panel>
      )}
      <SummaryList
        rows={[
          { key: 'First log-in', value: formatDate(facts.firstLogIn.on) },
          { key: 'Confirmed by', value: facts.firstLogIn.agentName },
          ...(facts.firstLogIn.note ? [{ key: 'Note', value: facts.firstLogIn.note }] : []),
        ]}
      />
    </>
  )
}

export const step: StepModule = { Screen, Summary }
