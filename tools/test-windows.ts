/**
 * `npm run test:windows [-- --quick] [--only PART,PART] [--workers N] [--no-journey]`: the tests on Node for Windows under Wine 10, a card
 * written through the smart card service of Windows (`--only card`), then the main journey in this machine's Chromium against main on that
 * Node. Sets Wine up where it is not (Linux, root). `--quick`: rules, vault, record and files, without the longest tests. Names what cannot
 * be shown there, with the reason. The last line counts; exit code 1 when anything failed.
 */
import { parseArgs } from 'node:util'
import { root } from '../test/support/checks.ts'
import { endWithParent } from '../test/support/with-parent.ts'
import { setUpWine } from './windows/set-up-wine.ts'
import { testOnWindows } from './windows/test-on-windows.ts'
import { ALL_PARTS, partsOf, QUICK_PARTS } from './windows/windows-parts.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
    'no-journey': { type: 'boolean', default: false },
  },
})
const workers = Number(values.workers)
if (!(Number.isInteger(workers) && workers >= 1)) {
  console.error('Use: npm run test:windows [-- --quick] [--only test/main/vault/,test/native/] [--workers N] [--no-journey]')
  process.exit(2)
}
endWithParent()
const say = (line: string) => {
  console.log(line)
}
const wine = setUpWine(say)
if (!wine.ok) {
  console.log(`Nothing was run on Windows Node: ${wine.why}.\n${wine.next}\n\n0 passed, 1 failed, 0 skipped`)
  process.exit(1)
}
const only = values.only?.split(',')
const whole = values.quick ? QUICK_PARTS : ALL_PARTS
const parts = only ? partsOf(only.filter((part) => part !== 'card')) : whole
const card = only ? only.includes('card') : !values.quick
const journey = !values.quick && values.only === undefined && !values['no-journey']
const { passed, failed, skipped, failures, notShown } = await testOnWindows({ root, wine: wine.folder, parts, workers, journey, card, say })
if (notShown.size > 0) say('\n  Not shown on Windows Node under Wine:')
for (const [why, names] of notShown) say([why, ...names.map((name) => `  ${name}`)].map((line) => `    ${line}`).join('\n'))
if (failures.length > 0) say(['\n  Failed:', ...failures.map((line) => `    ${line}`)].join('\n'))
say(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
