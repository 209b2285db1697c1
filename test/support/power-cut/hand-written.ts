/** Recordings written by hand, in letters: each letter is a sector of 512 bytes. */
import { Disk, type Tree } from './disk.ts'
import type { Operation } from './recording.ts'
import { seededRandom } from '../seeded-random.ts'

const CUTS = 600
export const sectors = (letters: string) => Buffer.from([...letters].map((letter) => letter.repeat(512)).join(''))

export const make = (path: string, inode?: bigint): Operation => ({ kind: 'make', path, ...(inode === undefined ? {} : { inode }) })
export const write = (path: string, letters: string, at = 0, inode?: bigint): Operation => ({
  kind: 'write',
  path,
  offset: at * 512,
  bytes: sectors(letters),
  ...(inode === undefined ? {} : { inode }),
})
export const resize = (path: string, length: number): Operation => ({ kind: 'resize', path, length: length * 512 })
export const flush = (path: string, inode?: bigint): Operation => ({ kind: 'flush', path, ...(inode === undefined ? {} : { inode }) })
export const flushFolder = (path = ''): Operation => ({ kind: 'flush-folder', path })
export const rename = (path: string, to: string, inode?: bigint): Operation => ({
  kind: 'rename',
  path,
  to,
  ...(inode === undefined ? {} : { inode }),
})
export const remove = (path: string): Operation => ({ kind: 'remove', path })
export const makeFolder = (path: string): Operation => ({ kind: 'make-folder', path })
export const link = (path: string, to: string): Operation => ({ kind: 'link', path, to })

/** A letter for each sector, `0` for zeros, `?` for anything else; `f=AB g=` for two files, `d/` for a folder. */
export function show(tree: Tree): string {
  const names = [...tree].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return names.map(([path, content]) => (content === 'folder' ? `${path}/` : `${path}=${lettersOf(content)}`)).join(' ')
}

function lettersOf(content: Uint8Array): string {
  return Array.from({ length: Math.ceil(content.length / 512) }, (_, at) => {
    const sector = content.subarray(at * 512, (at + 1) * 512)
    if (!sector.every((byte) => byte === sector[0])) return '?'
    return sector[0] === 0 ? '0' : String.fromCharCode(sector[0]!)
  }).join('')
}

/** Everything that was found after a cut at the end of the operations, in the order of the alphabet. */
export function outcomes(start: Readonly<Record<string, string>>, operations: readonly Operation[]): string[] {
  const disk = new Disk(
    new Map(Object.entries(start).map(([path, letters]) => [path, letters === 'folder' ? letters : sectors(letters)] as const)),
  )
  for (const operation of operations) disk.apply(operation)
  const random = seededRandom(9)
  return [...new Set(Array.from({ length: CUTS }, () => show(disk.afterCut(random))))].toSorted()
}

export interface Row {
  readonly title: string
  readonly start?: Readonly<Record<string, string>>
  readonly operations: readonly Operation[]
  /** All that may be found, each of which is found. */
  readonly found: readonly string[]
}
