/** What a benchmark answers, and how it is measured: our way and the baseline in turns, so that a busy machine is busy for both. */
export interface BenchRow {
  readonly what: string
  /** Medians, in `unit`. */
  readonly ours: number
  readonly baseline: number
  readonly ratio: number
  readonly unit: string
  /** Of each. */
  readonly runs: number
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function toRow(what: string, unit: string, ours: readonly number[], baseline: readonly number[]): BenchRow {
  if (ours.length === 0 || ours.length !== baseline.length) throw new Error('a benchmark measures both the same number of times')
  const [own, bare] = [median(ours), median(baseline)]
  return { what, ours: own, baseline: bare, ratio: own / bare, unit, runs: ours.length }
}

/** Which comes first changes with every turn. */
export async function inTurns(
  turns: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number[]; baseline: number[] }> {
  const measured = { ours: [] as number[], baseline: [] as number[] }
  for (let turn = 0; turn < turns; turn++) {
    const order = turn % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const)
    for (const which of order) measured[which].push(await (which === 'ours' ? ours() : baseline()))
  }
  return measured
}

export interface Agreement {
  readonly ours: number[]
  readonly baselines: readonly [number[], number[]]
  /** Whether the medians of the two baselines came as close as was asked. */
  readonly agreed: boolean
}

/**
 * Ours and two baselines that should cost the same, in turns until the medians of the two differ by no more than a part of the smaller one.
 * After `most` turns they never did: the machine is too busy for a verdict.
 */
export async function inTurnsUntilAgreed(
  ours: () => Promise<number>,
  baselines: readonly [() => Promise<number>, () => Promise<number>],
  { least, most, within }: { readonly least: number; readonly most: number; readonly within: number },
): Promise<Agreement> {
  const measured = { ours: [] as number[], baselines: [[], []] as [number[], number[]] }
  const works = [
    [ours, measured.ours],
    [baselines[0], measured.baselines[0]],
    [baselines[1], measured.baselines[1]],
  ] as const
  for (let turn = 0; turn < most; turn++) {
    for (let index = 0; index < works.length; index++) {
      const [work, times] = works[(turn + index) % works.length]!
      times.push(await work())
    }
    const [one, other] = measured.baselines.map(median) as [number, number]
    if (turn + 1 >= least && Math.abs(one - other) <= within * Math.min(one, other)) return { ...measured, agreed: true }
  }
  return { ...measured, agreed: false }
}
