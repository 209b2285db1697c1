/** SHA-256 of the files of a release, in the form that `sha256sum --check` reads. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export const CHECKSUMS = 'SHA256SUMS.txt'

export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** One line a file, sorted by name. */
export async function listChecksums(folder: string, files: readonly string[]): Promise<string> {
  const lines: string[] = []
  for (const name of files.toSorted()) lines.push(`${await sha256OfFile(join(folder, name))}  ${name}\n`)
  return lines.join('')
}
