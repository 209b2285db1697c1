/** Draws the documents of a case from its facts, anew each time: no document with a name on it lies anywhere until the agent saves it. */
import { MEDIA, defaultLabelMedium, findLabelMedium, hasPositions } from '../../domain/dispatch/media.ts'
import type { CaseFacts } from '../../domain/case/facts.ts'
import { fullName } from '../../domain/journey/registrant.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { DocumentRequest } from '../../preload/contract.ts'
import { makeCalibrationSheet } from '../documents/calibration.ts'
import type { CardSides } from '../documents/card-face.ts'
import { makeLabels } from '../documents/label.ts'
import { makeManifestCsv } from '../documents/manifest-csv.ts'
import { makeManifestJson } from '../documents/manifest-json.ts'
import { makeManifestPdf } from '../documents/manifest-pdf.ts'
import type { DocumentSettings } from '../documents/pdf.ts'
import { readStationCard } from '../printing/card-template.ts'
import { drawReleaseSheet } from '../release/draw-release-sheet.ts'
import { findManifest } from '../dispatch/close-manifest.ts'
import type { DeskContext } from '../station/desk-context.ts'
import { drawCardFaces } from '../printing/draw-card-face.ts'

export interface DrawnDocument {
  readonly bytes: Uint8Array
  readonly mime: 'application/pdf' | 'text/csv' | 'application/json'
  /** Holds references only, never a name: file names are seen by everybody. */
  readonly fileName: string
}

async function settingsOf(desk: DeskContext): Promise<DocumentSettings> {
  return { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice }
}

export async function drawLabel(
  desk: DeskContext,
  facts: CaseFacts,
  label:
    | NonNullable<CaseFacts['label']>
    | { readonly dispatchReference: string; readonly itemReference: string; readonly medium: string; readonly position: number },
): Promise<Result<Uint8Array>> {
  const { registrant } = facts
  const station = desk.settings()
  if (!registrant?.address) return err('cannot-start-yet', 'There is no address yet.', 'Enter the registrant’s details first.')
  if (!station.returnAddress)
    return err(
      'no-return-address',
      'This station has no return address, and a label needs one. Nothing was made.',
      'Enter the return address in the settings, then make the label again.',
    )
  const medium = findLabelMedium(label.medium) ?? defaultLabelMedium
  return makeLabels(
    {
      medium,
      start: hasPositions(MEDIA[medium]) ? label.position : 1,
      offset: { x: station.label.offsetX, y: station.label.offsetY },
      returnTo: { name: station.serviceProvider.name, address: station.returnAddress },
      labels: [
        {
          name: fullName(registrant),
          address: registrant.address,
          itemReference: label.itemReference,
          dispatchReference: label.dispatchReference,
        },
      ],
    },
    await settingsOf(desk),
  )
}

/** As it is printed: without a line around the chip. */
export async function drawCardFace(desk: DeskContext, facts: CaseFacts, sides?: CardSides): Promise<Result<Uint8Array>> {
  return drawCardFaces(desk, await readStationCard(desk), facts, sides ? { sides } : {})
}

export async function drawDocument(desk: DeskContext, wanted: DocumentRequest): Promise<Result<DrawnDocument>> {
  switch (wanted.kind) {
    case 'label':
    case 'card-face': {
      const open = await desk.cases.get(wanted.caseId)
      if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
      const { facts } = open.view
      if (wanted.kind === 'card-face')
        return named(await drawCardFace(desk, facts), 'application/pdf', `card-face-${open.record.caseReference}.pdf`)
      if (!facts.label) return err('cannot-start-yet', 'No label has been made yet.', 'Make the label first.')
      return named(await drawLabel(desk, facts, facts.label), 'application/pdf', `label-${facts.label.itemReference}.pdf`)
    }
    case 'manifest-pdf':
    case 'manifest-csv':
    case 'manifest-json': {
      const stored = await findManifest(desk, wanted.dispatchReference)
      if (!stored) return err('no-such-manifest', 'This manifest is not on this workstation.', 'Look at the list of manifests again.')
      const name = `manifest-${stored.manifest.dispatchReference}`
      if (wanted.kind === 'manifest-csv') return named(await makeManifestCsv(stored.manifest), 'text/csv', `${name}.csv`)
      if (wanted.kind === 'manifest-json') return named(await makeManifestJson(stored.manifest), 'application/json', `${name}.json`)
      return named(await makeManifestPdf(stored.manifest, await settingsOf(desk)), 'application/pdf', `${name}.pdf`)
    }
    case 'release-sheet':
      return drawReleaseSheet(desk, wanted.caseId)
    case 'calibration':
      return named(
        await makeCalibrationSheet({ medium: wanted.medium }, await settingsOf(desk)),
        'application/pdf',
        `calibration-${wanted.medium}.pdf`,
      )
  }
}

function named(drawn: Result<Uint8Array>, mime: DrawnDocument['mime'], fileName: string): Result<DrawnDocument> {
  return drawn.ok ? ok({ bytes: drawn.value, mime, fileName }) : drawn
}
