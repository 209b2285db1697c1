/** Part 1 of the step: texts a new code to the registrant's mobile. The code itself is never on this screen. */
import { useWatch } from 'react-hook-form'
import type { PhoneCode } from '../../../../domain/case/facts.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import type { DevicesView } from '../../../../preload/contract.ts'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { useDevices, useStationState } from '../../../client/use-case-client.ts'
import { Button, Callout, formatDateTime, RadioField, TextArea } from '../../../ui/index.ts'
import { Warnings } from '../../shared/before-call/choices.tsx'
import { routeNames } from '../text-passcode/text-state.ts'
import { describeTextOutcome, type PhoneCodeState, type PhoneCodeValues } from './phone-code-state.ts'

interface TextCodeProps {
  readonly form: DraftForm<PhoneCodeValues>['form']
  /** E.164. */
  readonly mobile: string
  /** The last code that was texted. */
  readonly code: PhoneCode | undefined
  readonly state: PhoneCodeState
  readonly busy: boolean
  /** Three codes did not match: the next one is for a new call. */
  readonly isNewCall: boolean
  readonly onText: () => void
}

export function TextCode({ form, mobile, code, state, busy, isNewCall, onText }: TextCodeProps) {
  const modem = useDevices()?.modem
  const { practice } = useStationState()
  const route = useWatch({ control: form.control, name: 'route' })
  const waiting = state.kind === 'waiting'
  return (
    <section className="phone-code-panel" aria-label="1. Text the code">
      <h2 className="nhsuk-heading-m">1. Text the code</h2>
      <p className="phone-code-phone">
        to <strong className="desk-mono">{formatPhone(mobile)}</strong>
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
          <Warnings of={[describeModemProblem(modem)]} />
        </p>
      )}
      {isNewCall && (
        <TextArea
          form={form}
          name="newCall"
          label="How do you know that this is the registrant?"
          hint="Codes did not match on the last call. Ring the registrant again before you text another code. Your answer is saved in the case."
          rows={2}
        />
      )}
      <Button variant={waiting ? 'secondary' : 'primary'} busy={busy} onClick={onText}>
        {busy ? 'Texting the code…' : 'Text a new code'}
      </Button>
      {code && state.kind !== 'same' && state.kind !== 'withdrawn' && (
        <p role="status">
          Code {code.attempt}, {formatDateTime(code.textedAt)}: {describeTextOutcome(code.outcome, practice)}
        </p>
      )}
      {(code?.outcome === 'unknown' || code?.outcome === 'begun') && waiting && (
        <Callout title="RA Desk cannot tell whether this text was sent">
          <p>
            Ask the registrant whether it arrived. If it did, type the code they read out. If it did not, text a new code: the old one then
            no longer works.
          </p>
        </Callout>
      )}
    </section>
  )
}

function describeModemProblem({ state, trouble }: DevicesView['modem']): string {
  if (state === 'absent') return 'No modem is connected. Use the work phone.'
  return trouble ? `${trouble.words}. ${trouble.next}` : 'The modem has no signal. Wait, or use the work phone.'
}
