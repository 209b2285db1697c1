/**
 * `npm run bench -- NAME`: our way beside a bare baseline, measured in one run and in turns. Prints a table and writes `bench-output/NAME.json`.
 * Without a name: which there are. A benchmark is `test/bench/NAME.bench.ts` and exports `run()`.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../test/support/checks.ts'
import type { BenchRow } from '../test/support/bench.ts'

const folder = join(root, 'test/bench')
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.bench.ts'))
      .map((name) => name.slice(0, -'.bench.ts'.length))
      .sort()
  : []
const [name] = process.argv.slice(2)

if (name === undefined || !names.includes(name)) {
  const lines = names.map(
    (each) =>
      `  npm run bench -- ${each.padEnd(12)} ${/^\/\*\*\s*(?:\*\s*)?([^\n]*?)(?:\s*\*\/)?$/m.exec(readFileSync(join(folder, `${each}.bench.ts`), 'utf8'))?.[1] ?? ''}`,
  )
  console.log(`${name === undefined ? '' : `There is no benchmark called ${name}. `}Benchmarks:\n${lines.join('\n')}`)
  process.exit(name === undefined ? 0 : 2)
}

const { default: run } = (await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href)) as {
  default: (say: (line: string) => void) => Promise<readonly BenchRow[]>
}
const rows = await run((line) => {
  console.log(line)
})
const cells = [
  ['what', 'ours', 'baseline', 'ratio', 'unit', 'runs'],
  ...rows.map(({ what, ours, baseline, ratio, unit, runs }) => [
    what,
    figure(ours),
    figure(baseline),
    ratio.toFixed(2),
    unit,
    String(runs),
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

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
