/** The recovery key: printed or saved as a sheet, then one group of it is typed back, so that a sheet that cannot be read is found today. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import type { PartProps } from '../settings/part-form.tsx'
import { Button, Callout, ErrorSummary, FormError, Inset, TextField, useSubmit } from '../../../ui/index.ts'

export function RecoveryPart({ saved }: PartProps) {
  const client = useCaseClient()
  const { recoveryKeyConfirmed } = useStationState()
  const [savedAs, setSavedAs] = useState<string>()
  const [group, setGroup] = useState<number>()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const [confirmed, setConfirmed] = useState(recoveryKeyConfirmed)

  const saveSheet = async () => {
    setBusy(true)
    setFailure(undefined)
    const answer = await client.call('station.saveRecoverySheet', {})
    setBusy(false)
    if (!answer.ok) return setFailure(answer.error)
    setSavedAs(answer.value.savedAs)
    await ask()
  }
  const ask = async () => {
    const answer = await client.call('station.askRecoveryGroup', {})
    if (answer.ok) setGroup(answer.value.group)
    else setFailure(answer.error)
  }
  if (confirmed)
    return (
      <Inset>
        <p>Your recovery key is confirmed. Keep the sheet away from this computer, where only you and your RA manager can get it.</p>
      </Inset>
    )
  return (
    <>
      <p>
        If you forget your passphrase, only the recovery key opens the cases on this computer. RA Desk makes it once and does not keep a
        readable copy.
      </p>
      <FormError failure={failure} />
      <h2 className="nhsuk-heading-s">1. Save the sheet and print it</h2>
      <div className="desk-button-row">
        <Button variant={savedAs ? 'secondary' : 'primary'} busy={busy} onClick={() => void saveSheet()}>
          {savedAs ? 'Save the recovery sheet again' : 'Save the recovery sheet'}
        </Button>
        {savedAs && <span role="status">Saved as {savedAs}</span>}
      </div>
      {savedAs && (
        <Callout title="Print it, then delete the file">
          <p>Anyone with this sheet can open every case on this computer. Print it, lock the paper away and delete the file.</p>
        </Callout>
      )}
      <h2 className="nhsuk-heading-s">2. Type one group back from the paper</h2>
      {group === undefined ? (
        <p>
          <Button variant="quiet" onClick={() => void ask()}>
            I already have the sheet
          </Button>
        </p>
      ) : (
        <GroupForm
          key={group}
          group={group}
          onConfirmed={() => {
            setConfirmed(true)
            saved('Recovery key confirmed')
          }}
          onWrong={ask}
        />
      )}
    </>
  )
}

function GroupForm({ group, onConfirmed, onWrong }: { group: number; onConfirmed: () => void; onWrong: () => Promise<void> }) {
  const client = useCaseClient()
  const form = useForm({ defaultValues: { recoveryGroup: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ recoveryGroup }) => {
    if (!recoveryGroup.trim()) {
      form.setError('recoveryGroup', { message: `Enter group ${group} of the recovery key.` })
      return undefined
    }
    const answer = await client.call('station.confirmRecoveryKey', { group, typed: recoveryGroup.trim() })
    if (!answer.ok) return answer.error
    if (answer.value.confirmed) onConfirmed()
    else {
      form.setError('recoveryGroup', {
        message: `This is not group ${group} of the recovery key. Check the number before each group and type it again.`,
      })
      await onWrong()
    }
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Confirm the recovery key">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <TextField
        form={form}
        name="recoveryGroup"
        label={`Group ${group} of the recovery key`}
        hint="You can use small or capital letters."
        width={10}
        code
      />
      <Button type="submit" busy={busy}>
        Confirm the recovery key
      </Button>
    </form>
  )
}
