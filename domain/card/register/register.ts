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
  readonly shown: Omit<CardHistoryLine, 'conflict'>
}

/**
 * Stock first, then what cases did, then what the station said of cards that no case holds any more: a card that the station gave up is
 * never taken by a case, so nothing of a case comes after.
 */
export function foldRegister(cases: Iterable<CaseOfCards>, station: readonly StationCardEntry[]): CardRegister {
  const lines = new Map<string, Line[]>()
  const add = (line: Line): void => {
    const known = lines.get(line.serial)
    if (known) known.push(line)
    else lines.set(line.serial, [line])
  }
  for (const entry of station) if (entry.act === 'listed') add(lineOf(entry))
  const ofCases: Line[] = []
  for (const { caseId, caseReference, open, entries } of cases) {
    for (const { serial, act, at, by, attempt } of entries)
      ofCases.push({ serial, open, shown: { act, at, by, attempt, caseId, caseReference } })
  }
  for (const line of inOrder(ofCases)) add(line)
  for (const entry of station) if (entry.act !== 'listed') add(lineOf(entry))
  return new Map([...lines].map(([serial, own]) => [serial, foldCard(serial, own)]))
}

/** A card goes from one case to another only after the first one left it blank: whole attempts follow each other by when they were begun. */
function inOrder(lines: readonly Line[]): Line[] {
  const attempts = new Map<string, Line[]>()
  for (const line of lines) {
    const key = `${line.shown.caseId}/${line.shown.attempt}`
    const known = attempts.get(key)
    if (known) known.push(line)
    else attempts.set(key, [line])
  }
  return [...attempts.values()].sort((one, other) => one[0]!.shown.at.localeCompare(other[0]!.shown.at)).flat()
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
    // Two states that cannot both be true make it unknown: listed twice is only listed twice.
    if (moved.ok) state = moved.value
    else if (shown.act !== 'listed') state = state === 'destroyed' ? 'destroyed' : 'unknown'
    if (state !== before) since = shown.at
    if (shown.caseId !== undefined) holder = line
    if (shown.act === 'untouched' && moved.ok) holder = undefined
    if (state === 'destroyed' && shown.method !== undefined && shown.witness !== undefined) proved = true
    history.push(moved.ok ? shown : { ...shown, conflict: true })
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
