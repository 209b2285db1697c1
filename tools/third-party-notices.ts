/** The licences of everything that RA Desk ships and did not write: collected from the packages themselves at each build. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolderOf } from './bundled-packages.ts'

export interface Notice {
  readonly name: string
  readonly version: string
  /** As the package declares it: an SPDX expression. */
  readonly licence: string
  readonly text: string
}

/**
 * `bundled`: package folders under `root`. Throws, in words, when a package has no licence text: then put its text into
 * `licences/packages/<name>.txt`, or take the package out.
 */
export function collectNotices(root: string, bundled: readonly string[]): readonly Notice[] {
  const folders = new Set([...bundled, ...packedFolders(root), documentFonts])
  const notices = [...folders].map((folder) => readNotice(root, folder))
  const lacking = notices.filter(({ text }) => text === '').map(({ name }) => name)
  if (lacking.length > 0)
    throw new Error(
      `${lacking.join(', ')}: shipped, but without a licence text. Put the text into licences/packages/<name>.txt (a slash in the name becomes a dash), or remove the package.`,
    )
  return [...dropRepeated(notices), ...pdfData(root, folders), electron(root), sumatra(root), wordList()].toSorted((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  )
}

/** The fonts of the printed documents, copied from this package as they are. */
export const documentFonts = 'node_modules/@expo-google-fonts/noto-sans'

/** Packages that are packed beside the bundles, because they have a compiled part. */
export function packedFolders(root: string): readonly string[] {
  const patterns = readFileSync(join(root, 'electron-builder.yml'), 'utf8').matchAll(/^\s*- (node_modules\/\S+)$/gm)
  const folders = [...patterns].flatMap(([, pattern]) => packageFolderOf(pattern!) ?? [])
  return [...new Set(folders)].filter((folder) => existsSync(join(root, folder)))
}

function readNotice(root: string, folder: string): Notice {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string | { readonly type: string }
  }
  const files = readdirSync(join(root, folder))
    .filter((file) => /^(?:licen[cs]e|copying|notice|third_party_licen[cs]es)/i.test(file))
    .toSorted()
  const own = files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
  const kept = join(root, 'licences/packages', `${name.replaceAll('/', '-')}.txt`)
  const text = own.length > 0 ? own.join('\n\n') : existsSync(kept) ? readFileSync(kept, 'utf8').trim() : ''
  return { name, version, licence: licenceName(license), text }
}

/** Old packages declare an object. */
function licenceName(declared: string | { readonly type: string } | undefined): string {
  return (typeof declared === 'object' ? declared.type : declared) ?? 'see the text'
}

/** The same package and version may lie in two folders. */
function dropRepeated(notices: readonly Notice[]): readonly Notice[] {
  return [...new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice])).values()]
}

function electron(root: string): Notice {
  const notice = readNotice(root, 'node_modules/electron')
  return {
    ...notice,
    name: 'Electron',
    text: `${notice.text}\n\nElectron contains Chromium and Node.js. Their licences are in LICENSES.chromium.html, which is installed beside the program.`,
  }
}

export const wordListName = 'EFF large word list'

/** The words of a suggested passphrase come inside @zxcvbn-ts/language-common, which does not name their source. */
function wordList(): Notice {
  return {
    name: wordListName,
    version: '2016',
    licence: 'CC-BY-3.0-US',
    text: 'The words of suggested passphrases are from the large word list of the Electronic Frontier Foundation, https://www.eff.org/dice, by Joseph Bonneau, under the Creative Commons Attribution 3.0 United States licence: https://creativecommons.org/licenses/by/3.0/us/. Hyphens were taken out of four words.',
  }
}

/** What pdf.js brings for files that lack it (`vite.config.ts`): others made it, each under their own licence. */
const pdfDataParts = [
  { name: 'Adobe CMap resources (in pdf.js)', licence: 'BSD-3-Clause', files: ['cmaps/LICENSE'] },
  { name: 'Foxit fonts (in pdf.js)', licence: 'BSD-3-Clause', files: ['standard_fonts/LICENSE_FOXIT'] },
  { name: 'Liberation fonts (in pdf.js)', licence: 'OFL-1.1', files: ['standard_fonts/LICENSE_LIBERATION'] },
  { name: 'OpenJPEG (in pdf.js)', licence: 'BSD-2-Clause', files: ['wasm/LICENSE_OPENJPEG', 'wasm/LICENSE_PDFJS_OPENJPEG'] },
] as const

function pdfData(root: string, folders: ReadonlySet<string>): readonly Notice[] {
  const folder = 'node_modules/pdfjs-dist'
  if (!folders.has(folder)) return []
  const { version } = readNotice(root, folder)
  const read = (file: string) => readFileSync(join(root, folder, file), 'utf8').trim()
  return pdfDataParts.map(({ name, licence, files }) => ({ name, version, licence, text: files.map(read).join('\n\n') }))
}

/** Comes inside the npm package pdf-to-printer, and has a licence of its own. */
function sumatra(root: string): Notice {
  const read = (name: string) => readFileSync(join(root, 'licences', name), 'utf8').trim()
  const about = read('SumatraPDF.txt')
  return {
    name: 'SumatraPDF (Windows only)',
    version: /SumatraPDF ([\d.]+)/.exec(about)?.[1] ?? '',
    licence: 'GPL-3.0-only',
    text: `${about}\n\n${read('GPL-3.0.txt')}`,
  }
}

export function formatNotices(notices: readonly Notice[]): string {
  const line = '='.repeat(78)
  const entries = notices.map(
    ({ name, version, licence, text }) => `${line}\n${name} ${version}\nLicence: ${licence}\n${line}\n\n${text}\n`,
  )
  return `RA Desk contains the software and fonts listed here, each under its own licence.\n\n${entries.join('\n')}`
}

/** A module that the page of licences loads: the page may run scripts of its own origin, and fetch nothing. */
export function noticesModule(notices: readonly Notice[]): string {
  return `export const notices = ${JSON.stringify(notices)}\n`
}
