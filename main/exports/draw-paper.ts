/** Draws whatever goes on paper: documents of a case, and lists and letters as their page shows them. */
import { ok, type Result } from '../../domain/result.ts'
import type { DocumentToPrint } from '../../preload/contract.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { EvidenceFailureCode } from '../evidence/evidence.ts'
import type { LocumFilesPorts } from '../locum/locum-files.ts'
import type { ReadFailureCode } from '../record/journal-failures.ts'
import type { CertificatePaperPorts } from '../wind-down/certificate-paper.ts'
import type { CertifyingSession } from '../wind-down/certify.ts'
import type { LeftListPorts } from '../wind-down/left-list.ts'
import type { LetterPorts } from '../wind-down/letters.ts'
import { drawDocument, type DrawDocumentsPorts } from './draw-documents.ts'
import { subjectOf } from './export-document.ts'

/** What the use-cases of this file need. */
export type DrawPaperPorts = DrawDocumentsPorts & LocumFilesPorts & CertificatePaperPorts & LeftListPorts & LetterPorts

export interface Paper {
  readonly fileName: string
  readonly bytes: Uint8Array
  /** For the entry of the record, which names no person. */
  readonly what: string
  readonly caseId?: string
  readonly detail?: Readonly<Record<string, string | number>>
}

type DrawPaperCode =
  | DocumentFailureCode
  | EvidenceFailureCode
  | ReadFailureCode
  | 'cannot-start-yet'
  | 'no-such-campaign'
  | 'no-such-case'
  | 'no-such-manifest'
  | 'no-such-person'
  | 'not-certified'
  | 'too-many-rows'

export async function drawPaper(
  desk: DrawPaperPorts,
  document: DocumentToPrint,
  certifying: () => CertifyingSession,
): Promise<Result<Paper, DrawPaperCode>> {
  switch (document.kind) {
    case 'table': {
      const drawn = await (await import('./save-table.ts')).drawTablePdf(desk, document.table)
      if (!drawn.ok) return drawn
      const { rows, ...file } = drawn.value
      return ok({ ...file, what: document.table.of, detail: { rows } })
    }
    case 'locum-log': {
      const drawn = await (await import('../locum/locum-files.ts')).drawLocumLog(desk, document)
      if (!drawn.ok) return drawn
      const { entries, ...file } = drawn.value
      return ok({ ...file, what: document.kind, detail: { entries } })
    }
    case 'wind-down-left': {
      const { kind, campaignId } = document
      const drawn = await (await import('../wind-down/left-list.ts')).drawLeftList(desk, { campaignId, format: 'pdf' })
      return drawn.ok ? ok({ ...drawn.value, what: kind, detail: { campaignId } }) : drawn
    }
    case 'wind-down-letter': {
      const drawn = await (await import('../wind-down/letters.ts')).drawLetter(desk, document)
      return drawn.ok ? ok({ ...drawn.value, what: document.kind }) : drawn
    }
    case 'wind-down-certificate': {
      const { kind, campaignId } = document
      const stated = await (await import('../wind-down/certify.ts')).stateCertificate(desk, certifying(), campaignId)
      if (!stated.ok) return stated
      const drawn = await (await import('../wind-down/certificate-paper.ts')).drawCertificate(desk, stated.value)
      if (!drawn.ok) return drawn
      const { code, ...file } = drawn.value
      return ok({ ...file, what: kind, detail: { campaignId, code } })
    }
    default: {
      const drawn = await drawDocument(desk, document)
      return drawn.ok ? ok({ ...drawn.value, what: document.kind, ...subjectOf(document) }) : drawn
    }
  }
}
