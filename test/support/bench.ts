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
  createSequencer: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number[]; baseline: number[] }> {
  const measured = { ours: [] as number[], baseline: [] as number[] }
  for (let turn = 0; turn < createSequencer; turn++) {
    const order = turn % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const)
    for (const which of order) measured[which].push(await (which === 'ours' ? ours() : baseline()))
  }
  return measured
}
