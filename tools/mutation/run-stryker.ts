/** Mutates source files in a copy of the project and runs the tests of each against its mutants. */
import { Stryker } from '@stryker-mutator/core'
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { ProjectCopy } from './copy-project.ts'
import { TESTS_VARIABLE, type TestsByFile } from './near-tests.ts'
import { NOT_IN_SAMPLE, SAMPLE_VARIABLE } from './sample.ts'
import { isSentence } from './sentences.ts'
import { outcomeOf, textAt, type MutantResult } from './scores.ts'

/**
 * A mutant that ends nothing is stopped after as many runs of a statement as Stryker allows, or this long after its tests should have
 * ended. A busy machine must not make a survivor look like a noticed mutant.
 */
const PATIENCE_MS = 60_000

export interface HowToMutate {
  readonly concurrency: number
  /** One mutant in so many is run; 1 runs all. */
  readonly oneIn: number
}

/**
 * The result for each mutant of each file. Throws when the tests fail without any mutation. The working folder of the process must be the copy's.
 */
export async function runStryker(
  { folder, restore }: ProjectCopy,
  tests: TestsByFile,
  { concurrency, oneIn }: HowToMutate,
): Promise<ReadonlyMap<string, readonly MutantResult[]>> {
  const files = Object.keys(tests)
  process.env[TESTS_VARIABLE] = JSON.stringify(tests)
  process.env[SAMPLE_VARIABLE] = String(oneIn)
  for (const file of files) restore(file)
  const plugin = (name: string): string => join(import.meta.dirname, name)
  const options = {
    mutate: files,
    inPlace: true,
    tempDirName: '.stryker',
    testRunner: 'near-tests',
    plugins: ['@stryker-mutator/vitest-runner', plugin('near-tests.ts'), plugin('sentences.ts'), plugin('sample.ts')],
    checkers: oneIn === 1 ? [] : ['sample'],
    ignorers: ['sentences'],
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false, pool: 'threads' },
    coverageAnalysis: 'perTest' as const,
    ignoreStatic: false,
    disableTypeChecks: false,
    concurrency,
    timeoutMS: PATIENCE_MS,
    dryRunTimeoutMinutes: 60,
    reporters: [],
    logLevel: 'error' as NonNullable<ConstructorParameters<typeof Stryker>[0]['logLevel']>,
    allowConsoleColors: false,
  }
  const all = await new Stryker(options).runMutationTest()
  for (const file of files) restore(file)
  const run = all.filter(({ statusReason }) => statusReason !== NOT_IN_SAMPLE)
  return new Map(
    files.map((file) => {
      const source = readFileSync(join(folder, file), 'utf8')
      return [
        file,
        run.filter(({ fileName }) => relative(folder, resolve(folder, fileName)) === join(file)).map((each) => tell(each, source)),
      ]
    }),
  )
}

function tell(mutant: Awaited<ReturnType<Stryker['runMutationTest']>>[number], source: string): MutantResult {
  const { status, static: isStatic, mutatorName, replacement, location, statusReason, testsCompleted } = mutant
  const original = textAt(source, location)
  return {
    line: location.start.line,
    column: location.start.column,
    mutator: mutatorName,
    original,
    replacement,
    isStatic: isStatic === true,
    // A template with an expression inside is mutated as a whole.
    status: mutatorName === 'StringLiteral' && isSentence(original) ? 'Ignored' : outcomeOf(status, testsCompleted),
    ...(statusReason === undefined ? {} : { reason: statusReason }),
  }
}
