/**
 * Runs Stryker's vitest runner for several source files at once, and each mutant against the tests of its own file only, the nearest first.
 * As a plugin of Stryker, this file is also loaded by its processes.
 */
import { strykerPlugins as vitestPlugins } from '@stryker-mutator/vitest-runner'

/** The variable of the environment with the files that are mutated, each with its tests. */
export const TESTS_VARIABLE = 'RA_DESK_MUTATION_TESTS'
/** The variable of the environment with the file whose mutant is run now. */
export const FILE_VARIABLE = 'RA_DESK_MUTATION_FILE'

/** Source file → its tests. */
export type TestsByFile = Readonly<Record<string, readonly string[]>>

const readTests = (): TestsByFile => JSON.parse(process.env[TESTS_VARIABLE] ?? '{}') as TestsByFile

/** The tests to run now, in their order: those of the file whose mutant is run, or of all files. */
export const testsNow = (): readonly string[] =>
  readTests()[process.env[FILE_VARIABLE] ?? ''] ?? [...new Set(Object.values(readTests()).flat())]

/**
 * Which of a mutant's tests are those of its file. An identifier of a test is its file, `#` and its name; without a name, it is all tests of the
 * file. Stryker asks for all tests, by naming none, where the mutated code runs while modules are loaded.
 */
export function keepNear(asked: readonly string[] | undefined, near: readonly string[]): string[] {
  return asked === undefined ? near.map((test) => `${test}#`) : asked.filter((id) => near.includes(id.split('#')[0]!))
}

/** What this file reads of the mutants that Stryker runs. */
interface MutantRun {
  readonly testFilter?: readonly string[]
  readonly sandboxFileName: string
}

interface Runner {
  mutantRun: (options: MutantRun) => Promise<object>
}

/** Without a test of its file, a mutant survives after no test. */
export const REACHED_BY_NONE = { status: 'survived', nrOfTests: 0 }

export function askNearTests<R extends Runner>(runner: R): R {
  const runMutant = runner.mutantRun.bind(runner)
  runner.mutantRun = async (options) => {
    const all = readTests()
    const file = Object.keys(all).find((each) => options.sandboxFileName.replaceAll('\\', '/').endsWith(`/${each}`))!
    const testFilter = keepNear(options.testFilter, all[file]!)
    if (testFilter.length === 0) return REACHED_BY_NONE
    process.env[FILE_VARIABLE] = file
    return await runMutant({ ...options, testFilter })
  }
  return runner
}

/** What makes vitest's runner out of the injector of Stryker. */
const makeRunner = vitestPlugins[0]!.factory as unknown as ((injector: unknown) => Runner) & { readonly inject: readonly string[] }
const factory = Object.assign((injector: unknown) => askNearTests(makeRunner(injector)), { inject: makeRunner.inject })

/** Stryker finds its plugins under this name. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'near-tests', factory }]
