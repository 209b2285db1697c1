/** `node tools/style.ts [--root FOLDER] [--counts]`: words in screens and messages that must not come back. Exit code 1 when there are any. */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findWords } from './style/find-words.ts'
import { bannedEverywhere, bannedForAgents } from './style/words.ts'

const { values } = parseArgs({ options: { root: { type: 'string' }, counts: { type: 'boolean' } } })
const found = findWords(values.root ?? fileURLToPath(new URL('..', import.meta.url)))

if (!values.counts)
  for (const { file, line, word, text, instead } of found)
    console.log(`${file}:${line} “${word}” (use: ${instead})\n    ${text.slice(0, 160)}`)
const counts = [...bannedEverywhere, ...bannedForAgents].map(({ name }) => ({
  name,
  count: found.filter(({ word }) => word === name).length,
}))
const some = counts.filter(({ count }) => count > 0 || values.counts)
if (some.length > 0) console.log(`${found.length} in all: ${some.map(({ name, count }) => `${name} ${count}`).join(', ')}`)
process.exit(found.length === 0 ? 0 : 1)
