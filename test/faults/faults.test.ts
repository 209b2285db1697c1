/** The short form of each fault suite, as the command runs it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checks.ts'
import { faultSuites } from './suites.ts'

for (const [name, suite] of Object.entries(faultSuites)) {
  test.skipIf(suite.whyNot?.() !== undefined)(`${name}, ${suite.short} rounds: nothing that was acknowledged is lost, and the control does lose`, { timeout: 180_000 }, () => {
    const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'tools/faults.ts'), name, '--rounds', String(suite.short), '--seed', '7'], { encoding: 'utf8' })
    console.log(run.stdout)
    expect(run.stderr + run.stdout).toContain(`ok      ${name}`)
    expect(run.status).toBe(0)
  })
}
