/** The form of a face-to-face meeting: who comes, when and where. */
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { DateField, DraftNote, ErrorSummary, FormError, SaveRow, TextArea, TextField, useSubmit } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import type { Organisation } from '../../shared/before-call/organisation-choice.ts'
import { OrganisationField, WithOrganisations } from '../../shared/before-call/organisation-field.tsx'
import { showProblems, showRefusal } from '../../shared/before-call/read-form.ts'
import { uuidRefusals } from '../../shared/uuid-entry/uuid-entry.ts'
import { UuidFields } from '../../shared/uuid-entry/uuid-fields.tsx'
import { meetingValues, readMeeting, type MeetingEvent, type MeetingPerson, type MeetingValues } from './read-meeting.ts'

interface MeetingFormProps {
  /** Undefined before the case begins. */
  readonly caseId?: string
  readonly draftKey: string
  readonly edition: Edition
  readonly label: string
  readonly known?: MeetingPerson | undefined
  readonly record: (event: MeetingEvent) => Promise<Failure | undefined>
}

export function MeetingForm(props: MeetingFormProps) {
  return <WithOrganisations>{(organisations) => <FilledForm {...props} organisations={organisations} />}</WithOrganisations>
}

function FilledForm({
  caseId,
  draftKey,
  edition,
  label,
  known,
  record,
  organisations,
}: MeetingFormProps & { readonly organisations: readonly Organisation[] }) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<MeetingValues>(draftKey, meetingValues(known, organisations))
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readMeeting(values, { edition, organisations })
    if (read.problems) return showProblems(form, read.problems)
    const failed = await record(read.event)
    if (failed) return showRefusal(form, failed, uuidRefusals)
    await clearDraft()
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <div className="before-call-halves">
        <div>
          <UuidFields form={form} caseId={caseId} hint="12 digits. Copy it from the profile in CIS." saved={known?.uuid} />
          <TextField form={form} name="given" label="Given names" hint="As in CIS" />
          <TextField form={form} name="family" label="Family name" />
          <OrganisationField form={form} organisations={organisations} />
        </div>
        <div>
          <div className="before-call-row">
            <DateField form={form} name="date" legend="Day of the meeting" />
            <TextField form={form} name="time" label="Time" width={5} hint="Like 09:30" />
          </div>
          <TextField form={form} name="place" label="Where do you meet?" />
          <TextArea form={form} name="note" label="Note (optional)" rows={2} />
        </div>
      </div>
      <SaveRow busy={busy} label={label} />
    </form>
  )
}
