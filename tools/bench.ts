/**
 * `npm run bench -- NAME`: our way beside a bare baseline, measured in one run and in turns. Prints a table and writes `bench-output/NAME.json`.
 * Without a name: which there are. A benchmark is `test/bench/NAME.bench.ts`; its default export measures and answers the rows. `scale` takes
 * `--quick`, `--cases=N` and `--sizes=N,N,N`.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { root } from '../test/support/checks.ts'
import type { BenchRow } from '../test/support/bench.ts'
import type { ScaleRow } from '../test/support/scale/scale-row.ts'

const folder = join(root, 'test/bench')
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.bench.ts'))
      .map((name) => name.slice(0, -'.bench.ts'.length))
      .sort()
  : []
const {
  values: { quick, cases, sizes },
  positionals: [name],
} = parseArgs({
  options: { quick: { type: 'boolean' }, cases: { type: 'string' }, sizes: { type: 'string' } },
  allowPositionals: true,
})

if (name === undefined || !names.includes(name)) {
  const lines = names.map(
    (each) =>
      `  npm run bench -- ${each.padEnd(12)} ${/^\/\*\*\s*(?:\*\s*)?([^\n]*?)(?:\s*\*\/)?$/m.exec(readFileSync(join(folder, `${each}.bench.ts`), 'utf8'))?.[1] ?? ''}`,
  )
  console.log(`${name === undefined ? '' : `There is no benchmark called ${name}. `}Benchmarks:\n${lines.join('\n')}`)
  process.exit(name === undefined ? 0 : 2)
}

const options = {
  ...(quick === undefined ? {} : { quick }),
  ...(cases === undefined ? {} : { cases: toCount(cases) }),
  ...(sizes === undefined ? {} : { sizes: sizes.split(',').map(toCount) }),
}
if (name !== 'scale' && Object.keys(options).length > 0) {
  console.error('Only scale takes --quick, --cases and --sizes.')
  process.exit(2)
}

type Row = BenchRow & Partial<Pick<ScaleRow, 'oursP95' | 'baselineP95' | 'goal' | 'met'>>
const { default: run } = (await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href)) as {
  default: (say: (line: string) => void, given: typeof options) => Promise<readonly Row[]>
}
const rows = await run((line) => {
  console.log(line)
}, options)
const withGoals = rows.some(({ goal }) => goal !== undefined)
const cells = [
  [
    'what',
    'ours',
    ...(withGoals ? ['p95'] : []),
    'baseline',
    ...(withGoals ? ['p95'] : []),
    'ratio',
    'unit',
    'runs',
    ...(withGoals ? ['goal', ''] : []),
  ],
  ...rows.map(({ what, ours, oursP95, baseline, baselineP95, ratio, unit, runs, goal = '', met }) => [
    what,
    figure(ours),
    ...(withGoals ? [figure(oursP95 ?? ours)] : []),
    figure(baseline),
    ...(withGoals ? [figure(baselineP95 ?? baseline)] : []),
    ratio.toFixed(2),
    unit,
    String(runs),
    ...(withGoals ? [goal, met === true ? 'met' : 'not met'] : []),
  ]),
]
const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
console.log(
  `\n${cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')).join('\n')}`,
)
mkdirSync(join(root, 'bench-output'), { recursive: true })
writeFileSync(join(root, 'bench-output', `${name}.json`), `${JSON.stringify(rows, undefined, 2)}\n`)
console.log(`\nbench-output/${name}.json written. Medians; ratio is ours divided by the baseline.`)
process.exit(0)

function toCount(words: string): number {
  const count = Number(words)
  if (Number.isInteger(count) && count > 0) return count
  console.error(`“${words}” is not a number of cases.`)
  process.exit(2)
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
