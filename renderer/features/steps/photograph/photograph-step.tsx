/** Crops the photograph, and records whether the agent accepts it. */
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import type { EventOf } from '../../../../domain/case/events.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  Button,
  CheckboxField,
  Details,
  DraftNote,
  ErrorSummary,
  FileDrop,
  FormError,
  RadioField,
  SaveRow,
  SummaryList,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { choicesOf, Warnings } from '../../shared/before-call/choices.tsx'
import { EvidencePicture } from '../../shared/before-call/evidence-view.tsx'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import { CarriedPhotograph } from '../../shared/replacement/carried.tsx'
import { useFocusFirst } from '../../shared/before-call/use-focus-first.ts'
import { useErasure } from '../../pages/retention/erased.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { CropDialog } from './crop-dialog.tsx'
import { HeadGuide } from './head-guide.tsx'
import './photograph.css'
import { PhotoTips, TipList } from './photo-tips.tsx'
import { problemsOf, readPhotograph, type PhotographValues } from './read-photograph.ts'
import { useCrop } from './use-crop.ts'

type Attached = EventOf<'photographAttached'>

function Screen(props: StepScreenProps) {
  const { handle, reason } = props
  const { photograph, photographAssessment } = handle.view.facts
  const erasure = useErasure(photograph?.evidence)
  const crop = useCrop(handle, reason)
  const [replacing, setReplacing] = useState(false)
  const [croppedHere, setCroppedHere] = useState(false)
  const rejected = photographAssessment?.outcome === 'rejected'
  const replacement = useFocusFirst<HTMLDivElement>(replacing)
  const drop = (label: string) => (
    <FileDrop
      accept="image/jpeg,image/png"
      label={label}
      busy={crop.busy}
      onFile={(file) => void crop.begin(file)}
      hint="JPEG or PNG, up to 10 MB. RA Desk removes location and camera details."
    />
  )
  return (
    <>
      <FormError failure={crop.failure} />
      <CropDialog
        picture={crop.open?.picture}
        problems={crop.problems}
        onCancel={crop.cancel}
        onUse={async (picture, box) => {
          const failed = await crop.use(picture, box)
          if (failed) return failed
          setReplacing(false)
          setCroppedHere(true)
          return undefined
        }}
      />
      {(!photograph || replacing || rejected) && <CarriedPhotograph handle={handle} reason={reason} />}
      {photograph ? (
        <div className="before-call-beside before-call-beside--right">
          <div>
            <Framed attached={photograph} />
            <p className="desk-button-row">
              {!erasure && (
                <Button variant="quiet" busy={crop.busy} onClick={() => void crop.beginAgain(photograph.evidence)}>
                  Crop again
                </Button>
              )}
              {!replacing && !rejected && (
                <Button variant="quiet" onClick={() => setReplacing(true)}>
                  Use another photograph
                </Button>
              )}
            </p>
            <div ref={replacement}>{(replacing || rejected) && drop(rejected ? 'The new photograph' : 'Another photograph')}</div>
          </div>
          <Assessment key={photograph.evidence.evidenceId} {...props} attached={photograph} croppedHere={croppedHere} />
        </div>
      ) : (
        <div className="before-call-beside">
          <div>{drop('Photograph')}</div>
          {handle.edition.photoTips.length > 0 && <PhotoTips tips={handle.edition.photoTips} />}
        </div>
      )}
    </>
  )
}

function Framed({ attached }: { attached: Attached }) {
  const { width, height } = attached.evidence
  return (
    <figure className="photograph-framed">
      <div className="photograph-crop__view">
        <EvidencePicture evidence={attached.print} alt="Photograph, cropped for the card" />
        <HeadGuide />
      </div>
      <figcaption className="desk-secondary">
        Check that the top of the head and the chin are between the ovals. If they are not, crop again.{' '}
        {width && height && `The whole picture is ${width} × ${height} pixels. `}On the card: {(attached.chip.bytes / 1_000).toFixed(1)} kB.
      </figcaption>
    </figure>
  )
}

interface AssessmentProps extends StepScreenProps {
  readonly attached: Attached
  /** Just now: the focus goes on to the form. */
  readonly croppedHere: boolean
}

function Assessment({ handle, reason, saved, attached, croppedHere }: AssessmentProps) {
  const { edition } = handle
  const { evidence } = attached
  const { form, ready, fromDraft, clearDraft } = useDraftForm<PhotographValues>(`case:${handle.caseId}:photograph:${evidence.evidenceId}`, {
    outcome: '',
    reasons: [...(handle.view.facts.photographAssessment?.reasons ?? [])],
    note: '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readPhotograph(values, evidence)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved(read.event.outcome === 'accepted' ? 'The photograph is accepted' : 'The photograph is rejected')
    return undefined
  })
  const outcome = useWatch({ control: form.control, name: 'outcome' })
  const place = useFocusFirst<HTMLFormElement>(ready && croppedHere)
  if (!ready) return null
  const found = problemsOf(evidence)
  return (
    <form onSubmit={onSubmit} noValidate ref={place}>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      {found.length > 0 && (
        <p className="before-call-warnings">
          <Warnings of={found.map(({ message }) => message)} />
        </p>
      )}
      <RadioField
        form={form}
        name="outcome"
        legend="Your decision"
        inline
        hint="Look at the eyes, the expression and the direction of the face first: most photographs fail there."
        options={[
          { value: 'accepted', label: 'Accept' },
          { value: 'rejected', label: 'Reject' },
        ]}
      />
      {outcome === 'rejected' && (
        <CheckboxField form={form} name="reasons" legend="Why do you reject it?" options={choicesOf(edition.photographRejectionReasons)} />
      )}
      <TextArea
        form={form}
        name="note"
        label={outcome === 'accepted' && found.some(({ code }) => code !== 'photo-landscape') ? 'Note' : 'Note (optional)'}
        rows={2}
      />
      {edition.photoTips.length > 0 && (
        <Details summary="What the photograph should look like">
          <TipList tips={edition.photoTips} />
        </Details>
      )}
      <SaveRow busy={busy} label="Save the decision" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { photograph, photographAssessment: assessed } = handle.view.facts
  if (!photograph || !assessed) return null
  return (
    <div className="before-call-beside before-call-beside--right">
      <div className="photograph-crop__view">
        <EvidencePicture evidence={photograph.print} alt="Photograph, cropped for the card" />
      </div>
      <SummaryList
        rows={[
          { key: 'Decision', value: assessed.outcome === 'accepted' ? 'Accepted' : 'Rejected' },
          ...(assessed.reasons
            ? [{ key: 'Reasons', value: assessed.reasons.map((id) => nameOf(handle.edition.photographRejectionReasons, id)).join('; ') }]
            : []),
          ...(assessed.note ? [{ key: 'Note', value: <span className="desk-pre">{assessed.note}</span> }] : []),
        ]}
      />
    </div>
  )
}

export const step: StepModule = { Screen, Summary }
