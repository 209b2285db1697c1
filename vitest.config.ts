import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest start first, so that none of them is left alone at the end. */
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
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

/** Tests of rules: they start nothing and keep nothing, so the files of a worker share its process and the modules it has loaded. */
const rules = ['test/domain/**/*.test.ts', 'test/renderer/**/*.test.ts', 'test/preload/**/*.test.ts', 'test/style/**/*.test.ts']

export default defineConfig({
  test: {
    setupFiles: ['test/support/vitest-set-up.ts'],
    sequence: { sequencer: LongestFirst },
    // A busy machine is slow, not wrong: limits only end what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Many tests wait for a device, a process that ends or a disk: more of them than cores keep the cores busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: rules } },
      { extends: true, test: { name: 'rules', include: rules, isolate: false } },
    ],
  },
})
