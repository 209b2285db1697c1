/** Records whether a text arrived that RA Desk cannot follow: sent from the work phone, or cut off in the modem. */
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, DraftNote, ErrorSummary, FormError, RadioField, SaveRow, TextArea, useSubmit } from '../../../ui/index.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import type { StepScreenProps } from '../step-screen.ts'
import { describeNext, findReleasesLeft } from './text-state.ts'

interface Values {
  arrived: '' | 'yes' | 'no'
  note: string
}

const messages = {
  'on-the-phone': {
    legend: 'Did you send the text, and has it arrived?',
    error: 'Say whether you sent it and it has arrived',
    yes: 'Yes, it has arrived',
    yesHint: 'This finishes the step. RA Desk deletes the passcode.',
    no: 'No, it was not sent or has not arrived',
  },
  unknown: {
    legend: 'Has the passcode arrived on the registrant’s phone?',
    error: 'Say whether the passcode has arrived',
    yes: 'Yes, it has arrived',
    yesHint: 'This finishes the step. RA Desk deletes the passcode.',
    no: 'No, it has not arrived',
  },
} as const

export function SettleForm({ handle, saved, state }: StepScreenProps & { readonly state: keyof typeof messages }) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:text-passcode-settle`, {
    arrived: '',
    note: '',
  })
  const message = messages[state]
  const { passcodeReleases } = useStationState()
  const next = describeNext(findReleasesLeft(handle.view.facts, passcodeReleases))
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    if (values.arrived === '') return void form.setError('arrived', { message: message.error })
    const arrived = values.arrived === 'yes'
    const note = values.note.trim()
    const answer = await handle.run('passcode.settle', { arrived, ...(note ? { note } : {}) })
    if (!answer.ok) return answer.error
    await clearDraft()
    if (arrived) saved('The registrant has the passcode.')
    else announce(`Saved. ${next}`)
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      {failure && <FormError failure={failure} />}
      <DraftNote fromDraft={fromDraft} />
      <RadioField
        form={form}
        name="arrived"
        legend={message.legend}
        hint="Never ask the registrant to read the passcode to you."
        options={[
          { value: 'yes', label: message.yes, hint: message.yesHint },
          { value: 'no', label: message.no, hint: `Wait a minute first: texts can be slow. ${next}` },
        ]}
      />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy} label="Save the answer" />
    </form>
  )
}
