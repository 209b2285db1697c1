/**
 * `npm test`: types, lint, layers, then unit, contract and fault tests, then the app itself in a real browser. One summary at the end
 * names the shells and stacks that ran and those that did not; the very last line counts everything. Exit code 1 when anything failed.
 * Which tests are running is in `test-output/running` at any time, what vitest prints in `test-output/vitest.log`.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { whyNot, type ShellName } from '../test/shells/shells.ts'
import { describeCheck, root, runChecks } from '../test/support/checks.ts'
import { whyNoPcsc } from '../test/support/pcsc.ts'
import { takeCutOffTests } from '../test/support/running-tests.ts'
import { endWithParent, withParent } from '../test/support/with-parent.ts'
import { temporaryFilesInMemory } from './test-run/memory-folder.ts'
import { testOnWindows } from './windows/test-on-windows.ts'
import { QUICK_PARTS } from './windows/windows-parts.ts'
import { findWine } from './windows/wine.ts'
import { readPlaywrightReport, readVitestReport, type Count, type Counted, type ReportedTest } from './test-run/reports.ts'

interface Part extends Counted {
  readonly name: string
  readonly seconds: number
}

/** Reports are read back, and colour in them is noise. */
const plain: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
delete plain['FORCE_COLOR']

const output = join(root, 'test-output')
const files = { vitest: join(output, 'vitest.json'), vitestLog: join(output, 'vitest.log'), playwright: join(output, 'playwright.json') }
mkdirSync(output, { recursive: true })
for (const file of Object.values(files)) rmSync(file, { force: true })
endWithParent()
sayCutOff('An earlier run was cut off while these tests ran:')

heading('Types, lint, layers')
const checked = await check()
heading('Unit, contract and fault tests')
const vitest = await runVitest()
// Not beside the others: on two cores, whatever waits longer is drawn and polled longer, and all of it takes more time than one after another.
heading('The app in a browser')
const browser = await runPlaywright()
const wine = findWine()
const windows = wine.ok ? await runOnWindows(wine.folder) : undefined
const parts: readonly Part[] = [checked, vitest.part, browser.part, ...(windows ? [windows] : [])]
summarise()

async function check(): Promise<Part> {
  const since = performance.now()
  const results = await runChecks((result) => console.log(`  ${describeCheck(result)}`))
  const failures = results.filter(({ ok }) => !ok).map(({ name }) => name)
  const count = { passed: results.length - failures.length, failed: failures.length, skipped: 0, failures }
  return { name: 'types, lint, layers', ...count, seconds: secondsSince(since) }
}

