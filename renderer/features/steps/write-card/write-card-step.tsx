/** Writes the smartcard: choose the reader, inspect the card, check what will be written, write, and show the result. */
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import type { CardOutcome } from '../../../../preload/contract.ts'
import { useDevices } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, Button, Callout, ErrorSummary, formatDateTime, FormError, Inset, ProgressSteps, useSubmit } from '../../../ui/index.ts'
import { ReplaceCard } from '../../pages/replace-card/replace-card-page.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { AttemptsQuestion } from './attempts-question.tsx'
import { ChooseReader, type ReaderValues } from './choose-reader.tsx'
import { useCardInspection } from './use-card-inspection.ts'
import { WillBeWritten } from './will-be-written.tsx'
import { WrittenCard } from './written-card.tsx'
import { describeAttempts, describeOutcome, describeWait, findReaderProblem } from './write-card-messages.ts'
import { useCardProgress, type CardProgress } from './use-card-progress.ts'
import '../../shared/after-call/after-call.css'

const SET_ASIDE =
  'You answered that new cards do not come like this. Nothing was written to this card. Take it out and put in a blank card.'

/** Messages about a card disappear when that card is cancelled: they are not true of the next one. */
function Screen(props: StepScreenProps) {
  const givenUp = props.handle.view.facts.cards.filter(({ state }) => state === 'replaced').length
  return <WriteCard key={givenUp} {...props} />
}

function WriteCard({ handle, saved }: StepScreenProps) {
  const devices = useDevices()
  const { form, ready, clearDraft } = useDraftForm<ReaderValues>(`case:${handle.caseId}:write-card`, { reader: '' })
  const { progress, begin } = useCardProgress(handle.caseId, handle.view.facts.lastSeq)
  const [lastResult, setLastResult] = useState<Exclude<CardOutcome, { outcome: 'done' }>>()
  const readers = (devices?.reader.readers ?? []).filter(({ keepOff }) => !keepOff)
  const typed = useWatch({ control: form.control, name: 'reader' })
  // An unplugged reader cannot stay chosen. The suggestion applies only until the agent chooses.
  const chosen = readers.some(({ name }) => name === typed) ? typed : (devices?.reader.suggested ?? '')
  const reader = readers.find(({ name }) => name === chosen)
  useEffect(() => {
    if (ready && chosen && chosen !== form.getValues('reader')) form.setValue('reader', chosen)
  }, [ready, chosen, form])

  const last = handle.view.facts.cards.at(-1)
  const continues = last !== undefined && last.state !== 'written' && describeOutcome(last.state).sameCard
  const { onSubmit, busy, failure } = useSubmit(form, async () => {
    if (!reader) return void form.setError('reader', { message: 'Choose the reader with the card in it' })
    const problem = findReaderProblem(reader, continues)
    if (problem) return void form.setError('reader', { message: problem })
    begin()
    setLastResult(undefined)
    const answer = await handle.run('card.write', { reader: reader.name })
    if (!answer.ok) return answer.error
    const { result } = answer.value
    if (result.outcome === 'done') {
      await clearDraft()
      saved(`Card ${result.serial} is written and was read back. Passcode: ${describeAttempts(result.retries.passcode)}.`)
    } else {
      setLastResult(result)
      announce(describeOutcome(result.outcome).title)
    }
    return undefined
  })
  const writing = busy || progress.steps.some(({ state }) => state === 'started')
  const { inspection, pollAgain } = useCardInspection(reader, writing)
  const unfinished = last && last.state !== 'written' && !writing ? last : undefined
  // Otherwise the case speaks of an earlier card, which is not the one in the reader.
  const isInCase = unfinished?.state === 'refused' && unfinished.reason === lastResult?.reason
  if (!ready) return null
  if (handle.view.facts.liveCard && !writing) return <CardOutOfDate handle={handle} />
  return (
    <>
      <form onSubmit={onSubmit} noValidate className="after-call-wide">
        <ErrorSummary form={form} />
        {failure && <FormError failure={failure} />}
        {!writing && lastResult && (
          <LastResult
            result={lastResult}
            isInCase={isInCase}
            onConfirmed={onSubmit}
            onDenied={() => setLastResult({ ...lastResult, question: undefined, reason: SET_ASIDE })}
          />
        )}
        {unfinished && (isInCase || lastResult?.outcome !== 'refused') && <Unfinished attempt={unfinished} />}
        {writing ? (
          <Writing progress={progress} />
        ) : (
          <div className="after-call-columns">
            <ChooseReader handle={handle} form={form} reader={reader} inspection={inspection} continues={continues} onInspect={pollAgain} />
            <section aria-labelledby="write-card-contents">
              <h2 className="nhsuk-heading-s" id="write-card-contents">
                Check what will be written
              </h2>
              <WillBeWritten handle={handle} />
            </section>
          </div>
        )}
        <WriteRow writing={writing} continues={continues} />
      </form>
      {!writing && <ReplaceCard handle={handle} />}
    </>
  )
}

