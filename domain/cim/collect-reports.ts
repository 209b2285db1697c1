/** What the reports say of each person, gathered row by row: the order of the rows does not matter, and no row is kept. */
import type { ReportKind } from './report-kinds.ts'
import type { ReportRow } from './report-row.ts'
import type { CardThere } from './differences.ts'
import { reportStatuses, type ReportStatus } from './report-words.ts'

export interface PersonThere {
  /** Kinds of report that name this person. */
  readonly in: Set<ReportKind>
  name?: { readonly rank: number; readonly words: string }
  organisation?: string
  /** Some report says that the profile, or a card of it, has not ended. */
  open: boolean
  /** Has a National Locum (FFFFF) position. */
  locum: boolean
  readonly cards: Map<string, CardThere>
  /** Authenticators of other kinds. */
  readonly others: Map<string, CardThere>
}

export interface CollectedReports {
  add(kind: ReportKind, row: ReportRow): void
  readonly persons: ReadonlyMap<string, PersonThere>
  /** Serial numbers of every smartcard in the reports. */
  readonly serials: ReadonlySet<string>
}

/** The report of users has the name that counts, then the one of cards. */
const nameRank: Readonly<Record<ReportKind, number>> = { users: 0, smartcards: 1, authenticators: 2, requests: 3 }
export const isLiveThere = (status: ReportStatus | undefined): boolean => status === 'active' || status === 'locked'
export const isEndedThere = (status: ReportStatus | undefined): boolean => status === 'cancelled' || status === 'expired'
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export function collectReports(today: string): CollectedReports {
  const persons = new Map<string, PersonThere>()
  const serials = new Set<string>()
  return {
    persons,
    serials,
    add(kind, row) {
      if (row.uuid === undefined) return
      const person = persons.get(row.uuid) ?? newPerson()
      persons.set(row.uuid, person)
      person.in.add(kind)
      addWords(person, kind, row)
      if (!isEndedThere(row.status)) person.open = true
      if (hasLocumPosition(kind, row, today)) person.locum = true
      if (kind === 'smartcards') putCard(person.cards, row)
      if (kind === 'authenticators') putCard(person.others, row)
      if (kind === 'smartcards' && row.serial !== undefined) serials.add(row.serial)
    },
  }
}

const newPerson = (): PersonThere => ({ in: new Set(), open: false, locum: false, cards: new Map(), others: new Map() })

function addWords(person: PersonThere, kind: ReportKind, { name, organisation }: ReportRow): void {
  const rank = nameRank[kind]
  const before = person.name
  if (name !== undefined && (!before || rank < before.rank || (rank === before.rank && name < before.words)))
    person.name = { rank, words: name }
  if (organisation !== undefined && (person.organisation === undefined || organisation < person.organisation))
    person.organisation = organisation
}

/** A request counts once it was granted. */
function hasLocumPosition(kind: ReportKind, { odsCodes, status, endsOn }: ReportRow, today: string): boolean {
  const counts = kind === 'users' ? !isEndedThere(status) : kind === 'requests' && status === 'active'
  return counts && odsCodes?.includes('FFFFF') === true && (endsOn === undefined || endsOn >= today)
}

/** One card on several rows, with one position on each: the status that says most, and the last end day. */
function putCard(cards: Map<string, CardThere>, { serial, status, cardType, startsOn, endsOn }: ReportRow): void {
  const key = serial ?? `without ${cardType ?? ''} ${startsOn ?? ''} ${endsOn ?? ''}`
  const before = cards.get(key)
  const strongest = reportStatuses.find((one) => one === status || one === before?.status)
  const type = [cardType, before?.cardType].filter((one) => one !== undefined).sort(byText)[0]
  const last = [endsOn, before?.endsOn]
    .filter((one) => one !== undefined)
    .sort(byText)
    .at(-1)
  cards.set(key, {
    ...(serial === undefined ? {} : { serial }),
    ...(strongest === undefined ? {} : { status: strongest }),
    ...(type === undefined ? {} : { cardType: type }),
    ...(last === undefined ? {} : { endsOn: last }),
  })
}
