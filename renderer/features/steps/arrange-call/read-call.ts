/** Reads when and how the video call takes place: as agreed with the organisation, or otherwise with a reason. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { DateParts } from '../../../ui/date-parts.ts'
import { readDate, readLine, readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

/** Value of the choice that was not agreed. Not an id of any list. */
export const ANOTHER = '?another'

export interface CallValues {
  channel: string
  otherChannel: string
  location: string
  otherLocation: string
  override: string
  date: DateParts
  time: string
}

export type CallEvent = EventOf<'callArranged'>

export function readCall(
  values: CallValues,
  agreed: { readonly channels: readonly string[]; readonly locations: readonly string[] },
): FormRead<CallEvent, keyof CallValues> {
  const problems: Problem<keyof CallValues>[] = []
  const channel = readAgreed(problems, 'channel', values.channel, agreed.channels, 'Choose how the call takes place', {
    name: 'otherChannel',
    typed: values.otherChannel,
    missing: 'Say which channel',
  })
  const location = readAgreed(problems, 'location', values.location, agreed.locations, 'Choose where the registrant will be', {
    name: 'otherLocation',
    typed: values.otherLocation,
    missing: 'Say where the registrant will be',
  })
  const outside = values.channel === ANOTHER || values.location === ANOTHER
  const override = outside
    ? readText(problems, 'override', values.override, 'The reason', 'Say why you are using something that was not agreed')
    : undefined
  const date = readDate(problems, 'date', values.date, 'Date of the call')
  const time = parseTime(values.time)
  if (time === undefined) problems.push({ name: 'time', message: 'Enter the time of the call, like 09:30 or 2:15pm' })
  if (problems.length > 0) return { problems }
  return {
    event: {
      kind: 'callArranged',
      channel: channel!,
      location: location!,
      at: `${date!}T${time!}`,
      ...(override === undefined ? {} : { override }),
    },
  }
}

function readAgreed(
  problems: Problem<keyof CallValues>[],
  name: keyof CallValues,
  chosen: string,
  agreed: readonly string[],
  missing: string,
  other: { readonly name: keyof CallValues; readonly typed: string; readonly missing: string },
): string | undefined {
  if (chosen === ANOTHER) return readLine(problems, other.name, other.typed, 'This', other.missing)
  // The agreement may have been withdrawn since the draft was typed.
  if (agreed.includes(chosen)) return chosen
  problems.push({ name, message: missing })
  return undefined
}

/** `9:30`, `09.30`, `0930`, `2:15 pm`, `2pm` → `HH:MM`. A bare number is refused, not guessed. */
export function parseTime(raw: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])\.?m?\.?$|^(\d{1,2})[:.](\d{2})$|^(\d{2})(\d{2})$/i.exec(raw.trim())
  if (!match) return undefined
  const [, twelve, twelveMinutes, half, hour, minutes, plainHour, plainMinutes] = match
  const minute = Number(twelveMinutes ?? minutes ?? plainMinutes ?? '0')
  if (minute > 59) return undefined
  if (twelve !== undefined) {
    const clock = Number(twelve)
    if (clock < 1 || clock > 12) return undefined
    return format((clock % 12) + (half!.toLowerCase() === 'p' ? 12 : 0), minute)
  }
  const clock = Number(hour ?? plainHour)
  return clock > 23 ? undefined : format(clock, minute)
}

const format = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