function WriteRow({ writing, continues }: { readonly writing: boolean; readonly continues: boolean }) {
  return (
    <div className="desk-save-row">
      <Button type="submit" busy={writing}>
        {writing ? 'Writing the card…' : continues ? 'Continue writing this card' : 'Write the card'}
      </Button>
      <span className="desk-secondary">
        Leave the card in the reader until writing has finished. This usually takes less than 2 minutes.
      </span>
    </div>
  )
}

interface LastResultProps {
  readonly result: Exclude<CardOutcome, { outcome: 'done' }>
  /** The case says the same. */
  readonly isInCase: boolean
  readonly onConfirmed: () => void
  readonly onDenied: () => void
}

/** A card that was refused before it became one of the case, or a question that it raised. */
function LastResult({ result, isInCase, onConfirmed, onDenied }: LastResultProps) {
  const { outcome, question, reason } = result
  if (question) return <AttemptsQuestion question={question} onConfirmed={onConfirmed} onDenied={onDenied} />
  if (outcome !== 'refused' || isInCase) return null
  return (
    <Callout title={describeOutcome('refused').title}>
      <p>{reason}</p>
    </Callout>
  )
}

/** A registrant has only one live card, so a card that no longer matches is cancelled first. */
function CardOutOfDate({ handle }: StepSummaryProps) {
  return (
    <>
      <Callout title="The card no longer matches the details">
        <p>Its name, organisation, photograph or UUID changed after it was written. Replace it: the new card gets the current details.</p>
      </Callout>
      <ReplaceCard handle={handle} open />
    </>
  )
}

function Writing({ progress: { steps, done, of } }: { readonly progress: CardProgress }) {
  const wait = describeWait(steps)
  return (
    <section aria-labelledby="write-card-progress">
      <h2 className="nhsuk-heading-s" id="write-card-progress">
        Writing the card. Do not remove it
      </h2>
      {of > 0 && <progress className="write-card-bar" max={of} value={done} aria-label={`${done} of ${of} steps done`} />}
      <ProgressSteps steps={steps} />
      {wait && <p>{wait}</p>}
    </section>
  )
}

function Unfinished({ attempt }: { readonly attempt: CardAttempt }) {
  const message = describeOutcome(attempt.state as Exclude<CardAttempt['state'], 'written'>)
  return (
    <Inset>
      <p>
        {message.safe} <strong>{message.next}</strong>
      </p>
      <p className="desk-secondary nhsuk-u-margin-bottom-0">
        Attempt {attempt.attempt}, {formatDateTime(attempt.startedAt)}
        {attempt.serial && (
          <>
            , card <span className="desk-mono">{attempt.serial}</span>
          </>
        )}
        {attempt.reason && <>. {attempt.reason}</>}
      </p>
    </Inset>
  )
}

export const step: StepModule = { Screen, Summary: WrittenCard }
