/**
 * Measures one mutant in so many: a folder of thousands of mutants is estimated in minutes. The same mutants are chosen each time, by
 * what they are and not by their number, so that a change elsewhere in a file does not draw new ones.
 * As a plugin of Stryker, this file is also loaded by its processes.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'

/** What Stryker tells a checker of a mutant. Lines count from 0. */
interface Mutant {
  readonly id: string
  readonly fileName: string
  readonly mutatorName: string
  readonly replacement: string
  readonly location: { readonly start: { readonly line: number; readonly column: number } }
}

/** Why a mutant was not run, as its result says it. */
export const NOT_IN_SAMPLE = 'not in the sample'

/** The variable of the environment with the size of the sample: one in so many. */
export const SAMPLE_VARIABLE = 'RA_DESK_MUTATION_SAMPLE'

/** True for about one mutant in `oneIn`, of any kind and place. */
export function isInSample({ fileName, mutatorName, replacement, location }: Omit<Mutant, 'id'>, oneIn: number): boolean {
  const text = [basename(fileName), mutatorName, replacement, location.start.column].join('\0')
  return createHash('sha256').update(text).digest().readUInt32BE() % oneIn === 0
}

class SampleChecker {
  init(): Promise<void> {
    return Promise.resolve()
  }

  /** All at once: a choice costs nothing. */
  group(mutants: readonly Mutant[]): Promise<string[][]> {
    return Promise.resolve([mutants.map(({ id }) => id)])
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, { status: string; reason?: string }>> {
    const oneIn = Number(process.env[SAMPLE_VARIABLE] ?? 1)
    const choose = (mutant: Mutant) =>
      isInSample(mutant, oneIn) ? { status: 'passed' } : { status: 'compileError', reason: NOT_IN_SAMPLE }
    return Promise.resolve(Object.fromEntries(mutants.map((mutant) => [mutant.id, choose(mutant)])))
  }
}

/** Stryker finds its plugins under this name. */
export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }]
