/** All that `npm run test:windows` runs, for that command and for `npm test`. */
import { join } from 'node:path'
import type { Counted } from '../test-run/reports.ts'
import { judgeReport } from './judge-report.ts'
import { notOnWindows } from './not-on-windows.ts'
import { copyTree } from './project-tree.ts'
import { runJourneyOnWindows } from './run-journey.ts'
import { runVitestOnWindows } from './run-vitest.ts'
import { fetchWindowsNode } from './windows-node.ts'
import { winscardOnWindows } from './winscard.ts'
import { listTests, type WindowsPart } from './windows-parts.ts'

export interface OnWindows {
  readonly root: string
  /** Folder of Wine. */
  readonly wine: string
  readonly parts: readonly WindowsPart[]
  readonly workers: number
  /** The main journey in a browser, too. The app must have been built. */
  readonly journey: boolean
  /** A card is written through WinSCard, too. */
  readonly card: boolean
  readonly say: (line: string) => void
}

export interface ShownOnWindows extends Counted {
  /** What was not shown, by reason. */
  readonly notShown: ReadonlyMap<string, readonly string[]>
}

type PartResult = Omit<Counted, 'failed'>

export async function testOnWindows({ root, wine, parts, workers, journey, card, say }: OnWindows): Promise<ShownOnWindows> {
  const output = join(root, 'test-output', 'windows')
  const windows = fetchWindowsNode(root, say)
  const tree = copyTree(root)
  const notShown = new Map<string, readonly string[]>()
  const results: PartResult[] = []
  const run = async (part: string, work: () => Promise<PartResult>) => {
    const since = performance.now()
    const result = await work()
    results.push(result)
    const state = result.failures.length === 0 ? 'ok    ' : 'FAILED'
    const seconds = ((performance.now() - since) / 1_000).toFixed(0)
    say(`  ${state} ${part}: ${result.passed} passed, ${result.failures.length} failed, ${result.skipped} skipped (${seconds} s)`)
  }
  // One after another: a run that is cut off leaves the reports of the parts before.
  for (const part of parts)
    await run(part.name, async () => {
      const tests = listTests(tree, part)
      const ran = await runVitestOnWindows({ wine, windows, tree, name: part.name, tests, workers, output })
      if (!ran.ok) return { passed: 0, skipped: 0, failures: [`${part.name}: ${ran.why}`] }
      const judged = judgeReport(ran.tests, notOnWindows, tests)
      for (const [why, names] of judged.notShown) notShown.set(why, [...(notShown.get(why) ?? []), ...names])
      return { passed: judged.passed, skipped: [...judged.notShown.values()].flat().length, failures: judged.failures }
    })
  if (card)
    await run('a card written through the smart card service of Windows', async () => {
      const written = await winscardOnWindows({ wine, windows, tree, output, say })
      if (!written.ok) return { passed: 0, skipped: 0, failures: [`a card through WinSCard: ${written.why}`] }
      say(`         ${written.reader}: ${String(written.commands)} commands in ${String(written.milliseconds)} ms`)
      return { passed: 1, skipped: 0, failures: [] }
    })
  if (journey) await run('the main journey in a browser', () => runJourneyOnWindows(root, output))
  const failures = results.flatMap((result) => result.failures)
  const sum = (which: 'passed' | 'skipped') => results.reduce((all, result) => all + result[which], 0)
  return { passed: sum('passed'), failed: failures.length, skipped: sum('skipped'), failures, notShown }
}
