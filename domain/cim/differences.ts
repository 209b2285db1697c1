/** The kinds of difference between CIM's reports and what RA Desk knows, each with its words, its remedy and the place where it is put right. */
import type { CardState } from '../card/lifecycle.ts'
import { addDays } from '../registrant/plain-date.ts'
import type { ReportKind } from './report-kinds.ts'
import type { ReportCardType, ReportStatus } from './report-words.ts'

/** The most urgent first: this is the order in which the page shows them. */
export const differenceKinds = [
  'cancelled-here-active-there',
  'several-active-cards',
  'other-holder',
  'locum-without-entry',
  'active-here-ended-there',
  'card-missing-here',
  'card-missing-there',
  'different-name',
  'person-missing-there',
  'ends-soon',
  'person-missing-here',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

export interface CardThere {
  readonly serial?: string
  readonly status?: ReportStatus
  readonly cardType?: ReportCardType
  readonly endsOn?: string
}

export interface Difference {
  /** The same for the same difference in every report: kind, UUID, serial number and end day. */
  readonly id: string
  readonly kind: DifferenceKind
  readonly uuid?: string
  readonly serial?: string
  readonly endsOn?: string
  readonly nameThere?: string
  readonly nameHere?: string
  readonly organisation?: string
  readonly statusThere?: ReportStatus
  readonly stateHere?: CardState
  readonly cardType?: ReportCardType
  /** Every active card, where there is more than one. */
  readonly cards?: readonly CardThere[]
  readonly caseId?: string
  readonly caseReference?: string
  /** Kinds of report that show it. */
  readonly from: readonly ReportKind[]
}

export function differenceId({ kind, uuid, serial, endsOn }: Pick<Difference, 'kind' | 'uuid' | 'serial' | 'endsOn'>): string {
  return [kind, uuid ?? '', serial ?? '', ...(kind === 'ends-soon' ? [endsOn ?? ''] : [])].join(':')
}

export interface DifferenceMeaning {
  /** For a group of them, “Cancelled here, active in CIM”. */
  readonly title: string
  readonly remedy: string
  /** `act`: something must be done. `check`: it may be right as it is. */
  readonly weight: 'act' | 'check'
}

export const differenceMeanings: Readonly<Record<DifferenceKind, DifferenceMeaning>> = {
  'cancelled-here-active-there': {
    title: 'Cancelled here, active in CIM',
    remedy: 'Cancel the card in CIM. Until then someone may be able to use it.',
    weight: 'act',
  },
  'several-active-cards': {
    title: 'More than one active card',
    remedy: 'Ask the holder which card they use. Cancel the others in CIM, and record it here if the card came from this desk.',
    weight: 'act',
  },
  'other-holder': {
    title: 'Card of another person in CIM',
    remedy: 'Compare the serial number on the card with CIM. If the card was issued to the wrong person, cancel it and issue another.',
    weight: 'act',
  },
  'locum-without-entry': {
    title: 'FFFFF position without an entry here',
    remedy: 'Add an entry to the National Locum log with a reason, a sponsor and a review date, or remove the position in CIM.',
    weight: 'act',
  },
  'active-here-ended-there': {
    title: 'Active here, ended in CIM',
    remedy: 'Ask why the card was ended in CIM. Record here that it is cancelled, or issue another.',
    weight: 'act',
  },
  'card-missing-here': {
    title: 'Card not known here',
    remedy:
      'Look the card up in CIM. If this desk issued it, record it in the case of this person. If another desk did, accept the difference.',
    weight: 'check',
  },
  'card-missing-there': {
    title: 'Card not in CIM',
    remedy: 'Search for the serial number in CIM. If the card was never issued there, cancel it here and issue another.',
    weight: 'act',
  },
  'different-name': {
    title: 'Different name',
    remedy: 'Compare both names with the identity document. Correct the one that is wrong.',
    weight: 'check',
  },
  'person-missing-there': {
    title: 'Person not in CIM',
    remedy: 'Search for the UUID in CIM. If the profile is closed, cancel the card here. If the UUID is wrong, correct it in the case.',
    weight: 'act',
  },
  'ends-soon': {
    title: 'Ends within 90 days',
    remedy: 'Renew the certificates while they are in date, or replace the card.',
    weight: 'act',
  },
  'person-missing-here': {
    title: 'Person not known here',
    remedy: 'If this desk should know this person, add them. If another desk registered them, accept the difference.',
    weight: 'check',
  },
}

/** Where the agent puts it right, as a path of the page. `undefined`: only in CIM. */
export function placeOf({ kind, uuid, serial, caseId, stateHere }: Difference): string | undefined {
  if (kind === 'ends-soon' && uuid !== undefined) return `/new/replace/${uuid}`
  if (kind === 'locum-without-entry') return '/people/locum-log'
  if (caseId !== undefined) return `/case/${caseId}`
  return serial !== undefined && stateHere !== undefined ? `/cards/card/${serial}` : undefined
}

/** Days within which a card ends: each list holds those of the shorter ones too. */
export const endBands = [7, 30, 60, 90] as const
export type EndBand = (typeof endBands)[number]
export const FURTHEST_END = 90

export const isWithin = (endsOn: string, days: number, today: string): boolean => endsOn <= addDays(today, days)
