/** Changes the passphrase of the signed-in agent. The recovery key stays the same. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, ErrorSummary, FormError, PassphraseField, useSubmit } from '../../../ui/index.ts'
import { findPassphraseFault, PassphraseFields } from '../set-up/passphrase-fields.tsx'
import type { PartProps } from './part-form.tsx'

export function PassphrasePart({ saved }: PartProps) {
  const client = useCaseClient()
  const station = useStationState()
  const form = useForm({ defaultValues: { oldPassphrase: '', passphrase: '', passphraseAgain: '' } })
  // New fields after each change: they hold the passphrase that was suggested.
  const [changes, setChanges] = useState(0)
  const personal = [
    station.session?.agentName ?? '',
    ...station.agents.filter(({ agentId }) => agentId === station.session?.agentId).map(({ signInName }) => signInName),
  ]
  const { onSubmit, busy, failure } = useSubmit(form, async ({ oldPassphrase, ...values }) => {
    const fault = findPassphraseFault(values, personal)
    if (!oldPassphrase) form.setError('oldPassphrase', { message: 'Enter your current passphrase.' })
    if (fault) form.setError(fault.field, { message: fault.message })
    if (!oldPassphrase || fault) return undefined
    const answer = await client.call('vault.changePassphrase', { old: oldPassphrase, next: values.passphrase })
    if (!answer.ok) {
      form.resetField('oldPassphrase')
      return answer.error
    }
    form.reset()
    setChanges((before) => before + 1)
    saved('Your passphrase was changed. The old one no longer works.')
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Your passphrase">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <PassphraseField form={form} name="oldPassphrase" autoComplete="current-password" label="Current passphrase" />
      <PassphraseFields key={changes} form={form} personal={personal} label="New passphrase" />
      <div className="desk-save-row">
        <Button type="submit" variant="secondary" busy={busy}>
          {busy ? 'Changing…' : 'Change the passphrase'}
        </Button>
      </div>
    </form>
  )
}
