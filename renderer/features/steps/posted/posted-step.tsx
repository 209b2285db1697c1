/** Records the posting: service, reference on the receipt, date. */
import { useState } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { normaliseTracking, formatTracking } from '../../../../domain/dispatch/s10.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  ConfirmDialog,
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  formatDate,
  FormError,
  Inset,
  RadioField,
  SaveRow,
  SummaryList,
  TextField,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { earliestDayOf, readPastDate, type DateLimits } from '../../shared/after-call/dates.ts'
import { useAct } from '../../shared/use-act.ts'
import type { ReadyCase, StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { describeTracking, findPostingQuestion, findTrackingFault, type PostingQuestion } from './posting.ts'
import '../../shared/after-call/after-call.css'

interface Values {
  service: string
  tracking: string
  postedOn: DateParts
}

function describeService(signedFor: boolean, tracked: boolean): string | undefined {
  if (signedFor) return tracked ? 'Signed for and tracked' : 'Signed for'
  return tracked ? 'Tracked' : undefined
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { facts } = handle.view
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:posted`, {
    service: facts.posting?.service ?? facts.manifest?.service ?? '',
    tracking: facts.posting?.trackingReference ?? '',
    postedOn: dateFromIso(facts.posting?.postedOn ?? today),
  })
  const [question, setQuestion] = useState<PostingQuestion>()
  const confirmed = useAct()
  const tracking = useWatch({ control: form.control, name: 'tracking' })

  const record = async () => {
    const values = form.getValues()
    const read = readPastDate(values.postedOn, 'Date of posting', { today })
    if (read.date === undefined) return undefined
    const trackingReference = normaliseTracking(values.tracking)
    const answer = await handle.act(
      { kind: 'posted', service: values.service, postedOn: read.date, ...(trackingReference ? { trackingReference } : {}) },
      reason,
    )
    if (!answer.ok) return answer.error
    await clearDraft()
    saved('Posting saved. Next, the registrant calls you when the card arrives.')
    return undefined
  }
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const service = handle.edition.postingServices.find(({ id }) => id === values.service)
    if (!service) form.setError('service', { message: 'Choose the service' })
    const read = readPastDate(values.postedOn, 'Date of posting', { today, ...earliestPosting(handle) })
    if (read.problem) form.setError('postedOn', { message: read.problem })
    const fault = findTrackingFault(values.tracking)
    if (fault) form.setError('tracking', { message: fault })
    if (!service || read.problem || fault) return undefined
    const asked = findPostingQuestion(service, values.tracking)
    if (asked) return void setQuestion(asked)
    return record()
  })
  if (!ready) return null
  const problem = failure ?? confirmed.failure
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      {problem && <FormError failure={problem} />}
      <DraftNote fromDraft={fromDraft} />
      <EnvelopeNote handle={handle} />
      <ServiceField form={form} handle={handle} />
      <TextField
        form={form}
        name="tracking"
        label="Reference on the receipt"
        hint="You can leave out spaces and capitals"
        width={20}
        code
        note={describeTracking(tracking)}
        maxLength={40}
      />
      <DateField form={form} name="postedOn" legend="When was it posted?" />
      <SaveRow busy={busy || confirmed.busy} label="Save the posting" />
      <QuestionDialog
        question={question}
        onCancel={() => {
          setQuestion(undefined)
          form.setFocus('tracking')
        }}
        onConfirm={() => {
          setQuestion(undefined)
          void confirmed.run(record)
        }}
      />
    </form>
  )
}

function ServiceField({ form, handle }: { readonly form: UseFormReturn<Values>; readonly handle: ReadyCase }) {
  return (
    <RadioField
      form={form}
      name="service"
      legend="Which service carries it?"
      options={handle.edition.postingServices.map(({ id, name, note, signedFor, tracked }) => ({
        value: id,
        label: name,
        hint: note ?? describeService(signedFor, tracked),
      }))}
    />
  )
}

/** A card cannot be posted before its posting list was closed. */
function earliestPosting({ view: { facts } }: ReadyCase): Pick<DateLimits, 'earliest'> {
  if (!facts.manifest) return {}
  const date = earliestDayOf(facts.manifest.recordedAt)
  return { earliest: { date, because: `Date of posting cannot be before the posting list was closed on ${formatDate(date)}.` } }
}

function EnvelopeNote({ handle }: StepSummaryProps) {
  const { facts } = handle.view
  return (
    <Inset>
      Envelope <strong>{facts.label?.itemReference ?? 'without a reference'}</strong>, posting list{' '}
      <strong>{facts.manifest?.dispatchReference ?? 'not closed'}</strong>. Never post the passcode.
    </Inset>
  )
}

interface QuestionDialogProps {
  readonly question: PostingQuestion | undefined
  readonly onCancel: () => void
  readonly onConfirm: () => void
}

function QuestionDialog({ question, onCancel, onConfirm }: QuestionDialogProps) {
  return (
    <ConfirmDialog
      open={question !== undefined}
      title={question?.title ?? ''}
      confirmLabel={question?.confirmLabel ?? ''}
      body={
        <>
          {question?.number && <p className="after-call-code">{question.number}</p>}
          <p>{question?.body}</p>
        </>
      }
      onCancel={onCancel}
      onConfirm={onConfirm}
    />
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { posting: posted, label } = handle.view.facts
  if (!posted) return null
  const service = handle.edition.postingServices.find(({ id }) => id === posted.service)
  return (
    <SummaryList
      rows={[
        { key: 'Service', value: service?.name ?? posted.service },
        {
          key: 'Reference',
          value: posted.trackingReference ? <span className="desk-mono">{formatTracking(posted.trackingReference)}</span> : 'None',
        },
        { key: 'Posted on', value: formatDate(posted.postedOn) },
        ...(label ? [{ key: 'Item', value: <span className="desk-mono">{label.itemReference}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
