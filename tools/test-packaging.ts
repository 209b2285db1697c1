/**
 * `npm run test:packaging [-- --renew] [--once] [--of FOLDER]`: packs the app for Linux and Windows in a copy, with a stub in Electron's place, and
 * looks at what came out: its files, what it loads, its fuses, its start, its installer under Wine, its list of parts, and whether a second
 * build is the same. `--renew` writes the lists of packed files again; `--once` leaves the second build out. `--of FOLDER` keeps everything in
 * this folder, and packs only when it is empty. The very last line counts everything, as that of `npm test`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../test/support/checks.ts'
import { endWithParent, withParent } from '../test/support/with-parent.ts'
import { formatList, listName, listPacked, readList, summarisePaths, withoutElectron } from './packaging/packed-files.ts'
import { isOnlyMadeThere } from './packaging/pack.ts'
import { runPackaging } from './packaging/run-packaging.ts'
import { timeOfSources } from './packaging/source-date.ts'
import { findMemoryFolder } from './test-run/memory-folder.ts'
import { readPlaywrightReport, readVitestReport, type Counted } from './test-run/reports.ts'
import { fetchWindowsProgram } from './windows/windows-node.ts'
import { findWine } from './windows/wine-folder.ts'
import type { PackagingRun } from '../test/packaging/packed.ts'

const { values } = parseArgs({ options: { renew: { type: 'boolean' }, once: { type: 'boolean' }, of: { type: 'string' } } })
const started = performance.now()
const say = (line: string) => console.log(`  ${((performance.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${line}`)

endWithParent()
const folder = values.of === undefined ? mkdtempSync(join(findMemoryFolder() ?? tmpdir(), 'ra-desk-packaging-')) : resolve(values.of)
if (values.of === undefined) process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

const wine = findWine()
const windowsProgram = wine.ok ? fetchOrSay() : undefined
const kept = join(folder, 'run.json')
const runFile = existsSync(kept)
  ? kept
  : await runPackaging({ root, folder, builtAt: timeOfSources(root), windowsProgram, twice: !values.once, say })
if (values.renew) renewLists()
const output = join(root, 'test-output')
mkdirSync(output, { recursive: true })

const vitest = join(output, 'packaging-vitest.json')
const playwright = join(output, 'packaging-playwright.json')
for (const file of [vitest, playwright]) rmSync(file, { force: true })
const words = [
  'run',
  '--config',
  'test/packaging/vitest.config.ts',
  '--root',
  root,
  '--reporter=verbose',
  '--reporter=json',
  `--outputFile.json=${vitest}`,
]
const vitestCode = await run([join(root, 'node_modules/vitest/vitest.mjs'), ...words])
const playwrightCode = await run([join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'test/packaging/playwright.config.ts'])
const counts = [
  orFailed('vitest', readVitestReport(vitest, root), vitestCode),
  orFailed('Playwright', readPlaywrightReport(playwright), playwrightCode),
]

console.log('\n  Not shown here: Electron itself, modules compiled for it, signatures, NSIS, deb and AppImage packages.')
if (!wine.ok) console.log(`  Not run: the MSI. ${wine.why}. ${wine.next}`)
else if (windowsProgram === undefined)
  console.log('  Not run: the start of the installed program. Node for Windows cannot be fetched from here.')
const failures = counts.flatMap((count) => count.failures)
if (failures.length > 0) console.log(`\n  Failed:\n${failures.map((failure) => `    ${failure}`).join('\n')}`)
const sum = (which: 'passed' | 'failed' | 'skipped') => counts.reduce((all, count) => all + count[which], 0)
console.log(`\n${String(sum('passed'))} passed, ${String(sum('failed'))} failed, ${String(sum('skipped'))} skipped`)
process.exit(sum('failed') === 0 ? 0 : 1)

function fetchOrSay(): string | undefined {
  try {
    return fetchWindowsProgram(say)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

function renewLists(): void {
  const { packed } = JSON.parse(readFileSync(runFile, 'utf8')) as PackagingRun
  for (const { system, folder: files, stub } of packed) {
    const list = join(root, listName(system))
    // What this system cannot make stays as it was listed.
    const kept = readList(list).filter((path) => isOnlyMadeThere(system, path))
    const lines = [...new Set([...summarisePaths(withoutElectron(listPacked(files), stub)), ...kept])].toSorted()
    writeFileSync(list, formatList(system, lines))
    say(`wrote ${listName(system)}: look at its difference before you commit it`)
  }
}

/** A runner that left no report is a failure, and so is one that failed although no test did. */
function orFailed(runner: string, report: Counted | undefined, code: number): Counted {
  const said = `${runner} ended with ${String(code)}`
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, failures: [`${said} and no report`] }
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1, failures: [said] } : report
}

function run(command: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      RA_DESK_PACKAGING_RUN: runFile,
      PLAYWRIGHT_JSON_OUTPUT_FILE: playwright,
      PLAYWRIGHT_JSON_OUTPUT_NAME: playwright,
    }
    const child = spawn(...withParent(process.execPath, command), { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('exit', (code) => {
      resolve(code ?? 1)
    })
  })
}
