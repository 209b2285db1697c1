/** Which tests run on Windows Node, in which runs of vitest. */
import { globSync } from 'node:fs'

/** One run of vitest. */
export interface WindowsPart {
  readonly name: string
  /** Files and folders of tests, from the project's folder. */
  readonly tests: readonly string[]
  /** Files in those folders that are left out. */
  readonly without?: readonly string[]
}

export const partsOf = (paths: readonly string[]): readonly WindowsPart[] => paths.map((path) => ({ name: path, tests: [path] }))
export const ALL_PARTS = partsOf(['test/domain/', 'test/renderer/', 'test/native/', 'test/main/'])

/** Rules, vault, record and files: what a change of them breaks first on Windows. `docs/testing.md` says what they take. */
export const QUICK_PARTS: readonly WindowsPart[] = [
  {
    name: 'rules, vault, record and files',
    tests: ['test/domain/', 'test/main/vault/', 'test/main/record/', 'test/main/files/'],
    // Each cuts the power after every write, and Wine writes slowly: a minute or more of the whole run.
    without: [
      'test/main/files/mirrored-atomic-file.test.ts',
      'test/main/record/journal-faults.test.ts',
      'test/main/vault/agent-access-power-cut.test.ts',
    ],
  },
]

/** Vitest's own exclusion does not reach its projects, so what is left out is named by what stays. */
export function listTests(tree: string, { tests, without = [] }: WindowsPart): readonly string[] {
  const holdsLeftOut = (folder: string) => without.some((file) => file.startsWith(folder))
  return tests.flatMap((path) =>
    holdsLeftOut(path)
      ? globSync(`${path}**/*.test.ts`, { cwd: tree })
          .filter((file) => !without.includes(file))
          .toSorted()
      : [path],
  )
}
