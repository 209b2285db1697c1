/** Reads the form of a cancelled card. */
import { oldCardPlaces, placesAllowed, type OldCardPlace } from '../../../../domain/journey/old-card.ts'
import { LONGEST_REFERENCE } from '../../../../domain/journey/replacement.ts'
import type { EventOf } from '../../../../domain/case/events.ts'
import type { ReplacementReason } from '../../../../domain/guidance/edition.ts'
import type { DateParts } from '../../../ui/date-parts.ts'
import { readLine, readPastDate, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface CancellationValues {
  on: DateParts
  reference: string
  place: string
}
type Name = keyof CancellationValues

/** Where the old card may be, by what the reason asks. */
export const placesOf = (rule: ReplacementReason['oldCard'] | undefined): readonly (typeof oldCardPlaces)[number][] =>
  oldCardPlaces.filter(({ id }) => placesAllowed(rule).includes(id))

export function readCancellation(values: CancellationValues, today: string): FormRead<EventOf<'oldCardCancelled'>, Name> {
  const problems: Problem<Name>[] = []
  const on = readPastDate(problems, 'on', values.on, 'Date of the cancellation', today)
  const reference = readLine(problems, 'reference', values.reference, 'The reference', 'Enter the reference in CIS')
  if (reference !== undefined && reference.length > LONGEST_REFERENCE)
    problems.push({ name: 'reference', message: `The reference must be ${String(LONGEST_REFERENCE)} characters or fewer` })
  const place = oldCardPlaces.find(({ id }) => id === values.place)
  if (!place) problems.push({ name: 'place', message: 'Say where the old card is now' })
  if (problems.length > 0 || on === undefined || reference === undefined || !place) return { problems }
  return { event: { kind: 'oldCardCancelled', on, reference, place: place.id satisfies OldCardPlace } }
}
