/**
 * `npm test`: types, lint, layers, then unit, contract and fault tests, then the app itself in a real browser. One summary at the end names
 * the shells and stacks that ran and those that did not; the very last line counts everything. Exit code 1 when anything failed.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { whyNot, type ShellName } from '../test/shells/shells.ts'
import { describeCheck, root, runChecks } from '../test/support/checks.ts'
import { whyNoPcsc } from '../test/support/pcsc.ts'

interface Count {
  passed: number
  failed: number
  skipped: number
}
interface Part extends Count {
  readonly name: string
  readonly seconds: number
  readonly failures: readonly string[]
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})
interface Suite {
  specs: { title: string; file: string; tests: { projectName: string; status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[]
  suites?: Suite[] | undefined
}
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(
      z.object({
        title: z.string(),
        file: z.string(),
        tests: z.array(z.object({ projectName: z.string(), status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']) })),
      }),
    ),
    suites: z.array(suite).optional(),
  }),
)
const playwrightReport = z.object({ suites: z.array(suite), errors: z.array(z.object({ message: z.string().optional() })) })

/** Reports are read back, and colour in them is noise. */
const plain: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
delete plain['FORCE_COLOR']

const output = join(root, 'test-output')
const files = { vitest: join(output, 'vitest.json'), playwright: join(output, 'playwright.json') }
mkdirSync(output, { recursive: true })
for (const file of Object.values(files)) rmSync(file, { force: true })

const parts: Part[] = [await check()]
const vitest = await runVitest()
parts.push(vitest.part)
const browser = await runPlaywright()
parts.push(browser.part)
summarise()

async function check(): Promise<Part> {
  heading('Types, lint, layers')
  const since = performance.now()
  const results = await runChecks((result) => console.log(`  ${describeCheck(result)}`))
  const failures = results.filter(({ ok }) => !ok).map(({ name }) => name)
  return {
    name: 'types, lint, layers',
    passed: results.length - failures.length,
    failed: failures.length,
    skipped: 0,
    seconds: (performance.now() - since) / 1_000,
    failures,
  }
}

async function runVitest(): Promise<{ part: Part; overPcsc: number }> {
  heading('Unit, contract and fault tests (vitest)')
  const since = performance.now()
  const code = await run([
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${files.vitest}`,
  ])
  const name = 'unit, contract, fault'
  const seconds = (performance.now() - since) / 1_000
  const report = read(files.vitest, vitestReport)
  if (!report)
    return { part: { name, passed: 0, failed: 1, skipped: 0, seconds, failures: [`vitest ended with ${code} and no report`] }, overPcsc: 0 }
  const tests = report.testResults.flatMap(({ name: file, status, message, assertionResults }) => [
    ...assertionResults.map(({ fullName, status: state }) => ({ file, title: fullName, state })),
    // A file that could not be loaded has no test to fail.
    ...(status === 'failed' && !assertionResults.some(({ status: state }) => state === 'failed')
      ? [{ file, title: `could not run: ${(message ?? '').split('\n')[0]}`, state: 'failed' }]
      : []),
  ])
  const failures = tests.filter(({ state }) => state === 'failed').map(({ file, title }) => `${file.replace(root, '')}: ${title}`)
  const passed = tests.filter(({ state }) => state === 'passed')
  const part = withExitCode(
    { name, passed: passed.length, failed: failures.length, skipped: tests.length - passed.length - failures.length, seconds, failures },
    code,
  )
  return { part, overPcsc: passed.filter(({ file, title }) => usesPcsc(file) && !title.startsWith('the virtual reader')).length }
}

async function runPlaywright(): Promise<{ part: Part; ran: ReadonlyMap<string, Count> }> {
  heading('The app in a browser (Playwright)')
  const since = performance.now()
  const code = await run(
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'test/shells/playwright.config.ts', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: files.playwright, PLAYWRIGHT_JSON_OUTPUT_NAME: files.playwright },
  )
  const name = 'shells and end to end'
  const seconds = (performance.now() - since) / 1_000
  const report = read(files.playwright, playwrightReport)
  const ran = new Map<string, Count>()
  if (!report)
    return { part: { name, passed: 0, failed: 1, skipped: 0, seconds, failures: [`Playwright ended with ${code} and no report`] }, ran }
  const failures = report.errors.map(({ message }) => (message ?? 'an error outside any test').split('\n')[0]!)
  const total: Count = { passed: 0, failed: failures.length, skipped: 0 }
  const visit = (suite: Suite) => {
    for (const spec of suite.specs) {
      for (const { projectName, status } of spec.tests) {
        const count = ran.get(projectName) ?? { passed: 0, failed: 0, skipped: 0 }
        ran.set(projectName, count)
        const outcome = status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed'
        count[outcome]++
        total[outcome]++
        if (outcome === 'failed')
          failures.push(`[${projectName}] ${spec.file}: ${spec.title}${status === 'flaky' ? ' (passed only when tried again)' : ''}`)
      }
    }
    for (const inner of suite.suites ?? []) visit(inner)
  }
  for (const suite of report.suites) visit(suite)
  return { part: withExitCode({ name, ...total, seconds, failures }, code), ran }
}

function summarise(): never {
  heading('Summary')
  for (const { name, passed, failed, skipped, seconds } of parts)
    console.log(`  ${name.padEnd(24)} ${`${passed} passed, ${failed} failed, ${skipped} skipped`.padEnd(42)} ${seconds.toFixed(0)} s`)
  console.log('\n  Ran:')
  const notRun: string[] = []
  for (const shell of ['chromium-stand-in', 'electron'] as const satisfies readonly ShellName[]) {
    const count = browser.ran.get(shell)
    const name = shell === 'electron' ? 'Electron' : 'Chromium stand-in'
    if (count && count.passed + count.failed > 0) console.log(`    shell   ${name}: ${count.passed} passed, ${count.failed} failed`)
    else notRun.push(`shell   ${name}: ${(whyNot(shell) ?? 'no test of it ran').replace(/^not run: /, '')}`)
  }
  console.log('    stack   embedded virtual reader: in the tests of cards and in the app')
  const noPcsc = whyNoPcsc()
  if (vitest.overPcsc > 0) console.log(`    stack   PC/SC (pcscd and vpcd): ${vitest.overPcsc} passed`)
  else notRun.push(`stack   PC/SC (pcscd and vpcd): ${noPcsc ?? 'no test of it passed'}`)
  notRun.push('devices real readers, card printers and modems: none are here for a test to use')
  console.log('  Not run:')
  for (const line of notRun) console.log(`    ${line}`)
  const failures = parts.flatMap((part) => part.failures)
  if (failures.length > 0) console.log(`\n  Failed:\n${failures.map((failure) => `    ${failure}`).join('\n')}`)
  const sum = (which: keyof Count) => parts.reduce((all, part) => all + part[which], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  process.exit(sum('failed') === 0 ? 0 : 1)
}

/** A runner that failed although no test did is a failure too. */
function withExitCode(part: Part, code: number): Part {
  return code !== 0 && part.failed === 0 ? { ...part, failed: 1, failures: [`${part.name}: the runner ended with ${code}`] } : part
}

function usesPcsc(file: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes('takePcsc')
}

function heading(title: string): void {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 80 - title.length))}`)
}

function run(words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...words], { cwd: root, stdio: 'inherit', env: { ...plain, ...more } })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.once('exit', (code) => {
      resolve(code ?? 1)
    })
  })
}

function read<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> | undefined {
  if (!existsSync(file)) return undefined
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : undefined
}
