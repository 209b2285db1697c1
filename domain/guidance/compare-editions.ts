/**
 * What changed from one edition of the guidance to another, place by place, for the RA manager who decides whether to import it. Entries of a
 * list are matched by their id, so that a list in another order is not taken for other words.
 */
import type { Edition } from './edition.ts'

export interface EditionChange {
  /** Where, in words: "Steps › Print the smartcard › hint". */
  readonly where: string
  /** Absent when it was not there before. */
  readonly before?: string
  /** Absent when it is not there any more. */
  readonly after?: string
}

/** Names of the parts of an edition for people. A part without a name here is shown by its own. */
const partNames: Readonly<Record<string, string>> = {
  name: 'Name',
  useWhen: 'When to use it',
  title: 'Title',
  summary: 'Summary',
  source: 'Source',
  licence: 'Licence',
  lastEdited: 'Last edited',
  appliesTo: 'Applies to',
  inForce: 'In force',
  supersedes: 'Takes the place of',
  stages: 'Stages',
  steps: 'Steps',
  closingStep: 'Closing step',
  requestChannels: 'Ways in which a request comes',
  requestedItems: 'Items to ask for',
  videoChannels: 'Video channels',
  locations: 'Locations of a call',
  likenessWays: 'Ways to know the likeness',
  identityProofs: 'Where an identity was proved',
  email: 'Email',
  reminder: 'Reminder',
  texts: 'Texts',
  photoDocuments: 'Documents with a photograph',
  noPhotoDocuments: 'Documents without a photograph',
  documentRejectionReasons: 'Reasons to reject a document',
  photographRejectionReasons: 'Reasons to reject a photograph',
  notMatchedReasons: 'Reasons for “not matched”',
  cardReplacementReasons: 'Reasons to replace a card',
  replacementReasons: 'Reasons for a replacement',
  photoTips: 'Tips for the photograph',
  phoneCode: '6-digit code',
  cis: 'Care Identity Service',
  postingServices: 'Posting services',
  dueDays: 'Days until due',
  arrivalQuestions: 'Questions on arrival',
  positions: 'Positions',
  existingUser: 'Registrant already known',
}

const LONGEST = 400
const shorten = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** In the order of the newer edition; what is gone comes last. The id itself is not a change. */
export function compareEditions(before: Edition, after: Edition): EditionChange[] {
  const old = flatten(before)
  const fresh = flatten(after)
  const changes: EditionChange[] = []
  const orders = [before, after].map(({ steps }) => steps.map(({ title }) => title).join(' → '))
  const ids = [before, after].map(({ steps }) => steps.map(({ id }) => id).join(' '))
  if (ids[0] !== ids[1]) changes.push({ where: 'Order of the steps', before: orders[0]!, after: orders[1]! })
  for (const [where, text] of fresh) {
    const earlier = old.get(where)
    if (earlier === text) continue
    changes.push({ where, ...(earlier === undefined ? {} : { before: shorten(earlier) }), after: shorten(text) })
  }
  for (const [where, text] of old) if (!fresh.has(where)) changes.push({ where, before: shorten(text) })
  return changes
}

/** Every value of an edition by the place where it stands. */
function flatten(edition: Edition): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      if (value.every((entry) => typeof entry === 'string')) found.set(path.join(' › '), value.join(' · '))
      else value.forEach((entry, index) => walk(entry, [...path, labelOf(entry, index)]))
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'id') continue
        walk(inner, [...path, path.length === 0 ? (partNames[key] ?? key) : splitWords(key)])
      }
    } else if (typeof value === 'string' || typeof value === 'number') found.set(path.join(' › '), String(value))
    else if (typeof value === 'boolean') found.set(path.join(' › '), value ? 'yes' : 'no')
  }
  walk(edition, [])
  return found
}

/** By its id: a name or title that changes is shown as a change of that entry. */
const labelOf = (entry: unknown, index: number): string =>
  typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? entry.id : String(index + 1)

/** "lifeMinutes" → "life minutes". */
const splitWords = (key: string) => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
