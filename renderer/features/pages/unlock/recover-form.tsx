/** Back in with the printed recovery key, and a new passphrase at once. */
import { useForm } from 'react-hook-form'
import { useLocation } from 'wouter'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, ErrorSummary, FormError, SelectField, TextField, useSubmit } from '../../../ui/index.ts'
import { findPassphraseFault, PassphraseFields } from '../set-up/passphrase-fields.tsx'

export function RecoverForm({ onCancel }: { onCancel: () => void }) {
  const client = useCaseClient()
  const { agents } = useStationState()
  const [, go] = useLocation()
  const form = useForm({ defaultValues: { agentId: agents[0]?.agentId ?? '', recoveryKey: '', passphrase: '', passphraseAgain: '' } })
  const personal = agents.map((agent) => agent.signInName)
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const fault = findPassphraseFault(values, personal)
    if (!values.recoveryKey.trim()) form.setError('recoveryKey', { message: 'Enter the recovery key from the printed sheet.' })
    if (fault) form.setError(fault.field, { message: fault.message })
    if (fault || !values.recoveryKey.trim()) return undefined
    const answer = await client.recover({
      agentId: values.agentId,
      recoveryKey: values.recoveryKey.trim(),
      newPassphrase: values.passphrase,
    })
    if (!answer.ok) return answer.error
    // The key that was just used opens nothing any more: the new one is printed before anything else.
    go('/set-up/recovery')
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Use the recovery key">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <p>
        Type the whole key from the printed sheet and choose a new passphrase. The old passphrase and this recovery key then stop working.
        RA Desk makes a new recovery key for you to print.
      </p>
      {agents.length > 1 && (
        <SelectField
          form={form}
          name="agentId"
          label="Agent"
          options={agents.map((agent) => ({ value: agent.agentId, label: agent.signInName }))}
        />
      )}
      <TextField
        form={form}
        name="recoveryKey"
        label="Recovery key"
        hint="Enter all groups in order. You can leave out spaces and dashes, and use small letters."
        code
      />
      <PassphraseFields form={form} personal={personal} label="New passphrase" />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Opening…' : 'Set the new passphrase and unlock'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  )
}
