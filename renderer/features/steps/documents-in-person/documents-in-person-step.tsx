/** The original documents and the face, compared at a meeting. */
import { getSection } from '../../../../domain/guidance/edition.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  formatDate,
  FormError,
  RadioField,
  SaveRow,
  SelectField,
  SummaryList,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { readDocuments, type DocumentsEvent, type DocumentsValues } from './read-documents.ts'

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const
const answer = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'yes' : 'no')

const valuesOf = (seen: DocumentsEvent | undefined, today: string): DocumentsValues => ({
  on: dateFromIso(seen?.on ?? today),
  type: seen?.documents[0]?.type ?? '',
  number: seen?.documents[0]?.number ?? '',
  expiresOn: dateFromIso(seen?.documents[0]?.expiresOn),
  secondType: seen?.documents[1]?.type ?? '',
  secondNumber: seen?.documents[1]?.number ?? '',
  originals: answer(seen?.originals),
  faceMatches: answer(seen?.faceMatches),
  note: seen?.note ?? '',
})

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { today } = useStationState()
  const { documents } = getSection(handle.edition, 'photoDocuments')
  const options = documents.map(({ id, name }) => ({ value: id, label: name }))
  const { form, ready, fromDraft, clearDraft } = useDraftForm<DocumentsValues>(
    `case:${handle.caseId}:documents-in-person`,
    valuesOf(handle.view.facts.documentsInPerson, today),
  )
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readDocuments(values, today)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('What you saw at the meeting is saved')
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
          <DateField form={form} name="on" legend="Day of the meeting" />
          <SelectField form={form} name="type" label="Document" options={[{ value: '', label: 'Choose the document' }, ...options]} />
          <TextField form={form} name="number" label="Document number" width={20} code />
          <DateField form={form} name="expiresOn" legend="Expiry date, if it has one" />
          <SelectField
            form={form}
            name="secondType"
            label="Second document (optional)"
            options={[{ value: '', label: 'None' }, ...options]}
          />
          <TextField form={form} name="secondNumber" label="Number of the second document" width={20} code />
        </div>
        <div>
          <RadioField form={form} name="originals" legend="Did you see the originals, not copies?" options={[...yesOrNo]} />
          <RadioField form={form} name="faceMatches" legend="Is the person the one on the photographs?" options={[...yesOrNo]} />
          <TextArea form={form} name="note" label="Note" hint="Needed if something was wrong, or if a document has expired." rows={3} />
        </div>
      </div>
      <SaveRow busy={busy} label="Save what you saw" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { documentsInPerson: seen } = handle.view.facts
  if (!seen) return null
  const documents = handle.edition.photoDocuments?.documents ?? []
  return (
    <SummaryList
      rows={[
        { key: 'Seen on', value: `${formatDate(seen.on)}, by ${seen.agentName}` },
        ...seen.documents.map(({ type, number, expiresOn }) => ({
          key: nameOf(documents, type),
          value: (
            <>
              <span className="desk-mono">{number}</span>
              {expiresOn && `, valid until ${formatDate(expiresOn)}`}
            </>
          ),
        })),
        { key: 'Originals', value: seen.originals ? 'Yes' : 'No' },
        { key: 'The face matches', value: seen.faceMatches ? 'Yes' : 'No' },
        ...(seen.note ? [{ key: 'Note', value: <span className="desk-pre">{seen.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
