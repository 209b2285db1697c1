/** Who can sign in on this workstation. RA managers add, change and remove agents; others see the list. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Dialog, FormError, Spinner, toast } from '../../../ui/index.ts'
import { AddAgent } from './add-agent.tsx'
import { RemoveDialog, RoleDialog } from './agent-dialogs.tsx'
import { AgentsTable, FormerAgents, RoleRules, type Member } from './agents-table.tsx'
import './people.css'

export function AgentsPart() {
  const client = useCaseClient()
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
      <AgentsTable
        members={here}
        mayChange={mayChange}
        onChangeRole={(member) => setOpen({ what: 'role', member })}
        onRemove={(member) => setOpen({ what: 'remove', member })}
      />
      {mayChange ? (
        <div className="desk-button-row">
          <Button variant="secondary" onClick={() => setOpen({ what: 'add' })}>
            Add an agent
          </Button>
        </div>
      ) : (
        <p>An RA manager adds and removes agents.</p>
      )}
      <RoleRules />
      <FormerAgents members={left} />
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
      {open?.what === 'remove' && (
        <RemoveDialog member={open.member} busy={busy} onCancel={() => setOpen(undefined)} onConfirm={() => void remove(open.member)} />
      )}
    </>
  )
}
