/** A station for the fault suites: real vault, real keys, real record; and what it acknowledged. Without the test runner: it also runs in a process of its own. */
import { randomBytes as random } from 'node:crypto'
import { utf8, toHex } from '../../domain/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import type { OpenSqlite } from '../../main/files/database.ts'
import { openRecord, rowOf, type VaultRecord } from '../../main/record/record.ts'
import { openStationAccess } from '../support/station-access.ts'
import type { StationAccess } from '../../main/station/station-access.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'
import { ok, type Result } from '../../domain/result.ts'

export const randomBytes = (length: number): Uint8Array => new Uint8Array(random(length))
export const agent = { id: '11111111-1111-4111-8111-111111111111', name: 'Tamsin Example-Agent', signInName: 'tamsin' }
export const firstPassphrase = 'four quiet otters juggle'
const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }

export function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

let hours = 0
/** The clock runs ahead: no wait after a wrong passphrase. */
const later = (): number => (hours += 1) * 3_600_000

export const doorOf = (folder: string): StationAccess =>
  openStationAccess({
    folder,
    randomBytes,
    monotonic: later,
    now: () => new Date(Date.now() + later()),
    kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url), parameters: cheap, floor: cheap },
  })

/** What somebody was told: `saved` and `purged` by id with the revision. */
export type Told = { readonly kind: 'saved' | 'purged'; readonly id: string; readonly rev: number }

export interface OpenStation {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly findings: readonly Finding[]
  save(id: string, rev: number, size?: number): Promise<Result<unknown>>
  /** Destroys the key, then erases the row. */
  purge(id: string, rev: number): Promise<Result<unknown>>
  close(): Promise<void>
}

export async function makeVault(folder: string): Promise<void> {
  value(await doorOf(folder).create({ agent, passphrase: firstPassphrase })).vault.lock()
}

/** `openSqlite`: for the record. */
export async function openStation(folder: string, passphrase = firstPassphrase, openSqlite?: OpenSqlite): Promise<OpenStation> {
  return value(await findStation(folder, passphrase, openSqlite === undefined ? {} : { openSqlite }))
}

/** `bound`: with what the record knows of the other files, as the app opens it. */
export async function findStation(
  folder: string,
  passphrase: string,
  { bound = true, ...how }: { readonly bound?: boolean; readonly openSqlite?: OpenSqlite } = {},
): Promise<Result<OpenStation, string>> {
  const unlocked = await doorOf(folder).unlock({ agentId: agent.id, passphrase })
  if (!unlocked.ok) return unlocked
  const vault = unlocked.value
  try {
    const watching = bound ? vault : { ...vault, files: undefined }
    const record = await openRecord({ folder, vault: watching, now: () => new Date(), monotonic: () => performance.now(), ...how })
    if (record.ok) return ok(stationOf(vault, record.value))
    vault.lock()
    return record
  } catch (error) {
    vault.lock()
    throw error
  }
}

function stationOf(vault: UnlockedVault, record: VaultRecord): OpenStation {
  const keyOf = (id: string) => vault.keyring.list({ purpose: 'case', ownerId: id })[0]
  return {
    vault,
    record,
    findings: [...vault.findings, ...record.journal.findings],
    async save(id, rev, size = 300) {
      let key = keyOf(id)
      if (key === undefined) {
        const made = await vault.keyring.create([{ purpose: 'case', ownerId: id }])
        if (!made.ok) return made
        key = made.value[0]!
      }
      const content = Buffer.alloc(size, rev % 251)
      const env = value(vault.seal({ table: 'cases', recordId: id, rev, schema: 1 }, content, toHex(key.keyId)))
      return record.append([rowOf('cases', id, rev, env)], { action: 'saved', caseRef: id, detail: { plaintext: utf8(String(rev)) } })
    },
    async purge(id, rev) {
      const key = keyOf(id)
      if (key !== undefined) {
        const destroyed = await vault.keyring.destroy([toHex(key.keyId)])
        if (!destroyed.ok) return destroyed
      }
      return record.append([rowOf('cases', id, rev, null)], { action: 'purged', caseRef: id })
    },
    async close() {
      await record.close()
      vault.lock()
    },
  }
}

export interface Losses {
  lost: number
  torn: number
  risen: number
  brokenAudit: number
}

/** Compares what was told with what is there. `risen`: purged, and the row or its key is there again. */
export async function countLosses(station: OpenStation, told: ReadonlyMap<string, Told>, entriesAtLeast: number): Promise<Losses> {
  const losses: Losses = { lost: 0, torn: 0, risen: 0, brokenAudit: 0 }
  for (const { kind, id, rev } of told.values()) {
    const row = await station.record.journal.findRow('cases', id)
    const found = row.ok ? row.value : undefined
    if (kind === 'purged') {
      if (station.record.journal.has('cases', id) && found!.rev <= rev) losses.risen += 1
      if (found?.env === null && station.vault.keyring.list({ ownerId: id }).length > 0) losses.risen += 1
    } else if (found === undefined || found.rev < rev) losses.lost += 1
    else if (found.env !== null) {
      const opened = station.vault.open({ table: 'cases', recordId: id, rev: found.rev, schema: 1 }, Buffer.from(found.env, 'base64'))
      // A purge under way may have destroyed the key and not yet erased the row.
      if (opened.ok ? opened.value.some((byte) => byte !== found.rev % 251) : opened.error.code !== 'unknown-key') losses.torn += 1
    }
  }
  let next = 0
  for await (const entry of station.record.entries(0)) if (!entry.ok || entry.value.seq !== next++) losses.brokenAudit += 1
  if (next < entriesAtLeast || next !== station.record.checkpoint().size) losses.brokenAudit += 1
  return losses
}

export const sumOf = ({ lost, torn, risen, brokenAudit }: Losses): number => lost + torn + risen + brokenAudit

/** The next act of the script: saves of a dozen cases, five rounds of them; in the last of them every third one is purged for good. */
export function nextAct(number: number): Told {
  const id = `case-${number % 12}-${Math.floor(number / 60)}`
  return { kind: number % 60 >= 48 && number % 3 === 0 ? 'purged' : 'saved', id, rev: number }
}
