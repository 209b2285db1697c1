/**
 * Builds the folder of a vault from a backup, in a place that is not used until it is renamed: the databases of the record, and the keyring
 * under a new vault key.
 */
import { sha256 } from '../files/sha256.ts'
import type { Station } from '../vault/keyring-content.ts'
import { mkdir } from 'node:fs/promises'
import type { GiveWay, Stopping } from '../../domain/agent-first.ts'
import type { BackupHead, BackupStation } from '../../domain/backup/lines.ts'
import { findBase64, fromHex, toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { isDiskFull } from '../files/atomic-file.ts'
import { describeFailure, isDatabaseFull } from '../files/database.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { buildRecord, type RecordBuilder } from '../record/database/build-record.ts'
import { deriveVaultKeys, wipeVaultKeys } from '../vault/keys.ts'
import { type KnownAgent, type RecoveryKeys } from '../vault/keyring-content.ts'
import { createKeyring } from '../vault/keyring-file.ts'
import { vaultPaths } from '../vault/paths.ts'
import { wipe } from '../vault/wipe.ts'
import { backupDamaged, type BackupReadFailureCode, type OpenBackup } from './read-backup.ts'
import { createLineTaker, type Taken } from './rebuild-lines.ts'

export type RebuildFailureCode = BackupReadFailureCode | 'disk-full' | 'restore-failed'

/** The agents and the recovery keys of the rebuilt vault. */
export interface RebuiltPeople {
  readonly agents: readonly KnownAgent[]
  readonly recovery: RecoveryKeys
}

export interface RebuildDeps {
  readonly backup: OpenBackup
  /** An empty folder. The vault is built in it as in the app's data folder. */
  readonly base: string
  /** Plain date. */
  readonly today: string
  /** Ids of keys that were destroyed on this station after the backup was made, lower-case hexadecimal. */
  readonly destroyed: ReadonlySet<string>
  /** Overwritten by the caller. */
  readonly vaultKey: Uint8Array
  /** Decides from the agents in the backup who is known to the rebuilt vault. */
  readonly people: (agents: readonly KnownAgent[]) => RebuiltPeople | Promise<RebuiltPeople>
  readonly randomBytes: RandomBytes
  readonly isWanted?: () => boolean
  /** Awaited after each line, so that the agent's work goes first. Absent when the agent waits for the restore. */
  readonly giveWay?: GiveWay
}

export interface Rebuilt {
  readonly head: BackupHead
  readonly keyVersion: number
  /** Keys left out because their day has passed. */
  readonly expired: number
  /** Keys left out because they were destroyed after the backup was made. */
  readonly destroyed: number
  readonly rows: number
  /** Pieces of scans that were lost before the backup was made. */
  readonly lost: ReadonlySet<string>
  readonly people: RebuiltPeople
}

/** The hash that stands for the frames before the backup: the restored record continues after it. */
const joint = (head: BackupHead) => sha256(Buffer.from(`ra/v1/restored/${head.vaultId}/${head.seq}/${head.checkpoint.code}`))

export async function rebuildVault(deps: RebuildDeps): Promise<Result<Rebuilt, RebuildFailureCode>> {
  const { head } = deps.backup
  const { vault: folder, keyring } = vaultPaths(deps.base)
  const vaultId = fromHex(head.vaultId)
  const keyVersion = head.keyVersion + 1
  const keys = deriveVaultKeys(deps.vaultKey, vaultId, keyVersion)
  const signer = { keyVersion, key: Uint8Array.from(keys.frames) }
  const begins = { seq: head.seq, hash: joint(head) }
  let builder: RecordBuilder | undefined
  let taken: Taken | undefined
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    builder = buildRecord({ folder, vaultId, signer, begins })
    const lines = createLineTaker({ ...deps, head, stationOf: (line) => stationOf(line, deps.people) }, builder)
    taken = lines.taken
    for await (const line of deps.backup.lines()) {
      if (deps.isWanted?.() === false) return failed('stopped')
      await deps.giveWay?.(stoppingOf(deps))
      if (!line.ok) return line
      if (!(await lines.take(line.value))) return backupDamaged
    }
    if (!lines.isWhole()) return backupDamaged
    await builder.finish(taken.trail.state())
    const station = taken.station!
    const written = await createKeyring(
      { path: keyring, vaultId, sealing: keys.keyring, randomBytes: deps.randomBytes },
      station,
      taken.keys,
    )
    if (!written.ok) return written.error.code === 'disk-full' ? diskFull : failed(written.error.code)
    const { agents, recovery } = station
    return ok({ head, keyVersion, ...taken.left, rows: builder.rows, lost: new Set(taken.end!.lost), people: { agents, recovery } })
  } catch (error) {
    return isDiskFull(error) || isDatabaseFull(error) ? diskFull : failed(describeFailure(error))
  } finally {
    builder?.abandon()
    await deps.backup.close()
    wipeVaultKeys(keys)
    const former = taken?.station?.former.map(({ vaultKey }) => vaultKey) ?? []
    wipe(signer.key, taken?.station?.deviceSeed, ...former, ...(taken?.keys.map(({ key }) => key) ?? []))
  }
}

/** Locking waits for no restore test. */
export const stoppingOf = ({ isWanted }: Pick<RebuildDeps, 'isWanted'>): Stopping => ({
  get aborted() {
    return isWanted?.() === false
  },
})

async function stationOf(line: BackupStation, people: RebuildDeps['people']): Promise<Station> {
  const agents = line.agents.map(({ leftAt, ...agent }): KnownAgent => ({ ...agent, ...(leftAt === undefined ? {} : { leftAt }) }))
  const former = line.generations.map(({ keyVersion, vaultKey }) => ({ keyVersion, vaultKey: findBase64(vaultKey)! }))
  return { deviceSeed: findBase64(line.deviceSeed)!, former, ...(await people(agents)) }
}

/** Id of the key that opens the rebuilt keyring, lower-case hexadecimal. */
export const rebuiltKeyringKeyId = (vaultKey: Uint8Array, vaultId: string, keyVersion: number): string => {
  const keys = deriveVaultKeys(vaultKey, fromHex(vaultId), keyVersion)
  const keyId = toHex(keys.keyring.keyId)
  wipeVaultKeys(keys)
  return keyId
}

const diskFull = err(
  'disk-full',
  'The disk of this computer is full. Nothing was restored, and nothing was changed.',
  'Free some space, then try again.',
)
const failed = (why: string) =>
  err(
    'restore-failed',
    `The backup could not be unpacked completely (${why || 'unknown'}). Nothing was restored, and nothing was changed.`,
    'Check that the disk and the stick are there, then try again.',
  )
