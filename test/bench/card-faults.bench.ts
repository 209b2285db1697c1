/** A fault at every command of a personalisation: prints step × fault → outcome, and counts the promises that were broken. Then habits of cards in the field, without a fault. */
import type { BenchRow } from '../support/bench.ts'
import { cardProfiles, type CardProfileId } from '../../native/card/profile.ts'
import { quirks, readers } from '../support/card-quirks.ts'
import { faultTable } from '../support/card-faults.ts'
import { setUps } from '../support/fault-set-ups.ts'
import { printFaults } from '../support/print-card-faults.ts'
import { writeQuirkyCard } from '../support/write-quirky-card.ts'

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
  return [...rows, await spoiledWithoutFault(say)]
}

/** Prints habit × kind of key → outcome, over all readers, as the table of `docs/cards.md`. */
async function spoiledWithoutFault(say: (line: string) => void): Promise<BenchRow> {
  const profiles = Object.keys(cardProfiles) as CardProfileId[]
  say(`\nWithout a fault; each on readers ${readers.join(', ')}\n`)
  say(`| card | ${profiles.map((profile) => cardProfiles[profile].name.replace('PIV card, ', '')).join(' | ')} |`)
  say(`| --- | ${profiles.map(() => '---').join(' | ')} |`)
  const ended: string[] = []
  for (const { name, card } of quirks) {
    const cells: string[] = []
    for (const profile of profiles) {
      const outcomes: string[] = []
      for (const reader of readers) outcomes.push((await writeQuirkyCard(card, profile, reader)).outcome.outcome)
      ended.push(...outcomes)
      cells.push([...new Set(outcomes)].join(' or '))
    }
    say(`| ${name} | ${cells.join(' | ')} |`)
  }
  const count = (outcome: string) => ended.filter((each) => each === outcome).length
  say(`\n  done ${String(count('done'))}, refused while blank ${String(count('refused'))}, spoiled ${String(count('spoiled'))}`)
  const other = ended.length - count('done') - count('refused')
  return { what: 'spoiled without a fault', ours: other, baseline: ended.length, ratio: other / ended.length, unit: 'cards', runs: 1 }
}
