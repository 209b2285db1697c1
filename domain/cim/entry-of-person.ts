/**
 * A short entry from what a report says of a person. A report has one name: the family name stands before a comma, or is the last word. The
 * agent sees both parts before anything is stored, because names of several words cannot be told apart by rule.
 */
import { formatLongDate } from '../format.ts'
import { personEntry, type PersonEntry } from '../person/person-entry.ts'

const TITLE = /^(?:mr|mrs|miss|ms|mx|dr|prof|professor|sir|dame|rev|revd)\.?$/iu

/** `undefined` for a name of one word: it does not say which part it is. */
export function splitName(name: string): PersonEntry['name'] | undefined {
  const words = (text: string): string[] => text.split(/\s/u).filter((word) => word !== '')
  const comma = name.indexOf(',')
  const inOrder = comma < 0 ? words(name) : [...words(name.slice(comma + 1)), ...words(name.slice(0, comma))]
  const familyWords = comma < 0 ? 1 : words(name.slice(0, comma)).length
  const title = inOrder.length > 2 && TITLE.test(inOrder[0]!) ? inOrder.shift() : undefined
  const given = inOrder.slice(0, -familyWords).join(' ')
  const family = inOrder.slice(-familyWords).join(' ')
  return familyWords === 0 || given === '' || family === '' ? undefined : { ...(title ? { title } : {}), given, family }
}

export interface PersonToEnter {
  readonly uuid: string
  readonly name?: string
  readonly email?: string
  readonly organisation?: string
  readonly odsCodes?: readonly string[]
  /** Plain date of the report. */
  readonly reportedOn: string
}

/** `undefined` where the report does not name the person. What does not fit a short entry is left out of it. */
export function entryOfPerson({ uuid, name, email, organisation, odsCodes = [], reportedOn }: PersonToEnter): PersonEntry | undefined {
  const parts = name === undefined ? undefined : splitName(name)
  if (!parts) return undefined
  const [odsCode] = odsCodes
  const entry = {
    name: parts,
    uuid,
    note: `From a report of CIM of ${formatLongDate(reportedOn)}`,
    ...(email === undefined ? {} : { email }),
    ...(organisation !== undefined && odsCode !== undefined && odsCodes.length === 1
      ? { organisation: { odsCode, name: organisation } }
      : {}),
  }
  return personEntry.safeParse(entry).data
}
