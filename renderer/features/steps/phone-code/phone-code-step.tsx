/** On the call, by video or by phone: texts a new code each time, and checks the code that the registrant reads out. This confirms their mobile. */
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { arrangesCalls, FAILED_CODES_A_CALL, isCallOver, type TextRoute } from '../../../../domain/journey/phone-code.ts'
import type { PhoneCode } from '../../../../domain/case/facts.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import { announce, ErrorSummary, fieldId, FormError, formatDate, formatDateTime, SummaryList, useSubmit } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import '../../shared/before-call/before-call.css'
import { PhoneInPractice } from '../../shared/practice/practice-phone.tsx'
import { CarriedMobile } from '../../shared/replacement/carried.tsx'
import { useNow } from '../../shared/before-call/use-now.ts'
import { EndCall } from '../outcome/end-call.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { routeNames } from '../text-passcode/text-state.ts'
import { callWordsOf, type CallWords } from './call-words.ts'
import { CheckCode } from './check-code.tsx'
import { describeAttemptsLeft, findPhoneCodeState, describeTextOutcome, readTypedCode, type PhoneCodeValues } from './phone-code-state.ts'
import './phone-code.css'
import { TextCode } from './text-code.tsx'

function Screen(props: StepScreenProps) {
  const route = useSettings()?.settings.textRoute
  return route ? <CallScreen {...props} usualRoute={route} /> : null
}

function CallScreen({ handle, saved, usualRoute }: StepScreenProps & { usualRoute: TextRoute }) {
  const rules = handle.edition.phoneCode
  const { registrant, phoneCodes, brokenOffByCodes } = handle.view.facts
  const words = callWordsOf(handle.edition)
  const arranges = arrangesCalls(handle.edition)
  const code = phoneCodes.at(-1)
  const texting = useAct()
  const { practice } = useStationState()
  const { form, ready, clearDraft } = useDraftForm<PhoneCodeValues>(`case:${handle.caseId}:phone-code`, {
    route: usualRoute,
    typed: '',
    newCall: '',
  })
  const state = findPhoneCodeState(code, rules.maximumAttempts, useNow())
  const isNewCall = !arranges && isCallOver(handle.view.facts)
  const empty = async () => {
    form.setValue('typed', '')
    form.setValue('newCall', '')
    await clearDraft()
  }

  const { onSubmit, busy, failure } = useSubmit(form, async ({ typed }) => {
    if (!new RegExp(`^\\d{${rules.digits}}$`).test(readTypedCode(typed))) {
      form.setError('typed', { message: `Type the ${rules.digits}-digit code that the registrant reads out` })
      return undefined
    }
    const answer = await handle.run('call.verifyPhoneCode', { typed })
    if (!answer.ok) return answer.error
    await empty()
    if (answer.value.result === 'same') {
      saved(`The code matches: ${code ? formatPhone(code.to) : 'the mobile'} is the registrant’s confirmed mobile`)
      return undefined
    }
    announce(describeMismatch(answer.value))
    document.getElementById(fieldId('typed'))?.focus()
    return undefined
  })

  const text = () =>
    texting.run(async () => {
      const { route, newCall } = form.getValues()
      if (isNewCall && !newCall.trim()) return void form.setError('newCall', { message: 'Say how you know that this is the registrant' })
      const answer = await handle.run('call.textPhoneCode', { route, ...(isNewCall ? { newCall: newCall.trim() } : {}) })
      if (!answer.ok) return answer.error
      const { outcome, problem } = answer.value
      if (problem) return { code: 'not-sent', ...problem }
      await empty()
      announce(describeTextOutcome(outcome, practice))
      return undefined
    })

  useFocusAfterText(code)
  if (!ready || !registrant?.mobile) return null
  if (brokenOffByCodes && arranges) return <ArrangeAnother caseId={handle.caseId} />
  return (
    <>
      <ErrorSummary form={form} />
      <FormError failure={failure ?? texting.failure} />
      {!code && <CarriedMobile handle={handle} saved={saved} />}
      <div className="before-call-halves">
        <TextCode
          form={form}
          mobile={registrant.mobile}
          code={code}
          state={state}
          busy={texting.busy}
          isNewCall={isNewCall}
          onText={() => void text()}
        />
        <CheckCode form={form} rules={rules} words={words} state={state} busy={busy} onSubmit={onSubmit} />
      </div>
      <div className="before-call-halves">
        <CallAdvice rules={rules} words={words} />
        <PhoneInPractice practice={practice} />
        <EndCall handle={handle} saved={saved} />
      </div>
    </>
  )
}

function describeMismatch({ result, attemptsLeft, callBrokenOff }: Output<'call.verifyPhoneCode'>): string {
  if (callBrokenOff) return `${String(FAILED_CODES_A_CALL)} codes did not match. The call is broken off.`
  return result === 'expired' ? 'The code has expired. Text a new code.' : `The code does not match. ${describeAttemptsLeft(attemptsLeft)}`
}

/** No code is texted on a call that was broken off. */
function ArrangeAnother({ caseId }: { readonly caseId: string }) {
  return (
    <p>
      Speak to the registrant or the sponsor, then <Link href={`/case/${caseId}/arrange-call`}>arrange another call</Link>.
    </p>
  )
}

/** Moves the focus to the code field when a new code has been texted: the agent types there next. */
function useFocusAfterText(code: PhoneCode | undefined): void {
  const last = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (code && last.current !== undefined && code.attempt > last.current) document.getElementById(fieldId('typed'))?.focus()
    last.current = code?.attempt ?? 0
  }, [code])
}

function CallAdvice({ rules, words }: { readonly rules: Edition['phoneCode']; readonly words: CallWords }) {
  return (
    <section className="desk-card" aria-label="On the call">
      <h2 className="nhsuk-heading-s">On the call</h2>
      <ul className="before-call-tips">
        <li>{words.whenToText}</li>
        <li>Let the registrant read the code out. Never say it yourself.</li>
        <li>
          Each code is new and has {rules.digits} digits. It lasts {rules.lifeMinutes} minutes and allows {rules.maximumAttempts} attempts.
        </li>
        <li>RA Desk later texts the passcode to this mobile and to no other.</li>
      </ul>
    </section>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { phoneCodes, boundNumber, carriedMobile } = handle.view.facts
  const last = phoneCodes.at(-1)
  if (boundNumber && carriedMobile)
    return (
      <SummaryList
        rows={[
          { key: 'Confirmed mobile', value: <strong className="desk-mono">{formatPhone(boundNumber)}</strong> },
          { key: 'Confirmed before', value: `${formatDate(carriedMobile.confirmedOn)}, case ${carriedMobile.caseReference}` },
        ]}
      />
    )
  if (!boundNumber || !last) return null
  return (
    <SummaryList
      rows={[
        { key: 'Confirmed mobile', value: <strong className="desk-mono">{formatPhone(boundNumber)}</strong> },
        { key: 'Texted', value: `${formatDateTime(last.textedAt)}, by ${routeNames[last.route].toLowerCase()}` },
        { key: 'Codes texted', value: String(phoneCodes.length) },
        { key: 'Attempts with the last code', value: String(last.attemptsUsed) },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
