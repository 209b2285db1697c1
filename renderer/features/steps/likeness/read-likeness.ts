/** Reads who confirmed that the photograph is a true likeness, and how. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { DateParts } from '../../../ui/date-parts.ts'
import { readChoice, readLine, readPastDate, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface LikenessValues {
  confirmedBy: string
  how: string
  otherHow: string
  on: DateParts
}

export function readLikeness(values: LikenessValues, today: string): FormRead<EventOf<'likenessConfirmed'>, keyof LikenessValues> {
  const problems: Problem<keyof LikenessValues>[] = []
  const how = readChoice(problems, 'how', values.how, 'Choose how it was confirmed', {
    name: 'otherHow',
    typed: values.otherHow,
    missing: 'Say how it was confirmed',
  })
  const confirmedBy = readLine(problems, 'confirmedBy', values.confirmedBy, 'The name', 'Enter the name of the person who confirmed it')
  const on = readPastDate(problems, 'on', values.on, 'Date of the confirmation', today)
  if (problems.length > 0) return { problems }
  return { event: { kind: 'likenessConfirmed', confirmedBy: confirmedBy!, how: how!, on: on! } }
}
