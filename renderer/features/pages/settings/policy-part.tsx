/** What the organisation decided for this workstation: each value, where it comes from, and what was wrong with a policy file. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Callout, FormError, Spinner, toast } from '../../../ui/index.ts'
import { PolicyTable, type PolicyEntry } from './policy-table.tsx'
import './people.css'

type Read = Output<'policy.read'>

export function PolicyPart() {
  const client = useCaseClient()
  const mayAgree = useAccess('policy.agree') === 'do'
  const [read, setRead] = useState<Read>()
  const [failure, setFailure] = useState<Failure>()
  const load = useCallback(async () => {
    const answer = await client.call('policy.read', {})
    if (answer.ok) setRead(answer.value)
  }, [client])
  useEffect(() => {
    void load()
  }, [load])
  const agree = async ({ name, title }: PolicyEntry, asked: PolicyEntry['value']) => {
    const answer = await client.call('policy.agree', { name, asked })
    setFailure(answer.ok ? undefined : answer.error)
    if (answer.ok) toast.success(`Agreed: ${title}. In force at the latest from the next sign-in`)
    await load()
  }
  if (!read) return <Spinner label="Reading the policy" />
  return (
    <>
      <p>
        RA Desk reads these values when it starts, so that an administrator can set them for many workstations. The policy of the whole
        computer overrides the file of this account. A value that protects more counts at once. A value that protects less counts when an RA
        manager agrees to it here.
      </p>
      <FormError failure={failure} />
      {read.problems.length > 0 && (
        <Callout title="Part of the policy cannot be used">
          <ul className="nhsuk-list nhsuk-list--bullet">
            {read.problems.map(({ source, message }) => (
              <li key={`${source} ${message}`}>
                {source === 'machine' ? 'Policy of your organisation' : 'File of this account'}: {message}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <PolicyTable values={read.values} mayAgree={mayAgree} onAgree={(value, asked) => void agree(value, asked)} />
      <p className="people-under">
        Whole computer: <span className="people-path">{read.places.machine}</span>
        <br />
        This account: <span className="people-path">{read.places.user}</span>
      </p>
    </>
  )
}
