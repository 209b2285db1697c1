/** What is asked once more before a posting is recorded. Nothing here refuses: carriers print numbers of many shapes. */
import { formatTracking, readTracking } from '../../../../domain/dispatch/s10.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'

export type PostingService = Edition['postingServices'][number]

export interface PostingQuestion {
  readonly title: string
  readonly body: string
  readonly confirmLabel: string
  /** As it is printed, to compare with the receipt. */
  readonly number?: string
}

export function findPostingQuestion(service: PostingService, typed: string): PostingQuestion | undefined {
  const reading = readTracking(typed)
  switch (reading.kind) {
    case 'standard':
      return undefined
    case 'confirm':
      return {
        title: 'Please re-read the reference',
        body: reading.question,
        confirmLabel: 'It is exactly what is printed',
        number: formatTracking(reading.number),
      }
    case 'nothing':
      return service.tracked || service.signedFor
        ? {
            title: 'Save without a reference?',
            body: `${service.name} gives a reference on the receipt. Without it nobody can ask where the card is.`,
            confirmLabel: 'Save without a reference',
          }
        : undefined
  }
}

/** In words under the field, while it is typed. */
export function describeTracking(typed: string): string | undefined {
  const reading = readTracking(typed)
  if (reading.kind === 'nothing') return undefined
  if (reading.kind === 'confirm') return reading.question
  return `${formatTracking(reading.number)}: the check digit fits${reading.meaning ? `, ${reading.meaning}` : ''}.`
}
