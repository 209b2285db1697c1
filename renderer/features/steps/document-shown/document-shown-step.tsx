/** Shows the scan and the photograph side by side, next to the live video call. Asks three separate comparisons. */
import { useWatch } from 'react-hook-form'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  Callout,
  DraftNote,
  ErrorSummary,
  FormError,
  RadioField,
  SaveRow,
  SummaryList,
  TextArea,
  useSubmit,
  WordTag,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { EvidencePicture, EvidenceView } from '../../shared/before-call/evidence-view.tsx'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { describeDocument } from '../../../../domain/guidance/documents.ts'
import { hasPhotograph } from '../identity-document/read-document.ts'
import { EndCall } from '../outcome/end-call.tsx'
import type { ReadyCase, StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import './document-shown.css'
import { comparisons, readDocumentComparison, type DocumentComparisonValues } from './read-document-comparison.ts'

/** Without a photograph on the document, the face is compared with the countersigned photograph. */
function getLegends(handle: ReadyCase) {
  const withFace = hasPhotograph(handle.view.facts.identityDocumentAssessment?.documentType)
  return {
    sameAsScan: 'Is the document shown the one in the scan?',
    faceMatchesDocument: withFace ? 'Does the live face match the document?' : 'Does the live face match the countersigned photograph?',
    faceMatchesPhotograph: 'Does the live face match the photograph for the card?',
  }
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { documentComparison, identityDocument, identityDocumentAssessment, photograph } = handle.view.facts
  const answer = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no')
  const { form, ready, fromDraft, clearDraft } = useDraftForm<DocumentComparisonValues>(`case:${handle.caseId}:document-shown`, {
    sameAsScan: answer(documentComparison?.sameAsScan),
    faceMatchesDocument: answer(documentComparison?.faceMatchesDocument),
    faceMatchesPhotograph: answer(documentComparison?.faceMatchesPhotograph),
    note: documentComparison?.note ?? '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readDocumentComparison(values)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('The comparison is recorded')
    return undefined
  })
  const answers = useWatch({ control: form.control, name: comparisons })
  if (!ready) return null
  const legends = getLegends(handle)
  const differs = answers.includes('no')
  return (
    <>
      <div className="document-shown-pictures">
        <figure>
          <figcaption>The scan. Kind of document: {describeDocument(handle.edition, identityDocumentAssessment?.documentType)}</figcaption>
          {identityDocument && <EvidenceView evidence={identityDocument.evidence} label="Scan of the identity document" />}
        </figure>
        <figure>
          <figcaption>Photograph for the card</figcaption>
          {photograph && (
            <div className="document-shown-photograph">
              <EvidencePicture evidence={photograph.print} alt="Photograph of the registrant" />
            </div>
          )}
        </figure>
      </div>
      <div>
        <form onSubmit={onSubmit} noValidate>
          <ErrorSummary form={form} />
          <FormError failure={failure} />
          <DraftNote fromDraft={fromDraft} />
          <div className="document-shown-questions">
            {comparisons.map((name) => (
              <RadioField
                key={name}
                form={form}
                name={name}
                legend={legends[name]}
                inline
                options={[
                  { value: 'yes', label: 'Yes' },
                  { value: 'no', label: 'No' },
                ]}
              />
            ))}
          </div>
          {differs && (
            <Callout title="Something does not match">
              <p>Save this, then record the outcome. You cannot choose “Matched”. Tell the registrant only that you cannot continue now.</p>
            </Callout>
          )}
          <TextArea form={form} name="note" label={differs ? 'What is different?' : 'Note (optional)'} rows={2} />
          <SaveRow busy={busy} label="Save the comparison" />
        </form>
      </div>
      <EndCall handle={handle} saved={saved} />
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { documentComparison } = handle.view.facts
  if (!documentComparison) return null
  const legends = getLegends(handle)
  return (
    <SummaryList
      rows={[
        ...comparisons.map((name) => ({
          key: legends[name],
          value: documentComparison[name] ? <WordTag tone="green">Yes</WordTag> : <WordTag tone="red">No</WordTag>,
        })),
        ...(documentComparison.note ? [{ key: 'Note', value: <span className="desk-pre">{documentComparison.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
