/** Chooses the way and, after one more question, has `main` text the passcode. */
import { useState } from 'react'
import { useDevices, useSettings, useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, Button, ConfirmDialog, DraftNote, ErrorSummary, FormError, RadioField, useSubmit } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import type { StepScreenProps } from '../step-screen.ts'
import { SecondAgent } from './second-agent.tsx'
import { describeModem, routeNames } from './text-state.ts'

interface Values {
  route: '' | keyof typeof routeNames
}

export function SendForm({ handle, saved, number }: StepScreenProps & { readonly number: string | undefined }) {
  const devices = useDevices()
  const settings = useSettings()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:text-passcode`, {
    route: settings?.settings.textRoute ?? '',
  })
  const [asking, setAsking] = useState(false)
  const sending = useAct()
  const { twoAgentRelease } = useStationState()
  const [second, setSecond] = useState(false)
  const send = async () => {
    const { route } = form.getValues()
    if (route === '') return undefined
    const answer = await handle.run('passcode.text', { route })
    if (!answer.ok) return answer.error
    setSecond(false)
    await clearDraft()
    switch (answer.value.outcome) {
      case 'sent':
        saved('The passcode is on its way to the registrant’s phone.')
        break
      case 'handed-to-agent':
        announce('A separate window shows the QR code for the work phone.')
        break
      case 'not-sent':
        announce('The text was not sent.')
        break
      case 'unknown':
        announce('Nobody can know whether the text was sent. Ask the registrant.')
        break
    }
    return undefined
  }
  const { onSubmit, busy, failure } = useSubmit(form, async ({ route }) => {
    if (route === '') return void form.setError('route', { message: 'Choose how the text goes' })
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
        <RadioField
          form={form}
          name="route"
          legend="How does the text go?"
          options={[
            { value: 'modem', label: routeNames.modem, hint: describeModem(devices?.modem) },
            {
              value: 'work-phone',
              label: routeNames['work-phone'],
              hint: 'A separate window shows a QR code that opens the text on the work phone. You send it and then say so here.',
            },
          ]}
        />
        {twoAgentRelease && (
          <p>Your organisation asks for a second agent: a colleague types their own passphrase before the passcode goes.</p>
        )}
        <div className="desk-save-row">
          <Button type="submit" busy={busy || sending.busy}>
            {sending.busy ? 'Texting…' : 'Text the passcode'}
          </Button>
        </div>
        <ConfirmDialog
          open={asking}
          title={`Text the passcode to ${number ?? 'the bound number'}?`}
          body="Only if the registrant is on the line and has the card. What has been texted cannot be taken back."
          confirmLabel="Text it now"
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
