/** "What would I have to rescind today?", by organisation and kind, and the campaigns. */
import { peopleInWords, thingsInWords } from '../../../../domain/format.ts'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { undoKinds } from '../../../../domain/case/to-undo.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import type { Output } from '../../../../preload/contract.ts'
import { Button, formatCount, formatDate, FormError, Inset, Spinner, WordTag } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { isCountedInSeveral } from './campaign-filters.ts'
import { StartCampaign } from './start-campaign.tsx'
import { useOrganisationNames, useToday } from './use-wind-down.ts'
import { WIND_DOWN, WindDownHead } from './wind-down-head.tsx'

type Today = Output<'windDown.today'>

export function WindDownPage() {
  const { value, failure } = useToday()
  return (
    <>
      <WindDownHead />
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading what must be undone" />}
      {value && (
        <div className="wind-down-columns">
          <section aria-labelledby="wind-down-today">
            <h2 className="nhsuk-heading-m" id="wind-down-today">
              What would I have to rescind today?
            </h2>
            <TodaysAnswer today={value} />
          </section>
          <Campaigns today={value} />
        </div>
      )}
    </>
  )
}

function TodaysAnswer({ today }: { readonly today: Today }) {
  return (
    <>
      {today.obligations === 0 ? (
        <p>Nothing. No flagged identity, no FFFFF or temporary access and no card is left on this workstation.</p>
      ) : (
        <>
          <p>
            <strong>{thingsInWords(today.obligations)}</strong> of <strong>{peopleInWords(today.persons.length)}</strong>, on{' '}
            {formatDate(today.today)}. <Link href={`${WIND_DOWN}/people`}>Show them by person</Link>
          </p>
          <CountTable today={today} />
          {isCountedInSeveral(today) && (
            <p className="desk-secondary">
              People in more than one organisation are counted in each, so the rows add up to more than the total.
            </p>
          )}
        </>
      )}
      {today.elsewhere > 0 && (
        <Inset>
          {thingsInWords(today.elsewhere)} more left with cases that were handed over. The workstation that has the cases lists them.
        </Inset>
      )}
    </>
  )
}

function CountTable({ today }: { readonly today: Today }) {
  const organisationOf = useOrganisationNames()
  const kinds = undoKinds.filter((kind) => today.counts.some((one) => one.kind === kind))
  const codes = [...new Set(today.counts.map(({ odsCode }) => odsCode ?? ''))].sort()
  const countOf = (odsCode: string, kind: string) =>
    today.counts.find((one) => (one.odsCode ?? '') === odsCode && one.kind === kind)?.count ?? 0
  return (
    <div className="wind-down-table">
      <table className="nhsuk-table">
        <caption className="nhsuk-u-visually-hidden">What is to be undone, by organisation and kind</caption>
        <thead>
          <tr>
            <th scope="col">Organisation</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" className="wind-down-figure">
                {undoKindWords[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <tr key={code}>
              <th scope="row">{code === '' ? 'Not recorded' : organisationOf(code)}</th>
              {kinds.map((kind) => (
                <td key={kind} className="wind-down-figure">
                  {formatCount(countOf(code, kind))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Campaigns({ today: { campaigns, counts } }: { readonly today: Today }) {
  const [, go] = useLocation()
  const [starting, setStarting] = useState(false)
  return (
    <section className="desk-card" aria-labelledby="wind-down-campaigns">
      <h2 className="nhsuk-heading-m" id="wind-down-campaigns">
        Campaigns
      </h2>
      {campaigns.length === 0 ? (
        <p>
          A campaign works through all or part of this list: you decide for each person, record what was done, and end with a certificate.
        </p>
      ) : (
        <ul className="nhsuk-list wind-down-campaigns">
          {campaigns.toReversed().map((one) => (
            <li key={one.campaignId}>
              <Link href={`${WIND_DOWN}/campaign/${one.campaignId}`}>{one.name}</Link>{' '}
              {one.certifiedAt ? <WordTag tone="green">Nothing left</WordTag> : <WordTag tone="blue">{formatCount(one.left)} left</WordTag>}
              <p className="desk-secondary">
                {peopleInWords(one.persons)}, {formatCount(one.settled)} of {thingsInWords(one.obligations)} settled. Started by{' '}
                {one.startedBy} on {formatDate(one.startedAt.slice(0, 10))}.
              </p>
            </li>
          ))}
        </ul>
      )}
      <Allowed to="windDown.start">
        <Button disabled={counts.length === 0} onClick={() => setStarting(true)}>
          Start a campaign
        </Button>
        <StartCampaign
          open={starting}
          odsCodes={[...new Set(counts.flatMap(({ odsCode }) => odsCode ?? []))].sort()}
          close={() => setStarting(false)}
          started={(campaignId) => go(`${WIND_DOWN}/campaign/${campaignId}`)}
        />
      </Allowed>
    </section>
  )
}
