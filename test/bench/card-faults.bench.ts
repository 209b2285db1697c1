/** A fault at every command of a personalisation: prints step × fault → outcome, and counts the promises that were broken. */
import type { BenchRow } from '../support/bench.ts'
import { faultTable } from '../support/card-faults.ts'
import { setUps } from '../support/fault-set-ups.ts'
import { printFaults } from '../support/print-card-faults.ts'

export default async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const setUp of Object.values(setUps)) {
    const cases = await faultTable(setUp)
    say(`\n${setUp.name}: ${String(cases.length)} cases`)
    for (const line of printFaults(cases)) say(line)
    for (const one of cases)
      for (const what of one.wrong) say(`WRONG ${one.fault} at command ${String(one.command)} (${one.step}): ${what}`)
    const wrong = cases.filter((one) => one.wrong.length > 0).length
    rows.push({
      what: `wrong outcomes of all cases: ${setUp.name}`,
      ours: wrong,
      baseline: cases.length,
      ratio: wrong / cases.length,
      unit: 'cases',
      runs: 1,
    })
  }
  return rows
}
