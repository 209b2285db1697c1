/** Chooses how to send the text, confirms, and has `main` text the passcode. */
import { useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useDevices, useSettings, useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import { announce, Button, ConfirmDialog, DraftNote, ErrorSummary, FormError, RadioField, TextArea, useSubmit } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import type { StepScreenProps } from '../step-screen.ts'
import { SecondAgent } from './second-agent.tsx'
import { describeModem, describeReleases, routeNames } from './text-state.ts'

interface Values {
  route: '' | keyof typeof routeNames
  againBecause: string
}

const WORK_PHONE = 'A separate window shows a QR code. Scan it with the work phone, send the text, then confirm here.'

const PRACTICE_PHONE = 'Practice: no text is sent. The text comes to the practice phone on this page.'

const routeOptions = (modem: Parameters<typeof describeModem>[0], practice: boolean) => [
  { value: 'modem', label: routeNames.modem, hint: describeModem(modem) },
  { value: 'work-phone', label: routeNames['work-phone'], hint: practice ? PRACTICE_PHONE : WORK_PHONE },
]

const SECOND_AGENT = 'Your organisation requires a second agent: a colleague enters their passphrase before RA Desk sends the passcode.'

const outcomeMessages: Readonly<Record<Output<'passcode.text'>['outcome'], string>> = {
  sent: 'The passcode has been texted to the registrant.',
  'handed-to-agent': 'A separate window shows the QR code for the work phone.',
  'not-sent': 'The text was not sent.',
  unknown: 'RA Desk cannot tell whether the text was sent. Ask the registrant.',
}

/** The passcode of a card goes a second time only with a reason. */
function AgainBecause({ form, count }: Pick<DraftForm<Values>, 'form'> & { readonly count: number }) {
  return (
    <TextArea
      form={form}
      name="againBecause"
      label="Why does the passcode go again?"
      hint={`It was texted or shown ${describeReleases(count)} for this card. The reason is saved in the case.`}
      rows={2}
    />
  )
}

export function SendForm({ handle, saved, number }: StepScreenProps & { readonly number: string | undefined }) {
  const devices = useDevices()
  const settings = useSettings()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:text-passcode`, {
    route: settings?.settings.textRoute ?? '',
    againBecause: '',
  })
  const [asking, setAsking] = useState(false)
  const sending = useAct()
  const { twoAgentRelease, practice } = useStationState()
  const [second, setSecond] = useState(false)
  const { passcodeReleases } = handle.view.facts
  const isAgain = passcodeReleases > 0
  const send = async () => {
    const { route, againBecause } = form.getValues()
    if (route === '') return undefined
    const answer = await handle.run('passcode.text', { route, ...(isAgain ? { againBecause: againBecause.trim() } : {}) })
    if (!answer.ok) return answer.error
    setSecond(false)
    await clearDraft()
    const { outcome } = answer.value
    if (outcome === 'sent') saved(outcomeMessages.sent)
    else announce(practice && outcome === 'handed-to-agent' ? PRACTICE_PHONE : outcomeMessages[outcome])
    return undefined
  }
  const { onSubmit, busy, failure } = useSubmit(form, async ({ route, againBecause }) => {
    if (isAgain && !againBecause.trim()) return void form.setError('againBecause', { message: 'Say why the passcode goes again' })
    if (route === '') return void form.setError('route', { message: 'Choose how to send the text' })
    if (route === 'modem' && devices && devices.modem.state !== 'ready')
      return void form.setError('route', { message: describeModem(devices.modem) })
    if (twoAgentRelease) setSecond(true)
    else setAsking(true)
  })
  if (!ready) return null
  const problem = failure ?? sending.failure
  return (
    <>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        {problem && <FormError failure={problem} />}
        <DraftNote fromDraft={fromDraft} />
        <RadioField form={form} name="route" legend="How will you send the text?" options={routeOptions(devices?.modem, practice)} />
        {isAgain && <AgainBecause form={form} count={passcodeReleases} />}
        {twoAgentRelease && <p>{SECOND_AGENT}</p>}
        <div className="desk-save-row">
          <Button type="submit" busy={busy || sending.busy}>
            {sending.busy ? 'Texting…' : 'Text the passcode'}
          </Button>
        </div>
        <ConfirmDialog
          open={asking}
          title={`Text the passcode to ${number ?? 'the confirmed mobile'}?`}
          body="Continue only if the registrant is on the phone and has the card. You cannot undo a text."
          confirmLabel="Text the passcode now"
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            void sending.run(send)
          }}
        />
      </form>
      <SecondAgent
        open={second}
        caseId={handle.caseId}
        number={number}
        onCancel={() => setSecond(false)}
        onApproved={() => {
          setSecond(false)
          void sending.run(send)
        }}
      />
    </>
  )
}
