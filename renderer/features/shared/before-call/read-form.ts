/** Reads a form into the event to record, or into every problem at once. Shared by the screens of stages 1 and 2. */
import type { FieldPath, FieldPathValue, FieldValues, UseFormReturn } from 'react-hook-form'
import { isOnlyOther } from '../../../../domain/journey/checks.ts'
import type { Failure } from '../../../../domain/result.ts'
import { comparePlainDates, parseDateParts, type DateParts } from '../../../../domain/registrant/plain-date.ts'

export interface Problem<Name extends string = string> {
  readonly name: Name
  readonly message: string
}

export type FormRead<Event, Name extends string = string> =
  | { readonly event: Event; readonly problems?: undefined }
  | { readonly event?: undefined; readonly problems: readonly Problem<Name>[] }

/** Lengths of `shortText` and `text` in the events. */
export const LONGEST_LINE = 200
const LONGEST_TEXT = 4_000

/** The message of a failure; with what to do next, unless the field was simply left out. */
export function sentence(failure: Failure): string {
  return failure.code.endsWith('-missing') ? failure.message : `${failure.message} ${failure.next}`
}

/** Shows every problem at its field and in the summary. A single sentence has no full stop there. */
export function showProblems<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  problems: readonly Problem<FieldPath<Values>>[],
): undefined {
  for (const { name, message } of problems) form.setError(name, { message: message.replace(/^([^.]*)\.$/, '$1') })
  return undefined
}

/** Shows a refusal at the field that it is about, `fields` by code; answers with it where it is about no field. */
export function showRefusal<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  failure: Failure,
  fields: Readonly<Record<string, FieldPath<Values>>>,
): Failure | undefined {
  const name = fields[failure.code]
  return name === undefined ? failure : showProblems(form, [{ name, message: sentence(failure) }])
}

/** Fills in a field for the agent, who can still change it, and clears its error. */
export function fillIn<Values extends FieldValues, Name extends FieldPath<Values>>(
  form: UseFormReturn<Values>,
  name: Name,
  value: FieldPathValue<Values, Name>,
): void {
  form.setValue(name, value, { shouldDirty: true })
  form.clearErrors(name)
}

/** Reads a line of text, trimmed. `missing` is the message if the line is required. */
export function readLine<Name extends string>(
  problems: Problem<Name>[],
  name: Name,
  raw: string,
  what: string,
  missing?: string,
): string | undefined {
  const line = raw.trim()
  if (line === '') {
    if (missing !== undefined) problems.push({ name, message: missing })
    return undefined
  }
  if (line.length > LONGEST_LINE) problems.push({ name, message: `${what} must be ${LONGEST_LINE} characters or fewer` })
  return line
}

export function readText<Name extends string>(
  problems: Problem<Name>[],
  name: Name,
  raw: string,
  what: string,
  missing?: string,
): string | undefined {
  const text = raw.trim()
  if (text === '') {
    if (missing !== undefined) problems.push({ name, message: missing })
    return undefined
  }
  if (text.length > LONGEST_TEXT) problems.push({ name, message: `${what} must be ${LONGEST_TEXT} characters or fewer` })
  return text
}

/** Why something is rejected: at least one reason. Answers what the note must say where the reason is “another” alone. */
export function askForReasons<Name extends string>(problems: Problem<Name | 'reasons'>[], reasons: readonly string[]): string | undefined {
  if (reasons.length === 0) problems.push({ name: 'reasons', message: 'Choose at least one reason' })
  return isOnlyOther(reasons) ? 'Say what the reason was' : undefined
}

export function readDate<Name extends string>(problems: Problem<Name>[], name: Name, parts: DateParts, what: string): string | undefined {
  const date = parseDateParts(parts, what)
  if (date.ok) return date.value
  problems.push({ name, message: date.error.message })
  return undefined
}

export function readPastDate<Name extends string>(
  problems: Problem<Name>[],
  name: Name,
  parts: DateParts,
  what: string,
  today: string,
): string | undefined {
  const date = readDate(problems, name, parts, what)
  if (date !== undefined && comparePlainDates(date, today) > 0) problems.push({ name, message: `${what} must be today or in the past` })
  return date
}

/** Reads a choice from a list of the edition, or the text typed for "another". */
export function readChoice<Name extends string>(
  problems: Problem<Name>[],
  name: Name,
  chosen: string,
  missing: string,
  other: { readonly name: Name; readonly typed: string; readonly missing: string },
): string | undefined {
  if (chosen === '') {
    problems.push({ name, message: missing })
    return undefined
  }
  return chosen === OTHER ? readLine(problems, other.name, other.typed, 'This', other.missing) : chosen
}

/** Id of the "another" entry of a list. The typed text is stored instead of the id. */
export const OTHER = 'other'

/** Splits a stored value back into the choice and the text typed for "another". */
export function splitChoice(
  list: readonly { readonly id: string }[],
  stored: string | undefined,
): { readonly chosen: string; readonly typed: string } {
  if (stored === undefined) return { chosen: '', typed: '' }
  return stored !== OTHER && list.some(({ id }) => id === stored) ? { chosen: stored, typed: '' } : { chosen: OTHER, typed: stored }
}

/** The name of a stored choice, or the typed text as it is. */
export function nameOf(list: readonly { readonly id: string; readonly name: string }[], stored: string): string {
  return list.find(({ id }) => id === stored)?.name ?? stored
}
