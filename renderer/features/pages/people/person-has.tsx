/** What a person has: cases, cards, access, and texts that were sent to them. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { cardStateWords } from '../../../../domain/card/lifecycle.ts'
import { formatDate, formatDateTime, formatPhone, WordTag } from '../../../ui/index.ts'
import { cardTones } from '../cards/card-filters.ts'
import { CardSerial } from './card-serial.tsx'
import { OtherPerson } from './other-person.tsx'
import type { Person } from './person-words.ts'

export function PersonHas({ person, again }: { readonly person: Person; readonly again: () => void }) {
  const { cases, cards, positions, grants, texts, personId } = person
  return (
    <>
      <Table id="cases" title="Cases" heads={['Case', 'Organisation', 'Guidance', 'Started', 'Status']} none="No case here.">
        {cases.map((one) => (
          <tr key={one.caseId}>
            <td>
              <Link className="desk-mono" href={`/case/${one.caseId}`}>
                {one.caseReference}
              </Link>
            </td>
            <td>{one.organisation ?? '–'}</td>
            <td>{one.edition}</td>
            <td>{formatDate(one.openedAt.slice(0, 10))}</td>
            <td>
              <StatusTag status={one.status} ended={one.ended} />
            </td>
          </tr>
        ))}
      </Table>
      {cases.length > 1 && <OtherPerson cases={cases} personId={personId} done={again} />}
      <Table id="cards" title="Cards" heads={['Serial number', 'State', 'Ends', 'Case']} none="No card was written here.">
        {cards.map(({ serial, state, expiresOn, from, caseId }) => (
          <tr key={`${caseId} ${serial}`}>
            <td>
              <CardSerial serial={serial} />
            </td>
            <td>
              <WordTag tone={cardTones[state]}>{cardStateWords[state]}</WordTag>
            </td>
            <td>{expiresOn ? formatDate(expiresOn) : '–'}</td>
            <td className="desk-mono">{from}</td>
          </tr>
        ))}
      </Table>
      <Table id="access" title="Access" heads={['Position', 'Organisation', 'From', 'Until']} none="No access is recorded.">
        {positions.map(({ name, odsCode, from, to, caseReference }, index) => (
          <tr key={index}>
            <td>
              {name} <span className="desk-secondary">{caseReference}</span>
            </td>
            <td>{odsCode}</td>
            <td>{formatDate(from)}</td>
            <td>{to ? formatDate(to) : 'No end date'}</td>
          </tr>
        ))}
        {grants.map(({ position, odsCode, grantedOn, endsOn, revokedOn }, index) => (
          <tr key={`grant ${index}`}>
            <td>{position ?? 'National Locum access'}</td>
            <td>{odsCode}</td>
            <td>{formatDate(grantedOn)}</td>
            <td>{revokedOn ? `Revoked ${formatDate(revokedOn)}` : endsOn ? formatDate(endsOn) : 'No end date'}</td>
          </tr>
        ))}
      </Table>
      <Table id="texts" title="Texts" heads={['What', 'To', 'Sent', 'Case']} none="No text was sent.">
        {texts.map(({ what, to, at, from }) => (
          <tr key={at}>
            <td>{what === 'code' ? '6-digit code' : 'Passcode'}</td>
            <td className="desk-mono">{formatPhone(to)}</td>
            <td>{formatDateTime(at)}</td>
            <td className="desk-mono">{from}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}

function StatusTag({ status, ended }: Pick<Person['cases'][number], 'status' | 'ended'>) {
  if (ended) return <WordTag tone="plain">Ended</WordTag>
  if (status === 'stopped') return <WordTag tone="red">Stopped</WordTag>
  if (status === 'closed') return <WordTag tone="plain">Closed</WordTag>
  if (status === 'handed-over') return <WordTag tone="plain">Handed over</WordTag>
  return <WordTag tone="blue">Open</WordTag>
}

interface TableProps {
  readonly id: string
  readonly title: string
  readonly heads: readonly string[]
  /** Said where there is no row. */
  readonly none: string
  readonly children: ReactNode[]
}

function Table({ id, title, heads, none, children }: TableProps) {
  const isEmpty = children.flat().length === 0
  return (
    <section className="people-section" aria-labelledby={`person-${id}`}>
      <h2 className="nhsuk-heading-s" id={`person-${id}`}>
        {title}
      </h2>
      {isEmpty ? (
        <p className="desk-secondary">{none}</p>
      ) : (
        <table className="nhsuk-table" aria-labelledby={`person-${id}`}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
    </section>
  )
}
