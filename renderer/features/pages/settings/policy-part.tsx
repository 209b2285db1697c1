/** What the organisation decided for this workstation: each value, where it comes from, and what was wrong with a policy file. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Callout, FormError, Spinner, toast, WordTag } from '../../../ui/index.ts'
import './people.css'

type Read = Output<'policy.read'>
type Value = Read['values'][number]

const sourceWords: Readonly<Record<Value['source'], string>> = {
  default: 'Default value of RA Desk',
  user: 'Policy file of this account',
  machine: 'Set by your organisation',
}

function valueWords(value: Value['value']): string {
  if (value === null) return 'Not set'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return String(value)
}

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
  const agree = async ({ name, title }: Value, asked: Value['value']) => {
    const answer = await client.call('policy.agree', { name, asked })
    setFailure(answer.ok ? undefined : answer.error)
    if (answer.ok) toast.success(`Agreed: ${title}. In force at the latest from the next sign-in`)
    await load()
  }
  if (!read) return <Spinner label="Reading the policy" />
  return (
    <>
      <p>
        RA Desk reads these values from a file when it starts, so that an administrator can set them for many workstations. The file for the
        whole computer overrides the file for the account. A value that protects more counts at once. A value that protects less counts when
        an RA manager agrees to it here.
      </p>
      <FormError failure={failure} />
      {read.problems.length > 0 && (
        <Callout title="Part of the policy cannot be used">
          <ul className="nhsuk-list nhsuk-list--bullet">
            {read.problems.map(({ source, message }) => (
              <li key={`${source} ${message}`}>
                {sourceWords[source] === sourceWords.machine ? 'File of your organisation' : 'File of this account'}: {message}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <table className="nhsuk-table people-policy">
        <caption className="nhsuk-u-visually-hidden">Policy of this workstation</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Value</th>
            <th scope="col">Where it comes from</th>
          </tr>
        </thead>
        <tbody>
          {read.values.map((value) => (
            <tr key={value.name}>
              <th scope="row">
                {value.title}
                <span className="people-under">{value.because}</span>
              </th>
              <td>
                <strong>{valueWords(value.value)}</strong>
              </td>
              <td>
                {value.held ? (
                  <Held value={value} held={value.held} mayAgree={mayAgree} onAgree={(asked) => void agree(value, asked)} />
                ) : value.source === 'machine' ? (
                  <WordTag tone="blue">{sourceWords.machine}</WordTag>
                ) : (
                  sourceWords[value.source]
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="people-under">
        Whole machine: <span className="people-path">{read.places.machine}</span>
        <br />
        This account: <span className="people-path">{read.places.user}</span>
      </p>
    </>
  )
}

interface HeldProps {
  readonly value: Value
  readonly held: NonNullable<Value['held']>
  readonly mayAgree: boolean
  readonly onAgree: (asked: Value['value']) => void
}

/** Why the value in force is not the one that the policy file asks for. */
function Held({ value, held, mayAgree, onAgree }: HeldProps) {
  const { asked } = held
  if (asked === undefined)
    return (
      <>
        <WordTag tone="yellow">Strict</WordTag>
        <span className="people-under">The policy file cannot be read here. Correct the file, then start RA Desk again.</span>
      </>
    )
  return (
    <>
      <WordTag tone="yellow">Kept</WordTag>
      <span className="people-under">
        {`The policy file asks for “${valueWords(asked)}”. “${valueWords(value.value)}” stays until an RA manager agrees.`}
      </span>
      {mayAgree && (
        <Button variant="secondary" onClick={() => onAgree(asked)}>
          {`Agree to “${valueWords(asked)}”`}
          <span className="nhsuk-u-visually-hidden">{` for: ${value.title}`}</span>
        </Button>
      )}
    </>
  )
}
