/** A new agent: the RA manager says who, the new agent types the passphrase themselves. */
import { useForm, type UseFormReturn } from 'react-hook-form'
import { parseMobile } from '../../../../domain/registrant/mobile.ts'
import type { Role } from '../../../../domain/station/roles.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useSettings, useStationState } from '../../../client/use-case-client.ts'
import { Button, Callout, ErrorSummary, FormError, RadioField, TextField, useSubmit } from '../../../ui/index.ts'
import { findPassphraseFault, PassphraseFields } from '../set-up/passphrase-fields.tsx'
import { roleChoices } from './role-choices.ts'

const LONGEST_SIGN_IN_NAME = 30
type NewAgent = {
  newName: string
  newMobile: string
  newSignInName: string
  newRole: Role
  passphrase: string
  passphraseAgain: string
}

export function AddAgent({
  onAdded,
  onCancel,
}: {
  onAdded: (name: string, members: Output<'agents.list'>['members']) => void
  onCancel: () => void
}) {
  const client = useCaseClient()
  const station = useStationState()
  const provider = useSettings()?.settings.serviceProvider.name ?? ''
  const form = useForm<NewAgent>({
    defaultValues: { newName: '', newMobile: '', newSignInName: '', newRole: 'raAgent', passphrase: '', passphraseAgain: '' },
  })
  const personal = () => [form.getValues('newName'), form.getValues('newSignInName'), provider]
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const name = values.newName.trim()
    const signInName = values.newSignInName.trim()
    const mobile = parseMobile(values.newMobile, { allowDramaNumbers: station.virtualDevices, owner: 'new-agent' })
    const fault = findPassphraseFault(values, personal())
    if (!name) form.setError('newName', { message: 'Enter the name of the new agent.' })
    if (!mobile.ok) form.setError('newMobile', { message: `${mobile.error.message} ${mobile.error.next}` })
    if (!signInName) form.setError('newSignInName', { message: 'Enter a sign-in name.' })
    else if (signInName.length > LONGEST_SIGN_IN_NAME)
      form.setError('newSignInName', { message: `A sign-in name can have up to ${LONGEST_SIGN_IN_NAME} characters.` })
    if (fault) form.setError(fault.field, { message: fault.message })
    if (!name || !mobile.ok || !signInName || signInName.length > LONGEST_SIGN_IN_NAME || fault) return undefined
    const answer = await client.changeAgents('agents.add', {
      name,
      mobile: mobile.value.value,
      signInName,
      role: values.newRole,
      passphrase: values.passphrase,
    })
    if (!answer.ok) return answer.error
    onAdded(name, answer.value.members)
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Add an agent">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <AgentFields form={form} />
      <RadioField form={form} name="newRole" legend="Role" options={roleChoices} />
      <Callout title="Hand over the keyboard">
        <p>The new agent chooses and enters their own passphrase. Only they should know it.</p>
      </Callout>
      <PassphraseFields form={form} personal={personal()} label="Passphrase of the new agent" />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Adding…' : 'Add the agent'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function AgentFields({ form }: { readonly form: UseFormReturn<NewAgent> }) {
  return (
    <div className="desk-two">
      <TextField form={form} name="newName" label="Name" hint="Shown to registrants and in the record." />
      <TextField
        form={form}
        name="newMobile"
        label="Mobile number"
        hint="Given to registrants so that they can call when the smartcard arrives."
        width={20}
        inputMode="tel"
        code
      />
      <TextField
        form={form}
        name="newSignInName"
        label="Sign-in name"
        hint="Shown on the lock screen, so do not use a full name."
        width={20}
      />
    </div>
  )
}
