/** Writes the smartcard: choose the reader, look at the card, check what will be written, write, and know what became of it. */
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import type { CardOutcome } from '../../../../preload/contract.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  announce,
  Button,
  Callout,
  ErrorSummary,
  formatDate,
  formatDateTime,
  FormError,
  Inset,
  ProgressSteps,
  RadioField,
  SummaryList,
  useSubmit,
  type ProgressStep,
} from '../../../ui/index.ts'
import { ReplaceCard } from '../../pages/replace-card/replace-card-page.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { CardInReader } from './card-sight.tsx'
import { useCardLook } from './use-card-look.ts'
import { WillBeWritten } from './will-be-written.tsx'
import { describeOutcome, describeReader, describeReaderService, describeTries, foldProgress } from './write-card-messages.ts'
import '../../shared/after-call/after-call.css'

interface Values {
  reader: string
}

interface Progress {
  readonly steps: readonly ProgressStep[]
  readonly done: number
  readonly of: number
}

const noProgress: Progress = { steps: [], done: 0, of: 0 }

/** Progress of the writing that goes on now, also when this screen was left and opened again meanwhile. */
function useCardProgress(caseId: string, lastSeq: number) {
  const client = useCaseClient()
  const [progress, setProgress] = useState(noProgress)
  useEffect(
    () =>
      client.on('card.progress', (push) => {
        if (push.caseId !== caseId) return
        setProgress(({ steps }) => ({ steps: foldProgress(steps, push), done: push.index + (push.state === 'done' ? 1 : 0), of: push.of }))
        if (push.state === 'started') announce(push.title)
      }),
    [client, caseId],
  )
  // Whatever became of the card was recorded: nothing is being written any more.
  useEffect(() => setProgress(noProgress), [lastSeq])
  return { progress, begin: () => setProgress(noProgress) }
}

