/** Why a printer refused a job over IPP, in words for the agent. Apart from the other failures: only this one reads IPP. */
import { err, type Err } from '../../domain/result.ts'
import type { PrinterFailureCode } from '../ports.ts'
import { findIppGroup, ippGroup, type IppMessage } from './ipp.ts'
import { pdfInstead } from './print-failures.ts'
import { plain } from './printer-messages.ts'

/** RFC 8011 Appendix B. */
const statuses: Readonly<Record<number, readonly [words: string, next: string]>> = {
  0x0401: ['The printer does not let this user print', 'Ask the person who manages the printer.'],
  0x0402: ['The printer asks who is printing', 'Ask the person who manages the printer.'],
  0x0403: ['The printer does not let this user print', 'Ask the person who manages the printer.'],
  0x0408: ['The page is too big for the printer', pdfInstead],
  0x040a: ['The printer takes no PDF', pdfInstead],
  0x0502: ['The printer takes no jobs just now', 'Wait a minute and print again.'],
  0x0505: ['The printer cannot print just now', 'Wait a minute and print again.'],
  0x0506: ['The printer takes no jobs', 'Let the printer take jobs again in its settings, and print again.'],
  0x0507: ['The printer is busy with another job', 'Wait until it is done and print again.'],
}

const asked: Readonly<Record<string, string>> = {
  'media-col': 'pages of this size',
  'media-size': 'pages of this size',
  'print-scaling': 'printing at true size',
  'document-format': 'PDF',
}

export function describeIppRefusal(answer: IppMessage): Err<PrinterFailureCode> {
  const known = statuses[answer.code]
  if (known) return err('printer-refused', `${known[0]}. Nothing was printed.`, known[1])
  const lacking = [...findIppGroup(answer, ippGroup.unsupported).keys()].map((name) => asked[name] ?? plain(name))
  const words =
    lacking.length > 0
      ? `The printer does not support ${[...new Set(lacking)].join(', ')}`
      : `The printer refused the job (IPP status ${answer.code.toString(16).padStart(4, '0')})`
  return err(
    'printer-refused',
    `${words}. Nothing was printed.`,
    lacking.length > 0 ? 'Choose another printer, or check its settings.' : pdfInstead,
  )
}
