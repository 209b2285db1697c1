/** Questions before a posting is recorded. Only a reference too long to keep is refused, because carriers print references of many shapes. */
import { formatTracking, readTracking } from '../../../../domain/dispatch/s10.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'

export type PostingService = Edition['postingServices'][number]

export interface PostingQuestion {
  readonly title: string
  readonly body: string
  readonly confirmLabel: string
  /** Formatted as on the receipt, to compare. */
  readonly number?: string
}

/** A reference that the record cannot keep. */
export function findTrackingFault(typed: string): string | undefined {
  const reading = readTracking(typed)
  return reading.kind === 'too-long' ? reading.message : undefined
}

export function findPostingQuestion(service: PostingService, typed: string): PostingQuestion | undefined {
  const reading = readTracking(typed)
  switch (reading.kind) {
    case 'standard':
    case 'too-long':
      return undefined
    case 'confirm':
      return {
        title: 'Check the reference',
        body: reading.question,
        confirmLabel: 'It matches the receipt',
        number: formatTracking(reading.number),
      }
    case 'nothing':
      return service.tracked || service.signedFor
        ? {
            title: 'Save without a reference?',
            body: `${service.name} gives a reference on the receipt. Without it you cannot trace the card.`,
            confirmLabel: 'Save without a reference',
          }
        : undefined
  }
}

/** The note under the field while it is typed. */
export function describeTracking(typed: string): string | undefined {
  const reading = readTracking(typed)
  if (reading.kind === 'nothing') return undefined
  if (reading.kind === 'too-long') return reading.message
  if (reading.kind === 'confirm') return reading.question
  return `${formatTracking(reading.number)}: the check digit is correct${reading.meaning ? `, ${reading.meaning}` : ''}.`
}
