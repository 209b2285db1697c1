/** Who can sign in on this workstation. RA managers add, remove and change; everybody else sees who is there. */
import { useCallback, useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { roleNames, roles, type Role } from '../../../../domain/station/roles.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useAccess, useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  ConfirmDialog,
  Details,
  Dialog,
  FormError,
  formatDateTime,
  RadioField,
  Spinner,
  toast,
  useSubmit,
} from '../../../ui/index.ts'
import { AddAgent, roleChoices } from './add-agent.tsx'
import './people.css'

export type Member = Output<'agents.list'>['members'][number]

export function AgentsPart() {
  const client = useCaseClient()
  const { session } = useStationState()
  const mayChange = useAccess('agents.add') === 'do'
  const [members, setMembers] = useState<readonly Member[]>()
  const [failure, setFailure] = useState<Failure>()
  const [open, setOpen] = useState<{ what: 'add' } | { what: 'remove' | 'role'; member: Member }>()
  const [busy, setBusy] = useState(false)
  const load = useCallback(async () => {
    const answer = await client.call('agents.list', {})
    if (answer.ok) setMembers(answer.value.members)
    else setFailure(answer.error)
  }, [client])
  useEffect(() => {
    void load()
  }, [load])

  const changed = (message: string, next: readonly Member[]) => {
    setOpen(undefined)
    setFailure(undefined)
    setMembers(next)
    toast.success(message)
  }
  const remove = async (member: Member) => {
    setBusy(true)
    const answer = await client.changeAgents('agents.remove', { agentId: member.agentId })
    setBusy(false)
    setOpen(undefined)
    if (answer.ok) changed(`${member.name} can no longer sign in here`, answer.value.members)
    else setFailure(answer.error)
  }
  if (!members) return failure ? <FormError failure={failure} /> : <Spinner label="Opening the list of agents" />
  const here = members.filter(({ leftAt }) => leftAt === undefined)
  const left = members.filter(({ leftAt }) => leftAt !== undefined)
  return (
    <>
      <FormError failure={failure} />
      <table className="nhsuk-table people-table">
        <caption className="nhsuk-u-visually-hidden">Agents who can sign in on this workstation</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Signs in as</th>
            <th scope="col">Role</th>
            {mayChange && (
              <th scope="col">
                <span className="nhsuk-u-visually-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {here.map((member) => (
            <tr key={member.agentId}>
              <th scope="row">
                {member.name}
                {member.agentId === session?.agentId && <span className="people-under">You</span>}
              </th>
              <td>{member.signInName}</td>
              <td>
                {roleNames[member.role].title}
                <span className="people-under">{roleNames[member.role].code}</span>
              </td>
              {mayChange && (
                <td>
                  <div className="people-actions">
                    <Button variant="quiet" onClick={() => setOpen({ what: 'role', member })}>
                      Change role<span className="nhsuk-u-visually-hidden"> of {member.name}</span>
                    </Button>
                    {member.agentId !== session?.agentId && (
                      <Button variant="quiet" onClick={() => setOpen({ what: 'remove', member })}>
                        Remove<span className="nhsuk-u-visually-hidden"> {member.name}</span>
                      </Button>
                    )}
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {mayChange ? (
        <div className="desk-button-row">
          <Button variant="secondary" onClick={() => setOpen({ what: 'add' })}>
            Add an agent
          </Button>
        </div>
      ) : (
        <p>An RA manager adds and removes agents.</p>
      )}
      <Details summary="What each role may do">
        <ul className="nhsuk-list nhsuk-list--bullet">
          {roles.map((role) => (
            <li key={role}>
              <strong>
                {roleNames[role].title} ({roleNames[role].code})
              </strong>
              : {roleNames[role].may}
            </li>
          ))}
        </ul>
        <p>
          RA Desk checks every request against these roles. They are rules for people: everyone who can sign in has the same key to the
          cases.
        </p>
      </Details>
      {left.length > 0 && (
        <Details summary={`Former agents (${left.length})`}>
          <ul className="nhsuk-list">
            {left.map((member) => (
              <li key={member.agentId}>
                {member.name}, removed {formatDateTime(member.leftAt!)}
              </li>
            ))}
          </ul>
        </Details>
      )}
      <Dialog
        open={open?.what === 'add'}
        onOpenChange={(now) => {
          if (!now) setOpen(undefined)
        }}
        title="Add an agent"
        wide
      >
        <AddAgent onAdded={(name, next) => changed(`${name} can sign in now`, next)} onCancel={() => setOpen(undefined)} />
      </Dialog>
      {open?.what === 'role' && (
        <RoleDialog
          member={open.member}
          onClose={() => setOpen(undefined)}
          onChanged={(next) => changed(`The role of ${open.member.name} was changed`, next)}
        />
      )}
      <ConfirmDialog
        open={open?.what === 'remove'}
        title={open?.what === 'remove' ? `Remove ${open.member.name}?` : ''}
        danger
        busy={busy}
        confirmLabel={busy ? 'Removing…' : 'Remove'}
        body={
          <>
            <p>Their passphrase then opens nothing here. RA Desk makes a new key for everyone else, who do not need to do anything.</p>
            <p>Their passphrase still opens older copies of the data folder. The record keeps what they did.</p>
          </>
        }
        onCancel={() => setOpen(undefined)}
        onConfirm={() => {
          if (open?.what === 'remove') void remove(open.member)
        }}
      />
    </>
  )
}

function RoleDialog({
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
