/** The scan beside the form: look, compare, accept or reject. */
import { useEffect, useState, type ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  CheckboxField,
  DateField,
  Details,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDate,
  RadioField,
  SaveRow,
  SelectField,
  Spinner,
  SummaryList,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { choicesOf, noteOf, Warnings } from '../../shared/before-call/choices.tsx'
import { EvidenceView } from '../../shared/before-call/evidence-view.tsx'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { AttachDocument } from './attach-document.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { countersignatureId, describeDocument, documentValues, readDocument, type DocumentValues } from './read-document.ts'

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
      {/* Another scan is looked at afresh: nothing typed about the last one stays. */}
      {taking ? <Spinner label="Keeping the scan" /> : <Assessment key={evidence.evidenceId} {...props} evidenceId={evidence.evidenceId} />}
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
  // What the note must say follows from other fields: what was said about it before no longer holds.
  useEffect(() => form.clearErrors('note'), [form, noteNeeded])
  if (!ready) return null
  const type = edition.photoDocuments.documents.find(({ id }) => id === values.documentType)
  const { noPhotoDocuments } = edition
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
        <>
          <SelectField
            form={form}
            name="documentType"
            label="Document"
            hint={type?.note}
            options={[
              { value: '', label: 'Choose the document' },
              ...edition.photoDocuments.documents.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextField
            form={form}
            name="number"
            label="Document number"
            hint={NUMBER_HINTS[type?.number ?? 'free']}
            width={20}
            code
            note={noteOf(numberReads, undefined)}
          />
          <DateField form={form} name="expiresOn" legend="Expiry date" />
          <Details summary="Compare the lines at the foot of a passport" open={values.zone.trim() !== ''}>
            <TextArea
              form={form}
              name="zone"
              label="Lines of capitals, numbers and <"
              hint="2 lines of 44 characters; a card has 3 lines of 30. RA Desk checks the check digits and compares. Not kept."
              rows={3}
            />
          </Details>
        </>
      ) : (
        <>
          <Guidance
            of={[noPhotoDocuments.guidance, noPhotoDocuments.rule]}
            source={`${noPhotoDocuments.source.name}. ${noPhotoDocuments.source.edition}`}
          />
          <CheckboxField
            form={form}
            name="identityDocuments"
            legend="Documents that prove the identity"
            options={choicesOf(noPhotoDocuments.identity)}
          />
          <CheckboxField
            form={form}
            name="addressDocuments"
            legend="Documents that prove the address"
            options={choicesOf(
              noPhotoDocuments.address.map(({ id, name, note, notOlderThanMonths }) => ({
                id,
                name,
                note: [notOlderThanMonths && `Not older than ${notOlderThanMonths} months.`, note].filter(Boolean).join(' ') || undefined,
              })),
            )}
          />
          <CheckboxField
            form={form}
            name="countersigned"
            legend="The person who countersigned the photograph"
            options={noPhotoDocuments.countersignature.map((words, index) => ({ value: countersignatureId(index), label: words }))}
          />
        </>
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

const NUMBER_HINTS = {
  'uk-passport': '9 numbers, on the page with the photograph.',
  'other-passport': 'Up to 9 letters and numbers.',
  'driving-licence': 'At number 5 on the photocard: 16 characters, or 8 numbers in Northern Ireland.',
  free: 'As on the document.',
} as const

function Guidance({ of, source }: { of: readonly string[]; source: string }): ReactNode {
  return (
    <div className="nhsuk-inset-text">
      {of.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p className="desk-secondary">{source}</p>
    </div>
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
