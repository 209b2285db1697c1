/** Mutates one source file in a copy of the project and runs its tests against each mutant. */
import { Stryker } from '@stryker-mutator/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProjectCopy } from './copy-project.ts'
import { NOT_IN_SAMPLE, SAMPLE_VARIABLE } from './sample.ts'
import { isSentence } from './sentences.ts'
import { textAt, type MutantResult } from './scores.ts'

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

/** Throws when the tests fail without any mutation. The working folder of the process must be the copy's. */
export async function runStryker(
  { folder, restore }: ProjectCopy,
  file: string,
  tests: readonly string[],
  { concurrency, oneIn }: HowToMutate,
): Promise<readonly MutantResult[]> {
  process.env['RA_DESK_MUTATION_TESTS'] = JSON.stringify(tests)
  process.env[SAMPLE_VARIABLE] = String(oneIn)
  restore(file)
  const source = readFileSync(join(folder, file), 'utf8')
  const options = {
    mutate: [file],
    inPlace: true,
    tempDirName: '.stryker',
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'sentences.ts'), join(import.meta.dirname, 'sample.ts')],
    checkers: oneIn === 1 ? [] : ['sample'],
    ignorers: ['sentences'],
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false, pool: 'threads' },
    coverageAnalysis: 'perTest' as const,
    ignoreStatic: false,
    disableTypeChecks: false,
    concurrency,
    timeoutMS: PATIENCE_MS,
    reporters: [],
    logLevel: 'error' as NonNullable<ConstructorParameters<typeof Stryker>[0]['logLevel']>,
    allowConsoleColors: false,
  }
  const all = await new Stryker(options).runMutationTest()
  restore(file)
  const mutants = all.filter(({ statusReason }) => statusReason !== NOT_IN_SAMPLE)
  return mutants.map(({ status, static: isStatic, mutatorName, replacement, location, statusReason }) => {
    const original = textAt(source, location)
    return {
      line: location.start.line,
      column: location.start.column,
      mutator: mutatorName,
      original,
      replacement,
      isStatic: isStatic === true,
      // A template with an expression inside is mutated as a whole.
      status: mutatorName === 'StringLiteral' && isSentence(original) ? 'Ignored' : status,
      ...(statusReason === undefined ? {} : { reason: statusReason }),
    }
  })
}
