/** What the screen showed of a scan is part of the decision about it: a document that was never shown cannot be accepted. */
import { z } from 'zod'
import type { Failure } from '../result.ts'
import type { Evidence } from '../values.ts'
import { refusal, type RefusalCode } from './part.ts'

/** An identity document has few pages. A longer file holds other things too, and an agent would not look at every page. */
export const MOST_PAGES = 30
export const pageNumber = z.number().int().min(1).max(MOST_PAGES)

export const scanShown = z.strictObject({
  /** How many pages were drawn; 1 for a picture. */
  pages: pageNumber,
  /** Pages of which a part could not be drawn. */
  incomplete: z.array(pageNumber).max(MOST_PAGES),
})
export type ScanShown = z.infer<typeof scanShown>

interface Scan {
  readonly evidence: Pick<Evidence, 'mime'>
  /** Counted when the scan was taken in. Cases of earlier versions lack it. */
  readonly pages?: number | undefined
}

type Refused = Failure<RefusalCode> | undefined

/** A scan is a picture, or a PDF whose pages were drawn and counted before it was stored. */
export function refuseUnshowable({ evidence, pages }: Scan): Refused {
  const isPdf = evidence.mime === 'application/pdf'
  if (evidence.mime !== 'message/rfc822' && (!isPdf || pages !== undefined)) return undefined
  return refusal(
    'document-not-shown',
    'This file cannot be shown as a scan. It was not attached.',
    'Ask the registrant for a picture (JPEG or PNG), or for a PDF without a password.',
  )
}

/** Before a document is accepted: every page was on the screen, and where a part was missing the agent says how they saw it. */
export function refuseUnseen(scan: Scan, shown: ScanShown | undefined, seenOtherwise: string | undefined): Refused {
  const pages = scan.evidence.mime === 'application/pdf' ? scan.pages : 1
  if (shown === undefined || (pages !== undefined && shown.pages !== pages))
    return refusal(
      'document-not-shown',
      'This document was not shown on the screen, so it cannot be accepted. Nothing was saved.',
      'Open the scan and look at every page. If it cannot be shown, reject it and ask for another one.',
    )
  if (shown.incomplete.length > 0 && seenOtherwise === undefined)
    return refusal(
      'document-not-shown',
      `${describeIncomplete(shown)}. Nothing was saved.`,
      'Say how you saw the missing part, or reject the document and ask for another scan.',
    )
  return undefined
}

/** "A part of page 2 could not be shown", for the page and the history. */
export function describeIncomplete({ pages, incomplete }: ScanShown): string {
  if (pages === 1) return 'A part of this page could not be shown'
  const last = incomplete.at(-1)
  return incomplete.length === 1
    ? `A part of page ${last} could not be shown`
    : `Parts of pages ${incomplete.slice(0, -1).join(', ')} and ${last} could not be shown`
}
