/** On the call: a fresh set of numbers each time, read out, typed back, compared. The numbers themselves are never on this screen. */
import { useEffect, useRef } from 'react'
import { useWatch } from 'react-hook-form'
import type { TextRoute } from '../../../../domain/case/events.ts'
import { formatMobile } from '../../../../domain/registrant/mobile.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useDevices, useSettings } from '../../../client/use-case-client.ts'
import {
  announce,
  Button,
  Callout,
  ErrorSummary,
  fieldId,
  FormError,
  formatDateTime,
  RadioField,
  SummaryList,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import '../../shared/before-call/before-call.css'
import { Warnings } from '../../shared/before-call/choices.tsx'
import { useNow } from '../../shared/before-call/use-now.ts'
import { EndCall } from '../outcome/end-call.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { attemptState, readOut } from './attempt-state.ts'
import './phone-code.css'

interface NumbersValues {
  route: TextRoute
  typed: string
}

const routeNames = { modem: 'Modem', 'work-phone': 'Work phone' } as const

function Screen(props: StepScreenProps) {
  const route = useSettings()?.settings.textRoute
  return route ? <CallScreen {...props} usualRoute={route} /> : null
}

function CallScreen({ handle, saved, usualRoute }: StepScreenProps & { usualRoute: TextRoute }) {
  const { edition } = handle
  const { details, phoneCodes } = handle.view.facts
  const attempt = phoneCodes.at(-1)
  const modem = useDevices()?.modem
  const texting = useAct()
  const { form, ready, clearDraft } = useDraftForm<NumbersValues>(`case:${handle.caseId}:numbers`, { route: usualRoute, typed: '' })
  const route = useWatch({ control: form.control, name: 'route' })
  const now = useNow()
  const state = attemptState(attempt, edition.phoneCode.maximumAttempts, now)
  const empty = async () => {
    form.setValue('typed', '')
    await clearDraft()
  }

  const { onSubmit, busy, failure } = useSubmit(form, async ({ typed }) => {
    if (!new RegExp(`^\\d{${edition.phoneCode.digits}}$`).test(readOut(typed))) {
      form.setError('typed', { message: `Type the ${edition.phoneCode.digits} numbers that the registrant reads out` })
      return undefined
    }
    const answer = await handle.run('call.verifyPhoneCode', { typed })
    if (!answer.ok) return answer.error
    await empty()
    if (answer.value.result === 'same') {
      saved(`The numbers are the same: ${attempt ? formatMobile(attempt.to) : 'the phone'} belongs to the registrant on the call`)
      return undefined
    }
    announce(
      answer.value.result === 'expired'
        ? 'The numbers were too old. Text a fresh set.'
        : `The numbers are different. ${tries(answer.value.triesLeft)}`,
    )
    document.getElementById(fieldId('typed'))?.focus()
    return undefined
  })

  const text = () =>
    texting.run(async () => {
      const answer = await handle.run('call.textPhoneCode', { route: form.getValues('route') })
      if (!answer.ok) return answer.error
      await empty()
      announce(outcomeWords[answer.value.outcome])
      return undefined
    })

  // The field for what is read out appears after the text: that is where the agent types next.
  const field = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (attempt && field.current !== undefined && attempt.attempt > field.current) document.getElementById(fieldId('typed'))?.focus()
    field.current = attempt?.attempt ?? 0
  }, [attempt])

  if (!ready || !details) return null
  const live = state.kind === 'waiting'
  return (
    <>
      <ErrorSummary form={form} />
      <FormError failure={failure ?? texting.failure} />
      <div className="before-call-halves">
        <section className="numbers-panel" aria-label="1. Text the numbers">
          <h2 className="nhsuk-heading-m">1. Text the numbers</h2>
          <p className="numbers-phone">
            to <strong className="desk-mono">{formatMobile(details.mobile)}</strong>
          </p>
          <RadioField
            form={form}
            name="route"
            legend="By"
            inline
            options={[
              { value: 'modem', label: routeNames.modem },
              { value: 'work-phone', label: routeNames['work-phone'] },
            ]}
          />
          {route === 'modem' && modem && modem.state !== 'ready' && (
            <p className="before-call-under">
              <Warnings
                of={[
                  modem.state === 'absent'
                    ? 'No modem is connected. Use the work phone.'
                    : 'The modem has no signal. Wait, or use the work phone.',
                ]}
              />
            </p>
          )}
          <Button variant={live ? 'secondary' : 'primary'} busy={texting.busy} onClick={() => void text()}>
            {texting.busy ? 'Texting…' : 'Text a fresh set of numbers'}
          </Button>
          {attempt && state.kind !== 'same' && state.kind !== 'withdrawn' && (
            <p role="status">
              Set {attempt.attempt}, {formatDateTime(attempt.textedAt)}: {outcomeWords[attempt.outcome]}
            </p>
          )}
          {attempt?.outcome === 'unknown' && live && (
            <Callout title="Nobody can know whether this text was sent">
              <p>
                Ask the registrant whether it came. If it did, type what they read out. If it did not, text a fresh set: the old one can
                then no longer be used.
              </p>
            </Callout>
          )}
        </section>
        <section className="numbers-panel" aria-label="2. Type what is read out">
          <h2 className="nhsuk-heading-m">2. Type what is read out</h2>
          {state.kind === 'none' && <p>Text the numbers first, while you can see the registrant.</p>}
          {state.kind === 'expired' && (
            <Callout title="These numbers are too old">
              <p>Text a fresh set and ask the registrant to read out the new ones.</p>
            </Callout>
          )}
          {state.kind === 'withdrawn' && (
            <p>The last set was texted to another number or in another call. Text a fresh set while you can see the registrant.</p>
          )}
          {state.kind === 'used-up' && (
            <Callout title="This set can no longer be used">
              <p>
                It was read out wrongly {edition.phoneCode.maximumAttempts} times. Text a fresh set, or end the call if you are not sure who
                this is.
              </p>
            </Callout>
          )}
          {state.kind === 'same' && <p>The last set was read out rightly. Text a fresh set if the call began again.</p>}
          {live && (
            <form onSubmit={onSubmit} noValidate>
              {state.differed && (
                <p role="status">
                  <Warnings of={['The numbers are different. Ask the registrant to read them out again, one by one.']} />
                </p>
              )}
              <div className="numbers-typed">
                <TextField
                  form={form}
                  name="typed"
                  label={`The ${edition.phoneCode.digits} numbers`}
                  hint="Spaces do not matter."
                  inputMode="numeric"
                  width={10}
                  code
                />
                <p className="numbers-left">
                  <strong>{tries(state.triesLeft)}</strong>
                  <br />
                  <span role="timer" aria-live="off">
                    {state.timeLeft}
                  </span>
                </p>
              </div>
              <Button type="submit" busy={busy}>
                {busy ? 'Comparing…' : 'Compare'}
              </Button>
            </form>
          )}
        </section>
      </div>
      <div className="before-call-halves">
        <section className="desk-card" aria-label="On the call">
          <h2 className="nhsuk-heading-s">On the call</h2>
          <ul className="before-call-tips">
            <li>Text only while you see the registrant and they have the phone in their hand.</li>
            <li>Let them read the numbers out. Never say them yourself.</li>
            <li>
              Each attempt has a fresh set of {edition.phoneCode.digits} numbers. A set lasts {edition.phoneCode.lifeMinutes} minutes and{' '}
              {edition.phoneCode.maximumAttempts} tries.
            </li>
            <li>The passcode later goes to this number and to no other.</li>
          </ul>
        </section>
        <EndCall handle={handle} saved={saved} />
      </div>
    </>
  )
}

const outcomeWords = {
  sent: 'sent by the modem.',
  'handed-to-agent': 'shown in a separate window with a QR code. Send it from the work phone.',
  unknown: 'nobody can know whether it was sent.',
} as const

const tries = (left: number): string => (left === 0 ? 'No tries left.' : left === 1 ? '1 try left' : `${left} tries left`)

function Summary({ handle }: StepSummaryProps) {
  const { phoneCodes, boundNumber } = handle.view.facts
  const last = phoneCodes.at(-1)
  if (!boundNumber || !last) return null
  return (
    <SummaryList
      rows={[
        { key: 'Bound number', value: <strong className="desk-mono">{formatMobile(boundNumber)}</strong> },
        { key: 'Texted', value: `${formatDateTime(last.textedAt)}, by ${routeNames[last.route].toLowerCase()}` },
        { key: 'Sets of numbers', value: String(phoneCodes.length) },
        { key: 'Tries at the last set', value: String(last.tries) },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
