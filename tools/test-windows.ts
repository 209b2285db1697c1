/**
 * `npm run test:windows [-- --quick] [-- --only PART,PART] [--workers N] [--no-browser]`: the tests on Node for Windows, under Wine 10, and the
 * main journey in this machine's Chromium against main on that Node. Sets Wine up where it is not (Linux, root). `--quick`: rules, vault,
 * record and files. Names what cannot be shown there, with the reason. The last line counts; exit code 1 when anything failed.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../test/support/checks.ts'
import { endWithParent } from '../test/support/with-parent.ts'
import { judgeReport } from './windows/judge-report.ts'
import { notOnWindows } from './windows/not-on-windows.ts'
import { copyTree } from './windows/project-tree.ts'
import { runJourneyOnWindows } from './windows/run-journey.ts'
import { runVitestOnWindows } from './windows/run-vitest.ts'
import { setUpWine } from './windows/set-up-wine.ts'
import { fetchWindowsNode } from './windows/windows-node.ts'

const QUICK = ['test/domain/', 'test/main/vault/', 'test/main/record/', 'test/main/files/']
const ALL = ['test/domain/', 'test/renderer/', 'test/native/', 'test/main/']

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
    'no-browser': { type: 'boolean', default: false },
  },
})
const workers = Number(values.workers)
if (!(Number.isInteger(workers) && workers >= 1)) {
  console.error('Use: npm run test:windows [-- --quick] [--only test/main/vault/,test/native/] [--workers N] [--no-browser]')
  process.exit(2)
}
endWithParent()
const output = join(root, 'test-output', 'windows')
const total = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []
const notShown = new Map<string, readonly string[]>()

const wine = setUpWine(console.log)
if (wine.ok) await runAll(wine.folder)
else fail(`Nothing was run: ${wine.why}. ${wine.next}`)
summarise()

async function runAll(folder: string): Promise<void> {
  const windows = fetchWindowsNode(root, console.log)
  const tree = copyTree(root)
  const parts = values.only?.split(',') ?? (values.quick ? QUICK : ALL)
  // One after another: a part that is cut off leaves the reports of those before it.
  for (const part of parts) {
    const since = performance.now()
    const name = part
      .replace(/^test\//, '')
      .replaceAll('/', '-')
      .replace(/-$/, '')
    const ran = await runVitestOnWindows({ wine: folder, windows, tree, parts: [part], workers, output, name })
    if (ran.ok) {
      const judged = judgeReport(ran.tests, notOnWindows, [part])
      for (const [why, names] of judged.notShown) notShown.set(why, [...(notShown.get(why) ?? []), ...names])
      count(part, since, { passed: judged.passed, skipped: [...judged.notShown.values()].flat().length, failures: judged.failures })
    } else count(part, since, { passed: 0, skipped: 0, failures: [`${part}: ${ran.why}`] })
  }
  if (values.quick || values.only !== undefined || values['no-browser']) return
  const since = performance.now()
  count('the main journey in a browser', since, await runJourneyOnWindows(root, output))
}

function count(
  part: string,
  since: number,
  { passed, skipped, failures: found }: { passed: number; skipped: number; failures: readonly string[] },
): void {
  total.passed += passed
  total.skipped += skipped
  found.forEach(fail)
  const seconds = ((performance.now() - since) / 1_000).toFixed(0)
  console.log(
    `  ${found.length === 0 ? 'ok    ' : 'FAILED'} ${part}: ${String(passed)} passed, ${String(found.length)} failed, ${String(skipped)} not shown (${seconds} s)`,
  )
}

function fail(line: string): void {
  failures.push(line)
  total.failed++
}

function summarise(): never {
  if (notShown.size > 0) console.log('\n  Not shown on Windows Node under Wine:')
  for (const [why, names] of notShown) console.log(`    ${why}\n${names.map((name) => `      ${name}`).join('\n')}`)
  if (failures.length > 0) console.log(`\n  Failed:\n${failures.map((line) => `    ${line}`).join('\n')}`)
  console.log(`\n${String(total.passed)} passed, ${String(total.failed)} failed, ${String(total.skipped)} skipped`)
  process.exit(total.failed === 0 ? 0 : 1)
}
