/** How Stryker runs the tests of one source file: only those that `tools/mutation/run-stryker.ts` names, the nearest first. */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const tests: readonly string[] = JSON.parse(process.env['RA_DESK_MUTATION_TESTS'] ?? '[]')

class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => tests.findIndex((test) => moduleId.endsWith(`/${test}`))
    return files.toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    include: [...tests],
    sequence: { sequencer: AsListed },
    // As in the project's own configuration: tests of rules share the modules that one of them has loaded.
    isolate: !tests.every((test) => /^test\/(?:domain|renderer|preload)\//.test(test)),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
