/** Makes an MSI of the packed Windows folder by `wixl` and `msibuild` (Debian: wixl, msitools), with nothing downloaded. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setSummaryTimes } from './msi-times.ts'
import { listFiles } from './packed-files.ts'
import { guidOf, msiSource, productCode, statements, type MsiContent } from './msi-source.ts'

/** Program and words for `spawn`: as they are, or inside the folder of Wine (`enterWine`). `folders` are those that it reads and writes. */
export type CommandOf = (command: readonly string[], folders: readonly string[]) => readonly [program: string, words: readonly string[]]

export interface MsiOptions {
  /** As electron-builder packed it. */
  readonly packed: string
  readonly icon: string
  readonly version: string
  /** Its folder is made. */
  readonly file: string
  readonly sourceDate: Date
  readonly command: CommandOf
}

export interface MadeMsi {
  readonly file: string
  readonly productCode: string
}

/** Throws with the words of the tool that failed. */
export function makeMsi({ packed, icon, version, file, sourceDate, command }: MsiOptions): MadeMsi {
  const files = listFiles(packed).toSorted()
  const content: MsiContent = { version, files, digest: digestOf(packed, files), from: packed, icon }
  mkdirSync(dirname(file), { recursive: true })
  // The archive in the MSI carries their times.
  for (const path of files) utimesSync(join(packed, path), sourceDate, sourceDate)
  const source = `${file}.wxs`
  writeFileSync(source, msiSource(content))
  const run = (...words: readonly string[]) => {
    const [program, rest] = command(words, [packed, dirname(icon), dirname(file)])
    const { status, stdout, stderr, error } = spawnSync(program, rest, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    if (status !== 0) throw new Error(`${words[0]!} ${basename(file)}: ${error?.message ?? `${stdout}${stderr}`.slice(-2_000)}`)
  }
  const started = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 1_000)
  run('wixl', '--arch', 'x64', '--output', file, source)
  for (const statement of statements) run('msibuild', file, '-q', statement)
  // The package's own code, which `wixl` takes at random.
  run('msibuild', file, '-s', 'RA Desk', 'RA Desk', 'x64;2057', `{${guidOf(`package ${version} ${content.digest}`)}}`)
  const msi = readFileSync(file)
  setSummaryTimes(msi, { from: started, to: new Date(), date: sourceDate })
  writeFileSync(file, msi)
  return { file, productCode: `{${productCode(content)}}` }
}

function digestOf(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of files)
    hash.update(path).update(
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest(),
    )
  return hash.digest('hex')
}
