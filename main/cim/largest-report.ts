/** How large a report of CIM may be. Apart from what parses it, because it is asked before a parser is loaded. */
import { err } from '../../domain/result.ts'

/** 50,000 rows of 120 characters. What a message of the page carries is 8 MB of base64. */
export const MOST_REPORT_BYTES = 6_000_000

export const reportTooLarge = err(
  'report-too-large',
  `This report is larger than ${MOST_REPORT_BYTES / 1_000_000} MB, which is the limit. Nothing was imported.`,
  'Export it from CIM in parts, for example by organisation, and import each as a report that lists only some people.',
)
