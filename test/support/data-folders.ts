/** Data folders that earlier versions wrote: `test/fixtures/data-folders`, one for each number of the format. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { root } from './checks.ts'

export interface DataFolder {
  readonly format: number
  readonly passphrase: string
  readonly recoveryKey: string
  readonly cases: readonly { readonly caseId: string; readonly edition: string; readonly kinds: readonly string[] }[]
  /** By path with `/`, base64. */
  readonly files: Readonly<Record<string, string>>
  /** A whole backup of it, base64. */
  readonly backup: string
}

export const fixtureOf = (format: number): string => join(root, `test/fixtures/data-folders/format-${String(format)}.json.br`)

const read = (path: string): DataFolder => JSON.parse(brotliDecompressSync(readFileSync(path)).toString()) as DataFolder

export const readDataFolder = (format: number): DataFolder => read(fixtureOf(format))

/** All that are kept, by file name. */
export function readDataFolders(): readonly (readonly [string, DataFolder])[] {
  const folder = join(root, 'test/fixtures/data-folders')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.br'))
    .sort()
    .map((name) => [name, read(join(folder, name))] as const)
}

export function writeDataFolder({ files }: Pick<DataFolder, 'files'>, folder: string): void {
  for (const [path, base64] of Object.entries(files)) {
    const at = join(folder, ...path.split('/'))
    mkdirSync(dirname(at), { recursive: true })
    writeFileSync(at, Buffer.from(base64, 'base64'))
  }
}
