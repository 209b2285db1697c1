/**
 * `npm run test:mutation -- [FILES] [--least N] [--concurrency N] [--one-in N] [--resume]`: changes the code in many small ways, one at a time, and
 * runs the tests of that file against each. A change that no test notices is a rule that no test proves. FILES are source files or
 * folders. Prints the score of each, then the mutants that survived; writes `test-output/mutation/`. Exit code 1 when one of FILES
 * scores below `--least` (90 percent), or when the tests of a file fail without a mutation.
 * `--one-in N` runs one mutant in N, the same ones each time, and estimates the score from these.
 * `--resume` keeps the results of files that are the same as then, with the same tests.
 * `--findings` plants the faults of `tools/mutation/findings.ts` instead, one after another; exit code 1 if a test does not notice its fault.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mirrorExceptions } from '../test/style/mirror-exceptions.ts'
import { endWithParent } from '../test/support/with-parent.ts'
import { copyProject } from './mutation/copy-project.ts'
import { groupByFolder, listMutated } from './mutation/find-files.ts'
import { findTestsOf } from './mutation/find-tests.ts'
import { runStryker } from './mutation/run-stryker.ts'
import { plantFindings } from './mutation/plant-findings.ts'
import { describeInterval, describeMutant, describeScore, isBelow, scoreOf, unnoticed, type MutantResult } from './mutation/scores.ts'

interface FileResult {
  readonly file: string
  readonly tests: readonly string[]
  /** Of the file and its tests. */
  readonly digest: string
  /** One mutant in so many was run. */
  readonly oneIn: number
  readonly mutants: readonly MutantResult[]
}

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    least: { type: 'string' },
    concurrency: { type: 'string' },
    'one-in': { type: 'string' },
    resume: { type: 'boolean' },
    findings: { type: 'boolean' },
  },
})
if (values.findings === true) {
  endWithParent()
  process.exit(plantFindings(root, positionals) ? 0 : 1)
}
const least = Number(values.least ?? 90)
const concurrency = Number(values.concurrency ?? availableParallelism())
const oneIn = Number(values['one-in'] ?? 1)
const asked = (positionals.length > 0 ? positionals : ['domain', 'main/vault', 'main/record', 'native/card']).map((path) => ({
  path,
  files: listMutated(root, path),
}))
const absent = asked.find(({ files }) => files.length === 0)
if (absent !== undefined || !(least >= 0) || !(concurrency >= 1) || !(Number.isInteger(oneIn) && oneIn >= 1)) {
  if (absent !== undefined) console.error(`There is no source file in “${absent.path}”.`)
  console.error('Use: npm run test:mutation -- [FILES OR FOLDERS] [--least PERCENT] [--concurrency N] [--one-in N] [--resume]')
  console.error('Or: npm run test:mutation -- --findings [WORDS OF A FAULT, A FILE OR A TEST]')
  process.exit(2)
}

endWithParent()
const output = join(root, 'test-output', 'mutation')
const files = [...new Set(asked.flatMap((each) => each.files))]
const copy = copyProject(root, files)
process.chdir(copy.folder)
const results = new Map<string, FileResult>()
let failed = false
for (const group of groupByFolder(files.filter((file) => !reuse(file)))) await measure(group)
summarise()
process.exit(failed ? 1 : 0)

/** True when the result of a run before is still good, and when there is nothing to run. */
function reuse(file: string): boolean {
  const tests = testsOf(file)
  if (tests.length === 0) console.log(`not measured: ${file}: only tests that start processes run it`)
  const kept = values.resume === true ? readResult(file) : undefined
  if (kept?.digest === digestOf([file, ...tests]) && oneIn % kept.oneIn === 0) keep(kept)
  return tests.length === 0 || results.has(file)
}

// A test that was written since is not in the copy.
function testsOf(file: string): readonly string[] {
  return findTestsOf(root, file, mirrorExceptions.provedBy).filter((test) => existsSync(join(copy.folder, test)))
}

/** Where the tests of one file fail without a mutation, the others of its group are measured one by one. */
async function measure(group: readonly string[]): Promise<void> {
  const tests = Object.fromEntries(group.map((file) => [file, testsOf(file)]))
  const since = performance.now()
  try {
    const mutants = await runStryker(copy, tests, { concurrency, oneIn })
    const seconds = Math.round((performance.now() - since) / 1_000)
    console.log(`${seconds} s: ${group.length} of ${dirname(group[0]!)}`)
    for (const file of group) {
      const result = { file, tests: tests[file]!, digest: digestOf([file, ...tests[file]!]), oneIn, mutants: mutants.get(file)! }
      mkdirSync(dirname(pathOf(file)), { recursive: true })
      writeFileSync(pathOf(file), `${JSON.stringify(result, null, 2)}\n`)
      keep(result)
    }
  } catch (error) {
    if (group.length > 1) for (const file of group) await measure([file])
    else {
      // Stryker has printed which tests failed.
      failed = true
      console.log(`not measured: ${group[0]}: ${error instanceof Error ? error.message : String(error)} (${tests[group[0]!]!.join(', ')})`)
    }
  }
}

function keep(result: FileResult): void {
  results.set(result.file, result)
  console.log(describeScore(result.file, scoreOf(result.mutants)))
}

function summarise(): void {
  console.log(oneIn === 1 ? '\nScores' : `\nScores, estimated from one mutant in ${oneIn}`)
  const scores = asked.map(({ path, files: own }) => ({ path, score: scoreOf(own.flatMap((file) => results.get(file)?.mutants ?? [])) }))
  for (const { path, score } of scores) {
    console.log(
      `${describeScore(path, score)}${oneIn === 1 ? '' : describeInterval(score)}${isBelow(score, least) ? `  BELOW ${least} %` : ''}`,
    )
    failed ||= isBelow(score, least)
  }
  const survivors = [...results.values()].flatMap(({ file, mutants }) => unnoticed(mutants).map((mutant) => describeMutant(file, mutant)))
  if (survivors.length > 0) console.log(`\nNot noticed by any test\n${survivors.join('\n')}`)
  const byFile = [...results.values()].map(({ file, mutants }) => ({ file, ...scoreOf(mutants) }))
  mkdirSync(output, { recursive: true })
  writeFileSync(join(output, 'scores.json'), `${JSON.stringify({ asked: scores, files: byFile }, null, 2)}\n`)
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(copy.folder, path)))
      .update('\0')
  return hash.digest('hex')
}

function pathOf(file: string): string {
  return join(output, `${file}.json`)
}

function readResult(file: string): FileResult | undefined {
  return existsSync(pathOf(file)) ? (JSON.parse(readFileSync(pathOf(file), 'utf8')) as FileResult) : undefined
}
