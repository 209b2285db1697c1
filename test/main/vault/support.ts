import { randomBytes as random } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Result } from '../../../domain/result.ts'
import type { KdfParameters } from '../../../main/vault/argon2.ts'
import { closeDatabasesBelow } from '../../support/open-databases.ts'
import { sharedSqlite } from '../../support/shared-sqlite.ts'
import { openStationAccess, type TestStationDeps } from '../../support/station-access.ts'
import type { NewStation } from '../../../main/station/create-station.ts'

export const randomBytes = (length: number): Uint8Array => new Uint8Array(random(length))
export const workerUrl = new URL('../../../main/vault/argon2-worker.ts', import.meta.url)
/** Cheap, so that tests do not measure Argon2; `argon2.test.ts` runs the real parameters. */
export const cheap: KdfParameters = { memoryKiB: 64, iterations: 1, parallelism: 1 }
export const cheapKdf = { workerUrl, parameters: cheap, floor: cheap }

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) {
    if (process.platform === 'win32') closeDatabasesBelow(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
})

export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ra-vault-'))
  made.push(folder)
  return folder
}

export const agent = { id: '11111111-1111-4111-8111-111111111111', name: 'Tamsin Example-Agent', signInName: 'tamsin' }
export const passphrase = 'four quiet otters juggle'
export const providerName = 'Sampleshire Registration Service'

export function clockedVaultAccess(folder: string, extra: Partial<TestStationDeps> = {}) {
  const clock = { at: 0 }
  const vaultAccess = openStationAccess({
    folder,
    randomBytes,
    openSqlite: sharedSqlite,
    monotonic: () => clock.at,
    kdf: cheapKdf,
    ...extra,
  })
  return { vaultAccess, clock }
}

export async function madeVault(folder: string, extra: Partial<NewStation> = {}) {
  const { vaultAccess, clock } = clockedVaultAccess(folder)
  const created = value(await vaultAccess.create({ agent, passphrase, knownNames: [providerName], ...extra }))
  return { vaultAccess, clock, ...created }
}

export function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

export const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

/** Every file below a folder, by path. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(await Promise.all(files.map(async (path) => [path, await readFile(path)] as const)))
}

/** Forms in which a text could lie in a file: UTF-8, UTF-16, hexadecimal, and base64 at each of its three positions. */
export function formsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
  })
  const wide = Buffer.from(text, 'utf16le')
  return [
    bytes,
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    ...base64.map((part) => Buffer.from(part)),
  ]
}
