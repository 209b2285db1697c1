/** Starts the case in which a person of a campaign proves their identity face to face. */
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { PROVES_FACE_TO_FACE } from '../../../../domain/journey/face-to-face.ts'
import { useCaseClient, useEditions } from '../../../client/use-case-client.ts'
import { FormError, Spinner, toast } from '../../../ui/index.ts'
import { MeetingForm } from '../../steps/arrange-meeting/meeting-form.tsx'
import type { MeetingPerson } from '../../steps/arrange-meeting/read-meeting.ts'
import { usePerson } from './use-wind-down.ts'
import { WIND_DOWN } from './wind-down-head.tsx'

interface MeetingPageProps {
  readonly campaignId: string
  readonly personId: string
}

export function MeetingPage({ campaignId, personId }: MeetingPageProps) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const { value, failure } = usePerson(campaignId, personId)
  const known = useKnown(value?.person.caseIds, value?.person.uuid)
  // The newest one: a service provider may have sent a later edition of it.
  const edition = useEditions().all.findLast(({ closingStep, inForce }) => closingStep === PROVES_FACE_TO_FACE && !inForce.withdrawn)
  const back = `${WIND_DOWN}/campaign/${campaignId}/person/${personId}`
  return (
    <>
      <Link href={back} className="nhsuk-back-link">
        Back to the person
      </Link>
      <h1 className="nhsuk-heading-l">Start the face-to-face case</h1>
      <FormError failure={failure} />
      {!edition && <p>The edition for this is withdrawn on this workstation. Ask your RA manager.</p>}
      {!known && !failure && <Spinner label="Reading the case" />}
      {known && edition && (
        <MeetingForm
          draftKey={`wind-down-meeting:${personId}`}
          edition={edition}
          label="Start the case"
          known={known}
          record={async (event) => {
            const opened = await client.newCase(edition.id, event)
            if (!opened.ok) return opened.error
            const { caseId, caseReference } = opened.value.record
            // A person whose cases were all deleted is known by the UUID alone.
            const linked = await client.act(caseId, {
              kind: 'personLinked',
              personId,
              why: 'Started from their wind-down, with the same UUID.',
            })
            if (!linked.ok && linked.error.code !== 'no-such-person') return linked.error
            const noted = await client.call('windDown.noteMeeting', { campaignId, personId, caseId })
            if (!noted.ok) return noted.error
            toast(`Case ${caseReference} started`)
            go(`/case/${caseId}`)
            return undefined
          }}
        />
      )}
    </>
  )
}

/** What the person's newest case says of them. Opening it is a view of the case. */
function useKnown(caseIds: readonly string[] | undefined, uuid: string | undefined): MeetingPerson | undefined {
  const client = useCaseClient()
  const [known, setKnown] = useState<MeetingPerson>()
  const caseId = caseIds?.at(-1)
  const isRead = caseIds !== undefined
  useEffect(() => {
    if (!isRead) return
    let current = true
    const ofPerson = uuid === undefined ? {} : { uuid }
    void (caseId === undefined ? Promise.resolve(undefined) : client.openCase(caseId)).then((answer) => {
      if (!current) return
      const facts = answer?.ok ? answer.value?.view.facts : undefined
      setKnown({
        ...ofPerson,
        ...(facts?.registrant ? { name: { given: facts.registrant.name.given, family: facts.registrant.name.family } } : {}),
        ...(facts?.organisation ? { organisation: facts.organisation } : {}),
      })
    })
    return () => {
      current = false
    }
  }, [client, isRead, caseId, uuid])
  return known
}
