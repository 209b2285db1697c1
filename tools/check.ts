/** `npm run check`: every check that needs no run of the app, with the time that each took. Exit code 1 when one fails. */
import { describeCheck, runChecks } from '../test/support/checks.ts'

const since = performance.now()
const results = await runChecks((result) => console.log(describeCheck(result)))
const failed = results.filter(({ ok }) => !ok)
console.log(`\n${results.length - failed.length} passed, ${failed.length} failed in ${((performance.now() - since) / 1_000).toFixed(1)} s`)
process.exit(failed.length === 0 ? 0 : 1)
