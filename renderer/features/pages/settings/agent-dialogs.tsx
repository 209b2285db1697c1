/** Changing the role of an agent, and removing one. */
import { useForm } from 'react-hook-form'
import type { Role } from '../../../../domain/station/roles.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, ConfirmDialog, Dialog, FormError, RadioField, useSubmit } from '../../../ui/index.ts'
import type { Member } from './agents-table.tsx'
import { roleChoices } from './role-choices.ts'

export function RoleDialog({
  member,
  onClose,
  onChanged,
}: {
  member: Member
  onClose: () => void
  onChanged: (members: readonly Member[]) => void
}) {
  const client = useCaseClient()
  const form = useForm<{ newRole: Role }>({ defaultValues: { newRole: member.role } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ newRole }) => {
    if (newRole === member.role) {
      onClose()
      return undefined
    }
    const answer = await client.changeAgents('agents.changeRole', { agentId: member.agentId, role: newRole })
    if (!answer.ok) return answer.error
    onChanged(answer.value.members)
    return undefined
  })
  return (
    <Dialog
      open
      onOpenChange={(now) => {
        if (!now) onClose()
      }}
      title={`Role of ${member.name}`}
    >
      <form onSubmit={onSubmit} noValidate>
        <FormError failure={failure} />
        <RadioField form={form} name="newRole" legend="Role" options={roleChoices} />
        <div className="desk-button-row">
          <Button type="submit" busy={busy}>
            {busy ? 'Changing…' : 'Change the role'}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export function RemoveDialog({
  member,
  busy,
  onCancel,
  onConfirm,
}: {
  member: Member
  busy: boolean
  onCancel: () => void
  onConfirm: () => void
}) {
  return (
    <ConfirmDialog
      open
      title={`Remove ${member.name}?`}
      danger
      busy={busy}
      confirmLabel={busy ? 'Removing…' : 'Remove'}
      body={
        <>
          <p>Their passphrase then opens nothing here. RA Desk makes a new key for everyone else, who do not need to do anything.</p>
          <p>Their passphrase still opens older copies of the data folder. The record keeps what they did.</p>
        </>
      }
      onCancel={onCancel}
      onConfirm={onConfirm}
    />
  )
}
