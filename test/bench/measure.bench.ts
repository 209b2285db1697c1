/** Where ink lies on card faces and labels, to 0.1 mm: both rendered at 600 dpi and measured against the template and the table of media. */
import { ACCURACY, isOff, table, worst } from '../support/measure.ts'
import { measureAll } from '../support/measured-documents.ts'
import { settings } from '../main/documents/support.ts'
import type { BenchRow } from '../support/bench.ts'

export default async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const all = await measureAll(await settings())
  for (const { title, measured } of all)
    say(
      `\n${title}\n${table(measured)
        .map((line) => `  ${line}`)
        .join('\n')}`,
    )
  const off = all.flatMap(({ measured }) => measured).filter(isOff)
  if (off.length > 0) throw new Error(`${off.length} measures are off by more than ${ACCURACY} mm`)
  return all.map(({ title, measured }) => ({
    what: `${title}: worst of ${measured.length}, beside what is allowed`,
    ours: worst(measured),
    baseline: ACCURACY,
    ratio: worst(measured) / ACCURACY,
    unit: 'mm',
    runs: 1,
  }))
}
