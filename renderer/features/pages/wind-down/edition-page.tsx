/** A withdrawn edition: who was registered under it and has something to undo, and the cases that are still open under it. */
import { peopleInWords, thingsInWords } from '../../../../domain/format.ts'
import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useEditions, useListView, useSummaries } from '../../../client/use-case-client.ts'
import { Button, formatDate, FormError, Inset, Spinner, toast } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { useAct } from '../../shared/use-act.ts'
import { WIND_DOWN, WindDownHead } from './wind-down-head.tsx'

/** Cases that are listed one by one; the work list shows all. */
const LISTED = 100

export function WindDownEditionPage({ editionId }: { readonly editionId: string }) {
  const edition = useEditions().find(editionId)
  if (!edition)
    return (
      <>
        <WindDownHead />
        <p>
          This workstation does not have this edition. <Link href="/settings/editions">Go to the editions</Link>
        </p>
      </>
    )
  const { withdrawn } = edition.inForce
  return (
    <>
      <Link href="/settings/editions" className="nhsuk-back-link">
        Editions
      </Link>
      <WindDownHead />
      <h2 className="nhsuk-heading-m">{edition.name}</h2>
      {withdrawn ? (
        <Inset>
          <p>
            Withdrawn on {formatDate(withdrawn.on)}. {withdrawn.why}
          </p>
        </Inset>
      ) : (
        <p>This edition is in use. You can wind down what was done under it all the same.</p>
      )}
      <div className="wind-down-columns">
        <OpenCases editionId={editionId} />
        <StartFor editionId={editionId} name={edition.name} />
      </div>
    </>
  )
}

function StartFor({ editionId, name }: { readonly editionId: string; readonly name: string }) {
  const client = useCaseClient()
  const summaries = useSummaries()
  const [, go] = useLocation()
  const [found, setFound] = useState<Output<'windDown.preview'>>()
  const starting = useAct()
  useEffect(() => {
    let current = true
    void client.call('windDown.preview', { choice: { editions: [editionId] } }).then((answer) => {
      if (current && answer.ok) setFound(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, editionId, summaries])
  const start = () =>
    starting.run(async () => {
      const answer = await client.call('windDown.start', { name: `Withdrawn: ${name}`, choice: { editions: [editionId] } })
      if (!answer.ok) return answer.error
      toast('Campaign started')
      go(`${WIND_DOWN}/campaign/${answer.value.campaignId}`)
      return undefined
    })
  return (
    <section className="desk-card" aria-labelledby="wind-down-edition-people">
      <h3 className="nhsuk-heading-s" id="wind-down-edition-people">
        People with something to undo
      </h3>
      <FormError failure={starting.failure} />
      {!found && <Spinner label="Counting" />}
      {found && (
        <>
          <p>
            {found.obligations === 0
              ? 'Nothing of this edition is left to undo.'
              : `${peopleInWords(found.persons)}, ${thingsInWords(found.obligations)} to undo.`}
          </p>
          <Allowed to="windDown.start" otherwise="starts the campaign">
            <Button busy={starting.busy} disabled={found.obligations === 0} onClick={() => void start()}>
              Start a campaign for them
            </Button>
          </Allowed>
        </>
      )}
    </section>
  )
}

function OpenCases({ editionId }: { readonly editionId: string }) {
  const isOpenUnder = useMemo(
    () =>
      ({ status, edition }: CaseSummary) =>
        status === 'open' && edition === editionId,
    [editionId],
  )
  const open = useListView(isOpenUnder)
  return (
    <section aria-labelledby="wind-down-edition-cases">
      <h3 className="nhsuk-heading-s" id="wind-down-edition-cases">
        Open cases under it
      </h3>
      {open.length === 0 ? (
        <p>No open case follows it.</p>
      ) : (
        <>
          <p>
            Finish each case under this edition, or end it. To move a person to another edition, end the case and{' '}
            <Link href="/new">start a new request</Link>: what was done so far stays on the person.
          </p>
          <table className="nhsuk-table">
            <caption className="nhsuk-u-visually-hidden">Open cases under this edition</caption>
            <thead>
              <tr>
                <th scope="col">Case</th>
                <th scope="col">Name</th>
                <th scope="col">Steps done</th>
              </tr>
            </thead>
            <tbody>
              {open.slice(0, LISTED).map((one) => (
                <tr key={one.caseId}>
                  <td>
                    <Link href={`/case/${one.caseId}`}>{one.reference}</Link>
                  </td>
                  <td>{one.name}</td>
                  <td>
                    {one.completed} of {one.of}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {open.length > LISTED && <p>{open.length - LISTED} more are on the work list.</p>}
        </>
      )}
    </section>
  )
}
