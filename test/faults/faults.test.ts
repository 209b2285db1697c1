/** The short form of each fault suite, as the command runs it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checks.ts'
import { faultSuites } from './suites.ts'

// The canaries' short form needs the built app in a browser: `test/e2e/canaries.spec.ts`.
for (const [name, suite] of Object.entries(faultSuites).filter(([each]) => each !== 'canaries')) {
  test.skipIf(suite.whyNot?.() !== undefined)(
    `${name}, ${suite.short} rounds: no harm is done, and the control does harm`,
    { timeout: 180_000 },
    () => {
      const run = spawnSync(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(root, 'tools/faults.ts'), name, '--rounds', String(suite.short), '--seed', '7'],
        { encoding: 'utf8' },
      )
      console.log(run.stdout)
      expect(run.stderr + run.stdout).toContain(`ok      ${name}`)
      expect(run.status).toBe(0)
    },
  )
}
