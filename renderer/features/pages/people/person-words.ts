/** Words for what a person has: what is to be undone, and where something was said. */
import type { UndoKind } from '../../../../domain/case/to-undo.ts'
import type { Output } from '../../../../preload/contract.ts'
import { formatName } from '../../../../domain/registrant/name.ts'

export type Person = Output<'person.open'>

export const undoWords: Readonly<Record<UndoKind, string>> = {
  'flagged-identity': 'Identity in CIS without a face-to-face check',
  'exceptional-access': 'National Locum access (FFFFF)',
  'covid-role': 'COVID-19 locum role',
  'temporary-access': 'Access with an end date',
  card: 'Smartcard not cancelled',
}

export const nameWords = (name: Person['names'][number]['name']): string => (typeof name === 'string' ? name : formatName(name))

/** The name to show a person by; a person of whom only deleted cases are left has none. */
export const titleOf = ({ names }: Pick<Person, 'names'>): string =>
  names[0] ? nameWords(names[0].name) : 'A person whose case was deleted'

/** `2026-11` as November 2026. */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00.000Z`))
