/** Shows the scan beside the form: look, compare, accept or reject. */
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDate,
  lowerFirst,
  RadioField,
  SaveRow,
  Spinner,
  SummaryList,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { Warnings } from '../../shared/before-call/choices.tsx'
import { EvidenceView } from '../../shared/before-call/evidence-view.tsx'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import { useFocusFirst } from '../../shared/before-call/use-focus-first.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { AttachDocument } from './attach-document.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { NoPhotoDocumentFields, PhotoDocumentFields } from './document-fields.tsx'
import { Decision } from './decision.tsx'
import type { ScanShown } from '../../../../domain/journey/scan-shown.ts'
import { describeDocument } from '../../../../domain/guidance/documents.ts'
import { documentValues, readDocument, type DocumentValues } from './read-document.ts'

function Screen(props: StepScreenProps) {
  const { handle, reason } = props
  const { identityDocument, identityDocumentAssessment } = handle.view.facts
  const [replacing, setReplacing] = useState(false)
  const [onScreen, setOnScreen] = useState<{ readonly evidenceId: string; readonly shown: ScanShown }>()
  const [taking, setTaking] = useState(false)
  const [attachedHere, setAttachedHere] = useState(false)
  const rejected = identityDocumentAssessment?.outcome === 'rejected'
  const replacement = useFocusFirst<HTMLDivElement>(replacing)
  const onAttached = () => {
    setReplacing(false)
    setAttachedHere(true)
  }
  if (!identityDocument)
    return <AttachDocument handle={handle} reason={reason} label="Scan of the identity document" onAttached={onAttached} />
  const { evidence } = identityDocument
  return (
    <div className="before-call-beside before-call-beside--even">
      <div className="before-call-aside">
        <EvidenceView
          evidence={evidence}
          label="Scan of the identity document"
          onShown={(shown) => setOnScreen({ evidenceId: evidence.evidenceId, shown })}
        />
        {replacing || rejected ? (
          <div ref={replacement}>
            <AttachDocument
              handle={handle}
              reason={reason}
              label={rejected ? 'The new scan' : 'Another scan'}
              onAttached={onAttached}
              onBusy={setTaking}
            />
          </div>
        ) : (
          <p>
            <Button variant="quiet" onClick={() => setReplacing(true)}>
              Use another scan
            </Button>
          </p>
        )}
      </div>
      {/* A new scan starts an empty form: nothing typed about the last one stays. */}
      {taking ? (
        <Spinner label="Saving the scan" />
      ) : (
        <Assessment
          key={evidence.evidenceId}
          {...props}
          evidenceId={evidence.evidenceId}
          attachedHere={attachedHere}
          shown={onScreen?.evidenceId === evidence.evidenceId ? onScreen.shown : undefined}
        />
      )}
    </div>
  )
}

interface AssessmentProps extends StepScreenProps {
  readonly evidenceId: string
  readonly shown: ScanShown | undefined
  /** Just now: the focus goes on to the form. */
  readonly attachedHere: boolean
}

function Assessment({ handle, reason, saved, evidenceId, shown, attachedHere }: AssessmentProps) {
  const { edition } = handle
  const { registrant, identityDocumentAssessment } = handle.view.facts
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<DocumentValues>(
    `case:${handle.caseId}:identity-document:${evidenceId}`,
    documentValues(edition, identityDocumentAssessment),
  )
  const context = { edition, evidenceId, today, registrant, shown, zoneKept: identityDocumentAssessment?.zone }
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
  const { warnings, comparisons, differences, numberReads, noteNeeded } = readDocument(values, context)
  const place = useFocusFirst<HTMLFormElement>(ready && attachedHere)
  // Other fields decide what the note must say, so an older error on it no longer applies.
  useEffect(() => form.clearErrors('note'), [form, noteNeeded])
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate ref={place}>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <EnteredDetails handle={handle} />
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
      <Decision form={form} edition={edition} outcome={values.outcome} shown={shown} differences={differences} />
      <TextArea form={form} name="note" label={noteNeeded ? 'Note' : 'Note (optional)'} hint={noteNeeded} rows={2} />
      <SaveRow busy={busy} label="Save the decision" />
    </form>
  )
}

function EnteredDetails({ handle }: Pick<StepScreenProps, 'handle'>) {
  const { registrant } = handle.view.facts
  if (registrant?.dateOfBirth === undefined)
    return (
      <p>
        <Link href={`/case/${handle.caseId}/details`}>Enter the registrant’s details</Link> to compare them with the document here.
      </p>
    )
  return (
    <p className="before-call-entered">
      Entered:{' '}
      <strong>
        {registrant.name.given} {registrant.name.family}
      </strong>
      , born {formatDate(registrant.dateOfBirth)}
    </p>
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
          ...(assessed.differences ?? []).map(({ what, document, entered, reason }) => ({
            key: `Difference: ${lowerFirst(what)}`,
            value: `${document || 'Nothing'} on the document, ${entered || 'nothing'} entered. Accepted because: ${reason}`,
          })),
          ...(assessed.seenOtherwise ? [{ key: 'Part not shown', value: <span className="desk-pre">{assessed.seenOtherwise}</span> }] : []),
          ...(assessed.note ? [{ key: 'Note', value: <span className="desk-pre">{assessed.note}</span> }] : []),
        ]}
      />
    </div>
  )
}

export const step: StepModule = { Screen, Summary }
