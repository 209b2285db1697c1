/** Shows the scan beside the form: look, compare, accept or reject. */
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  CheckboxField,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDate,
  RadioField,
  SaveRow,
  Spinner,
  SummaryList,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { choicesOf, Warnings } from '../../shared/before-call/choices.tsx'
import { EvidenceView } from '../../shared/before-call/evidence-view.tsx'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { AttachDocument } from './attach-document.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { NoPhotoDocumentFields, PhotoDocumentFields } from './document-fields.tsx'
import { describeDocument } from '../../../../domain/guidance/documents.ts'
import { documentValues, readDocument, type DocumentValues } from './read-document.ts'

function Screen(props: StepScreenProps) {
  const { handle, reason } = props
  const { identityDocument, identityDocumentAssessment } = handle.view.facts
  const [replacing, setReplacing] = useState(false)
  const [taking, setTaking] = useState(false)
  const rejected = identityDocumentAssessment?.outcome === 'rejected'
  if (!identityDocument) return <AttachDocument handle={handle} reason={reason} label="Scan of the identity document" />
  const { evidence } = identityDocument
  return (
    <div className="before-call-beside before-call-beside--even">
      <div className="before-call-aside">
        <EvidenceView evidence={evidence} label="Scan of the identity document" />
        {replacing || rejected ? (
          <AttachDocument
            handle={handle}
            reason={reason}
            label={rejected ? 'The new scan' : 'Another scan'}
            onAttached={() => setReplacing(false)}
            onBusy={setTaking}
          />
        ) : (
          <p>
            <Button variant="quiet" onClick={() => setReplacing(true)}>
              Use another scan
            </Button>
          </p>
        )}
      </div>
      {/* A new scan starts an empty form: nothing typed about the last one stays. */}
      {taking ? <Spinner label="Saving the scan" /> : <Assessment key={evidence.evidenceId} {...props} evidenceId={evidence.evidenceId} />}
    </div>
  )
}

function Assessment({ handle, reason, saved, evidenceId }: StepScreenProps & { evidenceId: string }) {
  const { edition } = handle
  const { details, identityDocumentAssessment } = handle.view.facts
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<DocumentValues>(
    `case:${handle.caseId}:identity-document:${evidenceId}`,
    documentValues(edition, identityDocumentAssessment),
  )
  const context = { edition, evidenceId, today, details }
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readDocument(values, context)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved(read.event.outcome === 'accepted' ? 'The identity document is accepted' : 'The identity document is rejected')
    return undefined
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) } as DocumentValues
  const { warnings, comparisons, numberReads, noteNeeded } = readDocument(values, context)
  // Other fields decide what the note must say, so an older error on it no longer applies.
  useEffect(() => form.clearErrors('note'), [form, noteNeeded])
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      {details ? (
        <p className="before-call-entered">
          Entered:{' '}
          <strong>
            {details.name.given} {details.name.family}
          </strong>
          , born {formatDate(details.dateOfBirth)}
        </p>
      ) : (
        <p>
          <Link href={`/case/${handle.caseId}/details`}>Enter the registrant’s details</Link> to compare them with the document here.
        </p>
      )}
      <RadioField
        form={form}
        name="kind"
        legend="Is there a photograph on the document?"
        inline
        options={[
          { value: 'photo', label: 'Yes' },
          { value: 'no-photo', label: 'No' },
        ]}
      />
      {values.kind === 'photo' ? (
        <PhotoDocumentFields form={form} edition={edition} values={values} numberReads={numberReads} />
      ) : (
        <NoPhotoDocumentFields form={form} edition={edition} />
      )}
      {warnings.length > 0 && (
        <p role="status" className="before-call-warnings">
          <Warnings of={warnings} />
        </p>
      )}
      {comparisons.length > 0 && <ComparisonTable comparisons={comparisons} />}
      <RadioField
        form={form}
        name="outcome"
        legend="Your decision"
        inline
        options={[
          { value: 'accepted', label: 'Accept' },
          { value: 'rejected', label: 'Reject' },
        ]}
      />
      {values.outcome === 'rejected' && (
        <CheckboxField form={form} name="reasons" legend="Why do you reject it?" options={choicesOf(edition.documentRejectionReasons)} />
      )}
      <TextArea form={form} name="note" label={noteNeeded ? 'Note' : 'Note (optional)'} hint={noteNeeded} rows={2} />
      <SaveRow busy={busy} label="Save the decision" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { identityDocument, identityDocumentAssessment: assessed } = handle.view.facts
  const { edition } = handle
  if (!identityDocument || !assessed) return null
  return (
    <div className="before-call-beside before-call-beside--even">
      <EvidenceView evidence={identityDocument.evidence} label="Scan of the identity document" />
      <SummaryList
        rows={[
          { key: 'Decision', value: assessed.outcome === 'accepted' ? 'Accepted' : 'Rejected' },
          { key: 'Document', value: describeDocument(edition, assessed.documentType) },
          ...(assessed.documentNumber ? [{ key: 'Number', value: <span className="desk-mono">{assessed.documentNumber}</span> }] : []),
          ...(assessed.expiresOn ? [{ key: 'Expires', value: formatDate(assessed.expiresOn) }] : []),
          ...(assessed.reasons
            ? [{ key: 'Reasons', value: assessed.reasons.map((id) => nameOf(edition.documentRejectionReasons, id)).join('; ') }]
            : []),
          ...(assessed.note ? [{ key: 'Note', value: <span className="desk-pre">{assessed.note}</span> }] : []),
        ]}
      />
    </div>
  )
}

export const step: StepModule = { Screen, Summary }
