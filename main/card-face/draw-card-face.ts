/** Draws the faces of a card from the facts of its case and the station's template, for each use. */
import type { CaseFacts } from '../../domain/case/facts.ts'
import { err, type Result } from '../../domain/result.ts'
import type { CardSides } from '../documents/card-face.ts'
import { readStationCard, type StationCard } from './card-template.ts'
import { readEvidence, type EvidenceFailureCode } from '../evidence/evidence.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { Clock, Fonts, Practice, Settings, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type DrawCardFacePorts = Clock & Fonts & Practice & Settings & SignedInAgent & Store

interface How {
  readonly sides?: CardSides
  readonly showKeepOut?: boolean
}

async function stationParts(desk: DrawCardFacePorts) {
  const { returnAddress, serviceProvider } = desk.settings()
  const documentSettings = { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice }
  // Post town and postcode stay together, on a line of their own.
  const address = returnAddress ? `${returnAddress.lines.join(', ')},\n${returnAddress.town} ${returnAddress.postcode}` : undefined
  return { documentSettings, face: { provider: serviceProvider.name, ...(address ? { returnAddress: address } : {}) } }
}

export interface DrawnCase {
  readonly caseId: string
  readonly facts: CaseFacts
}

export async function drawCardFaces(
  desk: DrawCardFacePorts,
  { template, images }: Pick<StationCard, 'template' | 'images'>,
  { caseId, facts }: DrawnCase,
  how: How = {},
): Promise<Result<Uint8Array, DocumentFailureCode | EvidenceFailureCode | 'cannot-start-yet'>> {
  const { registrant, organisation, uuid, photograph, liveCard } = facts
  if (!registrant || !organisation || !uuid || !photograph)
    return err('cannot-start-yet', 'The card face needs the details, the photograph and the UUID.', 'Finish the earlier steps first.')
  const photo = await readEvidence(desk, caseId, photograph.print)
  if (!photo.ok) return photo
  const { documentSettings, face } = await stationParts(desk)
  const { makeCardFace } = await import('../documents/card-face.ts')
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
  desk: DrawCardFacePorts,
  { template, images }: Pick<StationCard, 'template' | 'images'>,
  { name }: { readonly name?: string },
): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const { documentSettings, face } = await stationParts(desk)
  const { makeCardFace } = await import('../documents/card-face.ts')
  return makeCardFace({ ...face, ...SAMPLE, ...(name ? { name } : {}), template, images, showKeepOut: true }, documentSettings)
}

/** The card face of a case with the station's template, as it is printed: without a line around the chip. */
export async function drawCardFace(desk: DrawCardFacePorts, drawn: DrawnCase, sides?: CardSides): ReturnType<typeof drawCardFaces> {
  return drawCardFaces(desk, await readStationCard(desk), drawn, sides ? { sides } : {})
}
