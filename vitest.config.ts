import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files of a project that take longest start first, so that none of them is left alone at the end. */
const longest = [
  'faults/faults',
  'layers',
  'printing/issue-in-printer',
  'retention/retention-handed-over',
  'record/journal-faults',
  'contracts/card-reader',
  'contracts/pcsc-apart',
  'documents/label-print',
  'registration/what-the-page-never-sends',
  'card/personalise-faults',
  'backup/backup-faults',
  'editions/editions',
  'printing/batch',
  'vault/agent-access-power-cut',
  'vault/agent-access',
  'retention/retention',
  'contracts/foreign-tools',
  'contracts/card-path',
  'record/journal-damage',
  'handover/handover-power-cut',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((one, other) =>
      one.project.name === other.project.name ? place(one) - place(other) : one.project.name < other.project.name ? -1 : 1,
    )
  }
}

const every = 'test/**/*.test.ts'
/** Tests of rules: they start nothing and keep nothing. */
const rules = ['test/domain/**/*.test.ts', 'test/renderer/**/*.test.ts', 'test/preload/**/*.test.ts', 'test/style/**/*.test.ts']
/** In a file that puts something else in place of a module, the environment or the disk, or reads its own memory: the next file in its process would meet that. */
const changesItsProcess =
  /\bvi\.(mock|doMock|hoisted|stubGlobal|stubEnv)\(|process-memory|faulty-files|failing-sqlite|open-files|process\.env\[/
const apart = globSync(every, { cwd: import.meta.dirname })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.startsWith('test/faults/') || changesItsProcess.test(readFileSync(join(import.meta.dirname, file), 'utf8')))

/** Milliseconds. A busy machine is slow, not wrong: limits only end what hangs. Those of the command line do not reach the projects below. */
const patience = Number(process.env['RA_DESK_TEST_PATIENCE'] ?? 180_000)

export default defineConfig({
  test: {
    setupFiles: ['test/support/vitest-set-up.ts'],
    sequence: { sequencer: LongestFirst },
    testTimeout: patience,
    hookTimeout: patience,
    pool: 'forks',
    // Many tests wait for a device, a process that ends or a disk: more of them than cores keep the cores busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // In order of their names, so that a process goes on with the next file of its project.
      { extends: true, test: { name: 'apart', include: apart, exclude: rules } },
      // To start a process and to load the whole of `main` into it takes longer than most of these tests.
      { extends: true, test: { name: 'beside', include: [every], exclude: [...rules, ...apart], isolate: false } },
      { extends: true, test: { name: 'rules', include: rules, isolate: false } },
    ],
  },
})
