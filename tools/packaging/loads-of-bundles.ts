/** What the bundles load at run time from outside themselves: packages, threads and processes. Read from the bundles, so that no list has to be kept. */
import { isBuiltin } from 'node:module'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { z } from 'zod'

/** Programs that Node or Electron runs, in `dist`. */
export function listPrograms(dist: string): readonly string[] {
  const inFolder = (folder: string) => readdirSync(join(dist, folder)).map((name) => posix.join(folder, name))
  return ['.', 'electron', 'device-process'].flatMap(inFolder).filter((name) => /\.[cm]?js$/.test(name))
}

// At the start of a line, or as a call: bundled text also holds such words in strings and comments.
const staticImport = /^(?:import|\} from|import .* from|export .* from) ?"([^"./][^"]*)"/gm
const callOfImport = /\b(?:import|require\d*|raDeskRequire)\("([^"./][^"]*)"\)/g
const requireMadeHere = /\bcreateRequire\w*\(import\.meta\.url\)(?:\.resolve)?\("([^"./][^"]*)"\)/g

/** Packages that a program asks for by name: not Node's own modules. */
export function listExternalPackages(program: string): readonly string[] {
  const code = program.replace(/^\s*\/\/.*$/gm, '')
  const names = [staticImport, callOfImport, requireMadeHere].flatMap((form) => Array.from(code.matchAll(form), ([, name]) => name!))
  return [...new Set(names.filter((name) => !isBuiltin(name)).map(packageOf))].toSorted()
}

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

/** Files of `dist` that a program finds beside itself, as they are written there: `../argon2-worker.mjs`. */
export function listNeighbours(program: string): readonly string[] {
  const urls = /new URL\("(\.\.?\/[^"]+)", import\.meta\.url\)|\bbeside\("(\.\.?\/[^"]+)"\)/g
  return [...new Set(Array.from(program.matchAll(urls), ([, url, path]) => url ?? path!))].toSorted()
}

/** Places that start a thread. */
export const countThreads = (program: string): number => program.match(/\bnew Worker\w*\(/g)?.length ?? 0

const description = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})

/**
 * The packages and all that they depend on, found as Node finds them from `modules`. Throws when one is not there. An optional dependency
 * that is not installed is left out.
 */
export function withDependencies(modules: string, names: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const add = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const { dependencies = {}, optionalDependencies = {} } = description.parse(
      JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')),
    )
    for (const each of Object.keys(dependencies)) if (!(each in optionalDependencies)) add(each)
  }
  names.forEach(add)
  return [...found].toSorted()
}
