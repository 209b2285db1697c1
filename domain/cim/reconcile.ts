/** Compares what CIM's reports say with what RA Desk knows, by UUID and by serial number of cards. */
import { liveStates, type CardState } from '../card/lifecycle.ts'
import { addDays } from '../registrant/plain-date.ts'
import { byText, isEndedThere, isLiveThere, type CollectedReports, type PersonThere } from './collect-reports.ts'
import { differenceId, FURTHEST_END, type CardThere, type Difference, type DifferenceKind } from './differences.ts'
import type { ReportKind } from './report-kinds.ts'

export interface KnownCard {
  readonly serial: string
  readonly state: CardState
  /** Absent when the case of its holder was erased. */
  readonly uuid?: string
  readonly caseId?: string
  readonly caseReference?: string
}

export interface KnownPerson {
  readonly uuid: string
  /** The newest case with this UUID. */
  readonly caseId: string
  readonly caseReference: string
  readonly isOpen: boolean
  readonly cards: readonly KnownCard[]
}

export interface KnownHere {
  readonly persons: ReadonlyMap<string, KnownPerson>
  readonly cards: ReadonlyMap<string, KnownCard>
  /** UUIDs of persons with a short entry and no case: they are known, and nothing else is said of them. */
  readonly entered?: ReadonlySet<string> | undefined
  /** UUIDs with an open entry in the National Locum log. Absent: there is no log to ask, and nothing is said. */
  readonly locums?: ReadonlySet<string> | undefined
}

/** Whether a report lists everyone, or only those that a filter in CIM let through. Absent: there is no report of this kind. */
export type Coverage = Readonly<Partial<Record<ReportKind, 'whole' | 'some'>>>

export interface Comparison {
  readonly there: Pick<CollectedReports, 'persons' | 'serials'>
  readonly here: KnownHere
  readonly coverage: Coverage
  readonly today: string
}

const isOutOfUse: ReadonlySet<CardState> = new Set<CardState>(['cancelled', 'lost', 'destroyed', 'spoiled', 'unknown'])

/** All differences but those of names, in a fixed order. `undefined` between two persons: other work can go there. */
export function* reconcile(comparison: Comparison): Generator<Difference | undefined> {
  const { there, here } = comparison
  for (const uuid of [...there.persons.keys()].sort(byText)) {
    // Without serial numbers, two cards may be the same difference.
    const told = new Set<string>()
    for (const difference of ofPersonThere(comparison, uuid, there.persons.get(uuid)!)) {
      if (!told.has(difference.id)) yield difference
      told.add(difference.id)
    }
    yield undefined
  }
  for (const uuid of [...here.persons.keys()].sort(byText)) yield* ofPersonHere(comparison, here.persons.get(uuid)!)
}

/** A person that both know, with the name that CIM has: compared with `compareNames`, once the name here was read. */
export interface NameToCompare {
  readonly person: KnownPerson
  readonly nameThere: string
  readonly from: readonly ReportKind[]
}

export function* namesToCompare({ there, here }: Pick<Comparison, 'there' | 'here'>): Generator<NameToCompare> {
  for (const uuid of [...here.persons.keys()].sort(byText)) {
    const known = there.persons.get(uuid)
    if (known?.name) yield { person: here.persons.get(uuid)!, nameThere: known.name.words, from: [...known.in].sort(byText) }
  }
}

export const nameDifference = ({ person, nameThere, from }: NameToCompare, nameHere: string): Difference => {
  const { uuid, caseId, caseReference } = person
  return make('different-name', { uuid, nameThere, nameHere, caseId, caseReference, from })
}

/** Whether a report of this kind says something about a person. If it does not, its silence means nothing. */
export const covers = ({ there, coverage }: Pick<Comparison, 'there' | 'coverage'>, kind: ReportKind, uuid: string | undefined): boolean =>
  coverage[kind] === 'whole' || (uuid !== undefined && there.persons.get(uuid)?.in.has(kind) === true)

function* ofPersonThere({ here, today }: Comparison, uuid: string, there: PersonThere): Generator<Difference> {
  const person = here.persons.get(uuid)
  const about = aboutPerson(uuid, person, there)
  const cards = sorted(there.cards)
  const isKnown = person !== undefined || cards.some(({ serial }) => serial !== undefined && here.cards.has(serial))
  if (!isKnown && here.entered?.has(uuid) !== true && there.open)
    yield make('person-missing-here', { ...about, from: [...there.in].sort(byText) })
  const live = cards.filter(({ status }) => isLiveThere(status))
  if (live.length > 1) yield make('several-active-cards', { ...about, cards: live, from: ['smartcards'] })
  if (there.locum && here.locums !== undefined && !here.locums.has(uuid))
    yield make('locum-without-entry', { ...about, from: (['users', 'requests'] as const).filter((kind) => there.in.has(kind)) })
  for (const card of cards) yield* ofCard(card, about, { here, isKnown })
  yield* endsSoon(about, there, { here, today })
}

