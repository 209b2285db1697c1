/** One person of a campaign: what is to be undone, what was decided and done, letters, and the face-to-face case. */
import { Link } from 'wouter'
import { decisionWords, settledWords } from '../../../../domain/wind-down/settlement.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import { letterTemplates } from '../../../../domain/wind-down/letters.ts'
import type { Output } from '../../../../preload/contract.ts'
import { CopyButton, formatDate, formatUuid, FormError, Spinner, SummaryList, WordTag } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { ActOnPeople } from './act-on-people.tsx'
import { stateTones, stateWords } from './campaign-filters.ts'
import { LetterPart } from './letter-part.tsx'
import { useCampaign, useOrganisationNames, usePerson, usePersonNames } from './use-wind-down.ts'
import { WIND_DOWN } from './wind-down-head.tsx'
import './wind-down.css'

type Person = Output<'windDown.person'>

interface PersonPageProps {
  readonly campaignId: string
  readonly personId: string
}

export function WindDownPersonPage({ campaignId, personId }: PersonPageProps) {
  const { value, failure, reload } = usePerson(campaignId, personId)
  const campaign = useCampaign(campaignId).value?.campaign
  const { nameOf } = usePersonNames()
  const path = `${WIND_DOWN}/campaign/${campaignId}`
  return (
    <>
      <Link href={path} className="nhsuk-back-link">
        {campaign?.name ?? 'Campaign'}
      </Link>
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading what must be undone" />}
      {value && (
        <>
          <h1 className="nhsuk-heading-l">
            {nameOf(value.person)} <WordTag tone={stateTones[value.person.state]}>{stateWords[value.person.state]}</WordTag>
          </h1>
          <div className="wind-down-columns">
            <div>
              <AboutPerson value={value} />
              <Obligations value={value} />
            </div>
            <div>
              {!campaign?.certifiedAt && value.person.left > 0 && (
                <Allowed to="windDown.decide">
                  <section className="desk-card" aria-label="Decide or record">
                    <ActOnPeople key={value.person.left} campaignId={campaignId} personIds={[personId]} done={reload} />
                  </section>
                  {value.decision?.decision === 'reverify' && value.meetings.length === 0 && (
                    <p>
                      <Link href={`${path}/person/${personId}/meeting`}>Start the face-to-face case</Link>
                    </p>
                  )}
                  <LetterPart campaignId={campaignId} personId={personId} decision={value.decision?.decision} />
                </Allowed>
              )}
            </div>
          </div>
        </>
      )}
    </>
  )
}

function AboutPerson({ value: { person, decision, chased, meetings } }: { readonly value: Person }) {
  const organisationOf = useOrganisationNames()
  return (
    <SummaryList
      rows={[
        ...(person.uuid
          ? [
              {
                key: 'UUID',
                value: <strong className="desk-mono">{formatUuid(person.uuid)}</strong>,
                action: <CopyButton value={person.uuid} label="UUID" />,
              },
            ]
          : []),
        { key: 'Organisations', value: person.odsCodes.map(organisationOf).join(', ') || 'Not recorded' },
        {
          key: 'Decision',
          value: decision
            ? `${decisionWords[decision.decision].title}, by ${decision.decidedBy ?? decision.by}${decision.why ? `: ${decision.why}` : ''}`
            : 'Not decided',
        },
        ...(chased
          ? [
              {
                key: 'Last letter',
                value: `${letterTemplates[chased.letter].title}, ${formatDate(chased.on)}${chased.next ? `; ask again on ${formatDate(chased.next)}` : ''}`,
              },
            ]
          : []),
        ...meetings.map((caseId, index) => ({
          key: index === 0 ? 'Face-to-face case' : `Face-to-face case ${index + 1}`,
          value: <Link href={`/case/${caseId}`}>Open the case</Link>,
        })),
      ]}
    />
  )
}

function Obligations({ value: { all } }: { readonly value: Person }) {
  return (
    <div className="wind-down-table">
      <table className="nhsuk-table">
        <caption className="nhsuk-table__caption">To undo</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Since</th>
            <th scope="col">How it stands</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ obligation, standing }) => (
            <tr key={obligation.key}>
              <th scope="row">
                {undoKindWords[obligation.kind]}
                <span className="desk-secondary">
                  {' '}
                  {[obligation.odsCodes.join(', '), obligation.serial && `card ${obligation.serial}`].filter(Boolean).join(', ')}
                  {obligation.until && `, until ${formatDate(obligation.until)}`}
                </span>
              </th>
              <td>
                {formatDate(obligation.since.slice(0, 10))}
                {obligation.caseId && obligation.caseReference && (
                  <>
                    {', '}
                    <Link href={`/case/${obligation.caseId}`}>{obligation.caseReference}</Link>
                  </>
                )}
              </td>
              <td>
                <Standing standing={standing} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Standing({ standing }: { readonly standing: Person['all'][number]['standing'] }) {
  if (standing.state === 'open') return <WordTag tone="yellow">Left to undo</WordTag>
  if (standing.state === 'elsewhere') return <>Left with its case</>
  const { how, on, by, reference, note } = standing
  return (
    <>
      {settledWords[how]} on {formatDate(on)}
      {by && `, recorded by ${by}`}
      {reference && (
        <>
          , reference <span className="desk-mono">{reference}</span>
        </>
      )}
      {note && `: ${note}`}
    </>
  )
}
