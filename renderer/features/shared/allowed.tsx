/** What a role may not do is not offered. Where the person needs to know, the page says who does it. */
import { useEffect, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { nameGroups, nameWhom, roleNames, type Role } from '../../../domain/station/roles.ts'
import { rolesOfChannel, type ChannelName, type Output } from '../../../preload/contract.ts'
import { useAccess, useRole } from '../../client/use-access.ts'
import { useCaseClient } from '../../client/use-case-client.ts'
import { upperFirst } from '../../ui/index.ts'

interface AllowedProps {
  readonly to: ChannelName
  readonly children: ReactNode
  /** What those who may do here, after “An RA manager”: “adds and removes agents”. Absent: others see nothing. */
  readonly otherwise?: string
}

/** Shows its children to those who may ask the channel. */
export function Allowed({ to, children, otherwise }: AllowedProps) {
  if (useAccess(to) !== 'no') return children
  return otherwise === undefined ? null : <WhoDoes allowed={rolesOfChannel(to)} does={otherwise} />
}

export function WhoDoes({ allowed, does }: { readonly allowed: readonly Role[]; readonly does: string }) {
  return (
    <p>
      {upperFirst(nameWhom(allowed))} {does}.
    </p>
  )
}

/** “You are signed in as RA ID checker. Ask an RA manager to sign in and …”, and who they are. */
export function AskThem({ allowed, to }: { readonly allowed: readonly Role[]; readonly to?: string }) {
  const role = useRole()
  const names = useNames(allowed)
  return (
    <>
      <p>
        {role && `You are signed in as ${roleNames[role].title}. `}Ask {nameWhom(allowed)} to sign in{to && ` and ${to}`}.
      </p>
      {names.length > 0 && <p>On this workstation: {names.join(', ')}.</p>}
    </>
  )
}

/** The agents who sign in here with one of these roles. */
function useNames(allowed: readonly Role[]): readonly string[] {
  const client = useCaseClient()
  const [members, setMembers] = useState<Output<'agents.list'>['members']>([])
  useEffect(() => {
    let current = true
    void client.call('agents.list', {}).then((answer) => {
      if (current && answer.ok) setMembers(answer.value.members)
    })
    return () => {
      current = false
    }
  }, [client])
  return members.filter(({ leftAt, role }) => leftAt === undefined && allowed.includes(role)).map(({ name }) => name)
}

/** In place of a page that the role may not open. */
export function NotYourPage({ asked }: { readonly asked: ChannelName }) {
  const allowed = rolesOfChannel(asked)
  return (
    <>
      <h1 className="nhsuk-heading-l">This page is for {nameGroups(allowed)}</h1>
      <AskThem allowed={allowed} />
      <p>
        <Link href="/work-list">Go to the work list</Link>
      </p>
    </>
  )
}
