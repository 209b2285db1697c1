/** The stations that the suite of damages copies: their files, an older state of them, and what they acknowledged. */
import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseContent, isSameContent } from '../support/database-content.ts'
import { besideTheRecord, type ScansBeside } from './scans-beside.ts'
import { makeVault, nextAct, openStation, value, type OpenStation, type Told } from './station.ts'

export interface Original {
  readonly name: string
  readonly master: string
  readonly older: string
  /** Relative to `master`: those of the vault, and those beside it. */
  readonly files: readonly string[]
  readonly told: ReadonlyMap<string, Told>
  readonly entries: number
  readonly scans: ScansBeside
}

/** One that was closed, and one that was killed: its newest acts are in the write-ahead logs only. */
export async function makeOriginals(folder: string): Promise<Original[]> {
  const at = (name: string) => join(folder, name)
  const copy = (name: string) => cp(at('working'), at(name), { recursive: true })
  await makeVault(at('working'))
  const told = new Map<string, Told>()
  let station = await openStation(at('working'))
  const scans = await besideTheRecord(station.vault)
  for (const length of [70_000, 110_000, 9_000]) await scans.store(station, length)
  await work(station, 1, 62, told)
  await station.close()
  await copy('closed-older')
  station = await openStation(at('working'))
  await work(station, 62, 64, told)
  await scans.store(station, 60_000)
  await copy('killed-older')
  await work(station, 64, 66, told)
  await copy('killed')
  await station.close()
  await copy('closed')
  const facts = { told, entries: 65, scans }
  return Promise.all(
    ['closed', 'killed'].map(async (name) => {
      const [master, older] = [at(name), at(`${name}-older`)]
      return { name, master, older, files: await filesOf(master), ...facts }
    }),
  )
}

async function work(station: OpenStation, from: number, to: number, told: Map<string, Told>): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const act = nextAct(number)
    value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
    told.set(act.id, act)
  }
}

async function filesOf(master: string): Promise<string[]> {
  const inVault = (await readdir(join(master, 'vault'))).sort().map((name) => `vault/${name}`)
  // The list of destroyed keys: the suite `rollback` puts it back.
  return [...inVault, ...(await readdir(master)).filter((name) => name !== 'vault').sort()]
}

/** `thing`: what the file is a copy of, or its log. `database`: the file that its bytes count for, when that is a database. */
export function copyOf(name: string): { readonly thing: string; readonly database?: string } {
  const file = name.replace(/-wal$/, '')
  return { thing: file.replace(/-second\.db$/, '.db').replace(/\.second$/, ''), ...(file.endsWith('.db') ? { database: file } : {}) }
}

/** For the control. */
export async function removeSecondCopies(folder: string): Promise<void> {
  for (const each of await readdir(join(folder, 'vault'))) if (each.includes('second')) await rm(join(folder, 'vault', each))
}

/**
 * Of a closed station: both copies of the record and of the keys must have the same content, and both of each small file the same bytes, and
 * no database any damage that SQLite finds. Answers what is not so.
 */
export async function findUneven(folder: string, scratch: string): Promise<string | undefined> {
  const at = (name: string) => join(folder, 'vault', name)
  for (const name of ['record', 'keys']) {
    const [first, second] = [
      await databaseContent(at(`${name}.db`), scratch, 'copies'),
      await databaseContent(at(`${name}-second.db`), scratch, 'copies'),
    ]
    if (!isSameContent(first, second)) return `${name}: ${JSON.stringify([first, second])}`
  }
  for (const name of ['keyring.bin', 'key-slots.json']) {
    const [first, second] = await Promise.all([readFile(at(name)), readFile(at(`${name}.second`))])
    if (Buffer.compare(first, second) !== 0) return name
  }
  const scans = await databaseContent(at('scans.db'), scratch)
  return 'hash' in scans ? undefined : `scans: ${scans.damage}`
}
