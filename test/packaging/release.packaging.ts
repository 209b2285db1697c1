/** What goes with a release: the list of its parts, and that everybody who builds it gets the same bytes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toPackageFolders } from '../../tools/bundled-packages.ts'
import { listDifferentBytes } from '../../tools/packaging/different-bytes.ts'
import { listPacked, readPacked } from '../../tools/packaging/packed-files.ts'
import { makeSbom } from '../../tools/packaging/sbom.ts'
import { root } from '../support/checks.ts'
import { packagingRun } from './packed.ts'

const { copy, packed, again, builtAt } = packagingRun()

describe.each(packed)('release for $system', ({ system, folder }) => {
  const files = listPacked(folder)
  const sbom = makeSbom({ root, dist: join(copy, 'dist'), files, system, builtAt: new Date(builtAt) })
  const names = sbom.components.map(({ name }) => name)
  /** `npm:` gives a package another folder than its name. */
  const nameOf = (path: string) => (JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as { name: string }).name

  test('SBOM: has each package whose code is in a packed program, and each that is packed whole', () => {
    // esbuild names each source above its code; pages are listed by the build.
    const inPrograms = files
      .filter((path) => /\/dist\/(?:electron|device-process)\/.*\.mjs$|\/dist\/[^/]+\.mjs$/.test(path))
      .flatMap((path) =>
        Array.from(
          readPacked(folder, path)
            .toString('utf8')
            .matchAll(/^ *\/\/ (\S*node_modules\/\S+)$/gm),
          ([, source]) => source!,
        ),
      )
    const whole = files.filter((path) => /\/node_modules\/.*\/package\.json$/.test(path))
    const needed = new Set(toPackageFolders([...inPrograms, ...whole]).map(nameOf))
    expect(needed.size).toBeGreaterThan(30)
    expect([...needed].filter((name) => !names.includes(name))).toEqual([])
    expect(names).toEqual(expect.arrayContaining(['react', 'nhsuk-frontend', 'electron']))
    expect(names.includes('SumatraPDF')).toBe(system === 'windows')
  })

  test('SBOM: has nothing that only development needs', () => {
    expect(names.filter((name) => /^(?:vitest|@playwright\/|esbuild|vite|typescript|oxlint|electron-builder)/.test(name))).toEqual([])
  })

  test('SBOM: each part has a name, a version, a licence and a reference of its own', () => {
    for (const part of sbom.components) {
      expect(part.version, part.name).toMatch(/^\d/)
      expect(part.licenses, part.name).not.toEqual([])
    }
    expect(new Set(sbom.components.map((part) => part['bom-ref'])).size).toBe(sbom.components.length)
    expect(sbom.dependencies[0]!.dependsOn.length).toBe(sbom.components.length)
  })

  test.skipIf(again.length === 0)('two builds from two folders give the same bytes', () => {
    expect(listDifferentBytes(folder, again.find((each) => each.system === system)!.folder)).toEqual([])
  })
})