function Screen({ handle, saved }: StepScreenProps) {
  const devices = useDevices()
  const { form, ready, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:write-card`, { reader: '' })
  const { progress, begin } = useCardProgress(handle.caseId, handle.view.facts.lastSeq)
  const [lastResult, setLastResult] = useState<Exclude<CardOutcome, { outcome: 'done' }>>()
  const all = devices?.reader.readers ?? []
  const readers = all.filter(({ keepOff }) => !keepOff)
  const keptOff = all.filter(({ keepOff }) => keepOff)
  const typed = useWatch({ control: form.control, name: 'reader' })
  // A reader that was unplugged is no choice any more; what is offered first is only shown until something is chosen.
  const chosen = readers.some(({ name }) => name === typed) ? typed : (devices?.reader.suggested ?? '')
  const reader = readers.find(({ name }) => name === chosen)
  useEffect(() => {
    if (ready && chosen && chosen !== form.getValues('reader')) form.setValue('reader', chosen)
  }, [ready, chosen, form])

  const { onSubmit, busy, failure } = useSubmit(form, async () => {
    if (!reader) return void form.setError('reader', { message: 'Choose the reader with the card in it' })
    if (reader.card !== 'present') return void form.setError('reader', { message: describeReader(reader) })
    begin()
    setLastResult(undefined)
    const answer = await handle.run('card.write', { reader: reader.name })
    if (!answer.ok) return answer.error
    const { result } = answer.value
    if (result.outcome === 'done') {
      await clearDraft()
      saved(
        `Card ${result.serial} is written and was read back. Passcode: ${describeTries(result.retries.passcode)}. PUK: ${describeTries(result.retries.puk)}.`,
      )
    } else {
      setLastResult(result)
      announce(describeOutcome(result.outcome).title)
    }
    return undefined
  })
  const writing = busy || progress.steps.some(({ state }) => state === 'started')
  const { sight, pollAgain } = useCardLook(reader, writing)
  const service = describeReaderService(devices?.reader)
  const last = handle.view.facts.cards.at(-1)
  const unfinished = last && last.state !== 'written' && !writing ? last : undefined
  const continues = unfinished !== undefined && describeOutcome(unfinished.state as Exclude<CardAttempt['state'], 'written'>).sameCard
  if (!ready) return null
  if (handle.view.facts.liveCard && !writing) return <NoLongerFits handle={handle} />
  return (
    <>
      <form onSubmit={onSubmit} noValidate className="after-call-wide">
        <ErrorSummary form={form} />
        {failure && <FormError failure={failure} />}
        {!writing && lastResult?.outcome === 'refused' && unfinished?.state !== 'refused' && (
          <Callout title={describeOutcome('refused').title}>
            <p>{lastResult.reason}</p>
          </Callout>
        )}
        {unfinished && <Unfinished attempt={unfinished} />}
        {writing ? (
          <Writing progress={progress} />
        ) : (
          <div className="after-call-columns">
            <section aria-labelledby="write-card-reader">
              <h2 className="nhsuk-heading-s" id="write-card-reader">
                Card in the reader
              </h2>
              {service ? (
                <Callout title={service.title}>
                  <p>{service.words}</p>
                </Callout>
              ) : (
                <RadioField
                  form={form}
                  name="reader"
                  legend="Which reader is the new card in?"
                  hint={readers.length > 1 && keptOff.length === 0 ? 'Not the one that holds your own card' : undefined}
                  options={readers.map((one) => ({ value: one.name, label: one.name, hint: describeReader(one) }))}
                />
              )}
              {keptOff.length > 0 && (
                <ul className="nhsuk-list desk-secondary" aria-label="Readers that are left alone">
                  {keptOff.map((one) => (
                    <li key={one.name}>
                      <strong>{one.name}:</strong> {one.message}
                    </li>
                  ))}
                </ul>
              )}
              {!service && (
                <CardInReader reader={reader} sight={sight} cards={handle.view.facts.cards} continues={continues} onLook={pollAgain} />
              )}
            </section>
            <section aria-labelledby="write-card-contents">
              <h2 className="nhsuk-heading-s" id="write-card-contents">
                Check what will be written
              </h2>
              <WillBeWritten handle={handle} />
            </section>
          </div>
        )}
        <div className="desk-save-row">
          <Button type="submit" busy={writing}>
            {writing ? 'Writing the card…' : continues ? 'Continue writing this card' : 'Write the card'}
          </Button>
          <span className="desk-secondary">Leave the card in the reader until it is done. This can take up to 2 minutes.</span>
        </div>
      </form>
      {!writing && <ReplaceCard handle={handle} />}
    </>
  )
}

/** There is never a second live card: what no longer fits is given up first. */
function NoLongerFits({ handle }: StepSummaryProps) {
  return (
    <>
      <Callout title="The card no longer fits what is recorded">
        <p>
          Its name, organisation, photograph or UUID was changed after it was written. Replace it: the new card gets what is recorded now.
        </p>
      </Callout>
      <ReplaceCard handle={handle} open />
    </>
  )
}

function Writing({ progress: { steps, done, of } }: { readonly progress: Progress }) {
  return (
    <section aria-labelledby="write-card-progress">
      <h2 className="nhsuk-heading-s" id="write-card-progress">
        Writing the card. Do not take it out
      </h2>
      {of > 0 && <progress className="write-card-bar" max={of} value={done} aria-label={`${done} of ${of} steps done`} />}
      <ProgressSteps steps={steps} />
    </section>
  )
}

function Unfinished({ attempt }: { readonly attempt: CardAttempt }) {
  const words = describeOutcome(attempt.state as Exclude<CardAttempt['state'], 'written'>)
  return (
    <Inset>
      <p>
        {words.safe} <strong>{words.next}</strong>
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

function Summary({ handle }: StepSummaryProps) {
  const { cards, liveCard } = handle.view.facts
  if (!liveCard?.written) return null
  const { serial, retries, objects, certificateFingerprint } = liveCard.written
  const destroyed = cards.filter(({ state }) => state === 'replaced')
  const lost = cards.filter(({ state }) => state === 'spoiled' || state === 'unknown')
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'Card',
            value: (
              <>
                <span className="desk-mono">{serial}</span>, written and read back {formatDateTime(liveCard.startedAt)}
              </>
            ),
          },
          { key: 'Passcode', value: `Set and sealed. ${describeTries(retries.passcode)}.` },
          { key: 'PUK', value: `Set and sealed. ${describeTries(retries.puk)}.` },
          ...(liveCard.expiresOn ? [{ key: 'Valid until', value: formatDate(liveCard.expiresOn) }] : []),
          { key: 'On the chip', value: objects.map(({ name, bytes }) => `${name} (${bytes} bytes)`).join(', ') },
          {
            key: 'Certificate',
            value: certificateFingerprint ? (
              <span className="desk-mono after-call-breaks">{certificateFingerprint}</span>
            ) : (
              'None when it was written. One that came later is shown under “Cards”'
            ),
          },
          ...(lost.length > 0
            ? [
                {
                  key: 'To be destroyed',
                  value: lost.map(({ attempt, serial: other }) => other ?? `card of attempt ${attempt}`).join(', '),
                },
              ]
            : []),
          ...(destroyed.length > 0
            ? [
                {
                  key: 'Given up before',
                  value: destroyed.map(({ attempt, serial: other }) => other ?? `card of attempt ${attempt}`).join(', '),
                },
              ]
            : []),
        ]}
      />
      <ReplaceCard handle={handle} />
    </>
  )
}

export const step: StepModule = { Screen, Summary }
