/** On a case: persons that its registrant may be, side by side, and the three answers. Until one is given, a notice stays. */
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Callout, formatCount } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { DuplicateAnswer } from './duplicate-answer.tsx'
import { fieldWords, nameOf, reasonWords, statusOf, valueWords, type Duplicate } from './duplicate-words.ts'
import '../../pages/people/people.css'

interface PossibleDuplicatesProps {
  readonly handle: ReadyCase
  /** A UUID that another case has. */
  readonly uuid?: string | undefined
}

/** Cases of which the agent said “Decide later” since sign-in: their notice stays small. */
const later = new Set<string>()

export function PossibleDuplicates({ handle, uuid }: PossibleDuplicatesProps) {
  const { caseId, view } = handle
  const [isLater, setLater] = useState(() => later.has(caseId) && uuid === undefined)
  const [linked, setLinked] = useState<string>()
  const found = useDuplicates(handle, uuid)
  if (view.status !== 'open') return null
  if (linked) return <Linked personId={linked} />
  // Many people have the same name: once the details are there, the name alone asks nothing.
  const duplicates = (found?.duplicates ?? []).filter(({ rank }) => rank !== 'weak' || !view.facts.registrant)
  if (duplicates.length === 0) return null
  if (isLater)
    return (
      <Callout title="This may be a person you know">
        <p>
          Decide whether it is the same person.{' '}
          <Button variant="quiet" onClick={() => setLater(false)}>
            Compare
          </Button>
        </p>
      </Callout>
    )
  return (
    <Callout title="This may be a person you know">
      {duplicates.map((one) => (
        <OneDuplicate key={one.personId} handle={handle} one={one} onLinked={() => setLinked(one.personId)} />
      ))}
      {(found?.more ?? 0) > 0 && <p>{formatCount(found!.more)} more may match. Decide these first.</p>}
      <p>
        <Button
          variant="quiet"
          onClick={() => {
            later.add(caseId)
            setLater(true)
          }}
        >
          Decide later
        </Button>
      </p>
    </Callout>
  )
}

function useDuplicates({ caseId, record }: ReadyCase, uuid: string | undefined) {
  const client = useCaseClient()
  const [found, setFound] = useState<{ readonly duplicates: readonly Duplicate[]; readonly more: number }>()
  const seq = record.events.length
  useEffect(() => {
    let current = true
    void client.call('person.duplicates', { caseId, ...(uuid ? { uuid } : {}) }).then((answer) => {
      if (current && answer.ok) setFound(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, caseId, seq, uuid])
  return found
}

interface OneDuplicateProps {
  readonly handle: ReadyCase
  readonly one: Duplicate
  readonly onLinked: () => void
}

function OneDuplicate({ handle, one, onLinked }: OneDuplicateProps) {
  const mayLink = useAccess('person.link') === 'do'
  const title = nameOf(one) ?? 'A case that was deleted'
  return (
    <section className="people-one" aria-label={`Possible duplicate: ${title}`}>
      <h2 className="nhsuk-heading-s">
        <span translate="no">{title}</span>
      </h2>
      <p>{reasonWords(one.because)}</p>
      {one.deletedCases.length > 0 && (
        <p>
          {one.deletedCases
            .map(({ caseReference, month }) => `${caseReference}, deleted ${month.slice(5)}/${month.slice(0, 4)}`)
            .join('; ')}
        </p>
      )}
      {one.compared.length > 0 && <Compared one={one} />}
      {one.liveCard && (
        <p>
          <strong>They have a card that can be used:</strong> <span className="desk-mono">{one.liveCard}</span>.
        </p>
      )}
      {mayLink ? (
        <DuplicateAnswer handle={handle} personId={one.personId} onLinked={onLinked} />
      ) : (
        <p>An RA manager or RA agent decides whether it is the same person.</p>
      )}
    </section>
  )
}

function Compared({ one }: { readonly one: Duplicate }) {
  return (
    <table className="people-compare">
      <thead>
        <tr>
          <td />
          <th scope="col">This case</th>
          <th scope="col">
            {one.cases.length === 0
              ? 'Added without a case'
              : one.cases.map((other, index) => (
                  <span key={other.caseId}>
                    {index > 0 && ', '}
                    <Link href={`/case/${other.caseId}`}>{other.caseReference}</Link> ({statusOf(other)})
                  </span>
                ))}
          </th>
          <th scope="col">Same?</th>
        </tr>
      </thead>
      <tbody>
        {one.compared.map(({ field, here, there, same }) => (
          <tr key={field}>
            <th scope="row">{fieldWords[field]}</th>
            <td>{valueWords(field, here)}</td>
            <td>{valueWords(field, there)}</td>
            <td>{same === undefined ? '–' : same ? 'Same' : <strong>Different</strong>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Linked({ personId }: { readonly personId: string }) {
  return (
    <Callout title="Linked: the same person">
      <p>
        Go on with this case, or <Link href={`/new?replace=${personId}`}>replace their card instead</Link> and end this case as a duplicate.{' '}
        <Link href={`/people/person/${personId}`}>See everything about this person</Link>
      </p>
    </Callout>
  )
}
