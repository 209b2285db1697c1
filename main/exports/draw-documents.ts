/** Draws the documents of a case from its facts, for each use: no document with a name on it is stored until the agent saves it. */
import { nameOfPostingList } from '../../domain/dispatch/reference.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { DocumentRequest } from '../../preload/contract.ts'
import type { DrawnDocument } from '../documents/drawn-document.ts'
import type { DocumentSettings } from '../documents/pdf.ts'
import { drawReleaseSheet } from '../release/draw-release-sheet.ts'
import { findManifest } from '../dispatch/close-manifest.ts'
import { drawCardFace } from '../card-face/draw-card-face.ts'
import { drawLabel } from '../dispatch/draw-label.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { EvidenceFailureCode } from '../evidence/evidence.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Fonts, Practice, RandomBytes, Settings, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type DrawDocumentsPorts = Cases & Clock & Fonts & Practice & RandomBytes & Settings & SignedInAgent & Store

async function settingsOf(desk: DrawDocumentsPorts): Promise<DocumentSettings> {
  return { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice }
}

export async function drawDocument(
  desk: DrawDocumentsPorts,
  wanted: DocumentRequest,
): Promise<Result<DrawnDocument, DocumentFailureCode | EvidenceFailureCode | 'cannot-start-yet' | 'no-such-case' | 'no-such-manifest'>> {
  switch (wanted.kind) {
    case 'label':
    case 'card-face': {
      const open = await desk.cases.get(wanted.caseId)
      if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
      const { facts } = open.view
      if (wanted.kind === 'card-face')
        return named(
          await drawCardFace(desk, { caseId: open.record.caseId, facts }),
          'application/pdf',
          `card-face-${open.record.caseReference}.pdf`,
        )
      if (!facts.label) return err('cannot-start-yet', 'No label has been made yet.', 'Make the label first.')
      return named(await drawLabel(desk, facts, facts.label), 'application/pdf', `label-${facts.label.itemReference}.pdf`)
    }
    case 'manifest-pdf':
    case 'manifest-csv':
    case 'manifest-json': {
      const stored = await findManifest(desk, wanted.dispatchReference)
      if (!stored)
        return err('no-such-manifest', 'This posting list is not on this workstation.', 'Choose it from the list of closed posting lists.')
      const name = nameOfPostingList(stored.manifest.dispatchReference)
      if (wanted.kind === 'manifest-csv') {
        const { makeManifestCsv } = await import('../documents/manifest-csv.ts')
        return named(await makeManifestCsv(stored.manifest), 'text/csv', `${name}.csv`)
      }
      if (wanted.kind === 'manifest-json') {
        const { makeManifestJson } = await import('../documents/manifest-json.ts')
        return named(await makeManifestJson(stored.manifest), 'application/json', `${name}.json`)
      }
      const { makeManifestPdf } = await import('../documents/manifest-pdf.ts')
      return named(await makeManifestPdf(stored.manifest, await settingsOf(desk)), 'application/pdf', `${name}.pdf`)
    }
    case 'release-sheet':
      return drawReleaseSheet(desk, wanted.caseId)
    case 'calibration': {
      const { makeCalibrationSheet } = await import('../documents/calibration.ts')
      return named(
        await makeCalibrationSheet({ medium: wanted.medium }, await settingsOf(desk)),
        'application/pdf',
        `calibration-${wanted.medium}.pdf`,
      )
    }
  }
}

function named<Code extends string>(
  drawn: Result<Uint8Array, Code>,
  mime: DrawnDocument['mime'],
  fileName: string,
): Result<DrawnDocument, Code> {
  return drawn.ok ? ok({ bytes: drawn.value, mime, fileName }) : drawn
}
