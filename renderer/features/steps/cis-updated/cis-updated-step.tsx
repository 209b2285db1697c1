/** Confirms that the flag values are out of CIS, which closes the case. */
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
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
  TextField,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { readPastDate } from '../../shared/after-call/dates.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'

interface Values {
  confirmed: boolean
  on: DateParts
  reference: string
  note: string
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { today } = useStationState()
  const { flagsRemoved, documentsInPerson } = handle.view.facts
  const flags = handle.edition.cis
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:cis-updated`, {
    confirmed: false,
    on: dateFromIso(flagsRemoved?.on ?? today),
    reference: flagsRemoved?.reference ?? '',
    note: flagsRemoved?.note ?? '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const earliest = documentsInPerson && {
      date: documentsInPerson.on,
      because: 'Date of the change in CIS cannot be before the meeting.',
    }
    const on = readPastDate(values.on, 'Date of the change in CIS', { today, ...(earliest ? { earliest } : {}) })
    if (!values.confirmed) form.setError('confirmed', { message: 'Confirm that no flag value is left in CIS' })
    if (on.date === undefined) form.setError('on', { message: on.problem })
    if (!values.confirmed || on.date === undefined) return undefined
    const [reference, note] = [values.reference.trim(), values.note.trim()]
    const event = { kind: 'cisFlagsRemoved' as const, on: on.date, ...(reference ? { reference } : {}), ...(note ? { note } : {}) }
    const acted = await handle.act(event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved(`The identity is proved face to face. Case ${handle.record.caseReference} is closed.`)
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      {flags && (
        <Inset>
          <p>
            In CIS, replace passport number {flags.photoEvidence.passportNumber} with expiry date{' '}
            {formatDate(flags.photoEvidence.expiresOn)}, and {flags.nonPhotoEvidence.map(({ name }) => name).join(' and ')}, with the
            documents that you saw.
          </p>
        </Inset>
      )}
      <SingleCheckbox form={form} name="confirmed" label="No flag value is left in the profile in CIS" />
      <DateField form={form} name="on" legend="When did you change it?" />
      <TextField form={form} name="reference" label="CIS reference (optional)" width={20} code />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <Inset>This closes the case. After that you can only add notes.</Inset>
      <SaveRow busy={busy} label="Confirm and close the case" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { flagsRemoved } = handle.view.facts
  if (!flagsRemoved) return null
  return (
    <>
      {handle.view.status === 'closed' && (
        <Panel title="Case closed">
          <p>{handle.record.caseReference}: the identity was proved face to face.</p>
        </Panel>
      )}
      <SummaryList
        rows={[
          { key: 'Flag values removed', value: `${formatDate(flagsRemoved.on)}, recorded by ${flagsRemoved.agentName}` },
          ...(flagsRemoved.reference ? [{ key: 'CIS reference', value: <span className="desk-mono">{flagsRemoved.reference}</span> }] : []),
          ...(flagsRemoved.note ? [{ key: 'Note', value: <span className="desk-pre">{flagsRemoved.note}</span> }] : []),
        ]}
      />
    </>
  )
}

export const step: StepModule = { Screen, Summary }
