/** Types of every room, lint, and who imports whom. Exit code 1 when anything is wrong. */
import { runChecks } from '../test/support/checks.ts'

const results = await runChecks((result) =>
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${result.name} (${result.seconds.toFixed(1)} s)${result.ok ? '' : `\n${result.output}`}`),
)
process.exit(results.every((result) => result.ok) ? 0 : 1)
