/**
 * Builds the app: `node tools/build.ts [--only part,part] [--force] [--quiet]`. A part is built again only when the content of its sources
 * changed; prints nothing if there was nothing to do.
 *
 *   dist/electron/            main, for Electron                dist/preload.cjs          the bridge, for both shells
 *   dist/chromium/            main, for the Chromium shell      dist/device-process/      cards, printers, modem in a process of their own
 *   dist/renderer/            the page                          dist/argon2-worker.mjs    passphrase stretching in a thread of its own
 *   dist/read-worker.mjs      files from outside, read in a thread  dist/report-worker.mjs    reports of CIM, read in a thread
 *   dist/fonts/               fonts for the printed documents
 *   dist/third-party-notices.txt   licences of all that is shipped
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { BuildOptions } from 'esbuild'
import { findBadKey } from '../main/update/update-keys.ts'
import { digestOf } from './digest-of-sources.ts'
import { collectBundledFiles, collectStartPackages, packagesOfMetafile, toPackageFolders } from './bundled-packages.ts'
import { moveInto } from './move-into.ts'
import { fontsPart, samplesPart, type Part } from './copied-parts.ts'
import { leaveOut } from './left-out.ts'
import { collectNotices, formatNotices, noticesModule } from './third-party-notices.ts'
import type { Plugin } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface BuildPlan {
  /** Where it all goes. */
  readonly out: string
  readonly mainEntry: string
  /** Folder of `index.html`. */
  readonly renderer: string
  readonly only?: readonly PartName[]
  readonly force?: boolean
  /** Beside every bundle; true by default. */
  readonly sourceMaps?: boolean
  /** The time of the build that the app shows; now by default. Given, two builds of the same sources are the same. */
  readonly builtAt?: Date
  readonly say?: (line: string) => void
}

export const partNames = [
  'preload',
  'electron',
  'chromium',
  'device-process',
  'argon2-worker',
  'read-worker',
  'report-worker',
  'renderer',
  'fonts',
  'samples',
  'notices',
] as const
export type PartName = (typeof partNames)[number]

/** The product. */
export const product: BuildPlan = { out: join(root, 'dist'), mainEntry: join(root, 'main/boot.ts'), renderer: join(root, 'renderer') }

/** Bundles that are installed; the one for the Chromium shell is for tests. */
const shippedBundles = [
  'preload',
  'electron',
  'device-process',
  'argon2-worker',
  'read-worker',
  'report-worker',
  'renderer',
] as const satisfies readonly PartName[]

/** Where a part's package folders are listed, for the notices. */
function recordOf(plan: BuildPlan, part: PartName): string {
  return join(plan.out, '.bundled', `${part}.json`)
}

/** Where the packages that the page loads before its first screen are listed, for the test of the bundles. */
function startRecordOf(plan: BuildPlan): string {
  return join(plan.out, '.bundled', 'renderer-start.json')
}

const builders = [
  'tools/build.ts',
  'tools/bundled-packages.ts',
  'tools/copied-parts.ts',
  'tools/digest-of-sources.ts',
  'tools/left-out.ts',
  'tools/move-into.ts',
  'tools/third-party-notices.ts',
]

/** Everything in it is our own or bundled, except what has a compiled part. */
const compiled = ['pcsclite', 'smartcard', '@serialport/bindings-cpp']
/** The provider's public keys for updates, one or more with commas between them (docs/updates.md). */
const updateKeys = (process.env['RA_DESK_UPDATE_KEYS'] ?? '').replaceAll(/\s/g, '')
const forNode: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
  // Bundled CommonJS looks for a global `require`; an ES module has none.
  banner: { js: "import { createRequire as raDeskRequire } from 'node:module'; globalThis.require ??= raDeskRequire(import.meta.url);" },
}

/** Writes the names of the contract out in place of `preload/names.ts`, so that the preload bundle holds neither schemas nor zod. */
const namesOfContract: Plugin = {
  name: 'names-of-contract',
  setup: (build) => {
    build.onLoad({ filter: /[/\\]preload[/\\]names\.ts$/ }, async () => {
      const names = await import('../preload/names.ts')
      const contents = Object.entries(names).map(([name, list]) => `export const ${name} = ${JSON.stringify(list)}`)
      return { contents: contents.join('\n'), loader: 'js' }
    })
  },
}