function* ofCard(
  card: CardThere,
  about: AboutPerson,
  { here, isKnown }: { readonly here: KnownHere; readonly isKnown: boolean },
): Generator<Difference> {
  const { serial, status } = card
  if (serial === undefined) return
  const known = here.cards.get(serial)
  const both = { ...about, ...ofCardThere(card), from: ['smartcards'] as const }
  if (known === undefined || known.state === 'blank' || known.state === 'begun') {
    if (isKnown && isLiveThere(status)) yield make('card-missing-here', { ...both, ...(known ? { stateHere: known.state } : {}) })
    return
  }
  const told = { ...both, ...ofCase(known), stateHere: known.state }
  if (known.uuid !== undefined && known.uuid !== about.uuid) {
    if (isLiveThere(status) || liveStates.has(known.state)) yield make('other-holder', told)
  } else if (isOutOfUse.has(known.state) && isLiveThere(status)) yield make('cancelled-here-active-there', told)
  else if (liveStates.has(known.state) && isEndedThere(status)) yield make('active-here-ended-there', told)
}

/** A card that ends while its holder has another that goes on is no work. */
function* endsSoon(about: AboutPerson, there: PersonThere, { here, today }: Pick<Comparison, 'here' | 'today'>): Generator<Difference> {
  const furthest = addDays(today, FURTHEST_END)
  const ends = (card: CardThere): boolean => card.endsOn !== undefined && card.endsOn <= furthest
  const inUse = ({ status }: CardThere): boolean => isLiveThere(status) || status === undefined
  const cards = sorted(there.cards).filter(inUse)
  const goesOn = cards.some((card) => card.endsOn !== undefined && !ends(card))
  for (const card of goesOn ? [] : cards) if (ends(card)) yield make('ends-soon', { ...about, ...ofBoth(card, here), from: ['smartcards'] })
  for (const other of sorted(there.others)) {
    // A smartcard is an authenticator too: the report of smartcards says more of it.
    const isCard = other.serial !== undefined && there.cards.has(other.serial)
    if (inUse(other) && ends(other) && !isCard) yield make('ends-soon', { ...about, ...ofBoth(other, here), from: ['authenticators'] })
  }
}

function* ofPersonHere({ there, coverage }: Comparison, person: KnownPerson): Generator<Difference> {
  const known = there.persons.get(person.uuid)
  const about = aboutPerson(person.uuid, person, known)
  const live = person.cards.filter(({ state }) => liveStates.has(state))
  if (coverage.users === 'whole' && !known?.in.has('users')) {
    if (person.isOpen || live.length > 0) yield make('person-missing-there', { ...about, from: ['users'] })
    return
  }
  // A report without serial numbers says nothing of a card.
  if (there.serials.size === 0 || (coverage.smartcards !== 'whole' && !known?.in.has('smartcards'))) return
  for (const card of live)
    if (!there.serials.has(card.serial))
      yield make('card-missing-there', { ...about, ...ofCase(card), serial: card.serial, stateHere: card.state, from: ['smartcards'] })
}

/** By serial number, or by what stands in its place: the order of the rows does not matter. */
const sorted = (cards: ReadonlyMap<string, CardThere>): readonly CardThere[] =>
  [...cards].sort(([one], [other]) => byText(one, other)).map(([, card]) => card)

interface AboutPerson extends Pick<Difference, 'nameThere' | 'organisation' | 'caseId' | 'caseReference'> {
  readonly uuid: string
}

const aboutPerson = (uuid: string, person: KnownPerson | undefined, there: PersonThere | undefined): AboutPerson => ({
  uuid,
  ...(there?.name ? { nameThere: there.name.words } : {}),
  ...(there?.organisation === undefined ? {} : { organisation: there.organisation }),
  ...(person ? { caseId: person.caseId, caseReference: person.caseReference } : {}),
})

const ofCase = ({ caseId, caseReference }: KnownCard): Pick<Difference, 'caseId' | 'caseReference'> =>
  caseId === undefined || caseReference === undefined ? {} : { caseId, caseReference }

const ofCardThere = ({
  serial,
  status,
  cardType,
  endsOn,
}: CardThere): Pick<Difference, 'serial' | 'statusThere' | 'cardType' | 'endsOn'> => ({
  ...(serial === undefined ? {} : { serial }),
  ...(status === undefined ? {} : { statusThere: status }),
  ...(cardType === undefined ? {} : { cardType }),
  ...(endsOn === undefined ? {} : { endsOn }),
})

function ofBoth(card: CardThere, here: KnownHere): Partial<Difference> {
  const known = card.serial === undefined ? undefined : here.cards.get(card.serial)
  return { ...ofCardThere(card), ...(known ? { ...ofCase(known), stateHere: known.state } : {}) }
}

const make = (kind: DifferenceKind, difference: Omit<Difference, 'id' | 'kind'>): Difference => ({
  ...difference,
  kind,
  id: differenceId({ kind, ...difference }),
})
