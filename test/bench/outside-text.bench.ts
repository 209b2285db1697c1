/**
 * Each parser of text from outside on 2 MB of what costs it most, beside one look at each character of the same text.
 * The goal is 200 ms; the worst text of each parser is found first, and a refusal by a limit counts as it is.
 */
import { median, type BenchRow } from '../support/bench.ts'
import { outsideParsers, worstTexts } from '../support/outside-text.ts'

/** The full length, and one that a limit of 1 MB lets through. */
const LENGTHS = [2_000_000, 950_000]
/** Long enough to tell which text costs most, and short enough to try all. */
const TRIED = 60_000
const COSTLIEST = 3
const RUNS = 3
const GOAL_MILLISECONDS = 200

type OutsideRow = BenchRow & { readonly goal: string; readonly met: boolean }

/** Milliseconds of this thread on a processor: a busy machine must not decide which parser is slow. */
async function timed(work: () => unknown): Promise<number> {
  const start = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1_000
}

let looked = 0
/** What any parser does at least: the bytes of the text, and each of its characters once. */
function lookOnce(text: string): void {
  const read = new TextDecoder().decode(new TextEncoder().encode(text))
  for (let at = 0; at < read.length; at += 1) looked ^= read.charCodeAt(at)
}

export default async function run(say: (line: string) => void): Promise<readonly OutsideRow[]> {
  const rows: OutsideRow[] = []
  for (const { name, read } of outsideParsers) {
    const tried: { readonly what: string; readonly make: (length: number) => string; readonly taken: number }[] = []
    for (const [what, make] of worstTexts) tried.push({ what, make, taken: await timed(() => read(make(TRIED))) })
    const costliest = tried.toSorted((one, other) => other.taken - one.taken).slice(0, COSTLIEST)
    // Limits refuse the longest at once, so a shorter one may cost more.
    let worst = { text: '', what: '', taken: -1 }
    for (const { what, make } of costliest) {
      for (const length of LENGTHS) {
        const text = make(length)
        const taken = await timed(() => read(text))
        if (taken > worst.taken) worst = { text, what: `${what}, ${length / 1_000} kB`, taken }
      }
    }
    const { text, what } = worst
    const ours: number[] = []
    const bare: number[] = []
    for (let turn = 0; turn < RUNS; turn += 1) {
      bare.push(await timed(() => lookOnce(text)))
      ours.push(await timed(() => read(text)))
    }
    const [own, baseline] = [median(ours), median(bare)]
    const met = own <= GOAL_MILLISECONDS
    rows.push({
      what: `${name}: ${what}`,
      ours: own,
      baseline,
      ratio: own / baseline,
      unit: 'ms',
      runs: RUNS,
      goal: `${GOAL_MILLISECONDS} ms`,
      met,
    })
    say(`${name}: ${own.toFixed(1)} ms`)
  }
  say(`(${looked & 1} ends the look at each character.)`)
  return rows
}
