/** The agents of this workstation, those who left, and what each role may do. */
import { roleNames, roles } from '../../../../domain/station/roles.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { Button, Details, formatDateTime } from '../../../ui/index.ts'

export type Member = Output<'agents.list'>['members'][number]

export function AgentsTable({
  members,
  mayChange,
  onChangeRole,
  onRemove,
}: {
  members: readonly Member[]
  mayChange: boolean
  onChangeRole: (member: Member) => void
  onRemove: (member: Member) => void
}) {
  const { session } = useStationState()
  return (
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
        {members.map((member) => (
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
                  <Button variant="quiet" onClick={() => onChangeRole(member)}>
                    Change role<span className="nhsuk-u-visually-hidden"> of {member.name}</span>
                  </Button>
                  {member.agentId !== session?.agentId && (
                    <Button variant="quiet" onClick={() => onRemove(member)}>
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
  )
}

export function RoleRules() {
  return (
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
      <p>RA Desk checks these roles for every action. Anyone who can sign in could still decrypt the cases.</p>
    </Details>
  )
}

export function FormerAgents({ members }: { members: readonly Member[] }) {
  if (members.length === 0) return null
  return (
    <Details summary={`Former agents (${members.length})`}>
      <ul className="nhsuk-list">
        {members.map((member) => (
          <li key={member.agentId}>
            {member.name}, removed {formatDateTime(member.leftAt!)}
          </li>
        ))}
      </ul>
    </Details>
  )
}
