/** What a role may not do is not offered. Where the person needs to know, the page says who does it. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { nameGroups, nameWhom, roleNames, type Role } from '../../../domain/station/roles.ts'
import { rolesOfChannel, type ChannelName } from '../../../preload/contract.ts'
import { useAccess, useRole } from '../../client/use-access.ts'
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

/** “You are signed in as RA ID checker. Ask an RA manager to sign in and …”. */
export function AskThem({ allowed, to }: { readonly allowed: readonly Role[]; readonly to?: string }) {
  const role = useRole()
  return (
    <p>
      {role && `You are signed in as ${roleNames[role].title}. `}Ask {nameWhom(allowed)} to sign in{to && ` and ${to}`}.
    </p>
  )
}

/** In place of a page that the role may not open. */
export function NotYourPage({ asked }: { readonly asked: ChannelName }) {
  const allowed = rolesOfChannel(asked)
  return (
    <>
      <h1 className="nhsuk-heading-l">This page is for {nameGroups(allowed)}</h1>
      <AskThem allowed={allowed} />
      <p>
        <Link href="/">Go to the work list</Link>
      </p>
    </>
  )
}
