/** The register: every card that this station ever touched or has in stock, folded from the cases and from the station's own acts. */
import {
  cardTransitions,
  liveStates,
  moveCard,
  type BeforeFirst,
  type CardAct,
  type CardState,
  type CaseCardAct,
  type DestructionMethod,
  type StationCardAct,
} from '../lifecycle.ts'

/** What one event of a case says about one card; `domain/case/case-cards.ts` reads these from the events. */
export interface CaseCardEntry {
  readonly serial: string
  readonly act: CaseCardAct
  readonly at: string
  readonly by: string
  readonly attempt: number
  readonly seq: number
}

/** One case as the register sees it: never a name. */
export interface CaseOfCards {
  readonly caseId: string
  readonly caseReference: string
  readonly open: boolean
  readonly entries: readonly CaseCardEntry[]
}

export interface StationCardEntry {
  readonly serial: string
  readonly act: StationCardAct
  readonly at: string
  readonly by: string
  readonly box?: string
  readonly method?: DestructionMethod
  readonly witness?: string
  readonly note?: string
}

export interface CardHistoryLine {
  readonly act: CardAct
  readonly at: string
  readonly by: string
  readonly caseId?: string
  readonly caseReference?: string
  readonly attempt?: number
  readonly method?: DestructionMethod
  readonly witness?: string
  readonly note?: string
  /** What was recorded could not follow what came before: the card is then not to be used. */
  readonly conflict?: true
}

export interface RegisteredCard {
  readonly serial: string
  readonly state: CardState
  /** When it came into this state. */
  readonly since: string
  readonly box?: string
  /** The case whose card it is or was last. */
  readonly caseId?: string
  readonly caseReference?: string
  readonly attempt?: number
  /** Its case is open: record there what happens to the card. */
  readonly heldByCase: boolean
  /** Recorded as destroyed, with method and witness. */
  readonly destructionProved: boolean
  readonly history: readonly CardHistoryLine[]
}

export type CardRegister = ReadonlyMap<string, RegisteredCard>

interface Line {
  readonly serial: string
  readonly box?: string
  readonly open?: boolean
  /** When its attempt was begun, for a line of a case. */
  readonly begunAt?: string
  readonly shown: Omit<CardHistoryLine, 'conflict'>
}

/** What is known of one card. */
export interface LinesOfCard {
  readonly cases: Iterable<CaseOfCards>
  /** In the order in which they were recorded. */
  readonly station: readonly StationCardEntry[]
}

/**
 * One card, from the cases and the station's acts that speak of it; those of other cards are passed over. Stock first, then what cases did,
 * then what the station said of a card that no case holds any more: a card that the station gave up is never taken by a case, so nothing
 * of a case comes after.
 */
export function foldCardOf(serial: string, { cases, station }: LinesOfCard): RegisteredCard {
  const ofCases = [...cases].flatMap((one) => linesOfCase(one).filter((line) => line.serial === serial))
  const own = station.filter((entry) => entry.serial === serial)
  return foldCard(serial, [
    ...own.filter(({ act }) => act === 'listed').map(lineOf),
    ...ofCases.filter(isOwn).sort(byAttempt),
    // The case that replaced it began after it.
    ...ofCases.filter((line) => !isOwn(line)),
    ...own.filter(({ act }) => act !== 'listed').map(lineOf),
  ])
}

/** Of the case that issued it, and not of the one that replaced it. */
const isOwn = ({ shown }: Line): boolean => shown.act !== 'replacedElsewhere'

/** A second record of the same thing: listed twice, or cancelled when it could not be used any more. */
function isRepeated(act: CardAct, state: CardState | BeforeFirst): boolean {
  if (act === 'listed') return true
  if (act === 'replacedElsewhere') return state !== 'blank' && state !== 'begun' && state !== 'unseen'
  return act === 'cancel' && state === 'cancelled'
}

function linesOfCase({ caseId, caseReference, open, entries }: CaseOfCards): Line[] {
  const begun = new Map<number, string>()
  return entries.map(({ serial, act, at, by, attempt }) => {
    if (!begun.has(attempt)) begun.set(attempt, at)
    return { serial, open, begunAt: begun.get(attempt)!, shown: { act, at, by, attempt, caseId, caseReference } }
  })
}

/** A card goes from one case to another only after the first one left it blank: whole attempts follow each other by when they were begun. */
function byAttempt(one: Line, other: Line): number {
  return (
    one.begunAt!.localeCompare(other.begunAt!) ||
    one.shown.caseId!.localeCompare(other.shown.caseId!) ||
    one.shown.attempt! - other.shown.attempt!
  )
}

function foldCard(serial: string, lines: readonly Line[]): RegisteredCard {
  let state: CardState | BeforeFirst = 'unseen'
  let since = ''
  let box: string | undefined
  let holder: Line | undefined
  let proved = false
  const history: CardHistoryLine[] = []
  for (const line of lines) {
    const { shown } = line
    box ??= line.box
    const before: CardState | BeforeFirst = state
    const moved = moveCard(before, shown.act)
    const counts = moved.ok || isRepeated(shown.act, before)
    // Two states that cannot both be true make it unknown.
    if (moved.ok) state = moved.value
    else if (!counts) state = state === 'destroyed' ? 'destroyed' : 'unknown'
    if (state !== before) since = shown.at
    if (shown.caseId !== undefined && isOwn(line)) holder = line
    if (shown.act === 'untouched' && moved.ok) holder = undefined
    if (state === 'destroyed' && shown.method !== undefined && shown.witness !== undefined) proved = true
    history.push(moved.ok || (counts && shown.act !== 'listed') ? shown : { ...shown, conflict: true })
  }
  if (state === 'unseen') throw new Error('a card without history is not in the register')
  const heldByCase = holder?.open === true && (liveStates.has(state) || state === 'begun')
  return {
    serial,
    state,
    since,
    heldByCase,
    destructionProved: proved,
    history,
    ...(box === undefined ? {} : { box }),
    ...(holder?.shown.caseId === undefined
      ? {}
      : { caseId: holder.shown.caseId, caseReference: holder.shown.caseReference!, attempt: holder.shown.attempt! }),
  }
}

function lineOf({ serial, act, at, by, box, method, witness, note }: StationCardEntry): Line {
  return {
    serial,
    ...(box === undefined ? {} : { box }),
    shown: {
      act,
      at,
      by,
      ...(method === undefined ? {} : { method }),
      ...(witness === undefined ? {} : { witness }),
      ...(note === undefined ? {} : { note }),
    },
  }
}

/** What the station may record of this card now. */
export function stationActsOf(card: RegisteredCard): StationCardAct[] {
  if (card.heldByCase) return []
  return (['cancel', 'markLost', 'destroy', 'proveDestroyed'] as const).filter((act) => {
    if (act === 'proveDestroyed' && card.destructionProved) return false
    return (cardTransitions[act].from as readonly string[]).includes(card.state)
  })
}
