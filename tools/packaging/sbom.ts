/**
 * The parts of a package as a CycloneDX list (SBOM): what the bundles contain, what is packed beside them, Electron and SumatraPDF. Made from
 * what was built and packed; `npm sbom` would list what is installed for development.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { documentFonts, wordListName } from '../third-party-notices.ts'
import { electronVersion } from './make-copy.ts'
import { guidOf } from './msi-source.ts'
import type { PackedSystem } from './stub-electron.ts'

interface Component {
  readonly type: 'library' | 'framework' | 'application' | 'data'
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl?: string
  readonly licenses: readonly object[]
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  readonly description?: string
  readonly externalReferences?: readonly { readonly type: string; readonly url: string }[]
}

export interface Sbom {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.6'
  readonly serialNumber: string
  readonly version: 1
  readonly metadata: { readonly timestamp: string; readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

export interface SbomOptions {
  readonly root: string
  /** Of the build that was packed. */
  readonly dist: string
  /** Paths that `listPacked` found. */
  readonly files: readonly string[]
  readonly system: PackedSystem
  readonly builtAt: Date
}

const description = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
})
const lock = z.object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) })

export function makeSbom({ root, dist, files, system, builtAt }: SbomOptions): Sbom {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const read = (folder: string): Component => {
    const { name, version, license } = description.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')))
    const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
    const hashes = hashesOf(packages[folder]?.integrity)
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      purl,
      licenses: licencesOf(license),
      ...(hashes.length > 0 ? { hashes } : {}),
    }
  }
  const folders = new Set([...bundledFolders(dist), ...packedFolders(files), documentFonts])
  const parts = [...folders].map(read)
  const components = [...parts, electron(root, read), wordList, ...(system === 'windows' ? [sumatra(root)] : [])]
  const unique = [...new Map(components.map((each) => [each['bom-ref'], each])).values()].toSorted((a, b) =>
    a['bom-ref'] < b['bom-ref'] ? -1 : 1,
  )
  const app = read('.')
  const component: Component = {
    ...app,
    type: 'application',
    name: 'RA Desk',
    'bom-ref': `ra-desk-${system}@${app.version}`,
    purl: `pkg:generic/ra-desk@${app.version}?os=${system}&arch=x64`,
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${guidOf(JSON.stringify([system, builtAt, unique])).toLowerCase()}`,
    version: 1,
    metadata: { timestamp: builtAt.toISOString(), component },
    components: unique,
    dependencies: [{ ref: component['bom-ref'], dependsOn: unique.map((each) => each['bom-ref']) }],
  }
}

/** What the build notes of each bundle: the packages of which something is left in it. */
function bundledFolders(dist: string): readonly string[] {
  const notes = readdirSync(join(dist, '.bundled')).filter((name) => name !== 'renderer-start.json' && name !== 'chromium.json')
  return [...new Set(notes.flatMap((name) => z.array(z.string()).parse(JSON.parse(readFileSync(join(dist, '.bundled', name), 'utf8')))))]
}

function packedFolders(files: readonly string[]): readonly string[] {
  return files.flatMap((path) => /^resources\/app\.asar(?:\.unpacked)?\/(node_modules\/.*)\/package\.json$/.exec(path)?.[1] ?? [])
}

/** npm's `sha512-…` in base 64, as hexadecimal digits. */
function hashesOf(integrity: string | undefined): { alg: string; content: string }[] {
  const [, value] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? []
  return value === undefined ? [] : [{ alg: 'SHA-512', content: Buffer.from(value, 'base64').toString('hex') }]
}

function licencesOf(declared: string | { readonly type: string } | undefined): readonly object[] {
  const text = typeof declared === 'object' ? declared.type : declared
  if (text === undefined) return []
  return /^SEE LICEN[CS]E/i.test(text) ? [{ license: { name: 'See LICENSE.txt' } }] : [{ expression: text }]
}

function electron(root: string, read: (folder: string) => Component): Component {
  const version = electronVersion(root)
  return {
    ...read('node_modules/electron'),
    type: 'framework',
    name: 'electron',
    description: `Electron ${version} with its Chromium and Node.js. Its own list of versions: https://releases.electronjs.org/release/v${version}`,
  }
}

function sumatra(root: string): Component {
  const about = readFileSync(join(root, 'licences/SumatraPDF.txt'), 'utf8')
  const version = /SumatraPDF ([\d.]+\d)/.exec(about)![1]!
  return {
    type: 'application',
    'bom-ref': `pkg:github/sumatrapdfreader/sumatrapdf@${version}`,
    name: 'SumatraPDF',
    version,
    purl: `pkg:github/sumatrapdfreader/sumatrapdf@${version}`,
    licenses: [{ expression: 'GPL-3.0-only' }],
    externalReferences: [{ type: 'source-distribution', url: /https:\S+/.exec(about)![0] }],
  }
}

const wordList: Component = {
  type: 'data',
  'bom-ref': 'eff-large-wordlist',
  name: wordListName,
  version: '2016',
  licenses: [{ expression: 'CC-BY-3.0-US' }],
}
