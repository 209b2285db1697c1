/** One person over all their cases: who they are, what they have, what is to be undone, and everything that happened. */
import { useCallback, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { formatUuid as groupUuid } from '../../../../domain/registrant/uuid.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Callout, formatDate, formatDateTime, FormError, Spinner } from '../../../ui/index.ts'
import { AboutPerson } from './about-person.tsx'
import { CardSerial } from './card-serial.tsx'
import { CorrectPerson } from './correct-person.tsx'
import { PersonHas } from './person-has.tsx'
import { PeopleTabs } from './people-tabs.tsx'
import { titleOf, undoWords, type Person } from './person-words.ts'
import './people.css'

export function PersonPage({ personId }: { readonly personId: string }) {
  const { person, failure, again } = usePerson(personId)
  const [correcting, setCorrecting] = useState(false)
  return (
    <>
      <PeopleTabs title={person ? titleOf(person) : 'Person'} here="/people/person" />
      {failure && <FormError failure={failure} />}
      {failure?.code === 'no-such-person' && (
        <p>
          <Link href="/people">Go to the list of people</Link>
        </p>
      )}
      {!person && !failure && <Spinner label="Opening the person" />}
      {person && <PersonActions person={person} onCorrect={() => setCorrecting(true)} />}
      {person && (
        <div className="desk-columns">
          <div>
            <ToUndo person={person} />
            <PersonHas person={person} again={again} />
            <Timeline person={person} />
          </div>
          <aside aria-label="About this person">
            {correcting && person.entry && (
              <CorrectPerson
                personId={personId}
                entry={person.entry}
                done={() => {
                  setCorrecting(false)
                  again()
                }}
                onCancel={() => setCorrecting(false)}
              />
            )}
            <TwoUuids person={person} />
            <AboutPerson person={person} />
          </aside>
        </div>
      )}
    </>
  )
}

function usePerson(personId: string) {
  const client = useCaseClient()
  const [version, setVersion] = useState(0)
  const [person, setPerson] = useState<Person>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    let current = true
    void client.call('person.open', { personId }).then((answer) => {
      if (!current) return
      setFailure(answer.ok ? undefined : answer.error)
      if (answer.ok) setPerson(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, personId, version])
  return { person, failure, again: useCallback(() => setVersion((now) => now + 1), []) }
}

function ToUndo({ person: { toUndo } }: { readonly person: Person }) {
  if (toUndo.length === 0) return null
  return (
    <Callout title="To undo when normal conditions return">
      <ul className="nhsuk-list nhsuk-list--bullet">
        {toUndo.map(({ kind, odsCode, until, serial, from }, index) => (
          <li key={index}>
            {undoWords[kind]}
            {serial && (
              <>
                {' '}
                <CardSerial serial={serial} />
              </>
            )}
            {odsCode && `, ${odsCode}`}
            {until && `, until ${formatDate(until)}`} <span className="desk-secondary">{from}</span>
          </li>
        ))}
      </ul>
    </Callout>
  )
}

/** What can be done for this person, the most frequent first. */
function PersonActions({ person: { personId, entry }, onCorrect }: { readonly person: Person; readonly onCorrect: () => void }) {
  const [, go] = useLocation()
  const mayStart = useAccess('case.prepare') === 'do'
  const mayLog = useAccess('locum.add') === 'do'
  const mayCorrect = useAccess('person.correct') === 'do' && entry !== undefined
  if (!mayStart && !mayLog && !mayCorrect) return null
  return (
    <div className="desk-button-row people-acts">
      {mayStart && <Button onClick={() => go(`/new?replace=${personId}`)}>Replace a card</Button>}
      {mayLog && (
        <Button variant="secondary" onClick={() => go(`/people/locum-log/add?person=${personId}`)}>
          Add to the National Locum log
        </Button>
      )}
      {mayCorrect && (
        <Button variant="secondary" onClick={onCorrect}>
          Correct the short entry
        </Button>
      )}
    </div>
  )
}

function TwoUuids({ person: { uuids } }: { readonly person: Person }) {
  if (uuids.length < 2) return null
  return (
    <p role="note" className="desk-card">
      <strong>Two UUIDs are recorded: {uuids.map(groupUuid).join(' and ')}.</strong> A person has one. Check CIS, then correct the case that
      is wrong.
    </p>
  )
}

function Timeline({ person: { timeline } }: { readonly person: Person }) {
  return (
    <section aria-labelledby="person-timeline">
      <h2 className="nhsuk-heading-s" id="person-timeline">
        What happened
      </h2>
      {timeline.length === 0 && <p>Nothing is recorded beside the deleted cases.</p>}
      <ol className="desk-history people-history" reversed>
        {timeline.map(({ at, by, title, lines, from, caseId }, index) => (
          <li key={index}>
            <div className="desk-secondary">
              <p>
                <time dateTime={at}>{formatDateTime(at)}</time>
              </p>
              <p>
                {by}
                {caseId && ', '}
                {caseId && (
                  <Link className="desk-mono desk-nowrap" href={`/case/${caseId}`}>
                    {from}
                  </Link>
                )}
              </p>
            </div>
            <div>
              <p>
                <strong>{title}</strong>
              </p>
              {lines.map((line, place) => (
                <p key={place} className="desk-event-extra">
                  {line}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
