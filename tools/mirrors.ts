/**
 * `node tools/mirrors.ts [--suggest]`: each source file with rules has a test that is found by its name, or an exception with a reason
 * (`test/style/mirror-exceptions.ts`). Exit code 1 when one has neither, or when an exception is no longer needed.
 * `--suggest` prints an exception for each that is missing: the nearest test that reaches the file. Prefer to write the test.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mirrorExceptions } from '../test/style/mirror-exceptions.ts'
import { findMirrors, judgeMirrors, mirroredLayers } from './style/mirrors.ts'
import { findNearestTest } from './style/nearest-test.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { suggest: { type: 'boolean' } } })
const mirrors = findMirrors(root)
const { missing, stale } = judgeMirrors(mirrors, mirrorExceptions, root)

for (const file of missing) {
  if (!values.suggest) console.log(`${file}: no test/${file.replace(/\.ts$/, '.test.ts')}, none beside it, and no exception`)
  else console.log(`  ['${file}', '${findNearestTest(root, file) ?? 'no test reaches it'}'],`)
}
for (const line of stale) console.log(`test/style/mirror-exceptions.ts: ${line}`)
if (!values.suggest)
  for (const layer of mirroredLayers) {
    const own = mirrors.filter(({ file }) => file.startsWith(`${layer}/`))
    const count = (state: string) => own.filter((mirror) => mirror.state === state).length
    console.log(
      `${layer}: ${own.length} files with rules, ${count('mirrored')} mirrored, ${count('beside')} beside, ${count('missing')} by exception or missing`,
    )
  }
process.exit(missing.length + stale.length === 0 ? 0 : 1)
