/** What the organisation decided for this workstation: each value, where it comes from, and what was wrong with a policy file. */
import { useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Callout, Spinner, WordTag } from '../../../ui/index.ts'
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
  const [read, setRead] = useState<Read>()
  useEffect(() => {
    let current = true
    void client.call('policy.read', {}).then((answer) => {
      if (current && answer.ok) setRead(answer.value)
    })
    return () => {
      current = false
    }
  }, [client])
  if (!read) return <Spinner label="Reading the policy" />
  return (
    <>
      <p>
        RA Desk reads these values from a file when it starts, so that an administrator can set them for many workstations. The file for the
        whole computer overrides the file for the account.
      </p>
      {read.problems.length > 0 && (
        <Callout title="Part of the policy was ignored">
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
              <td>{value.source === 'machine' ? <WordTag tone="blue">{sourceWords.machine}</WordTag> : sourceWords[value.source]}</td>
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
