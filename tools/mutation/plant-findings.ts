/** Plants the faults of `findings.ts` one after another in a copy of the project, and runs the test of each. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject } from './copy-project.ts'
import { findings, type Finding } from './findings.ts'

/** `words`: takes only faults with one of them in the fault, the file or the test. True if each test noticed its fault. */
export function plantFindings(root: string, words: readonly string[]): boolean {
  const taken = findings.filter(
    ({ fault, file, test }) => words.length === 0 || words.some((word) => [fault, file, test].some((text) => text.includes(word))),
  )
  if (taken.length === 0) console.error('There is no such fault in tools/mutation/findings.ts.')
  const copy = copyProject(root, [...new Set(taken.map(({ file }) => file))])
  const sound = runTests(copy.folder, [...new Set(taken.map(({ test }) => test))])
  if (sound.failed.length > 0 || sound.passed === 0) {
    console.error(`Tests fail without a fault:\n${sound.failed.join('\n') || sound.words}`)
    return false
  }
  const results = taken.map((finding) => {
    writeFileSync(join(copy.folder, finding.file), plant(finding, readFileSync(join(copy.folder, finding.file), 'utf8')))
    const { failed, passed } = runTests(copy.folder, [finding.test])
    copy.restore(finding.file)
    // Without any result the file could not even be loaded, which shows nothing of the test.
    const said = failed[0] ?? (passed === 0 ? 'COULD NOT BE RUN' : 'NOT NOTICED')
    console.log(`${finding.fault}: ${said} (${finding.test})`)
    return { ...finding, noticed: failed.length > 0, failed }
  })
  const output = join(root, 'test-output', 'mutation')
  mkdirSync(output, { recursive: true })
  writeFileSync(join(output, 'findings.json'), `${JSON.stringify(results, null, 2)}\n`)
  const noticed = results.filter((each) => each.noticed).length
  console.log(`\n${noticed} of ${results.length} faults noticed`)
  return results.length > 0 && noticed === results.length
}

/** Throws when the code is not there once: a fault that is not planted is not noticed either. */
export function plant({ file, original, replacement }: Finding, source: string): string {
  const [before, after, ...more] = source.split(original)
  if (after === undefined || more.length > 0) throw new Error(`${file} does not have this once: ${original}`)
  return `${before}${replacement}${after}`
}

interface TestRun {
  readonly passed: number
  /** Titles. */
  readonly failed: readonly string[]
  /** What vitest said, when it has no report. */
  readonly words: string
}

function runTests(folder: string, tests: readonly string[]): TestRun {
  const report = join(folder, '.report.json')
  writeFileSync(report, '{}')
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const run = spawnSync(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${report}`, ...tests], {
    cwd: folder,
    encoding: 'utf8',
  })
  const { testResults = [] } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly testResults?: readonly { readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[]
  }
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  const titles = (status: string) => all.filter((each) => each.status === status).map(({ fullName }) => fullName)
  return { passed: titles('passed').length, failed: titles('failed'), words: `${run.stdout}${run.stderr}` }
}
