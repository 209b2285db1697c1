/** The table of the benchmark of size: each row with its bare counterpart and its goal, the unlock first; and the lines of the chart. */
import { quantile, toScaleRow, type Goal, type ScaleRow } from './scale-row.ts'
import type { GrowthLine } from './growth-chart.ts'
import type { Pair, StationFigures } from './station-figures.ts'
import type { BackupFigures, VerifyFigures } from './work-in-main.ts'

/** What is measured on the largest station only. */
export interface MainFigures {
  readonly keys: Pair
  readonly verified: VerifyFigures
  readonly backup: BackupFigures
  /** MB. */
  readonly disk: Pair
  readonly searched: Pair
  /** MB of a Node process that does nothing. */
  readonly bareMain: number
}

export interface PaintFigures {
  readonly cold: Pair
  readonly warm: Pair
}

/** An act that is flat, or work that is linear, may differ by so much from one size to the next: two runs of the same size do, too. */
const FLAT: readonly Goal[] = [{ kind: 'times', limit: 1.25 }]
const times = (limit: number): Goal => ({ kind: 'times', limit })
const most = (limit: number, of: 'p50' | 'p95' = 'p50'): Goal => ({ kind: 'most', limit, of })
const count = (value: number): string => value.toLocaleString('en-GB')

/** `stations` from the smallest to the largest. */
export function scaleRows(
  stations: readonly StationFigures[],
  main: MainFigures,
  paints: PaintFigures,
): { readonly rows: ScaleRow[]; readonly lines: GrowthLine[] } {
  const [least, largest] = [stations[0]!, stations.at(-1)!]
  const row = (what: string, unit: string, { ours, bare }: Pair, ...goals: readonly Goal[]) =>
    toScaleRow({ what, unit, ours, baseline: bare, goals })
  const cases = count(largest.cases)
  const {
    entries,
    took: { ours, bare },
  } = main.verified
  const perSecond = (milliseconds: readonly number[]) => count(Math.round((entries * 1_000) / milliseconds[0]!))
  const seconds = (milliseconds: readonly number[]) => (milliseconds[0]! / 1_000).toFixed(1)
  return {
    rows: [
      row(`unlock to usable list, ${cases} cases, Argon2 apart (bare Dexie reads them in clear)`, 'ms', largest.unlock, times(0.25)),
      row('the same after the browser’s database was lost', 'ms', largest.rebuild, times(1)),
      row('search, computing (bare includes)', 'ms', main.searched, most(3, 'p95')),
      row('search, keystroke to painted (an empty page with one field)', 'ms', largest.keystroke, most(50, 'p95')),
      row('open a case (Dexie get of one in clear)', 'ms', largest.open, most(50, 'p95')),
      ...saveRows(largest),
      ...(least === largest ? [] : saveRows(least)),
      row('new key (append and fdatasync of 96 bytes)', 'ms', main.keys, times(2)),
      row(`whole backup, ${(main.backup.bytes / 1e6).toFixed(0)} MB (bare age of as many bytes)`, 'ms', main.backup.whole, times(2)),
      row('backup of what changed (the whole backup)', 'ms', main.backup.changed, times(0.1)),
      row('longest wait of the page during backups (while main is idle)', 'ms', main.backup.waits, most(100)),
      row(
        `longest wait of the page during a restore test of ${seconds(main.backup.drill.ours)} s, bare age ${seconds(main.backup.drill.bare)} s (idle)`,
        'ms',
        main.backup.drillWaits,
        most(100),
      ),
      row(
        `record of ${count(entries)} entries checked, ${perSecond(ours)} a second, bare SHA-256 ${perSecond(bare)}: peak of main (before)`,
        'MB',
        main.verified.memory,
        {
          kind: 'over',
          limit: 200,
        },
      ),
      row('memory of the page, list open (an empty page)', 'MB', largest.page, { kind: 'over', limit: 150 }),
      row('memory of main, list open (Node alone)', 'MB', { ours: largest.main, bare: [main.bareMain] }, most(300)),
      row('disk (the sealed bytes)', 'MB', main.disk, times(1.5)),
      row('first paint, cold (an empty page of the same shell)', 'ms', paints.cold, times(3)),
      row('first paint, warm (the same)', 'ms', paints.warm, times(1.5)),
      ...growthRows(least, largest),
    ],
    lines: linesOf(stations),
  }
}

function saveRows({ cases, save, savePainted }: StationFigures): ScaleRow[] {
  const row = (what: string, { ours, bare }: Pair) =>
    toScaleRow({ what: `save a note, ${count(cases)} cases, ${what}`, unit: 'ms', ours, baseline: bare, goals: [times(2.5)] })
  return [
    row('click to “Note saved” on the page (strict Dexie put of the same case)', save),
    row('click to painted (a click, the same put, and a painted word)', savePainted),
  ]
}

/** The largest station beside the smallest. Both have the same acts, so only the size differs. */
function growthRows(least: StationFigures, largest: StationFigures): ScaleRow[] {
  if (least === largest) return []
  const sizes = `${count(largest.cases)} cases beside ${count(least.cases)}`
  const flat = (what: string, of: (figures: StationFigures) => readonly number[]) =>
    toScaleRow({ what: `growth: ${what}, ${sizes}`, unit: 'ms', ours: of(largest), baseline: of(least), goals: FLAT })
  return [
    flat('open a case', ({ open }) => open.ours),
    flat('save a note', ({ save }) => save.ours),
    flat('unlock, for each 1,000 cases', ({ unlock, cases }) => unlock.ours.map((each) => (each * 1_000) / cases)),
    flat('unlock after the loss, for each 1,000 cases', ({ rebuild, cases }) => rebuild.ours.map((each) => (each * 1_000) / cases)),
  ]
}

function linesOf(stations: readonly StationFigures[]): GrowthLine[] {
  const line = (title: string, unit: string, of: (figures: StationFigures) => readonly number[]): GrowthLine => ({
    title,
    unit,
    points: stations.map((figures) => ({ cases: figures.cases, value: quantile(of(figures), 0.5) })),
  })
  return [
    line('unlock', 'ms', ({ unlock }) => unlock.ours),
    line('bare Dexie reads all', 'ms', ({ unlock }) => unlock.bare),
    line('save a note', 'ms', ({ save }) => save.ours),
    line('open a case', 'ms', ({ open }) => open.ours),
    line('keystroke to painted', 'ms', ({ keystroke }) => keystroke.ours),
    line('page', 'MB', ({ page }) => page.ours),
  ]
}
