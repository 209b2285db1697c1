/** Ways to damage the files of the page’s database. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const ways = ['flipped', 'flipped in eight places', 'a page emptied', 'cut', 'emptied', 'deleted', 'older', 'rubbish at the end'] as const
type Way = (typeof ways)[number]

/** How Chromium keeps databases: by default, and as it does where the newer kind is switched on. */
export const stores = ['LevelDB', 'SQLite'] as const
export type Store = (typeof stores)[number]

/** Of the files in which rows are, three times of four; else one of those beside them. */
export async function damageOne(
  folder: string,
  older: string,
  random: (below: number) => number,
): Promise<{ readonly name: string; readonly way: Way }> {
  const all = await databaseFiles(folder)
  const withRows = all.filter(isWithRows)
  const files = random(4) > 0 ? withRows : all
  const name = files[random(files.length)]!
  const way = ways[random(ways.length)]!
  await damage(join(folder, name), join(older, name), way, random)
  return { name: kindOf(name), way }
}

async function databaseFiles(folder: string): Promise<string[]> {
  const session = join(folder, 'session')
  const entries = await readdir(session, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /IndexedDB|WebStorage/.test(entry.parentPath))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

const waysTogether = [
  'flipped at the same place',
  'a page emptied at the same place',
  'cut to the same length',
  'replaced by the same other file',
  'deleted',
  'older together',
] as const
type WayTogether = (typeof waysTogether)[number]

/** Two to four files harmed alike, those in which rows are first; `older together`: all of them, put back to the same earlier state, as always in the first round. */
export async function damageSeveral(
  folder: string,
  older: string,
  random: (below: number) => number,
  round: number,
): Promise<{ readonly name: string; readonly way: WayTogether }> {
  const all = await databaseFiles(folder)
  const way = round === 0 ? 'older together' : waysTogether[random(waysTogether.length)]!
  if (way === 'older together') {
    for (const name of all) await rm(join(folder, name))
    for (const name of await databaseFiles(older)) await cp(join(older, name), join(folder, name))
    return { name: 'all files', way }
  }
  const shuffled = all.map((name) => ({ name, place: (isWithRows(name) ? 0 : 1_000) + random(1_000) }))
  const chosen = shuffled.toSorted((one, other) => one.place - other.place).slice(0, 2 + random(3))
  const files = await Promise.all(chosen.map(async ({ name }) => ({ path: join(folder, name), bytes: await readFile(join(folder, name)) })))
  const shortest = Math.min(...files.map(({ bytes }) => bytes.length))
  const [at, bit, length] = [random(Math.max(1, shortest)), 1 << random(8), random(shortest + 1)]
  const stranger = all.filter((name) => !chosen.some((each) => each.name === name))
  const other = await readFile(join(folder, stranger[random(Math.max(1, stranger.length))] ?? chosen[0]!.name))
  for (const { path, bytes } of files) await harmAlike(path, bytes, way, { at, bit, length, other })
  return { name: `${String(chosen.length)} files`, way }
}

async function harmAlike(
  path: string,
  bytes: Buffer,
  way: Exclude<WayTogether, 'older together'>,
  { at, bit, length, other }: { readonly at: number; readonly bit: number; readonly length: number; readonly other: Buffer },
): Promise<void> {
  switch (way) {
    case 'flipped at the same place':
      if (bytes.length > 0) bytes[at]! ^= bit
      return writeFile(path, bytes)
    case 'a page emptied at the same place':
      return writeFile(path, bytes.fill(0, at, Math.min(bytes.length, at + 4_096)))
    case 'cut to the same length':
      return writeFile(path, bytes.subarray(0, length))
    case 'replaced by the same other file':
      return writeFile(path, other)
    case 'deleted':
      return rm(path)
  }
}

const isWithRows = (name: string): boolean => /IndexedDB/.test(name) && !/(LOG|LOG\.old|LOCK)$/.test(name)

/** `…/000012.ldb` is any table of the database. */
const kindOf = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/\d{6}/, 'N')
    .replace(/^[A-Z2-7]{40,}/, 'database')

async function damage(path: string, older: string, way: Way, random: (below: number) => number): Promise<void> {
  const bytes = await readFile(path)
  const flip = () => {
    if (bytes.length > 0) bytes[random(bytes.length)]! ^= 1 << random(8)
  }
  switch (way) {
    case 'flipped':
      flip()
      return writeFile(path, bytes)
    case 'flipped in eight places':
      for (let place = 0; place < 8; place += 1) flip()
      return writeFile(path, bytes)
    case 'a page emptied': {
      const from = random(Math.max(1, bytes.length - 4_096))
      return writeFile(path, bytes.fill(0, from, Math.min(bytes.length, from + 4_096)))
    }
    case 'cut':
      return writeFile(path, bytes.subarray(0, random(bytes.length + 1)))
    case 'emptied':
      return writeFile(path, new Uint8Array(0))
    case 'deleted':
      return rm(path)
    case 'older':
      return readFile(older).then(
        (old) => writeFile(path, old),
        () => rm(path),
      )
    case 'rubbish at the end':
      return writeFile(path, Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + random(5_000) }, () => random(256)))]))
  }
}
