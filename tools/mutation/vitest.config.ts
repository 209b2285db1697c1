/** How Stryker runs the tests of source files: only those that `tools/mutation/run-stryker.ts` names, the nearest first. */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { testsNow } from './near-tests.ts'

const tests = testsNow()

class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const now = testsNow()
    const place = ({ moduleId }: TestSpecification): number => now.findIndex((test) => moduleId.endsWith(`/${test}`))
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
