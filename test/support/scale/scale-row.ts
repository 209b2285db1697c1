/** What the benchmark of size answers: figures of ours and of the bare counterpart, the goal, and whether it was met. */
import type { BenchRow } from '../bench.ts'

/** The value that so many parts of all values are not above, by linear interpolation between the two nearest. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new Error('there is no quantile of nothing')
  const sorted = values.toSorted((one, other) => one - other)
  const at = (sorted.length - 1) * part
  const below = sorted[Math.floor(at)]!
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at))
}

export type Quantile = 'p50' | 'p95'

/** `times`: the ratio of the medians. `most`: ours. `over`: ours less the bare counterpart. Both in the unit of the row. */
export type Goal =
  | { readonly kind: 'times'; readonly limit: number }
  | { readonly kind: 'most'; readonly limit: number; readonly of?: Quantile }
  | { readonly kind: 'over'; readonly limit: number; readonly of?: Quantile }

export interface ScaleRow extends BenchRow {
  readonly oursP95: number
  readonly baselineP95: number
  /** In words: `≤ 0.25×`. */
  readonly goal: string
  readonly met: boolean
}

export interface Measured {
  readonly what: string
  readonly unit: string
  readonly ours: readonly number[]
  readonly baseline: readonly number[]
  /** All of them must be met. */
  readonly goals: readonly Goal[]
}

export function toScaleRow({ what, unit, ours, baseline, goals }: Measured): ScaleRow {
  if (goals.length === 0) throw new Error(`${what} has no goal`)
  const of = (values: readonly number[]) => ({ p50: quantile(values, 0.5), p95: quantile(values, 0.95) })
  const [own, bare] = [of(ours), of(baseline)]
  return {
    what,
    ours: own.p50,
    baseline: bare.p50,
    ratio: own.p50 / bare.p50,
    unit,
    runs: ours.length,
    oursP95: own.p95,
    baselineP95: bare.p95,
    goal: goals.map((goal) => describe(goal, unit)).join(', '),
    met: goals.every((goal) => isMet(goal, own, bare)),
  }
}

function isMet(goal: Goal, own: Record<Quantile, number>, bare: Record<Quantile, number>): boolean {
  if (goal.kind === 'times') return own.p50 <= goal.limit * bare.p50
  const { of = 'p50' } = goal
  return own[of] - (goal.kind === 'over' ? bare[of] : 0) <= goal.limit
}

function describe(goal: Goal, unit: string): string {
  if (goal.kind === 'times') return `≤ ${String(goal.limit)}×`
  const quantiled = goal.of === 'p95' ? ' p95' : ''
  return `≤ ${String(goal.limit)} ${unit}${quantiled}${goal.kind === 'over' ? ' over it' : ''}`
}
