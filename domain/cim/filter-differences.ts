/** Which differences a list shows: the page shows by it, and `main` settles, saves and prints by the same. */
import { z } from 'zod'
import { visibleText } from '../values.ts'
import type { DifferenceState } from './difference-state.ts'
import { differenceKinds, endBands, isWithin, type Difference } from './differences.ts'

export const listStates = ['open', 'settled', 'gone'] as const
export type ListState = (typeof listStates)[number]

export const listStateWords: Readonly<Record<ListState, string>> = { open: 'Open', settled: 'Resolved', gone: 'No longer shown' }

export interface ListedDifference extends Difference, Pick<DifferenceState, 'state' | 'because' | 'since'> {
  /** What was written when it was settled last, and by whom. */
  readonly note?: string
  readonly by?: string
}

export const differenceFilter = z.strictObject({
  state: z.enum(listStates),
  kind: z.enum(differenceKinds).optional(),
  /** Only cards that end within so many days. */
  within: z.union(endBands.map((days) => z.literal(days))).optional(),
  query: visibleText().max(200).optional(),
})
export type DifferenceFilter = z.infer<typeof differenceFilter>

export const listStateOf = (state: DifferenceState['state']): ListState => (state === 'open' || state === 'gone' ? state : 'settled')

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
const bare = (text: string): string => folded(text).replaceAll(/[\s-]/g, '')

export function filterDifferences(all: readonly ListedDifference[], filter: DifferenceFilter, today: string): readonly ListedDifference[] {
  const { state, kind, within, query = '' } = filter
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  const code = bare(query)
  return all.filter((one) => {
    if (listStateOf(one.state) !== state || (kind !== undefined && one.kind !== kind)) return false
    if (within !== undefined && (one.endsOn === undefined || !isWithin(one.endsOn, within, today))) return false
    if (words.length === 0) return true
    const codes = [one.uuid, one.serial, one.caseReference].filter((text) => text !== undefined)
    if (codes.some((text) => bare(text).includes(code))) return true
    const text = folded([one.nameThere, one.nameHere, one.organisation].join(' '))
    return words.every((word) => text.includes(word))
  })
}

/** The most urgent kind first; within a kind what ends first, then by UUID. */
export function sortDifferences(all: readonly ListedDifference[]): readonly ListedDifference[] {
  const rank = new Map(differenceKinds.map((kind, index) => [kind, index]))
  const key = ({ kind, endsOn, uuid, id }: ListedDifference): string =>
    `${String(rank.get(kind)).padStart(2, '0')} ${kind === 'ends-soon' ? (endsOn ?? '') : ''} ${uuid ?? ''} ${id}`
  const keyed = all.map((one) => ({ one, by: key(one) }))
  return keyed.sort((one, other) => (one.by < other.by ? -1 : one.by > other.by ? 1 : 0)).map(({ one }) => one)
}
