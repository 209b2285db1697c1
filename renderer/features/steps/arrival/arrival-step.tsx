/** Records the registrant's call to say that the card has arrived. Decides whether the passcode can be texted. */
import { useWatch } from 'react-hook-form'
import { findUsualArrival, isSoonerThanUsual } from '../../../../domain/journey/delivery-time.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import {
  Callout,
  DraftNote,
  ErrorSummary,
  formatDate,
  formatDateTime,
  formatPhone,
  FormError,
  RadioField,
  SaveRow,
  SummaryList,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import { useNow } from '../../shared/before-call/use-now.ts'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { ReplaceCard } from '../../pages/replace-card/replace-card-page.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { calledFromWords, describeSaved, envelopeWords, needsReason, whenOpened, type CalledFrom } from './consequences.ts'
import { readArrival, type ArrivalValues } from './read-arrival.ts'
import '../../shared/after-call/after-call.css'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { facts } = handle.view
  const { form, ready, fromDraft, clearDraft } = useDraftForm<ArrivalValues>(`case:${handle.caseId}:arrival`, {
    calledFrom: facts.arrival?.calledFrom ?? '',
    envelope: facts.arrival ? (facts.arrival.envelopeIntact ? 'yes' : 'no') : '',
    note: facts.arrival?.note ?? '',
    soonerBecause: facts.arrival?.soonerBecause ?? '',
  })
  const [calledFrom, envelope] = useWatch({ control: form.control, name: ['calledFrom', 'envelope'] })
  const now = useNow()
  const isSooner = (calledAt: string) => isSoonerThanUsual(facts, handle.edition, calledAt)
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readArrival(values, { recorded: facts.arrival, reason, now: new Date().toISOString(), isSooner })
    if (read.problems) return showProblems(form, read.problems)
    const answer = await handle.act(read.event, read.reason)
    if (!answer.ok) return answer.error
    await clearDraft()
    saved(describeSaved(read.event.envelopeIntact))
    return undefined
  })
  if (!ready) return null
  const bound = facts.boundNumber ? formatPhone(facts.boundNumber) : undefined
  return (
    <>
      {facts.arrival && !facts.arrival.envelopeIntact && <ReplaceCard handle={handle} open />}
      <div className="after-call-columns">
        <form onSubmit={onSubmit} noValidate>
          <ErrorSummary form={form} />
          {failure && <FormError failure={failure} />}
          <DraftNote fromDraft={fromDraft} />
          <RadioField
            form={form}
            name="calledFrom"
            legend="Which number is the registrant calling from?"
            options={(Object.keys(calledFromWords) as CalledFrom[]).map((value) => ({
              value,
              hint: calledFromWords[value].consequence,
              label:
                value === 'bound-number' && bound ? (
                  <>
                    {calledFromWords[value].label}: <strong className="desk-mono">{bound}</strong>
                  </>
                ) : (
                  calledFromWords[value].label
                ),
            }))}
          />
          <RadioField
            form={form}
            name="envelope"
            legend="Was the envelope sealed and undamaged?"
            options={[
              { value: 'yes', label: 'Yes', hint: envelopeWords.yes },
              { value: 'no', label: 'No', hint: envelopeWords.no },
            ]}
          />
          {envelope === 'no' && facts.arrival?.envelopeIntact !== false && (
            <Callout title="Do not text the passcode">
              <p>{whenOpened}</p>
            </Callout>
          )}
          <TextArea
            form={form}
            name="note"
            label={calledFrom && needsReason(calledFrom) ? 'How do you know that this is the registrant?' : 'Note (optional)'}
            rows={2}
          />
          {isSooner(reason && facts.arrival ? facts.arrival.calledAt : now.toISOString()) && (
            <SoonerThanUsual form={form} handle={handle} />
          )}
          <SaveRow busy={busy} label="Save the call" />
        </form>
        <ArrivalScript handle={handle} />
      </div>
      {(!facts.arrival || facts.arrival.envelopeIntact) && <ReplaceCard handle={handle} />}
    </>
  )
}

/** A card that came sooner than its carrier usually takes may not be in the registrant's hands at all. */
function SoonerThanUsual({ form, handle }: StepSummaryProps & Pick<DraftForm<ArrivalValues>, 'form'>) {
  const { facts } = handle.view
  const usual = findUsualArrival(facts, handle.edition)
  if (!facts.posting || !usual) return null
  return (
    <TextArea
      form={form}
      name="soonerBecause"
      label="Why did the card come sooner than usual?"
      hint={`It was posted on ${formatDate(facts.posting.postedOn)} and usually arrives on ${formatDate(usual)} or later. Ask the registrant how they got it.`}
      rows={2}
    />
  )
}

/** What to ask on the phone, and what RA Desk knows. */
function ArrivalScript({ handle }: StepSummaryProps) {
  const { facts } = handle.view
  const bound = facts.boundNumber ? formatPhone(facts.boundNumber) : undefined
  return (
    <aside className="after-call-aside" aria-labelledby="arrival-script">
      <h2 className="nhsuk-heading-s" id="arrival-script">
        Ask the registrant
      </h2>
      <ol className="nhsuk-list nhsuk-list--number">
        {handle.edition.arrivalQuestions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ol>
      <SummaryList
        rows={[
          {
            key: 'Confirmed mobile',
            value: bound ? <strong className="desk-mono">{bound}</strong> : 'None. Confirm the mobile first.',
          },
          ...(facts.posting ? [{ key: 'Posted on', value: formatDate(facts.posting.postedOn) }] : []),
          ...(facts.sentTo ? [{ key: 'Sent to', value: `${facts.sentTo.town}, ${facts.sentTo.postcode}` }] : []),
        ]}
      />
    </aside>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { arrival, boundNumber } = handle.view.facts
  if (!arrival) return null
  return (
    <SummaryList
      rows={[
        { key: 'Called at', value: formatDateTime(arrival.calledAt) },
        {
          key: 'Called from',
          value:
            arrival.calledFrom === 'bound-number' && boundNumber
              ? `${calledFromWords[arrival.calledFrom].label}, ${formatPhone(boundNumber)}`
              : calledFromWords[arrival.calledFrom].label,
        },
        { key: 'Envelope', value: arrival.envelopeIntact ? 'Sealed and undamaged' : 'Opened or damaged' },
        ...(arrival.soonerBecause ? [{ key: 'Sooner than usual', value: arrival.soonerBecause }] : []),
        ...(arrival.note ? [{ key: 'Note', value: arrival.note }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
