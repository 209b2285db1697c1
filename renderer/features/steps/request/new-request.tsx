/** Starts a case from a request. */
import { useLocation } from 'wouter'
import { getEdition } from '../../../../domain/guidance/index.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Details, toast } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { RequestForm } from './request-form.tsx'

export function NewRequest() {
  const client = useCaseClient()
  const [, go] = useLocation()
  const edition = getEdition(useStationState().edition)
  const words = edition.steps.request
  return (
    <>
      <h1 className="nhsuk-heading-l">{words.title}</h1>
      <p>{words.hint}</p>
      <Details summary="What the guidance says">
        {words.guidance.map((passage) => (
          <p key={passage}>{passage}</p>
        ))}
      </Details>
      <RequestForm
        draftKey="new-request"
        edition={edition}
        label="Start the case"
        record={async (event, source) => {
          const opened = await client.newCase(event, source && { bytes: source, mime: 'message/rfc822' })
          if (!opened.ok) return opened.error
          toast(`Case ${opened.value.record.caseReference} started`)
          go(`/case/${opened.value.record.caseId}`)
          return undefined
        }}
      />
    </>
  )
}
