import { createRequire } from 'node:module'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const require = createRequire(import.meta.url)
const { load } = require('js-yaml') as { load(text: string): unknown }
const root = new URL('../../', import.meta.url)
interface Config {
  files: string[]
  asarUnpack: string[]
  publish: null
  npmRebuild: boolean
  nativeRebuilder: string
  electronFuses: Record<string, boolean>
  extraResources: { from: string; to: string }[]
  win: { files: string[]; extraResources: { from: string; to: string }[]; target: { target: string }[]; signExts: string[] }
  linux: { files: string[]; target: { target: string }[] }
  msi: Record<string, unknown>
  nsis: Record<string, unknown>
}
const text = readFileSync(new URL('electron-builder.yml', root), 'utf8')
const read = () => load(text) as Config
const { validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
  validateConfiguration(config: object, logger: object): Promise<void>
}
const { DebugLogger } = require('builder-util') as { DebugLogger: new (isEnabled: boolean) => object }
const validate = (config: object) => validateConfiguration(config, new DebugLogger(false))

describe('the packaging', () => {
  it('passes electron-builder’s own schema, which does refuse what it does not know', async () => {
    await validate(read())
    await expect(validate({ ...read(), msi: { ...read().msi, perMachin: true } })).rejects.toThrow(/configuration\.msi/)
    await expect(validate({ ...read(), electronFuses: { runAsNod: false } })).rejects.toThrow(/electronFuses/)
  })

  it('installs per machine by MSI and NSIS, and on Linux by deb and AppImage', () => {
    const config = read()
    expect(config.win.target.map(({ target }) => target)).toEqual(['msi', 'nsis'])
    expect(config.linux.target.map(({ target }) => target)).toEqual(['deb', 'AppImage'])
    expect(config.msi).toMatchObject({ perMachine: true, oneClick: false })
    expect(config.nsis).toMatchObject({ perMachine: true, oneClick: false, deleteAppDataOnUninstall: false })
  })

  it('calls the app ra-desk, which is the name of its data folder everywhere', () => {
    // Electron takes productName where package.json has one: then the folder would be another, and cases in the first would not be found.
    const { name, productName } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { name: string; productName?: string }
    expect([name, productName]).toEqual(['ra-desk', undefined])
    for (const path of ['tools/doctor.ts', 'test/shells/chromium/app.ts', 'docs/administration.md'])
      expect(readFileSync(new URL(path, root), 'utf8'), path).toMatch(/['\\/]ra-desk['`]/)
  })

  it('has no updater, and names no address', () => {
    expect(read().publish).toBeNull()
    expect(text).not.toMatch(/https?:/)
  })

  it('sets the fuses', () => {
    expect(read().electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('packs SumatraPDF for Windows only, and its licence with it', () => {
    const { files, asarUnpack, extraResources, win } = read()
    expect(
      [...files, ...asarUnpack, ...extraResources.map(({ from }) => from)].filter((each) => /pdf-to-printer|sumatra/i.test(each)),
    ).toEqual([])
    const [program] = readdirSync(new URL('node_modules/pdf-to-printer/dist/', root)).filter((name) => name.endsWith('.exe'))
    expect(win.extraResources).toEqual([
      { from: 'licences', to: 'licences' },
      { from: `node_modules/pdf-to-printer/dist/${program!}`, to: 'printing/SumatraPDF.exe' },
    ])
    const version = /^SumatraPDF-([\d.]+)-/.exec(program!)![1]!
    expect(readFileSync(new URL('licences/SumatraPDF.txt', root), 'utf8')).toContain(`SumatraPDF ${version},`)
    expect(readFileSync(new URL('licences/GPL-3.0.txt', root), 'utf8')).toContain('GNU GENERAL PUBLIC LICENSE')
  })

  it('names packages in the root list only, where electron-builder collects them, and lets a system leave some out', () => {
    for (const { files } of [read().win, read().linux]) {
      // A list of exclusions alone would pack everything.
      expect(files[0]).toBe('package.json')
      expect(files.slice(1).filter((pattern) => !pattern.startsWith('!'))).toEqual([])
    }
  })

  it('gives programs and packages our own icon, and a page that deb packages must name', () => {
    expect(read()).toMatchObject({ win: { icon: 'packaging/icon.ico' }, linux: { icon: 'packaging/icons' } })
    for (const path of ['packaging/icon.ico', 'packaging/icons/256x256.png']) expect(existsSync(new URL(path, root))).toBe(true)
    expect((JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { homepage: string }).homepage).toMatch(/^https:/)
  })

  it('signs compiled modules too, and leaves the signature of its maker at SumatraPDF', () => {
    expect(read().win.signExts).toEqual(['.node', '!SumatraPDF.exe'])
  })

  it('signs by our own hook, which says when there is no certificate', () => {
    expect(read().win).toMatchObject({ signtoolOptions: { sign: './tools/packaging/sign-windows.mjs', signingHashAlgorithms: ['sha256'] } })
    expect(existsSync(new URL('tools/packaging/sign-windows.mjs', root))).toBe(true)
  })

  it('lets Windows put the older program back if an upgrade fails', () => {
    expect(read()).toMatchObject({ msiProjectCreated: './tools/packaging/schedule-msi.mjs' })
    expect(existsSync(new URL('tools/packaging/schedule-msi.mjs', root))).toBe(true)
  })

  it('installs the licences as files that can be read without the app', () => {
    const config = read()
    expect(config.extraResources).toEqual([
      { from: 'LICENSE', to: 'LICENSE.txt' },
      { from: 'dist/third-party-notices.txt', to: 'third-party-notices.txt' },
      { from: 'docs/policy-definitions', to: 'policy-definitions' },
    ])
    expect(existsSync(new URL('LICENSE', root))).toBe(true)
  })

  it('leaves out what only the build needs', () => {
    expect(read().files).toEqual(expect.arrayContaining(['!dist/.built/**', '!dist/.bundled/**', '!dist/.types/**']))
  })

  it('packs every part that main loads', () => {
    expect(read().files).toContain('dist/**')
    expect(read().files.filter((pattern) => /^!(?:dist\/electron|.*\.mjs)/.test(pattern))).toEqual([])
  })

  it('depends at run time only on what it packs from node_modules: everything else is in the bundles', () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      dependencies: Record<string, string>
      optionalDependencies: Record<string, string>
    }
    expect(Object.keys(dependencies).toSorted()).toEqual(['@serialport/bindings-cpp', 'pcsclite'])
    expect(Object.keys(optionalDependencies)).toEqual(['smartcard'])
    const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>
    }
    // electron-builder copies from node_modules only what is installed without the development packages.
    const { files } = read()
    const folders = files.flatMap((pattern) => /^node_modules\/(?:@[^/]+\/)?[^/*]+/.exec(pattern)?.[0] ?? [])
    expect(folders.length).toBeGreaterThan(10)
    expect(folders.filter((folder) => packages[folder]?.dev ?? false)).toEqual([])
  })

  it('rebuilds the compiled modules for Electron, keeps them out of the archive, and packs all that they load', () => {
    const config = read()
    expect([config.npmRebuild, config.nativeRebuilder]).toEqual([true, 'sequential'])
    const packed = config.files.flatMap((pattern) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(pattern)?.[1] ?? [])
    const needed = new Set<string>()
    const add = (name: string) => {
      if (needed.has(name)) return
      needed.add(name)
      const description = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8')) as {
        dependencies?: Record<string, string>
      }
      for (const each of Object.keys(description.dependencies ?? {})) if (existsSync(new URL(`node_modules/${each}`, root))) add(each)
    }
    add('pcsclite')
    add('smartcard')
    add('@serialport/bindings-cpp')
    expect([...needed].filter((name) => !packed.includes(name))).toEqual([])
    expect(config.asarUnpack).toEqual([
      'dist/argon2-worker.mjs',
      'dist/read-worker.mjs',
      'dist/report-worker.mjs',
      'node_modules/pcsclite/**',
      'node_modules/smartcard/**',
      'node_modules/@serialport/bindings-cpp/**',
    ])
  })
})
