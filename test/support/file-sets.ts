/** Sets of files of the vault's folder that belong together, and ways to harm all files of a set alike, as a sync client or a bad disk does. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

type Random = (below: number) => number

/** By the names of their files in the vault's folder. */
const fileSets = {
  'both copies of the record': ['record.db', 'record-second.db'],
  'both copies of the keys': ['keys.db', 'keys-second.db'],
  'both copies of the key slots': ['key-slots.json', 'key-slots.json.second'],
  'both copies of the keyring': ['keyring.bin', 'keyring.bin.second'],
  'one copy of the record and the high-water mark': ['record.db', 'high-water-mark.bin'],
  'both copies of the record and the high-water mark': ['record.db', 'record-second.db', 'high-water-mark.bin'],
  'both copies of the keyring and of the keys': ['keyring.bin', 'keyring.bin.second', 'keys.db', 'keys-second.db'],
  'first copies of everything': ['record.db', 'keys.db', 'keyring.bin', 'key-slots.json'],
  'second copies of everything': ['record-second.db', 'keys-second.db', 'keyring.bin.second', 'key-slots.json.second'],
} as const satisfies Record<string, readonly string[]>
type SetName = keyof typeof fileSets

const waysTogether = [
  'flipped at the same place',
  'page of zeros at the same place',
  'cut to the same length',
  'replaced by the same other file',
  'removed',
  'older together',
] as const
type WayTogether = (typeof waysTogether)[number]

export interface HarmTogether {
  readonly set: SetName
  readonly way: WayTogether
  /** Relative to the folder. With an older state, the logs of the databases are among them. */
  readonly files: readonly string[]
  /** The same harm each time. */
  apply(folder: string): Promise<void>
}

const PAGE = 4096
const logOf = (name: string): string => `${name}-wal`

/** `master`: as the folder is before. `older`: an earlier state of it. One harm of three puts files back to that state together. */
export async function drawHarm(
  { master, older }: { readonly master: string; readonly older: string },
  random: Random,
): Promise<HarmTogether> {
  const names = Object.keys(fileSets) as SetName[]
  const set = names[random(names.length)]!
  const way = random(3) === 0 ? 'older together' : waysTogether[random(waysTogether.length)]!
  const there = new Set(await readdir(join(master, 'vault')))
  const files: readonly string[] = fileSets[set]
  const all = [...files, ...files.map(logOf)].filter((name) => there.has(name) || way === 'older together')
  const chosen = (way === 'older together' ? all : choose(way, files, there, random)).map((name) => `vault/${name}`)
  return { set, way, files: chosen, apply: await harmOf({ way, master, older, files: chosen, there }, random) }
}

/** The files themselves, their logs instead where they have one, or both. */
function choose(way: WayTogether, files: readonly string[], there: ReadonlySet<string>, random: Random): readonly string[] {
  const inLogs = files.map((name) => (there.has(logOf(name)) ? logOf(name) : name))
  const which = random(way === 'removed' ? 3 : 2)
  return which === 0 ? files : which === 1 ? inLogs : [...new Set([...files, ...inLogs])]
}

interface Drawn {
  readonly way: WayTogether
  readonly master: string
  readonly older: string
  readonly files: readonly string[]
  readonly there: ReadonlySet<string>
}

async function harmOf({ way, master, older, files, there }: Drawn, random: Random): Promise<HarmTogether['apply']> {
  const shortest = Math.min(
    ...(await Promise.all(
      files.map((name) =>
        stat(join(master, name)).then(
          ({ size }) => size,
          () => Number.MAX_SAFE_INTEGER,
        ),
      ),
    )),
  )
  const eachChanged = (change: (bytes: Buffer) => Buffer) => async (folder: string) => {
    for (const name of files) await writeFile(join(folder, name), change(await readFile(join(folder, name))))
  }
  switch (way) {
    case 'flipped at the same place': {
      const [at, bit] = [random(Math.max(1, shortest)), 1 << random(8)]
      return eachChanged((bytes) => {
        if (bytes.length > 0) bytes[at]! ^= bit
        return bytes
      })
    }
    case 'page of zeros at the same place': {
      const at = random(Math.max(1, Math.floor(shortest / PAGE))) * PAGE
      return eachChanged((bytes) => bytes.fill(0, at, Math.min(bytes.length, at + PAGE)))
    }
    case 'cut to the same length': {
      const length = random(shortest + 1)
      return eachChanged((bytes) => bytes.subarray(0, length))
    }
    case 'replaced by the same other file': {
      const strangers = [...there].filter((name) => !files.some((each) => each.replace(/-wal$/, '').endsWith(name.replace(/-wal$/, ''))))
      const other = await readFile(join(master, 'vault', strangers[random(strangers.length)]!))
      return eachChanged(() => other)
    }
    case 'removed':
      return async (folder) => {
        for (const name of files) await rm(join(folder, name))
      }
    case 'older together':
      return (folder) => putBack(older, folder, files)
  }
}

/** Puts files as they are in another folder; removes those that it lacks. */
export async function putBack(from: string, to: string, files: readonly string[]): Promise<void> {
  for (const name of files) {
    const bytes = await readFile(join(from, name)).catch(() => undefined)
    await (bytes === undefined ? rm(join(to, name), { force: true }) : writeFile(join(to, name), bytes))
  }
}

/** With the logs of its databases. */
export const filesOfSet = (set: SetName): readonly string[] => fileSets[set].flatMap((name) => [`vault/${name}`, `vault/${logOf(name)}`])
