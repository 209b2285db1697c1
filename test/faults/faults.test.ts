/** The short form of each fault suite, as the command runs it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checks.ts'
import { faultSuites, verdictOf } from './suites.ts'

test('fault suites: a control that lost nothing in few rounds is too few rounds, and in all of them a failure', () => {
  const suite = { rounds: 500, short: 12 }
  expect(verdictOf(suite, 12, { ok: true, harmless: true, figures: {} })).toBe('ok')
  expect(verdictOf(suite, 11, { ok: false, harmless: true, figures: {} })).toEqual({ atLeast: 12 })
  expect(verdictOf(suite, 12, { ok: false, harmless: true, figures: {} })).toEqual({ atLeast: 500 })
  expect(verdictOf(suite, 500, { ok: false, harmless: true, figures: {} })).toBe('failed')
  expect(verdictOf(suite, 12, { ok: false, harmless: false, figures: {} })).toBe('failed')
})

// The canaries' short form needs the built app in a browser: `test/e2e/canaries.spec.ts`.
for (const [name, suite] of Object.entries(faultSuites).filter(([each]) => each !== 'canaries')) {
  test.skipIf(suite.whyNot?.() !== undefined)(
    `${name}, ${suite.short} rounds: no harm is done, and the control does harm`,
    { timeout: 900_000 },
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
