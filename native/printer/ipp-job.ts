/** One print job of a PDF: what it asks of the printer, and what the printer answers to it and of it. */
import { ok, type Result } from '../../domain/result.ts'
import type { PrinterFailureCode } from '../ports.ts'
import {
  findIppGroup,
  findIppNumber,
  ippAttributes,
  ippGroup,
  readIppStrings,
  type IppAttributes,
  type IppAttributeGroup,
  type IppMessage,
} from './ipp.ts'
import type { IppAnswer } from './ipp-client.ts'
import { isSuccess } from './ipp-target.ts'
import { describeMedium, findMedium, type MediumSize } from './page-medium.ts'
import { describeIppRefusal } from './ipp-refusal.ts'
import { printFailures } from './print-failures.ts'

/** What must be known of a printer before a job is prepared for it. */
export const jobAttributes = [
  'media-supported',
  'media-size-supported',
  'media-col-database',
  'document-format-supported',
  'print-scaling-supported',
  'copies-supported',
  'sides-supported',
]

/** Internal error, device error, job cancelled: some of it may be on the card. */
const perhapsPrinted = new Set([0x0500, 0x0504, 0x0508])
/** Cancelled and aborted, stopped, completed (RFC 8011 §5.3.7). */
const jobIsOver = new Set([7, 8])
const jobStopped = 6
const jobCompleted = 9

/** Attributes of the operation, the same for checking a job and for printing it. */
export function describeJob(title: string) {
  return {
    'job-name': { kind: 'name', value: fitName(title) },
    'document-format': { kind: 'mimeMediaType', value: 'application/pdf' },
    'ipp-attribute-fidelity': { kind: 'boolean', value: true },
  } as const
}

/** What the job asks for: one copy, on the medium of its page, at its own size. `bothSides`: a second page is printed on the back of the first. */
export function prepareJob(
  page: MediumSize,
  { pages, bothSides }: { readonly pages: number; readonly bothSides: boolean },
  printer: IppAttributes,
): Result<IppAttributeGroup, PrinterFailureCode> {
  const formats = readIppStrings(printer, 'document-format-supported')
  if (formats.length > 0 && !formats.includes('application/pdf')) return printFailures.noPdf()
  const { medium, offers } = findMedium(page, printer)
  if (!medium) return printFailures.wrongMedium(describeMedium(page), offers)
  const scalings = readIppStrings(printer, 'print-scaling-supported')
  if (scalings.length > 0 && !scalings.includes('none')) return printFailures.scales()
  const sides = readIppStrings(printer, 'sides-supported')
  // A card lies: turned over like the page of a book, it turns about its short edge (RFC 8011 §5.2.8).
  const onBack = bothSides && pages > 1
  const side = onBack ? 'two-sided-short-edge' : 'one-sided'
  if (onBack && !sides.includes(side)) return printFailures.oneSide()
  const size = ippAttributes({ 'x-dimension': { kind: 'integer', value: medium.x }, 'y-dimension': { kind: 'integer', value: medium.y } })
  return ok({
    tag: ippGroup.job,
    attributes: ippAttributes({
      ...(printer.has('copies-supported') ? { copies: { kind: 'integer', value: 1 } } : {}),
      'media-col': { kind: 'collection', members: ippAttributes({ 'media-size': { kind: 'collection', members: size } }) },
      ...(sides.includes(side) ? { sides: { kind: 'keyword', value: side } } : {}),
      // With fidelity, a printer that does not know it would refuse the job for it.
      ...(scalings.length > 0 ? { 'print-scaling': { kind: 'keyword', value: 'none' } } : {}),
    }),
  })
}

/** The answer to the whole job, handed over. Wherever it may have been taken, the answer says so. */
export function readTaken(asked: IppAnswer): Result<{ readonly jobId: string }, PrinterFailureCode> {
  if (asked.outcome === 'cut') return printFailures.perhaps()
  if (asked.outcome !== 'answered') return printFailures.notReached(asked.outcome)
  const { answer } = asked
  if (!isSuccess(answer)) return perhapsPrinted.has(answer.code) ? printFailures.perhaps() : describeIppRefusal(answer)
  const job = findIppGroup(answer, ippGroup.job)
  const jobId = findIppNumber(job, 'job-id')
  return jobId === undefined || jobIsOver.has(findIppNumber(job, 'job-state') ?? 0) ? printFailures.perhaps() : ok({ jobId: String(jobId) })
}

/** `undefined`: it is still under way. */
export function readJobEnd(answer: IppMessage): 'completed' | 'stopped' | undefined {
  const state = findIppNumber(findIppGroup(answer, ippGroup.job), 'job-state') ?? 0
  if (state === jobCompleted) return 'completed'
  return jobIsOver.has(state) || state === jobStopped ? 'stopped' : undefined
}

/** 255 bytes of UTF-8 at most, never half a character: RFC 8011 §5.1.3. */
function fitName(title: string): string {
  let name = title
  while (new TextEncoder().encode(name).length > 255) name = [...name].slice(0, -1).join('')
  return name
}
