/** Reads who comes to a face-to-face meeting, when and where, into the event to record, or into every problem at once. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { checkUuid } from '../../../../domain/journey/cis.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { formatUuid } from '../../../ui/format.ts'
import { dateFromIso, type DateParts } from '../../../ui/date-parts.ts'
import {
  organisationValues,
  readOrganisation,
  type Organisation,
  type OrganisationValues,
} from '../../shared/before-call/organisation-choice.ts'
import { readDate, readLine, readText, sentence, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'
import { readUuidEntry, type UuidEntry } from '../../shared/uuid-entry/uuid-entry.ts'
import { parseTime } from '../arrange-call/read-call.ts'

export interface MeetingValues extends UuidEntry, OrganisationValues {
  given: string
  family: string
  date: DateParts
  time: string
  place: string
  note: string
}

export type MeetingEvent = EventOf<'meetingArranged'>
/** What is known of the person before the meeting is arranged. */
export type MeetingPerson = Partial<Pick<MeetingEvent, 'uuid' | 'name' | 'organisation' | 'at' | 'place' | 'note'>>

export const meetingValues = (known: MeetingPerson | undefined, organisations: readonly Organisation[]): MeetingValues => ({
  typed: known?.uuid === undefined ? '' : formatUuid(known.uuid),
  again: '',
  // A UUID that is on record already need not be typed again while it stays as it is.
  pasted: known?.uuid ?? '',
  given: known?.name?.given ?? '',
  family: known?.name?.family ?? '',
  ...organisationValues(known?.organisation, organisations),
  date: dateFromIso(known?.at?.slice(0, 10)),
  time: known?.at?.slice(11) ?? '',
  place: known?.place ?? '',
  note: known?.note ?? '',
})

interface MeetingContext {
  readonly edition: Pick<Edition, 'cis'>
  readonly organisations: readonly Organisation[]
}

export function readMeeting(
  values: MeetingValues,
  { edition, organisations }: MeetingContext,
): FormRead<MeetingEvent, keyof MeetingValues> {
  const problems: Problem<keyof MeetingValues>[] = []
  const entry = readUuidEntry(values)
  if (entry.field) problems.push({ name: entry.field, message: entry.problem })
  const unlike = entry.uuid === undefined ? undefined : checkUuid(entry.uuid, edition, undefined)
  if (unlike) problems.push({ name: 'typed', message: sentence(unlike) })
  const given = readLine(problems, 'given', values.given, 'The given names', 'Enter the given names')
  const family = readLine(problems, 'family', values.family, 'The family name', 'Enter the family name')
  const organisation = readOrganisation(problems, 'odsCode', values.odsCode, organisations)
  const date = readDate(problems, 'date', values.date, 'Day of the meeting')
  const time = parseTime(values.time)
  if (time === undefined) problems.push({ name: 'time', message: 'Enter the time of the meeting, like 09:30 or 2:15pm' })
  const place = readLine(problems, 'place', values.place, 'The place', 'Enter where you meet')
  const note = readText(problems, 'note', values.note, 'The note')
  if (problems.length > 0) return { problems }
  return {
    event: {
      kind: 'meetingArranged',
      uuid: entry.uuid!,
      name: { given: given!, family: family! },
      organisation: organisation!,
      at: `${date!}T${time!}`,
      place: place!,
      ...(note === undefined ? {} : { note }),
    },
  }
}
