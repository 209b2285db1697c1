/**
 * The recovery key: printed or saved as a sheet, then one group of it is typed back, so that a sheet that cannot be read is found today. A
 * new sheet takes the place of the one before it only then.
 */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import type { PartProps } from '../settings/part-form.tsx'
import { Button, ErrorSummary, FormError, Inset, TextField, useSubmit } from '../../../ui/index.ts'
import { SheetOnPaper, useSheetOnPaper } from './sheet-on-paper.tsx'

export function RecoveryPart({ saved }: PartProps) {
  const { recoveryKeyConfirmed, session } = useStationState()
  const [isConfirmed, setConfirmed] = useState(recoveryKeyConfirmed)
  const [isReplacing, setReplacing] = useState(false)
  const onConfirmed = () => {
    setConfirmed(true)
    setReplacing(false)
    saved('Recovery key confirmed')
  }
  if (!isConfirmed || isReplacing) {
    return <NewSheet replaces={isConfirmed} onConfirmed={onConfirmed} onCancel={() => setReplacing(false)} />
  }
  return (
    <>
      <Inset>
        <p>Your recovery key is confirmed. Keep the sheet away from this computer, where only you and your RA manager can get it.</p>
      </Inset>
      {session?.role === 'raManager' && (
        <>
          <p>If the sheet is lost, or someone else may have seen it, make a new one.</p>
          <Button variant="secondary" onClick={() => setReplacing(true)}>
            Make a new recovery sheet
          </Button>
        </>
      )}
    </>
  )
}

interface NewSheetProps {
  /** The station has a confirmed sheet. */
  readonly replaces: boolean
  readonly onConfirmed: () => void
  readonly onCancel: () => void
}

function NewSheet({ replaces, onConfirmed, onCancel }: NewSheetProps) {
  const client = useCaseClient()
  const [group, setGroup] = useState<number>()
  const [failure, setFailure] = useState<Failure>()
  const ask = async () => {
    const answer = await client.call('station.askRecoveryGroup', {})
    if (answer.ok) setGroup(answer.value.group)
    else setFailure(answer.error)
  }
  const sheet = useSheetOnPaper(setFailure, ask)
  const onEnded = () => {
    sheet.forget()
    setGroup(undefined)
    setFailure(replaces ? endedOldSheetWorks : endedFirstSheet)
  }
  return (
    <>
      {replaces ? (
        <p>
          The sheet that you have now works until you have typed a group of the new one back. Then the new one takes its place. Keep the old
          sheet for as long as you keep backups that were made with it.
        </p>
      ) : (
        <p>
          If you forget your passphrase, only the recovery key opens the cases on this computer. RA Desk makes it once and does not keep a
          readable copy.
        </p>
      )}
      <FormError failure={failure} />
      <SheetOnPaper sheet={sheet}>
        {replaces && (
          <Button variant="secondary" onClick={onCancel}>
            Keep the sheet that you have
          </Button>
        )}
      </SheetOnPaper>
      <h2 className="nhsuk-heading-s">2. Type one group back from the paper</h2>
      {group === undefined ? (
        <p>
          <Button variant="quiet" onClick={() => void ask()}>
            I already have the sheet
          </Button>
        </p>
      ) : (
        <GroupForm group={group} onConfirmed={onConfirmed} onWrong={ask} onEnded={onEnded} />
      )}
    </>
  )
}

interface GroupFormProps {
  readonly group: number
  readonly onConfirmed: () => void
  /** RA Desk asks for another group. */
  readonly onWrong: () => Promise<void>
  /** The last attempt was wrong. */
  readonly onEnded: () => void
}

function GroupForm({ group, onConfirmed, onWrong, onEnded }: GroupFormProps) {
  const client = useCaseClient()
  const form = useForm({ defaultValues: { recoveryGroup: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ recoveryGroup }) => {
    if (!recoveryGroup.trim()) {
      form.setError('recoveryGroup', { message: `Enter group ${group} of the recovery key.` })
      return undefined
    }
    const answer = await client.call('station.confirmRecoveryKey', { typed: recoveryGroup.trim() })
    if (!answer.ok) return answer.error
    const { confirmed, attemptsLeft } = answer.value
    if (confirmed) onConfirmed()
    else if (attemptsLeft === 0) onEnded()
    else {
      await onWrong()
      form.setValue('recoveryGroup', '')
      form.setError('recoveryGroup', {
        message: `That was not group ${group} of the recovery key. Check the number before each group. You can try ${attemptsLeft === 1 ? 'once' : `${attemptsLeft} times`} more.`,
      })
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

const ended = {
  code: 'recovery-key-not-confirmed',
  next: 'Destroy the new sheet, save another one and type from that.',
}
const endedOldSheetWorks: Failure = {
  ...ended,
  message: 'Three groups were wrong, so RA Desk has dropped the new recovery key. The sheet that you had before still works.',
}
const endedFirstSheet: Failure = {
  ...ended,
  message: 'Three groups were wrong, so this sheet is not confirmed. Nothing else was changed.',
}