async function runVitest(): Promise<{ part: Part; overPcsc: number }> {
  const since = performance.now()
  const log = openSync(files.vitestLog, 'w')
  const words = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${files.vitest}`]
  const code = await run([join(root, 'node_modules/vitest/vitest.mjs'), ...words], ['ignore', log, log], temporaryFilesInMemory())
  closeSync(log)
  const report = readVitestReport(files.vitest, root)
  const part = partOf('unit, contract, fault', 'vitest', report, code, secondsSince(since))
  if (code !== 0) console.log(readFileSync(files.vitestLog, 'utf8'))
  console.log(`  ${part.failed === 0 ? 'ok    ' : 'FAILED'} ${countsOf(part)} in vitest (${part.seconds.toFixed(0)} s)`)
  const overPcsc = (test: ReportedTest) => test.state === 'passed' && usesPcsc(test.file) && !test.title.startsWith('the virtual reader')
  return { part, overPcsc: report?.tests.filter(overPcsc).length ?? 0 }
}

async function runPlaywright(): Promise<{ part: Part; projects: ReadonlyMap<string, Count> }> {
  const since = performance.now()
  const words = ['test', '-c', 'test/shells/playwright.config.ts']
  const code = await run([join(root, 'node_modules/@playwright/test/cli.js'), ...words], 'inherit', {
    PLAYWRIGHT_JSON_OUTPUT_FILE: files.playwright,
    PLAYWRIGHT_JSON_OUTPUT_NAME: files.playwright,
  })
  const report = readPlaywrightReport(files.playwright)
  const part = partOf('shells and end to end', 'Playwright', report, code, secondsSince(since))
  return { part, projects: report?.projects ?? new Map() }
}

/** Rules, vault, record and files on Node for Windows, where `npm run test:windows` has set Wine up. */
async function runOnWindows(folder: string): Promise<Part> {
  heading('Windows Node under Wine')
  const since = performance.now()
  const shown = await testOnWindows({ root, wine: folder, parts: QUICK_PARTS, workers: 2, journey: false, card: true, say: console.log })
  return { ...shown, name: 'Windows Node, quick', failures: shown.failures.map((line) => `Windows: ${line}`), seconds: secondsSince(since) }
}

function summarise(): never {
  heading('Summary')
  for (const part of parts) console.log(`  ${part.name.padEnd(24)} ${countsOf(part).padEnd(42)} ${part.seconds.toFixed(0)} s`)
  console.log('\n  Ran:')
  const notRun: string[] = []
  for (const shell of ['chromium-stand-in', 'electron'] as const satisfies readonly ShellName[]) {
    const count = browser.projects.get(shell)
    const name = shell === 'electron' ? 'Electron' : 'Chromium stand-in'
    if (count && count.passed + count.failed > 0) console.log(`    shell   ${name}: ${count.passed} passed, ${count.failed} failed`)
    else notRun.push(`shell   ${name}: ${(whyNot(shell) ?? 'no test of it ran').replace(/^not run: /, '')}`)
  }
  console.log('    stack   embedded virtual reader: in the tests of cards and in the app')
  if (vitest.overPcsc > 0) console.log(`    stack   PC/SC (pcscd and vpcd of the tests' own): ${vitest.overPcsc} passed`)
  else notRun.push(`stack   PC/SC (pcscd and vpcd): ${whyNoPcsc() ?? 'no test of it passed'}`)
  if (windows) console.log(`    system  Windows Node under Wine, quick part: ${windows.passed} passed, ${windows.failed} failed`)
  else notRun.push(`system  Windows Node: ${wine.ok ? '' : wine.why}`)
  notRun.push('packaging what is installed: it takes minutes. Run npm run test:packaging')
  notRun.push('devices real readers, card printers and modems: none are here for a test to use')
  console.log('  Not run:')
  for (const line of notRun) console.log(`    ${line}`)
  sayCutOff('These tests were running when their process ended:')
  const failures = parts.flatMap((part) => part.failures)
  if (failures.length > 0) console.log(`\n  Failed:\n${failures.map((failure) => `    ${failure}`).join('\n')}`)
  const sum = (which: keyof Count) => parts.reduce((all, part) => all + part[which], 0)
  const total: Count = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
  console.log(`\n${countsOf(total)}`)
  process.exit(total.failed === 0 ? 0 : 1)
}

/** A runner that left no report is a failure, and so is one that failed although no test did. */
function partOf(name: string, runner: string, report: Counted | undefined, code: number, seconds: number): Part {
  if (!report) return { name, passed: 0, failed: 1, skipped: 0, seconds, failures: [`${runner} ended with ${code} and no report`] }
  const { passed, failed, skipped, failures } = report
  return code !== 0 && failed === 0
    ? { name, passed, failed: 1, skipped, seconds, failures: [`${name}: the runner ended with ${code}`] }
    : { name, passed, failed, skipped, seconds, failures }
}

function sayCutOff(words: string): void {
  const cutOff = takeCutOffTests()
  if (cutOff.length > 0) console.log(`\n  ${words}\n${cutOff.map((note) => `    ${note}`).join('\n')}`)
}

function countsOf({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

function usesPcsc(file: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes('takePcsc')
}

function heading(title: string): void {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 80 - title.length))}`)
}

function secondsSince(since: number): number {
  return (performance.now() - since) / 1_000
}

function run(words: readonly string[], stdio: 'inherit' | ['ignore', number, number], more: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(...withParent(process.execPath, words), { cwd: root, stdio, env: { ...plain, ...more } })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('exit', (code) => {
      resolve(code ?? 1)
    })
  })
}
