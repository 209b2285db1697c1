/**
 * Filled stations, kept for reuse in a folder that Git does not look at (`bench-output/stations`, or `RA_DESK_STATIONS`). A kept station is
 * never opened: each use gets a copy. One of an older format goes when it was filled again.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LINE_SHAPE } from '../../../domain/case/case-line.ts'
import { CASE_SCHEMA_VERSION } from '../../../domain/case/case.ts'
import { recordKind, scansKind } from '../../../main/record/database/schema.ts'
import { keysKind } from '../../../main/vault/key-database.ts'
import { root } from '../checks.ts'
import type { FilledStation, FillRequest } from './fill-station.ts'

/** Goes up when the filler makes something else than before, or when the form of something changed that says no version of itself. */
const FILLER_VERSION = 4
export interface KeptStation {
  /** Data folder of the app. */
  readonly folder: string
  readonly filled: FilledStation
}

export type StationWanted = Pick<FillRequest, 'cases' | 'seed' | 'entriesPerCase'>

/** By size, shape and format: a station of another format is filled again, whichever commit it was made at. */
export function stationKey({ cases, seed, entriesPerCase }: StationWanted, format: string): string {
  return [cases, `seed${String(seed)}`, entriesPerCase === undefined ? 'whole' : `${String(entriesPerCase)}-entries`, format].join('-')
}

/** What the databases, a case and its line say of their own form. */
function readFormat(): string {
  const hash = createHash('sha256').update(JSON.stringify([recordKind, scansKind, keysKind, LINE_SHAPE]))
  return `v${String(FILLER_VERSION)}-case${String(CASE_SCHEMA_VERSION)}-${hash.digest('hex').slice(0, 8)}`
}

export async function keepStation(wanted: StationWanted, say: (line: string) => void): Promise<KeptStation> {
  const all = process.env['RA_DESK_STATIONS'] ?? join(root, 'bench-output/stations')
  const kept = join(all, stationKey(wanted, readFormat()))
  const about = join(kept, 'filled.json')
  if (!existsSync(about)) {
    const making = `${kept}.making`
    rmSync(making, { recursive: true, force: true })
    mkdirSync(making, { recursive: true })
    say(`Filling a station of ${String(wanted.cases)} cases (once; it is kept for the next time)`)
    const started = performance.now()
    const filled = await runFiller({ ...wanted, folder: join(making, 'data') })
    writeFileSync(join(making, 'filled.json'), filled)
    renameSync(making, kept)
    for (const older of readdirSync(all))
      if (older.startsWith(stationKey(wanted, 'v')) && join(all, older) !== kept) rmSync(join(all, older), { recursive: true, force: true })
    say(`  filled in ${((performance.now() - started) / 1_000).toFixed(0)} s`)
  }
  return { folder: join(kept, 'data'), filled: JSON.parse(readFileSync(about, 'utf8')) as FilledStation }
}

/** A process of its own: what it leaves out and what it holds in memory ends with it. */
function runFiller(request: FillRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const filler = fileURLToPath(new URL('fill-process.ts', import.meta.url))
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', filler, JSON.stringify(request)])
    const out: Buffer[] = []
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString())
      else reject(new Error(`The station could not be filled:\n${complaint}`))
    })
  })
}

/** Where the file system can, the copy shares its blocks with the kept one until they are written. */
export function copyStation({ folder }: KeptStation, to: string): void {
  if (process.platform === 'linux') execFileSync('cp', ['-a', '--reflink=auto', folder, to])
  else cpSync(folder, to, { recursive: true })
}
