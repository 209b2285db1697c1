/** Holds the report of vitest on Windows Node against the table of what cannot be shown there. */
import type { ReportedTest } from '../test-run/reports.ts'
import type { NotOnWindows } from './not-on-windows.ts'

export interface Judgement {
  readonly passed: number
  /** Lines, each a test and what is wrong with it. */
  readonly failures: readonly string[]
  /** What was not shown, by reason. */
  readonly notShown: ReadonlyMap<string, readonly string[]>
}

/** The files of `tests` are named from the project's folder, with `/`. `ran`: the files and folders that were asked for; rows of other files are not judged. */
export function judgeReport(tests: readonly ReportedTest[], table: readonly NotOnWindows[], ran: readonly string[]): Judgement {
  const failures: string[] = []
  const notShown = new Map<string, string[]>()
  const used = new Set<NotOnWindows>()
  let passed = 0
  for (const test of tests) {
    const name = `${test.file}: ${test.title}`
    const row = table.find((each) => fits(each, test))
    if (row !== undefined) used.add(row)
    if (test.state === 'passed') {
      if (row?.as === 'fails') failures.push(`${name} (passed: it does not belong in the table of tools/windows/not-on-windows.ts)`)
      else passed++
    } else if (row !== undefined) notShown.set(row.why, [...(notShown.get(row.why) ?? []), name])
    else if (test.state === 'failed') failures.push(name)
    else failures.push(`${name} (skipped, and the table of tools/windows/not-on-windows.ts has no reason)`)
  }
  for (const row of table)
    if (!used.has(row) && ran.some((part) => row.file.startsWith(part)))
      failures.push(`${row.file}: ${row.title ?? ''} (a row of tools/windows/not-on-windows.ts that fits no test)`)
  return { passed, failures, notShown }
}

/** A row for tests that say so by themselves is about those, not about others of the same file. */
function fits({ file, title = '', as }: NotOnWindows, test: ReportedTest): boolean {
  const meant = as === 'skipped' ? test.state === 'skipped' : test.state !== 'skipped'
  return meant && test.file === file && test.title.startsWith(title)
}
