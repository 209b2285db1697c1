/** Begins a replacement for each of several cards whose certificates end. Each is a case of its own: what one card refuses says nothing of the others. */
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { CaseClient } from '../../../client/case-client.ts'

export interface Begun {
  readonly serial: string
  readonly caseId?: string
  readonly reference?: string
  /** Why no case was begun. */
  readonly message?: string
}

/** The reason of the edition that is about certificates. */
export const CERTIFICATES = 'certificates'

type Client = Pick<CaseClient, 'call' | 'newReplacement'>

export async function beginReplacement(
  client: Client,
  serial: string,
  {
    edition,
    offered,
    today,
  }: { readonly edition: Pick<Edition, 'id'>; readonly offered: 'tried' | 'not-possible'; readonly today: string },
): Promise<Begun> {
  const found = await client.call('replacement.find', { by: 'serial', serial })
  if (!found.ok) return { serial, message: `${found.error.message} ${found.error.next}` }
  const { personId, person, sources } = found.value
  const { organisation } = person ?? {}
  if (!person || !organisation || personId === undefined)
    return { serial, message: 'Its case is not on this workstation any more. Replace this card by itself, and copy the details from CIS.' }
  const opened = await client.newReplacement(edition.id, {
    personId,
    uuid: person.uuid,
    name: person.name,
    nameOnCard: person.nameOnCard,
    ...(person.nameOnEnvelope ? { nameOnEnvelope: person.nameOnEnvelope } : {}),
    organisation,
    oldCard: { serial },
    why: CERTIFICATES,
    offered,
    requestedOn: today,
    ...(sources[0] ? { carriedFrom: sources[0].caseId } : {}),
  })
  if (!opened.ok) return { serial, message: `${opened.error.message} ${opened.error.next}` }
  return { serial, caseId: opened.value.record.caseId, reference: opened.value.record.caseReference }
}
