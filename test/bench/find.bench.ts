/** What the palette finds as the agent types, with 20,000 cases and as many cards: the page's search and what `main` answers, computing only. */
import { MOST_FOUND } from '../../domain/work/found-thing.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import { createKeptRegister } from '../../domain/card/register/kept-register.ts'
import { findAnything } from '../../main/work/list-work.ts'
import { findCards } from '../../main/work/card-work.ts'
import { searchBest } from '../../renderer/features/pages/work-list/search.ts'
import type { BenchRow } from '../support/bench.ts'
import { summaryOf } from '../renderer/client/fakes.ts'

const CASES = 20_000
const RUNS = 200
const GOAL_MILLISECONDS = 50

const numbered = (index: number) => String(index).padStart(5, '0')

function makeCases(): CaseSummary[] {
  return Array.from({ length: CASES }, (_, index) => ({
    ...summaryOf(`case-${numbered(index)}`),
    name: `Sample${numbered(index)} Invented`,
    sponsor: `Sponsor ${index % 400}`,
    odsCode: `ZZ${index % 400}`,
    mobile: `+4477009${numbered(index)}`,
    references: [`0A1B${numbered(index)}`, `RD${numbered(index)}-001-X`, `RD-20261123-${numbered(index)}`, `AB${numbered(index)}85GB`],
  }))
}

function makeRegister() {
  const register = createKeptRegister()
  for (let index = 0; index < CASES; index += 1)
    register.addStation([
      { serial: `0A1B${numbered(index)}`, act: 'listed', at: '2026-11-01T00:00:00.000Z', by: 'Sample Agent', box: 'Box 1' },
    ])
  return register
}

/** A tracking reference, a serial, a name and what nothing has, each letter by letter. */
const typed = ['AB1234585GB', '0A1B12345', 'Sample12345', 'zzzzzzzzzz'].flatMap((text) =>
  Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1)),
)

function p95(work: (text: string) => unknown): number {
  const took: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now()
    work(typed[run % typed.length]!)
    took.push(performance.now() - started)
  }
  return took.sort((a, b) => a - b)[Math.floor(RUNS * 0.95)]!
}

export default async function run(): Promise<readonly (BenchRow & { readonly goal: string; readonly met: boolean })[]> {
  const cases = makeCases()
  const register = makeRegister()
  const sources = [findCards({ cards: { book: { register: register.cards } } } as never)]
  searchBest(cases, 'warm', 12)
  const row = (what: string, ours: number) => ({
    what,
    ours,
    baseline: GOAL_MILLISECONDS,
    ratio: ours / GOAL_MILLISECONDS,
    unit: 'ms',
    runs: RUNS,
    goal: `p95 at most ${GOAL_MILLISECONDS} ms`,
    met: ours <= GOAL_MILLISECONDS,
  })
  return [
    row(
      `find among ${CASES} cases, a keystroke`,
      p95((text) => searchBest(cases, text, 12)),
    ),
    row(
      `find among ${CASES} cards in main, at most ${MOST_FOUND}`,
      p95((text) => findAnything(sources, text)),
    ),
  ]
}
