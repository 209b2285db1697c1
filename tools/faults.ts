/**
 * `npm run test:faults -- NAME [--rounds N] [--seed N]`: harms a real station that many times and prints what was lost. Exit code 1 when
 * anything was lost, or when there were too few rounds for the control to lose anything.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { faultSuites, verdictOf } from '../test/faults/suites.ts'
import { seededRandom } from '../test/support/seeded-random.ts'
import { endWithParent } from '../test/support/with-parent.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string' }, seed: { type: 'string' } } })
const chosen = positionals.length === 0 ? Object.keys(faultSuites) : positionals
const unknown = chosen.find((name) => !(name in faultSuites))
if (unknown !== undefined) {
  console.error(
    `There is no fault suite “${unknown}”. Use: npm run test:faults -- ${Object.keys(faultSuites).join(' | ')} [--rounds N] [--seed N]`,
  )
  process.exit(2)
}

endWithParent()
/** Memory, where there is such a disk: what the faults are is decided by the suites, not by how slowly a real disk flushes. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let failed = false
for (const name of chosen) {
  const suite = faultSuites[name]!
  const reason = suite.whyNot?.()
  if (reason !== undefined) {
    console.log(`not run ${name}: ${reason}`)
    continue
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  const folder = await mkdtemp(join(scratch, `ra-faults-${name}-`))
  const began = performance.now()
  const rounds = Number(values.rounds ?? suite.rounds)
  const report = await suite.run({ rounds, folder, random: seededRandom(seed) })
  // A browser that was killed takes a moment to let go.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  const verdict = verdictOf(suite, rounds, report)
  const shown =
    verdict === 'ok' ? 'ok     ' : verdict === 'failed' ? 'FAILED ' : `too few rounds to judge: give at least ${verdict.atLeast}:`
  failed ||= verdict !== 'ok'
  console.log(`${shown} ${name}: ${suite.message} (seed ${seed}, ${((performance.now() - began) / 1_000).toFixed(0)} s)`)
  for (const [what, figure] of Object.entries(report.figures)) console.log(`        ${what}: ${figure}`)
}
process.exit(failed ? 1 : 0)
