/** Rules about single fields that several parts ask for when an event is recorded. */
import { parseNameOnEnvelope } from '../registrant/name.ts'
import type { Failure } from '../result.ts'
import { refusal, type RefusalCode, type World } from './part.ts'
import { isOnList } from './words.ts'

type Refused = Failure<RefusalCode> | undefined

/** The first rule that refuses. */
export function firstRefusal(...rules: readonly (() => Refused)[]): Refused {
  for (const rule of rules) {
    const refused = rule()
    if (refused) return refused
  }
  return undefined
}

/** `what`: with a capital, "Date of posting". ISO plain dates compare as text. */
export function notInFuture(world: World | undefined, date: string, what: string): Refused {
  if (!world || date <= world.today) return undefined
  return refusal('not-in-time', `${what} is later than today. Nothing was saved.`, 'Enter the date on which it happened, today or earlier.')
}

/** Born today or later is a mistake: the day of the request, most often. */
export function inThePast(world: World | undefined, date: string, what: string): Refused {
  if (!world || date < world.today) return undefined
  return refusal('not-in-time', `${what} is not in the past. Nothing was saved.`, 'Check the year against the identity document.')
}

export function notBefore(date: string, earliest: string | undefined, what: string, because: string): Refused {
  if (earliest === undefined || date >= earliest) return undefined
  return refusal('not-in-time', `${what} is before ${because}. Nothing was saved.`, 'Check the date and enter it again.')
}

/** A code or passcode texted to an agent’s own phone shows nothing about the registrant. `safe`: "Nothing was saved." */
export function notAgentMobile(agentName: string | undefined, safe: string): Refused {
  if (agentName === undefined) return undefined
  return refusal(
    'agent-mobile',
    `This is the work mobile of ${agentName}, an RA agent. ${safe}`,
    'Ask the registrant for the number of their own mobile and enter it in their details.',
  )
}

/** The name for the envelope is there to be printed. */
export function printable(nameOnEnvelope: string | undefined): Refused {
  if (nameOnEnvelope === undefined || parseNameOnEnvelope(nameOnEnvelope).ok) return undefined
  return refusal(
    'name-not-printable',
    'The name for the envelope has a letter that cannot be printed. Nothing was saved.',
    'Enter it in Latin letters, as at the foot of a passport.',
  )
}

/**
 * The day of a recorded instant, for "not before". In the UK the day of the clock on the wall is never earlier than the day in UTC, so a
 * true date is never refused.
 */
export const earliestDayOf = (instant: string): string => instant.slice(0, 10)

const OTHER = 'other'
type Named = readonly { readonly id: string; readonly name: string }[]
/** `what`: "posting service". */
export function onList(list: Named, ids: string | readonly string[] | undefined, what: string): Refused {
  const unknown = [ids ?? []].flat().find((id) => !isOnList(list, id))
  if (unknown === undefined) return undefined
  return refusal(
    'not-on-the-list',
    `This ${what} is not on the list of this case’s guidance. Nothing was saved.`,
    'Choose one from the list.',
  )
}

/** As `onList`, where the list may have an entry for another one (`other`): then the words for it are stored instead of an id. */
export const onListOrOther = (list: Named, chosen: string, what: string): Refused =>
  isOnList(list, OTHER) ? undefined : onList(list, chosen, what)

/** `other` alone says nothing: what it was stands in the note. */
export const isOnlyOther = (reasons: readonly string[]): boolean => reasons.length > 0 && reasons.every((id) => id === OTHER)

/** A rejection says why; `other` alone says nothing without the note. */
export function withReason(reasons: readonly string[] | undefined, note: string | undefined): Refused {
  if (reasons === undefined || reasons.length === 0)
    return refusal('reason-needed', 'No reason was chosen. Nothing was saved.', 'Choose at least one reason.')
  if (note === undefined && isOnlyOther(reasons))
    return refusal('reason-needed', 'The reason was not said. Nothing was saved.', 'Say in the note what the reason was.')
  return undefined
}

/** All zeros, and values that mark an entry in CIS, belong to no one. */
export function isFlagValue(value: string, flag: string | undefined): boolean {
  const bare = value.replace(/[\s-]/g, '').toUpperCase()
  return /^0+$/.test(bare) || (flag !== undefined && bare === flag.toUpperCase())
}
