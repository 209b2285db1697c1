/** Ways to damage a file of the vault's folder. A way that needs a second file takes one of another kind, so that one copy of each is harmed at most. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

type Random = (below: number) => number

export interface DamagedFile {
  /** Damaged in place. */
  readonly folder: string
  /** Of an earlier state. */
  readonly older: string
  /** Relative to both. */
  readonly name: string
  /** Files of the folder that are no copy of it, and of those the databases. */
  readonly strangers: readonly string[]
}

/** Answers the names of all files that were damaged. */
type Damage = (file: DamagedFile, random: Random) => Promise<readonly string[]>

const PAGE = 4096
/** Of a write-ahead log: before the first frame, and before the page of each frame. */
const [LOG_HEAD, FRAME_HEAD] = [32, 24]

const isDatabase = (name: string): boolean => name.endsWith('.db')
const isLog = (name: string): boolean => name.endsWith('-wal')

export const damages = {
  flipped: changed((bytes, random) => {
    bytes[random(bytes.length)]! ^= 1 << random(8)
  }),
  /** In the first 100 bytes, where a database says what it is, or in the head of a frame of a log. */
  'flipped in a head': async (file, random) =>
    changed((bytes) => {
      const pages = pagesOf(file.name, bytes)
      const at = isLog(file.name) && pages.count > 0 && random(4) > 0 ? pages.at(random(pages.count)) - FRAME_HEAD : 0
      bytes[Math.min(bytes.length - 1, at + random(isLog(file.name) ? FRAME_HEAD : 100))]! ^= 1 << random(8)
    })(file, random),
  cut: async (file, random) => {
    const bytes = await readFile(join(file.folder, file.name))
    await writeFile(join(file.folder, file.name), bytes.subarray(0, random(bytes.length + 1)))
    return [file.name]
  },
  emptied: async ({ folder, name }) => {
    await writeFile(join(folder, name), new Uint8Array(0))
    return [name]
  },
  deleted: async ({ folder, name }) => {
    await rm(join(folder, name))
    return [name]
  },
  older: async ({ folder, older, name }) => {
    const old = await readFile(join(older, name)).catch(() => undefined)
    await (old === undefined ? rm(join(folder, name)) : writeFile(join(folder, name), old))
    return [name]
  },
  'page of zeros': async (file, random) =>
    changed((bytes) => {
      const pages = pagesOf(file.name, bytes)
      const at = pages.at(random(Math.max(1, pages.count)))
      bytes.fill(0, at, Math.min(bytes.length, at + PAGE))
    })(file, random),
  'pages exchanged within': async (file, random) =>
    changed((bytes) => {
      const { count, at } = pagesOf(file.name, bytes)
      if (count > 1) exchange(bytes, at(random(count)), bytes, at(random(count)))
    })(file, random),
  'pages exchanged with another database': async (file, random) => {
    const databases = file.strangers.filter((each) => isDatabase(each) || isLog(each))
    const other = databases[random(databases.length)]!
    const [here, there] = await Promise.all([file.name, other].map((each) => readFile(join(file.folder, each))))
    const [ours, theirs] = [pagesOf(file.name, here!), pagesOf(other, there!)]
    exchange(here!, ours.at(random(Math.max(1, ours.count))), there!, theirs.at(random(Math.max(1, theirs.count))))
    await writeFile(join(file.folder, file.name), here!)
    await writeFile(join(file.folder, other), there!)
    return [file.name, other]
  },
  'exchanged with another file': async ({ folder, name, strangers }, random) => {
    const other = strangers[random(strangers.length)]!
    await rename(join(folder, name), join(folder, 'exchanged'))
    await rename(join(folder, other), join(folder, name))
    await rename(join(folder, 'exchanged'), join(folder, other))
    return [name, other]
  },
} as const satisfies Record<string, Damage>

export type DamageName = keyof typeof damages

function changed(change: (bytes: Buffer, random: Random) => void): Damage {
  return async ({ folder, name }, random) => {
    const bytes = await readFile(join(folder, name))
    if (bytes.length > 0) change(bytes, random)
    await writeFile(join(folder, name), bytes)
    return [name]
  }
}

/** Where the pages of a database or of its log lie; of a small file, all of it. */
function pagesOf(name: string, bytes: Uint8Array): { readonly count: number; readonly at: (index: number) => number } {
  if (!isLog(name)) return { count: Math.floor(bytes.length / PAGE), at: (index) => index * PAGE }
  const count = Math.max(0, Math.floor((bytes.length - LOG_HEAD) / (FRAME_HEAD + PAGE)))
  return { count, at: (index) => LOG_HEAD + index * (FRAME_HEAD + PAGE) + FRAME_HEAD }
}

function exchange(one: Buffer, here: number, other: Buffer, there: number): void {
  const length = Math.min(PAGE, one.length - here, other.length - there)
  if (length <= 0) return
  const kept = Buffer.from(one.subarray(here, here + length))
  other.copy(one, here, there, there + length)
  kept.copy(other, there)
}
