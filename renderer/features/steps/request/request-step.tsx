/** Changes the request later: a wrong organisation, a sponsor named afterwards. */
import { useCaseClient } from '../../../client/use-case-client.ts'
import { EmailAddress, formatDate, SummaryList } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { nameOf } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { SealedEmail } from './email-text.tsx'
import { RequestForm } from './request-form.tsx'
import type { RequestEvent } from './read-request.ts'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const client = useCaseClient()
  const recorded = handle.view.facts.request
  return (
    <RequestForm
      draftKey={`case:${handle.caseId}:request`}
      edition={handle.edition}
      label="Save the request"
      recorded={recorded}
      record={async (event, bytes) => {
        let full: RequestEvent = event
        if (bytes) {
          const source = await client.attach(handle.caseId, bytes, { mime: 'message/rfc822' })
          if (!source.ok) return source.error
          full = { ...event, source: source.value }
        }
        const acted = await handle.act(full, reason)
        if (!acted.ok) return acted.error
        saved('Request saved')
        return undefined
      }}
    />
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { request } = handle.view.facts
  if (!request) return null
  const { sponsor } = request
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Received by', value: nameOf(handle.edition.requestChannels, request.channel) },
          { key: 'Received on', value: formatDate(request.receivedOn) },
          { key: 'Organisation', value: `${request.organisation.name} (${request.organisation.odsCode})` },
          {
            key: 'Registrant',
            value: (
              <>
                {request.registrantName}
                {request.registrantEmail && (
                  <>
                    <br />
                    <EmailAddress address={request.registrantEmail} />
                  </>
                )}
              </>
            ),
          },
          {
            key: 'Sponsor',
            value: (
              <>
                {sponsor.name}
                {sponsor.role && `, ${sponsor.role}`}
                {sponsor.email && (
                  <>
                    <br />
                    <EmailAddress address={sponsor.email} />
                  </>
                )}
              </>
            ),
          },
          ...(request.note ? [{ key: 'Note', value: <span className="desk-pre">{request.note}</span> }] : []),
        ]}
      />
      {request.source && <SealedEmail evidence={request.source} />}
    </>
  )
}

export const step: StepModule = { Screen, Summary }
