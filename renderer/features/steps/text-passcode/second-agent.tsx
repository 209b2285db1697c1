/** Approval by a second agent at this workstation, with their own passphrase. It covers this passcode, for 10 minutes. */
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { accessTo } from '../../../../preload/contract.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, Dialog, ErrorSummary, FormError, RadioField, PassphraseField, useSubmit } from '../../../ui/index.ts'

interface Props {
  readonly open: boolean
  readonly caseId: string
  readonly number: string | undefined
  readonly onCancel: () => void
  readonly onApproved: () => void
}

export function SecondAgent(props: Props) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(now) => {
        if (!now) props.onCancel()
      }}
      title={`Approve texting the passcode to ${props.number ?? 'the confirmed mobile'}`}
      description={
        <p>
          Continue only if the registrant is on the phone and has the card. The second agent chooses their name and enters their passphrase.
          RA Desk sends the text straight away. You cannot undo it.
        </p>
      }
    >
      <Form {...props} />
    </Dialog>
  )
}

function Form({ caseId, onCancel, onApproved }: Props) {
  const client = useCaseClient()
  const { session } = useStationState()
  const [others, setOthers] = useState<Output<'agents.list'>['members']>()
  const form = useForm({ defaultValues: { secondAgent: '', secondPassphrase: '' } })
  useEffect(() => {
    let current = true
    void client.call('agents.list', {}).then((answer) => {
      if (!current || !answer.ok) return
      const may = answer.value.members.filter(
        (one) => one.leftAt === undefined && one.agentId !== session?.agentId && accessTo(one.role, 'release.approve') === 'do',
      )
      setOthers(may)
      if (may.length === 1) form.setValue('secondAgent', may[0]!.agentId)
    })
    return () => {
      current = false
    }
  }, [client, form, session?.agentId])
  const { onSubmit, busy, failure } = useSubmit(form, async ({ secondAgent, secondPassphrase }) => {
    if (!secondAgent) form.setError('secondAgent', { message: 'Choose the second agent.' })
    if (!secondPassphrase) form.setError('secondPassphrase', { message: 'Enter the passphrase of the second agent.' })
    if (!secondAgent || !secondPassphrase) return undefined
    const answer = await client.call('release.approve', { caseId, agentId: secondAgent, passphrase: secondPassphrase })
    form.resetField('secondPassphrase')
    if (!answer.ok) return answer.error
    onApproved()
    return undefined
  })
  if (others?.length === 0)
    return <p>No other agent on this workstation can approve a passcode text. Ask an RA manager to add one in Settings.</p>
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Second agent" className="second-agent">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      {others && (
        <RadioField
          form={form}
          name="secondAgent"
          legend="Second agent"
          options={others.map((one) => ({ value: one.agentId, label: one.name }))}
        />
      )}
      <PassphraseField form={form} name="secondPassphrase" autoComplete="off" label="Passphrase of the second agent" />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Checking…' : 'Approve and text the passcode'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
