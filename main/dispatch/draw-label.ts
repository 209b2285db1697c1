/** Draws the label of a case from its facts. */
import type { CaseFacts } from '../../domain/case/facts.ts'
import { nameOnEnvelope } from '../../domain/registrant/name.ts'
import { err, type Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { Clock, Fonts, Practice, Settings } from '../ports.ts'

export async function drawLabel(
  desk: Clock & Fonts & Practice & Settings,
  facts: CaseFacts,
  label:
    | NonNullable<CaseFacts['label']>
    | { readonly dispatchReference: string; readonly itemReference: string; readonly medium: string; readonly position: number },
): Promise<Result<Uint8Array, DocumentFailureCode | 'cannot-start-yet'>> {
  const { registrant } = facts
  const station = desk.settings()
  if (!registrant?.address) return err('cannot-start-yet', 'There is no address yet.', 'Record the registrant’s address first.')
  if (!station.returnAddress)
    return err(
      'no-return-address',
      'This station has no return address, and a label needs one. Nothing was made.',
      'Enter the return address in the settings, then make the label again.',
    )
  const medium = label.medium === 'thermal-100x150' ? 'thermal-100x150' : 'L7163'
  const { makeLabels } = await import('../documents/label.ts')
  return makeLabels(
    {
      medium,
      start: medium === 'L7163' ? label.position : 1,
      offset: { x: station.label.offsetX, y: station.label.offsetY },
      returnTo: { name: station.serviceProvider.name, address: station.returnAddress },
      labels: [
        {
          name: nameOnEnvelope(registrant),
          address: registrant.address,
          itemReference: label.itemReference,
          dispatchReference: label.dispatchReference,
        },
      ],
    },
    { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice },
  )
}
