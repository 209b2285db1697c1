/** How far a campaign is: each of its persons, and its numbers. Computed from their files and from how everything stands now. */
import type { UndoKind } from '../../domain/case/to-undo.ts'
import { burnDown, isChosen, type BurnDownDay, type CampaignRow } from '../../domain/wind-down/campaign.ts'
import { readInCampaign, type InCampaign } from '../../domain/wind-down/person-file.ts'
import type { Obligation } from '../../domain/wind-down/obligation.ts'
import type { Decision } from '../../domain/wind-down/settlement.ts'
import { dayOfInstant, type WindDown } from './wind-down.ts'
import type { Standing, Standings } from './standing.ts'

export interface StandingObligation {
  readonly obligation: Obligation
  readonly enrolledAt: string
  readonly standing: Standing
}

export interface PersonInCampaign {
  readonly personId: string
  readonly all: readonly StandingObligation[]
  readonly left: readonly Obligation[]
  readonly known: InCampaign
}

export function readPerson(
  { book }: Pick<WindDown, 'book'>,
  standings: Standings,
  campaignId: string,
  personId: string,
): PersonInCampaign | undefined {
  const file = book.findPerson(personId)
  const known = file && readInCampaign(file.events, campaignId)
  if (!known || known.obligations.length === 0) return undefined
  const all = known.obligations.map(({ enrolledAt, ...obligation }) => ({ obligation, enrolledAt, standing: standings.of(obligation) }))
  return { personId, all, known, left: all.filter(({ standing }) => standing.state === 'open').map(({ obligation }) => obligation) }
}

export const readPersons = (windDown: WindDown, standings: Standings, campaignId: string): PersonInCampaign[] =>
  windDown.book.personsOf(campaignId).flatMap((personId) => readPerson(windDown, standings, campaignId, personId) ?? [])

/** What is to be undone now, is what the campaign is about, and is not in it yet. */
export function findLater(standings: Standings, campaign: CampaignRow, persons: readonly PersonInCampaign[]): Obligation[] {
  const enrolled = new Set(persons.flatMap(({ all }) => all.map(({ obligation: { key } }) => key)))
  return standings.open().filter((one) => isChosen(campaign.choice, one) && !enrolled.has(one.key))
}

export interface Progress {
  readonly persons: number
  readonly obligations: number
  readonly left: number
  readonly settled: number
  readonly elsewhere: number
  readonly undecided: number
  readonly later: number
}

export function progressOf(persons: readonly PersonInCampaign[], later: readonly Obligation[]): Progress {
  const all = persons.flatMap((one) => one.all)
  const count = (state: Standing['state']) => all.filter(({ standing }) => standing.state === state).length
  return {
    persons: persons.length,
    obligations: all.length,
    left: count('open'),
    settled: count('settled'),
    elsewhere: count('elsewhere'),
    undecided: persons.filter(({ left, known }) => left.length > 0 && known.decision === undefined).length,
    later: later.length,
  }
}

export const chartOf = (persons: readonly PersonInCampaign[], today: string): BurnDownDay[] =>
  burnDown(
    persons.flatMap(({ all }) =>
      all.map(({ enrolledAt, standing }) => {
        const began = dayOfInstant(enrolledAt)
        // What left with its case is not left here from the beginning: when it went, only its case knows.
        return { began, settled: standing.state === 'settled' ? standing.on : standing.state === 'elsewhere' ? began : undefined }
      }),
    ),
    today,
  )

export type PersonState = 'undecided' | 'decided' | 'done'

export interface PersonSummary {
  readonly personId: string
  readonly uuid?: string
  readonly caseIds: string[]
  readonly caseReferences: string[]
  readonly odsCodes: string[]
  /** Kinds of what is left, each once. */
  readonly kinds: UndoKind[]
  readonly left: number
  readonly total: number
  readonly state: PersonState
  readonly decision?: Decision
  readonly chaseOn?: string
}

const once = <Value>(all: readonly (Value | undefined)[]): Value[] => [...new Set(all.filter((one) => one !== undefined))]

const about = (all: readonly Obligation[]) => {
  const uuid = all.find((one) => one.uuid !== undefined)?.uuid
  return {
    ...(uuid === undefined ? {} : { uuid }),
    caseIds: once(all.map(({ caseId }) => caseId)),
    caseReferences: once(all.map(({ caseReference }) => caseReference)),
    odsCodes: once(all.flatMap(({ odsCodes }) => odsCodes)),
  }
}

export function summariseInCampaign({ personId, all, left, known }: PersonInCampaign): PersonSummary {
  const { decision, chased } = known
  return {
    personId,
    ...about(all.map(({ obligation }) => obligation)),
    kinds: once(left.map(({ kind }) => kind)),
    left: left.length,
    total: all.length,
    state: left.length === 0 ? 'done' : decision === undefined ? 'undecided' : 'decided',
    ...(decision === undefined ? {} : { decision: decision.decision }),
    ...(chased?.next === undefined || left.length === 0 ? {} : { chaseOn: chased.next }),
  }
}

/** Of everything that is open, by person. */
export function summariseOpen(open: readonly Obligation[]): PersonSummary[] {
  return [...groupByPerson(open)].map(([personId, all]) => ({
    personId,
    ...about(all),
    kinds: once(all.map(({ kind }) => kind)),
    left: all.length,
    total: all.length,
    state: 'undecided',
  }))
}

export function groupByPerson(all: readonly Obligation[]): ReadonlyMap<string, Obligation[]> {
  const byPerson = new Map<string, Obligation[]>()
  for (const one of all) {
    const own = byPerson.get(one.personId)
    if (own) own.push(one)
    else byPerson.set(one.personId, [one])
  }
  return byPerson
}
