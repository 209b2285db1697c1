/** The tests that reach a source file by the fewest imports; first those whose folder is most like the file's. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { listSources } from './find-words.ts'
import { mirroredLayers } from './mirrors.ts'

export const findNearestTest = (root: string, file: string): string | undefined => findNearestTests(root, file, () => true)[0]

/** Only those that `counts` accepts, all of them as few imports away as the nearest. */
export function findNearestTests(root: string, file: string, counts: (test: string) => boolean): readonly string[] {
  const importers = readImporters(root)
  const seen = new Set([file])
  for (let level: readonly string[] = [file]; level.length > 0;) {
    const next = level.flatMap((each) => importers.get(each) ?? []).filter((each) => !seen.has(each))
    for (const each of next) seen.add(each)
    const tests = [...new Set(next)].filter((each) => each.startsWith('test/') && each.endsWith('.test.ts') && counts(each))
    if (tests.length > 0) return tests.toSorted((a, b) => likeness(b, file) - likeness(a, file))
    level = [...new Set(next)]
  }
  return []
}

/** How many folders of the file's path are those of the test's. */
export function likeness(test: string, file: string): number {
  const folders = file.split('/')
  return test
    .split('/')
    .slice(1)
    .filter((part, at) => part === folders[at]).length
}

let cached: ReadonlyMap<string, readonly string[]> | undefined

function readImporters(root: string): ReadonlyMap<string, readonly string[]> {
  if (cached) return cached
  const importers = new Map<string, string[]>()
  for (const source of [...mirroredLayers, 'test'].flatMap((layer) => listSources(root, layer))) {
    if (!existsSync(join(root, source))) continue
    for (const { fileName } of ts.preProcessFile(readFileSync(join(root, source), 'utf8')).importedFiles) {
      if (!fileName.startsWith('.')) continue
      const target = posix.join(dirname(source), fileName)
      importers.set(target, [...(importers.get(target) ?? []), source])
    }
  }
  cached = importers
  return importers
}
