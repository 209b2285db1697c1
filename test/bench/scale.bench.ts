/**
 * What each act costs on a station of 50,000 cases (`--quick`: 5,000; `--cases=N`), in the real app beside its bare counterpart.
 * Stations are filled once and kept. Sizes of the chart: a tenth, a third and the whole, or `--sizes=5000,50000,200000`. A tenth of the entries of
 * a record is filled with `--quick`. Ours and bare take turns; medians and p95 are given. `bench-output/scale.svg` shows the growth,
 * `scale-figures.json` beside it has every single value.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurns } from '../support/bench.ts'
import { root } from '../support/checks.ts'
import { paintOfApp, paintOfChromium, readFlags } from '../support/scale/bare-chromium.ts'
import { drawGrowth } from '../support/scale/growth-chart.ts'
import { keepStation } from '../support/scale/kept-stations.ts'
import { preparePlainPage } from '../support/scale/plain-page.ts'
import { measureBareNode, diskUseOf } from '../support/scale/process-figures.ts'
import { scaleRows, type MainFigures } from '../support/scale/scale-rows.ts'
import { quantile, type ScaleRow } from '../support/scale/scale-row.ts'
import { measureStation, queries, type Pair, type StationFigures, type Turns } from '../support/scale/station-figures.ts'
import { measureBackups, measureKeys, measureVerification } from '../support/scale/work-in-main.ts'

const SEED = 1
/** A tenth of what a whole journey leaves. */
const QUICK_ENTRIES = 8
const QUICK: Turns = { unlocks: 2, rebuilds: 1, acts: 6 }
const WHOLE: Turns = { unlocks: 3, rebuilds: 1, acts: 20 }
const PAINTS = { quick: 3, whole: 7 }
const KEYS = 20
const SEARCHES = 25

export interface ScaleOptions {
  readonly quick?: boolean
  readonly cases?: number
  readonly sizes?: readonly number[]
}

type Say = (line: string) => void

export default async function run(say: Say, options: ScaleOptions = {}): Promise<ScaleRow[]> {
  if (process.platform !== 'linux') throw new Error('Memory and flags are read from /proc: this benchmark runs on Linux')
  const { quick = false } = options
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-scale-'))
  const started = performance.now()
  const sayWhen: Say = (line) => {
    say(`${((performance.now() - started) / 1_000).toFixed(0).padStart(5)} s  ${line}`)
  }
  try {
    const flags = await readFlags()
    const sizes = sizesOf(options)
    const stations: StationFigures[] = []
    let main: MainFigures | undefined
    for (const size of sizes) {
      const measured = await measureSize({ size, isLargest: size === sizes.at(-1), quick, flags, folder, say: sayWhen })
      stations.push(measured.figures)
      ;({ main } = measured)
    }
    sayWhen('First paint')
    const paints = await measurePaints(flags, folder, quick ? PAINTS.quick : PAINTS.whole)
    mkdirSync(join(root, 'bench-output'), { recursive: true })
    writeFileSync(join(root, 'bench-output/scale-figures.json'), JSON.stringify({ stations, main, paints }))
    const { rows, lines } = scaleRows(stations, main!, paints)
    writeFileSync(join(root, 'bench-output/scale.svg'), drawGrowth('What an act costs, by the number of cases', lines))
    sayWhen('bench-output/scale.svg written')
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

function sizesOf({ quick, cases, sizes = [] }: ScaleOptions): number[] {
  const most = cases ?? (sizes.length > 0 ? Math.max(...sizes) : quick ? 5_000 : 50_000)
  const smaller = sizes.length > 0 ? sizes : [Math.round(most / 10), Math.round(most / 3)]
  return [...new Set([...smaller.filter((size) => size > 0 && size < most), most])].sort((one, other) => one - other)
}

interface SizeToMeasure {
  readonly size: number
  /** More turns, and everything that is measured once. */
  readonly isLargest: boolean
  readonly quick: boolean
  readonly flags: readonly string[]
  readonly folder: string
  readonly say: Say
}

async function measureSize({
  size,
  isLargest,
  quick,
  flags,
  folder,
  say,
}: SizeToMeasure): Promise<{ readonly figures: StationFigures; readonly main: MainFigures | undefined }> {
  const station = await keepStation({ cases: size, seed: SEED, ...(quick ? { entriesPerCase: QUICK_ENTRIES } : {}) }, say)
  const plain = join(folder, `plain-${String(size)}`)
  const openPlain = await preparePlainPage(flags, plain, station.filled)
  const backups = join(folder, `backups-${String(size)}`)
  mkdirSync(backups)
  say(`${size.toLocaleString('en-GB')} cases`)
  const turns = { ...(quick ? QUICK : WHOLE), ...(isLargest ? {} : { unlocks: 1, rebuilds: 1 }) }
  const { figures, more } = await measureStation(
    { station, openPlain, folder: join(folder, `desk-${String(size)}`), env: { RA_DESK_OPEN_FOLDER: backups }, turns },
    async (app, figures) => {
      if (!isLargest) return undefined
      say(`  unlock, ours and bare: ${medianOf(figures.unlock)}; after the database was lost: ${medianOf(figures.rebuild)}`)
      say(`  open ${medianOf(figures.open)}, save ${medianOf(figures.save)}; new keys, the record, backups`)
      const keys = await measureKeys(app, KEYS)
      const verified = await measureVerification(app)
      const disk = { ours: [diskUseOf(join(app.dataFolder, 'vault'))], bare: [station.filled.sealedBytes / 1_000_000] }
      return { keys, verified, disk, backup: await measureBackups(app), bareMain: await measureBareNode() }
    },
  )
  const asked = Array.from({ length: SEARCHES }, () => queries).flat()
  const main = more && { ...more, searched: await openPlain(({ ask }) => ask('search', asked)) }
  for (const each of [plain, backups]) rmSync(each, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  return { figures, main }
}

/** Said as soon as it is known: at this size, what comes after takes half an hour. */
const medianOf = ({ ours, bare }: Pair): string =>
  [ours, bare].map((each) => (each.length === 0 ? '…' : quantile(each, 0.5).toFixed(0))).join(' and ') + ' ms'

async function measurePaints(flags: readonly string[], folder: string, times: number) {
  const [app, bare] = [join(folder, 'warm'), join(folder, 'warm-bare')]
  for (const each of [app, bare]) mkdirSync(each)
  const cold = await inTurns(
    times,
    () => paintOfApp(),
    () => paintOfChromium(flags),
  )
  await paintOfApp(app)
  await paintOfChromium(flags, bare)
  const warm = await inTurns(
    times,
    () => paintOfApp(app),
    () => paintOfChromium(flags, bare),
  )
  return { cold: { ours: cold.ours, bare: cold.baseline }, warm: { ours: warm.ours, bare: warm.baseline } }
}
