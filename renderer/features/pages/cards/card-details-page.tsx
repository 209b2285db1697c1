/** One card: what it is, what happened to it, and what can be said of it now. */
import { Link } from 'wouter'
import { cardActWords, cardStateWords, destructionMethods } from '../../../../domain/card/lifecycle.ts'
import {
  Callout,
  CopyButton,
  formatDate,
  formatDateTime,
  FormError,
  lowerFirst,
  Spinner,
  SummaryList,
  WordTag,
  type SummaryRow,
} from '../../../ui/index.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { CardActs } from './card-acts.tsx'
import { CardCertificate } from './card-certificate.tsx'
import { CardTranscripts } from './card-transcripts.tsx'
import { cardTones } from './card-filters.ts'
import type { CardView } from './card-view.ts'
import { useCard } from './use-cards.ts'
import './cards.css'

export function CardPage({ serial }: { readonly serial: string }) {
  const { value, failure, reload } = useCard(serial)
  return (
    <>
      <p>
        <Link href="/cards">Back to the register</Link>
      </p>
      <div className="desk-page-head">
        <h1>
          Card <span className="desk-mono">{serial}</span>
        </h1>
      </div>
      {failure && <FormError failure={failure} />}
      {!value && !failure && <Spinner label="Reading the register" />}
      {value && (
        <div className="cards-columns">
          <div>
            <SummaryList rows={rowsOf(value)} />
            <section aria-labelledby="card-history">
              <h2 className="nhsuk-heading-m" id="card-history">
                What happened to it
              </h2>
              <History view={value} />
            </section>
            <CardTranscripts view={value} />
          </div>
          <div>
            <WhatToDo view={value} />
            <ReplaceThis view={value} />
            <CardActs view={value} done={reload} />
            <CardCertificate view={value} done={reload} />
          </div>
        </div>
      )}
    </>
  )
}

function rowsOf({ card, certificate }: CardView): SummaryRow[] {
  const sources = {
    none: 'None yet',
    'self-signed': 'Made by the card itself',
    authority: 'From this station’s issuing authority',
    file: 'From a file installed later',
  } as const
  return [
    {
      key: 'State',
      value: (
        <>
          <WordTag tone={cardTones[card.state]}>{cardStateWords[card.state]}</WordTag> since {formatDateTime(card.since)}
        </>
      ),
    },
    {
      key: 'Serial number',
      value: <span className="desk-mono">{card.serial}</span>,
      action: <CopyButton value={card.serial} label="serial number" />,
    },
    {
      key: 'Case',
      value: card.caseId ? (
        <Link href={`/case/${card.caseId}`} className="desk-mono">
          {card.caseReference}
        </Link>
      ) : (
        'None'
      ),
    },
    { key: 'Box', value: card.box ?? 'Not on any imported list' },
    ...(certificate
      ? [
          {
            key: 'Certificate',
            value: (
              <>
                {sources[certificate.source]}
                {certificate.validUntil ? `, until ${formatDate(certificate.validUntil)}` : ''}
              </>
            ),
          },
          {
            key: 'Card key',
            value:
              certificate.managementKey === 'station'
                ? 'Its own key, derived by this workstation'
                : 'The factory key: this card does not accept another',
          },
        ]
      : []),
  ]
}

function History({ view: { history } }: { readonly view: CardView }) {
  return (
    <table className="nhsuk-table cards-history">
      <caption className="nhsuk-u-visually-hidden">History of this card</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">By</th>
          <th scope="col">Case</th>
        </tr>
      </thead>
      <tbody>
        {history.map(({ act, at, by, caseId, caseReference, method, witness, note, conflict }, index) => (
          <tr key={index}>
            <td className="desk-nowrap">{formatDateTime(at)}</td>
            <td>
              {cardActWords[act]}
              {method && `, ${lowerFirst(destructionMethods.find(({ id }) => id === method)!.name)}`}
              {witness && <span className="cards-under">Witness: {witness}</span>}
              {note && <span className="cards-under">{note}</span>}
              {conflict && (
                <span className="cards-under">
                  <WordTag tone="red">Contradicts an earlier entry</WordTag>
                </span>
              )}
            </td>
            <td>{by}</td>
            <td className="desk-mono">{caseId ? <Link href={`/case/${caseId}`}>{caseReference}</Link> : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A card that somebody has, or had, and that no open case holds. */
function ReplaceThis({ view: { card } }: { readonly view: CardView }) {
  const mayReplace = useMayWorkOn()('replacement')
  const wasSomebodys = card.state === 'posted' || card.state === 'active' || card.state === 'lost' || card.state === 'cancelled'
  if (!mayReplace || card.heldByCase || !wasSomebodys) return null
  return (
    <p>
      <Link href={`/new/replace/${card.serial}`}>Replace this card</Link>
    </p>
  )
}

/** The one thing that this state asks for. */
function WhatToDo({ view: { card } }: { readonly view: CardView }) {
  if (card.heldByCase) {
    return (
      <Callout title="This card belongs to an open case">
        <p>
          If the card is lost, damaged or wrong, replace it in case <Link href={`/case/${card.caseId!}`}>{card.caseReference}</Link>. Its
          passcode is then destroyed with it.
        </p>
      </Callout>
    )
  }
  if (card.state === 'unknown')
    return (
      <Callout title="Do not use this card">
        <p>Its passcode is not known. Destroy it in front of a witness and record that here.</p>
      </Callout>
    )
  if (card.state === 'spoiled')
    return (
      <Callout title="Destroy this card">
        <p>It cannot be used again. Destroy it in front of a witness and record that here.</p>
      </Callout>
    )
  if (card.state === 'destroyed' && !card.destructionProved)
    return (
      <Callout title="How was it destroyed?">
        {' '}
        <p>The case records that this card was destroyed. Enter how, and who saw it.</p>
      </Callout>
    )
  return null
}
