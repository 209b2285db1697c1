/** What became of a text that RA Desk cannot follow: sent from the work phone, or cut off in the modem. */
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, DraftNote, ErrorSummary, FormError, RadioField, SaveRow, TextArea, useSubmit } from '../../../ui/index.ts'
import type { StepScreenProps } from '../step-screen.ts'

interface Values {
  arrived: '' | 'yes' | 'no'
  note: string
}

const words = {
  'on-the-phone': {
    legend: 'Was it sent, and has it come to the registrant’s phone?',
    error: 'Say whether it was sent and has come',
    yes: 'Yes, it has come',
    yesHint: 'This step is finished, and this workstation no longer keeps the passcode.',
    no: 'No, it was not sent or has not come',
    noHint: 'You can text the passcode again.',
  },
  unknown: {
    legend: 'Has the passcode come to the registrant’s phone?',
    error: 'Say whether the passcode has come',
    yes: 'Yes, it has come',
    yesHint: 'This step is finished, and this workstation no longer keeps the passcode.',
    no: 'No, it has not come',
    noHint: 'You can text the passcode again. Wait a minute first: texts can be slow.',
  },
} as const

export function SettleForm({ handle, saved, state }: StepScreenProps & { readonly state: keyof typeof words }) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:text-passcode-settle`, {
    arrived: '',
    note: '',
  })
  const said = words[state]
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    if (values.arrived === '') return void form.setError('arrived', { message: said.error })
    const arrived = values.arrived === 'yes'
    const note = values.note.trim()
    const answer = await handle.run('passcode.settle', { arrived, ...(note ? { note } : {}) })
    if (!answer.ok) return answer.error
    await clearDraft()
    if (arrived) saved('The registrant has the passcode.')
    else announce('Saved. You can text the passcode again.')
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
        legend={said.legend}
        hint="Never ask the registrant to read the passcode to you."
        options={[
          { value: 'yes', label: said.yes, hint: said.yesHint },
          { value: 'no', label: said.no, hint: said.noHint },
        ]}
      />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy} label="Save the answer" />
    </form>
  )
}
