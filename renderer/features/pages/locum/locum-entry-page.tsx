/** One entry of the log: who, why, until when, its history, and what can be done about it now. */
import { Link } from 'wouter'
import { locumStateWords } from '../../../../domain/locum/entry.ts'
import { revokedHowWords } from '../../../../domain/locum/events.ts'
import { pathOfLocumEntry } from '../../../../domain/locum/work-items.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useFindSummary } from '../../../client/use-case-client.ts'
import {
  Callout,
  CopyButton,
  formatDate,
  formatDateTime,
  FormError,
  formatPhone,
  formatUuid,
  Spinner,
  SummaryList,
  WordTag,
  type SummaryRow,
} from '../../../ui/index.ts'
import { ReviewForm, RevokeForm, WithdrawRevocation } from './act-forms.tsx'
import { locumTones } from './locum-filters.ts'
import { BackToLog } from './locum-head.tsx'
import { useLocumEntry, type LocumLine, type LocumView } from './use-locum.ts'
import './locum.css'

export function LocumEntry({ entryId }: { readonly entryId: string }) {
  const { value, failure, reload } = useLocumEntry(entryId)
  const mayChange = useAccess('locum.act') === 'do'
  return (
    <>
      <BackToLog />
      <FormError failure={failure} />
      {!value && !failure && (
        <>
          <h1>National Locum access</h1>
          <Spinner label="Reading the log" />
        </>
      )}
      {value && (
        <>
          <div className="desk-page-head">
            <h1>{value.line.name}</h1>
            {mayChange && <Link href={`${pathOfLocumEntry(entryId)}/correct`}>Correct this entry</Link>}
          </div>
          <div className="locum-columns">
            <div>
              <EntrySummary line={value.line} />
              <EntryHistory history={value.history} />
            </div>
            <div>
              <WhatToDo line={value.line} />
              {mayChange && <EntryActs key={value.line.rev} line={value.line} reload={reload} />}
            </div>
          </div>
        </>
      )}
    </>
  )
}

function EntrySummary({ line }: { readonly line: LocumLine }) {
  const findCase = useFindSummary()
  const { state, revoked } = line
  const rows: SummaryRow[] = [
    { key: 'State', value: <WordTag tone={locumTones[state]}>{locumStateWords[state]}</WordTag> },
    {
      key: 'UUID',
      value: <span className="desk-mono">{formatUuid(line.uuid)}</span>,
      action: <CopyButton value={line.uuid} label="UUID" />,
    },
    { key: 'Register number', value: line.registerNumber ?? 'Not entered' },
    ...(line.mobile ? [{ key: 'Mobile', value: formatPhone(line.mobile) }] : []),
    { key: 'Exceptional reason', value: line.reason },
    { key: 'Sponsor', value: line.sponsor },
    { key: 'Organisations', value: line.organisations.join(', ') },
    { key: 'Granted', value: `${formatDate(line.grantedOn)} by ${line.grantedBy}` },
    { key: 'Review by', value: <span className={state === 'overdue' ? 'locum-late' : undefined}>{formatDate(line.reviewBy)}</span> },
    { key: 'Ends on', value: <span className={state === 'ended' ? 'locum-late' : undefined}>{formatDate(line.endsOn)}</span> },
    ...(line.longerBecause ? [{ key: 'More than a year because', value: line.longerBecause }] : []),
    ...(line.secondBecause ? [{ key: 'Second grant because', value: line.secondBecause }] : []),
    ...(revoked
      ? [
          { key: 'Revoked', value: `${formatDate(revoked.on)} by ${revoked.by}` },
          { key: 'How', value: revokedHowWords[revoked.how] },
          ...(revoked.reference ? [{ key: 'Reference', value: <span className="desk-mono">{revoked.reference}</span> }] : []),
        ]
      : []),
    ...(line.case
      ? [
          {
            key: 'Case',
            value: findCase(line.case.caseId) ? (
              <Link href={`/case/${line.case.caseId}`} className="desk-mono">
                {line.case.caseReference}
              </Link>
            ) : (
              <span className="desk-mono">{line.case.caseReference}, not on this workstation any more</span>
            ),
          },
        ]
      : []),
  ]
  return <SummaryList rows={rows} />
}

function EntryHistory({ history }: Pick<LocumView, 'history'>) {
  return (
    <section aria-labelledby="locum-history">
      <h2 className="nhsuk-heading-m" id="locum-history">
        History
      </h2>
      <table className="nhsuk-table locum-table">
        <caption className="nhsuk-u-visually-hidden">History of this entry</caption>
        <thead>
          <tr>
            <th scope="col">Recorded</th>
            <th scope="col">What</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {history.map(({ at, by, title, lines }, index) => (
            <tr key={index}>
              <td className="desk-nowrap">{formatDateTime(at)}</td>
              <td>
                {title}
                {lines.map((line) => (
                  <span key={line} className="locum-under">
                    {line}
                  </span>
                ))}
              </td>
              <td>{by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The one thing that this state asks for. */
function WhatToDo({ line: { state, reviewBy, endsOn } }: { readonly line: LocumLine }) {
  switch (state) {
    case 'overdue':
      return (
        <Callout title="The review is overdue">
          <p>It was due by {formatDate(reviewBy)}. Ask the sponsor whether the access is still needed, then review or revoke it.</p>
        </Callout>
      )
    case 'ended':
      return (
        <Callout title="The access ended and is not revoked">
          <p>It ended on {formatDate(endsOn)}. Check in CIM that the position is removed, then record the revocation.</p>
        </Callout>
      )
    case 'review-due':
      return (
        <Callout title={`Review by ${formatDate(reviewBy)}`}>
          <p>Ask the sponsor whether the access is still needed, then review or revoke it.</p>
        </Callout>
      )
    case 'active':
    case 'revoked':
      return null
  }
}

function EntryActs({ line, reload }: { readonly line: LocumLine; readonly reload: () => void }) {
  const one = { entries: [line], done: reload }
  if (line.revoked)
    return (
      <section className="desk-card" aria-labelledby="locum-withdraw">
        <h2 className="nhsuk-heading-m" id="locum-withdraw">
          Revoked by mistake?
        </h2>
        <WithdrawRevocation {...one} />
      </section>
    )
  return (
    <>
      {line.state !== 'ended' && (
        <section className="desk-card" aria-labelledby="locum-review">
          <h2 className="nhsuk-heading-m" id="locum-review">
            Review
          </h2>
          <ReviewForm {...one} draft={`locum:review:${line.entryId}`} />
        </section>
      )}
      <section className="desk-card" aria-labelledby="locum-revoke">
        <h2 className="nhsuk-heading-m" id="locum-revoke">
          Revoke
        </h2>
        <RevokeForm {...one} draft={`locum:revoke:${line.entryId}`} />
      </section>
      {line.state === 'ended' && (
        <section className="desk-card" aria-labelledby="locum-review">
          <h2 className="nhsuk-heading-m" id="locum-review">
            Or extend it
          </h2>
          <ReviewForm {...one} draft={`locum:review:${line.entryId}`} />
        </section>
      )}
    </>
  )
}
