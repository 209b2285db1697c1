/** Builds the recorder (recorder.cc) with g++ when its source changed since the last build. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findProgram } from '../find-program.ts'

const flags = ['-std=c++20', '-O2', '-fPIC', '-shared', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics', '-fvisibility=hidden']
const warnings = ['-Wall', '-Wextra', '-Werror']
const sources = ['recorder-log.h', 'recorder.cc', 'recorder-names.cc'].map((name) => fileURLToPath(new URL(name, import.meta.url)))

export type Recorder =
  | { readonly library: string }
  /** Why this machine cannot record, for the title of a skipped test. */
  | { readonly unavailable: string }

/** The recorder's library. @throws when g++ is there and the source does not compile. */
export function buildRecorder(): Recorder {
  if (process.platform !== 'linux') return { unavailable: 'the recorder of writes runs on Linux only' }
  if (!['x64', 'arm64'].includes(process.arch)) return { unavailable: `the recorder of writes does not know ${process.arch}` }
  const compiler = findProgram('g++')
  if (compiler === undefined) return { unavailable: 'g++ is not installed' }
  const hash = createHash('sha256').update(flags.join(' '))
  for (const source of sources) hash.update(readFileSync(source))
  const folder = fileURLToPath(new URL('../../../test-output/power-cut/', import.meta.url))
  const library = `${folder}recorder-${hash.digest('hex').slice(0, 16)}.so`
  if (existsSync(library)) return { library }
  mkdirSync(folder, { recursive: true })
  // Another test may build at the same time: each into a name of its own.
  const unfinished = `${library}.${process.pid}`
  execFileSync(compiler, [
    ...flags,
    ...warnings,
    '-Wl,--as-needed',
    '-o',
    unfinished,
    ...sources.filter((name) => name.endsWith('.cc')),
    '-ldl',
  ])
  renameSync(unfinished, library)
  return { library }
}