function partsOf(plan: BuildPlan): Record<PartName, Part> {
  const shared = ['domain', 'native', 'main', 'preload', 'package-lock.json', ...builders].map((path) => join(root, path))
  const own = plan.mainEntry.startsWith(join(root, 'main')) ? [] : [dirname(plan.mainEntry)]
  const shell = join(root, 'test/shells/chromium')
  const define = { BUILT_AT: JSON.stringify((plan.builtAt ?? new Date()).toISOString()), UPDATE_KEYS: JSON.stringify(updateKeys) }
  const bundle = (entry: string, options: BuildOptions) => async (at: string) => {
    if (!existsSync(entry)) throw new Error(`${relative(root, entry)} is not there`)
    const { build } = await import('esbuild')
    const { metafile } = await build({
      ...forNode,
      define,
      ...options,
      ...(plan.sourceMaps === false ? { sourcemap: false } : {}),
      entryPoints: [entry],
      ...(options.splitting ? { outdir: at } : { outfile: at }),
      metafile: true,
    })
    return packagesOfMetafile(metafile)
  }
  const script = (entry: string, name: string, options: BuildOptions = {}): Part => ({
    sources: [...shared, ...own],
    product: name,
    make: bundle(entry, { external: [...compiled, 'electron'], ...options }),
  })
  const thread = (folder: string, name: string) => script(join(root, folder, `${name}.ts`), `${name}.mjs`)
  /** `main.mjs`, and beside it what it loads when it is first needed. All in one folder: code in any of them finds its neighbours in `dist`. */
  const inParts = (entry: string, folder: string, options: BuildOptions = {}): Part => ({
    sources: [...shared, ...own],
    product: folder,
    make: bundle(entry, {
      external: [...compiled, 'electron'],
      plugins: [leaveOut],
      splitting: true,
      entryNames: 'main',
      chunkNames: 'part-[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      ...options,
    }),
  })

  return {
    preload: script(join(root, 'preload/index.ts'), 'preload.cjs', {
      format: 'cjs',
      platform: 'browser',
      target: 'chrome140',
      external: ['electron'],
      banner: {},
      sourcemap: false,
      plugins: [namesOfContract],
    }),
    electron: inParts(plan.mainEntry, 'electron'),
    chromium: {
      ...inParts(plan.mainEntry, 'chromium', { external: compiled, alias: { electron: join(shell, 'electron.ts') } }),
      sources: [...shared, ...own, shell],
    },
    'device-process': inParts(join(root, 'native/device-process.ts'), 'device-process'),
    'argon2-worker': thread('main/vault', 'argon2-worker'),
    'read-worker': thread('main/cards', 'read-worker'),
    'report-worker': thread('main/cim', 'report-worker'),
    renderer: rendererPart(plan),
    samples: samplesPart(root),
    fonts: fontsPart(root),
    notices: {
      sources: [
        ...shippedBundles.map((name) => recordOf(plan, name)),
        ...['licences', 'electron-builder.yml', 'package-lock.json', ...builders].map((path) => join(root, path)),
      ],
      // In the page's folder, so that it is made again whenever the page is.
      product: 'renderer/third-party-notices.js',
      make: (at) => {
        const bundled = shippedBundles.flatMap((name) => JSON.parse(readFileSync(recordOf(plan, name), 'utf8')) as string[])
        const notices = collectNotices(root, bundled)
        writeFileSync(at, noticesModule(notices))
        writeFileSync(join(plan.out, 'third-party-notices.txt'), formatNotices(notices))
        return Promise.resolve([])
      },
    },
  }
}

function rendererPart(plan: BuildPlan): Part {
  return {
    sources: [
      plan.renderer,
      ...['domain', 'preload', 'docs/help', 'vite.config.ts', 'package-lock.json', ...builders].map((path) => join(root, path)),
    ],
    product: 'renderer',
    make: async (at) => {
      if (!existsSync(join(plan.renderer, 'index.html'))) throw new Error(`${relative(root, plan.renderer)}/index.html is not there`)
      const { build } = await import('vite')
      const files = new Set<string>()
      const atStart = new Set<string>()
      await build({
        configFile: join(root, 'vite.config.ts'),
        root: plan.renderer,
        logLevel: 'warn',
        plugins: [collectBundledFiles(files), collectStartPackages(atStart)],
        worker: { plugins: () => [collectBundledFiles(files)] },
        build: { outDir: at, emptyOutDir: true },
      })
      mkdirSync(dirname(startRecordOf(plan)), { recursive: true })
      writeFileSync(startRecordOf(plan), JSON.stringify(toPackageFolders(atStart)))
      return toPackageFolders(files)
    },
  }
}

/** Builds what changed. Answers the parts that were built. */
export async function build(plan: BuildPlan = product): Promise<PartName[]> {
  const badKey = findBadKey(updateKeys)
  if (badKey !== undefined)
    throw new Error(
      `RA_DESK_UPDATE_KEYS: “${badKey}” is no Ed25519 public key, 32 bytes in base64. “npm run sign-update -- --new-key FILE” makes one.`,
    )
  const parts = partsOf(plan)
  const built: PartName[] = []
  for (const name of plan.only ?? partNames) {
    const part = parts[name]
    // A build with other keys is another build.
    const digest = `${digestOf(part.sources)}${updateKeys}`
    const place = join(plan.out, part.product)
    const mark = join(plan.out, '.built', name)
    const record = recordOf(plan, name)
    if (!plan.force && existsSync(place) && existsSync(record) && read(mark) === digest) continue
    plan.say?.(`building ${relative(root, place)}`)
    // Made beside and moved into place, so that an app that is starting never sees half of it. Beside, too, for relative source maps.
    const draft = place.replace(/([^/\\]+)$/, `.${process.pid}-$1`)
    mkdirSync(dirname(place), { recursive: true })
    try {
      const packages = await part.make(draft)
      moveInto(draft, place)
      mkdirSync(dirname(record), { recursive: true })
      writeFileSync(record, JSON.stringify(packages))
    } finally {
      rmSync(draft, { recursive: true, force: true })
      rmSync(`${draft}.map`, { force: true })
    }
    mkdirSync(dirname(mark), { recursive: true })
    writeFileSync(mark, digest)
    built.push(name)
  }
  return built
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const { values } = parseArgs({ options: { only: { type: 'string' }, force: { type: 'boolean' }, quiet: { type: 'boolean' } } })
  const only = values.only?.split(',').map((name) => {
    const part = partNames.find((known) => known === name)
    if (!part) throw new Error(`No part is called ${name}: ${partNames.join(', ')}`)
    return part
  })
  try {
    await build({
      ...product,
      ...(only ? { only } : {}),
      force: values.force ?? false,
      ...(values.quiet
        ? {}
        : {
            say: (line: string) => {
              console.log(line)
            },
          }),
    })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
