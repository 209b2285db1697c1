/** What is known of the registrant, beside the task list. */
import { Link } from 'wouter'
import { personIdOf } from '../../../../domain/journey/person.ts'
import { EmailAddress, formatDate, formatPhone, formatUuid, SummaryList } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

export function AboutRegistrant({ handle }: { readonly handle: ReadyCase }) {
  const { registrant, request, knownIdentity, uuid, call, posting, boundNumber, liveCard } = handle.view.facts
  const mobile = registrant?.mobile
  const rows = [
    registrant?.dateOfBirth && { key: 'Date of birth', value: formatDate(registrant.dateOfBirth) },
    mobile && { key: 'Mobile', value: `${formatPhone(mobile)}${boundNumber === mobile ? ', confirmed' : ''}` },
    registrant?.email
      ? { key: 'Email', value: <EmailAddress address={registrant.email.address} /> }
      : request?.registrantEmail && { key: 'Email', value: <EmailAddress address={request.registrantEmail} /> },
    request && { key: 'Sponsor', value: request.sponsor.name },
    knownIdentity && { key: 'Identity proved', value: formatDate(knownIdentity.proof.on) },
    call && { key: 'Call', value: `${formatDate(call.at.slice(0, 10))} at ${call.at.slice(11)}` },
    uuid && { key: 'UUID', value: <span className="desk-mono">{formatUuid(uuid)}</span> },
    liveCard?.serial && { key: 'Card', value: <span className="desk-mono">{liveCard.serial}</span> },
    posting && { key: 'Posted', value: formatDate(posting.postedOn) },
  ].filter((row) => row !== undefined && row !== '')
  return (
    <div className="desk-card">
      <h2 className="nhsuk-heading-s">About the registrant</h2>
      <SummaryList rows={rows} />
      <p>
        <Link href={`/people/person/${personIdOf(handle.caseId, handle.view.facts)}`}>Everything about this person</Link>
      </p>
    </div>
  )
}
