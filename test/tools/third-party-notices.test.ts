import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { packageFolderOf, toPackageFolders } from '../../tools/bundled-packages.ts'
import { collectNotices, formatNotices, type Notice } from '../../tools/third-party-notices.ts'
import { root } from '../support/checks.ts'

describe('notices: the package of a bundled file', () => {
  test.each([
    ['node_modules/zod/v4/core.js', 'node_modules/zod'],
    ['/somewhere/else/node_modules/@radix-ui/react-id/dist/index.mjs', 'node_modules/@radix-ui/react-id'],
    ['C:\\app\\node_modules\\a\\node_modules\\@b\\c\\index.js', 'node_modules/a/node_modules/@b/c'],
    ['\0/app/node_modules/react/index.js?commonjs-proxy', 'node_modules/react'],
    ['main/index.ts', undefined],
  ])('%s', (path, folder) => {
    expect(packageFolderOf(path)).toBe(folder)
  })
})

describe('notices: a package that is shipped', () => {
  let project: string | undefined
  afterEach(() => {
    if (project !== undefined) rmSync(project, { recursive: true, force: true })
  })

  function makeProject(): string {
    project = mkdtempSync(join(tmpdir(), 'notices-'))
    const write = (path: string, text: string) => {
      mkdirSync(join(project!, path, '..'), { recursive: true })
      writeFileSync(join(project!, path), text)
    }
    for (const name of ['electron', '@expo-google-fonts/noto-sans', 'with', '@scope/without'])
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', license: 'MIT' }))
    for (const name of ['electron', '@expo-google-fonts/noto-sans', 'with']) write(`node_modules/${name}/LICENSE`, `Licence of ${name}`)
    write('node_modules/old/package.json', JSON.stringify({ name: 'old', version: '1.0.0', license: { type: 'ISC', url: 'x' } }))
    write('node_modules/old/LICENSE', 'Licence of old')
    write('licences/SumatraPDF.txt', 'RA Desk for Windows carries SumatraPDF 3.4.6, unchanged')
    write('licences/GPL-3.0.txt', 'GNU GENERAL PUBLIC LICENSE')
    write('electron-builder.yml', 'files:\n  - dist/**\n')
    return project
  }

  test('is listed with its version and its licence', () => {
    const notices = collectNotices(makeProject(), ['node_modules/with'])
    expect(notices).toContainEqual({ name: 'with', version: '1.0.0', licence: 'MIT', text: 'Licence of with' })
    expect(notices.map(({ name }) => name)).toEqual([
      '@expo-google-fonts/noto-sans',
      'EFF large word list',
      'Electron',
      'SumatraPDF (Windows only)',
      'with',
    ])
  })

  test('may declare its licence in the form of old packages', () => {
    expect(collectNotices(makeProject(), ['node_modules/old'])).toContainEqual(expect.objectContaining({ name: 'old', licence: 'ISC' }))
  })

  test('fails the build, in words, when it has no licence text, and not once its text is kept here', () => {
    const folder = makeProject()
    expect(() => collectNotices(folder, ['node_modules/with', 'node_modules/@scope/without'])).toThrow(
      /^@scope\/without: shipped, but without a licence text\. Put the text into licences\/packages/,
    )
    mkdirSync(join(folder, 'licences/packages'))
    writeFileSync(join(folder, 'licences/packages/@scope-without.txt'), 'MIT License')
    expect(collectNotices(folder, ['node_modules/@scope/without'])).toContainEqual(
      expect.objectContaining({ name: '@scope/without', text: 'MIT License' }),
    )
  })
})

// Reads what the build left. `npm test` builds first; without a build these are reported as skipped.
const notices = join(root, 'dist/third-party-notices.txt')
const threads = ['argon2-worker', 'read-worker', 'report-worker'].map((name) => join(root, `dist/${name}.mjs.map`))
const inParts = ['electron', 'device-process'].map((name) => join(root, 'dist', name))
const mapsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.map'))
    .map((name) => join(folder, name))

describe.skipIf(![notices, ...threads, ...inParts.map((folder) => join(folder, 'main.mjs.map'))].every((file) => existsSync(file)))(
  'notices: the built app',
  () => {
    const nameOf = (folder: string) =>
      (JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { readonly name: string }).name
    const listed = () =>
      new Set([...readFileSync(notices, 'utf8').matchAll(/^={78}\n(.+) \S+\nLicence: .+\n={78}\n\n(?=\S)/gm)].map(([, name]) => name!))

    test('lists every package whose code the bundles of main, the device process and the threads contain', () => {
      const sources = [...inParts.flatMap(mapsIn), ...threads].flatMap(
        (file) => (JSON.parse(readFileSync(file, 'utf8')) as { readonly sources: readonly string[] }).sources,
      )
      const names = toPackageFolders(sources).map(nameOf)
      expect(names.length).toBeGreaterThan(20)
      expect(names.filter((name) => !listed().has(name))).toEqual([])
    })

    test('lists every package that a file of the page imports, the two fonts and the style sheets', () => {
      const files = readdirSync(join(root, 'renderer'), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'),
      )
      const imported = files.flatMap((entry) =>
        [
          ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(
            /^import (?!type )(?:.* from )?'((?:@[^/']+\/)?[a-z][^/']*)/gm,
          ),
        ].map(([, name]) => name!),
      )
      const names = new Set([...imported, 'nhsuk-frontend'])
      for (const name of ['react', '@fontsource-variable/noto-sans', '@fontsource-variable/atkinson-hyperlegible-next'])
        expect(names).toContain(name)
      expect([...names].filter((name) => !listed().has(name))).toEqual([])
    })

    test('lists what is packed beside the bundles: compiled parts, the printing program, the fonts of documents, Electron', () => {
      for (const name of [
        'pcsclite',
        'smartcard',
        '@serialport/bindings-cpp',
        'SumatraPDF (Windows only)',
        '@expo-google-fonts/noto-sans',
        'Electron',
        'Adobe CMap resources (in pdf.js)',
        'Foxit fonts (in pdf.js)',
        'Liberation fonts (in pdf.js)',
        'OpenJPEG (in pdf.js)',
      ])
        expect(listed()).toContain(name)
    })

    test('gives the page the same list', async () => {
      const { notices: shown } = (await import(join(root, 'dist/renderer/third-party-notices.js'))) as {
        readonly notices: readonly Notice[]
      }
      expect(shown.filter((notice) => Object.values(notice).some((value) => typeof value !== 'string'))).toEqual([])
      expect(formatNotices(shown)).toBe(readFileSync(notices, 'utf8'))
    })
  },
)
