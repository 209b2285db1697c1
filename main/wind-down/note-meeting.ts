/** Links a case that proves an identity face to face with the campaign in which that was decided. */
import { err, type Result } from '../../domain/result.ts'
import { PROVES_FACE_TO_FACE } from '../../domain/journey/face-to-face.ts'
import { personIdOf } from '../../domain/journey/person.ts'
import type { WindDownCode } from '../../domain/wind-down/acts.ts'
import type { Cases } from '../registration/case-store.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { findPersons, store, type CampaignPorts } from './run-campaign.ts'

interface Meeting {
  readonly campaignId: string
  readonly personId: string
  readonly caseId: string
}

/** The case must be one that proves an identity, of this person or with their UUID. */
export async function noteMeeting(
  ports: CampaignPorts & Cases,
  { campaignId, personId, caseId }: Meeting,
): Promise<
  Result<
    unknown,
    RecordFailureCode | WindDownCode | 'no-such-case' | 'no-such-campaign' | 'no-such-person' | 'nothing-chosen' | 'campaign-certified'
  >
> {
  const persons = findPersons(ports, { campaignId, personIds: [personId] })
  if (!persons.ok) return persons
  const open = await ports.cases.get(caseId)
  const uuids = persons.value.flatMap(({ all }) => all.map(({ obligation }) => obligation.uuid))
  const isOfPerson =
    open !== undefined &&
    (personIdOf(caseId, open.view.facts) === personId || (open.view.facts.uuid !== undefined && uuids.includes(open.view.facts.uuid)))
  if (!open || open.view.edition.closingStep !== PROVES_FACE_TO_FACE || !isOfPerson) return noSuchCase
  const event = { kind: 'reproofBegun' as const, campaignId, caseId, at: ports.now().toISOString(), by: ports.agent.agentName }
  return store(ports, campaignId, [{ personId, events: [event] }], 'wind-down-meeting', { caseId })
}

const noSuchCase = err(
  'no-such-case',
  'This case does not prove the identity of this person. Nothing was saved.',
  'Start the face-to-face case from the campaign.',
)
