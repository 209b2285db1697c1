/** Draws the faces of a card from the facts of its case and the station's template, anew each time. */
import type { CaseFacts } from '../../domain/case/facts.ts'
import { err, type Result } from '../../domain/result.ts'
import { makeCardFace, type CardSides } from '../documents/card-face.ts'
import type { StationCard } from './card-template.ts'
import type { DeskContext } from '../station/desk-context.ts'
import { readEvidence } from '../evidence/evidence.ts'

interface How {
  readonly sides?: CardSides
  readonly showKeepOut?: boolean
}

async function stationParts(desk: DeskContext) {
  const { returnAddress, serviceProvider } = desk.settings()
  const documentSettings = { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice }
  // Post town and postcode stay together, on a line of their own.
  const address = returnAddress ? `${returnAddress.lines.join(', ')},\n${returnAddress.town} ${returnAddress.postcode}` : undefined
  return { documentSettings, face: { provider: serviceProvider.name, ...(address ? { returnAddress: address } : {}) } }
}

export async function drawCardFaces(
  desk: DeskContext,
  { template, images }: Pick<StationCard, 'template' | 'images'>,
  facts: CaseFacts,
  how: How = {},
): Promise<Result<Uint8Array>> {
  const { registrant, organisation, uuid, photograph, liveCard } = facts
  if (!registrant || !organisation || !uuid || !photograph)
    return err('cannot-start-yet', 'The card face needs the details, the photograph and the UUID.', 'Finish the earlier steps first.')
  const photo = await readEvidence(desk, photograph.print)
  if (!photo.ok) return photo
  const { documentSettings, face } = await stationParts(desk)
  return makeCardFace(
    {
      ...face,
      ...how,
      template,
      images,
      name: registrant.nameOnCard,
      organisation: organisation.name,
      uuid,
      photo: photo.value,
      ...(liveCard?.serial ? { serial: liveCard.serial } : {}),
    },
    documentSettings,
  )
}

/** An invented person on a card, for looking at a template before it is used. */
const SAMPLE = {
  name: 'Sample Registrant-Invented',
  organisation: 'Invented Valley NHS Foundation Trust',
  uuid: '000000000000',
  serial: '0A1B2C3D',
  photo: undefined,
} as const

export async function drawSampleFaces(
  desk: DeskContext,
  { template, images }: Pick<StationCard, 'template' | 'images'>,
  { name }: { readonly name?: string },
): Promise<Result<Uint8Array>> {
  const { documentSettings, face } = await stationParts(desk)
  return makeCardFace({ ...face, ...SAMPLE, ...(name ? { name } : {}), template, images, showKeepOut: true }, documentSettings)
}
