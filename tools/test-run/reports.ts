/** What the reports of vitest and Playwright say: how many tests passed, failed and were skipped, and which failed. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

export interface Count {
  passed: number
  failed: number
  skipped: number
}
export interface Counted extends Count {
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

export interface ReportedTest {
  readonly file: string
  /** Whole title, with those of the suites around it. */
  readonly title: string
  readonly state: 'passed' | 'failed' | 'skipped'
}

/** Undefined without a report. */
export function readVitestReport(
  file: string,
  root: string,
): (Counted & { readonly tests: readonly ReportedTest[]; readonly passedTests: readonly ReportedTest[] }) | undefined {
  const report = read(file, vitestReport)
  if (!report) return undefined
  const tests = report.testResults.flatMap(({ name, status, message, assertionResults }): ReportedTest[] => [
    ...assertionResults.map(({ fullName, status: state }): ReportedTest => ({
      file: name,
      title: fullName,
      state: state === 'passed' || state === 'failed' ? state : 'skipped',
    })),
    // A file that could not be loaded has no test to fail.
    ...(status === 'failed' && !assertionResults.some(({ status: state }) => state === 'failed')
      ? [{ file: name, title: `could not run: ${(message ?? '').split('\n')[0]}`, state: 'failed' } as const]
      : []),
  ])
  const failures = tests.filter(({ state }) => state === 'failed').map(({ file: name, title }) => `${name.replace(root, '')}: ${title}`)
  const passedTests = tests.filter(({ state }) => state === 'passed')
  return {
    passed: passedTests.length,
    failed: failures.length,
    skipped: tests.length - passedTests.length - failures.length,
    failures,
    tests,
    passedTests,
  }
}

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

/** `projects`: the count of each shell. Undefined without a report. */
export function readPlaywrightReport(file: string): (Counted & { readonly projects: ReadonlyMap<string, Count> }) | undefined {
  const report = read(file, playwrightReport)
  if (!report) return undefined
  const projects = new Map<string, Count>()
  const failures = report.errors.map(({ message }) => (message ?? 'an error outside any test').split('\n')[0]!)
  const total: Count = { passed: 0, failed: failures.length, skipped: 0 }
  const visit = (each: Suite) => {
    for (const spec of each.specs) {
      for (const { projectName, status } of spec.tests) {
        const count = projects.get(projectName) ?? { passed: 0, failed: 0, skipped: 0 }
        projects.set(projectName, count)
        const outcome = status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed'
        count[outcome]++
        total[outcome]++
        if (outcome === 'failed')
          failures.push(`[${projectName}] ${spec.file}: ${spec.title}${status === 'flaky' ? ' (passed only when tried again)' : ''}`)
      }
    }
    for (const inner of each.suites ?? []) visit(inner)
  }
  for (const each of report.suites) visit(each)
  return { ...total, failures, projects }
}

function read<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> | undefined {
  if (!existsSync(file)) return undefined
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : undefined
}
