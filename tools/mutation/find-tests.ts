/** Which tests are asked whether they notice a mutation of a source file. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { listSources } from '../style/find-words.ts'
import { listRunImports } from '../style/mirrors.ts'
import { findNearestTests, likeness } from '../style/nearest-test.ts'

const startsProcesses = /from 'node:child_process'/
/** Starts the tools of `npm run check`. Tests of a layer take only the project's path from it. */
const SELDOM_STARTED = 'test/support/checks.ts'

/** Rows of one table: the tests that run the table prove them too, but for one that takes a minute and a half. */
const tables = [
  { rows: /^domain\/journey\//, tests: /^test\/domain\/case\// },
  { rows: /^native\/card\/(?:steps-[^/]*|personalise-[^/]*)\.ts$/, tests: /^test\/native\/card\/personalise(?!-faults)[^/]*$/ },
]

/**
 * Paths of tests, the nearest first: the one of the same name, the one that `test/style/mirror-exceptions.ts` names, those in the folder of
 * the same name that import the file, and those of the table that the file is a row of. Without any of these, those in `test/<layer of the
 * file>/` that import it, then those that reach it by the fewest imports. Tests that start processes are left out.
 */
export function findTestsOf(root: string, file: string, provedBy: readonly (readonly [file: string, test: string])[]): readonly string[] {
  const layer = file.split('/')[0]!
  const runs = (test: string): boolean => test.endsWith('.test.ts') && existsSync(join(root, test)) && staysInProcess(root, test)
  const mirror = `test/${file.replace(/\.ts$/, '.test.ts')}`
  const named = provedBy.filter(([proved]) => proved === file).map(([, test]) => test)
  const all = listSources(root, `test/${layer}`).filter((test) => test.endsWith('.test.ts'))
  const importers = all.filter((test) => listImported(root, test).includes(file))
  const beside = importers.filter((test) => dirname(test) === dirname(mirror))
  const ofTable = tables.filter(({ rows }) => rows.test(file)).flatMap(({ tests }) => all.filter((test) => tests.test(test)))
  const own = [...new Set([mirror, ...named, ...beside, ...ofTable].filter(runs))]
  if (own.length > 0) return own
  const nearest = findNearestTests(root, file, (test) => test.startsWith(`test/${layer}/`) && runs(test))
  return nearest.filter((test) => likeness(test, file) === likeness(nearest[0]!, file))
}

/** False where the test, or a helper of it, can start processes: those run another copy of the code, without the mutation. */
export function staysInProcess(root: string, test: string): boolean {
  const reached = new Set([test])
  for (const each of reached) {
    if (each === SELDOM_STARTED) continue
    if (startsProcesses.test(read(root, each))) return false
    for (const path of listImported(root, each)) if (path.startsWith('test/')) reached.add(path)
  }
  return true
}

/** Of each file that was read: every test is looked at for every source file. */
const imported = new Map<string, readonly string[]>()

function listImported(root: string, path: string): readonly string[] {
  const key = join(root, path)
  const known = imported.get(key)
  if (known) return known
  const found = listRunImports(read(root, path)).map((target) => posix.join(dirname(path), target))
  imported.set(key, found)
  return found
}

const read = (root: string, path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '')
