/**
 * Builds the folder of a vault from a backup, or from a whole one and what changed since, in a place that is not used until it is renamed: the databases of the record, and the keyring
 * under a new vault key.
 */
import { sha256 } from '../files/sha256.ts'
import type { Station } from '../vault/keyring-content.ts'
import { mkdir } from 'node:fs/promises'
import type { GiveWay, Stopping } from '../../domain/agent-first.ts'
import type { BackupEnd, BackupHead, BackupStation } from '../../domain/backup/lines.ts'
import { findBase64, fromHex, toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { isDiskFull } from '../files/atomic-file.ts'
import { describeFailure, isDatabaseFull } from '../files/database.ts'
import { isSameMac } from '../files/same-mac.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { buildRecord, type RecordBuilder } from '../record/database/build-record.ts'
import { deriveVaultKeys, wipeVaultKeys } from '../vault/keys.ts'
import { type KnownAgent, type RecoveryKeys } from '../vault/keyring-content.ts'
import { createKeyring } from '../vault/keyring-file.ts'
import { vaultPaths } from '../vault/paths.ts'
import { wipe, wipeAll } from '../vault/wipe.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import { readOverlay, type Overlay } from './overlay.ts'
import { backupDamaged, type OpenBackup } from './read-backup.ts'
import { createLineTaker, nothingTaken, type TakenBefore } from './rebuild-lines.ts'
import { wholeDiffers, type ChangesFile, type RestorableFailureCode } from './restorable.ts'

export type RebuildFailureCode = RestorableFailureCode | 'disk-full' | 'restore-failed'

/** The agents and the recovery keys of the rebuilt vault. */
export interface RebuiltPeople {
  readonly agents: readonly KnownAgent[]
  readonly recovery: RecoveryKeys
}

export interface RebuildDeps {
  /** A whole one. It is closed at the end. */
  readonly backup: OpenBackup
  /** What changed since it. */
  readonly changes?: ChangesFile
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
  /** Of the changes, if there are any. */
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
  const head = deps.changes?.head ?? deps.backup.head
  const { vault: folder, keyring } = vaultPaths(deps.base)
  const vaultId = fromHex(head.vaultId)
  const keyVersion = head.keyVersion + 1
  const keys = deriveVaultKeys(deps.vaultKey, vaultId, keyVersion)
  const signer = { keyVersion, key: Uint8Array.from(keys.frames) }
  const begins = { seq: head.seq, hash: joint(head) }
  const stations: Station[] = []
  const taken = nothingTaken()
  let builder: RecordBuilder | undefined
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    builder = await buildRecord({ folder, vaultId, signer, begins })
    const read = await takeFiles(deps, { builder, taken, stations })
    if (!read.ok) return read
    await builder.finish(taken.trail.state())
    const station = stations.at(-1)!
    const written = await createKeyring(
      { path: keyring, vaultId, sealing: keys.keyring, randomBytes: deps.randomBytes },
      station,
      taken.keys,
    )
    if (!written.ok) return written.error.code === 'disk-full' ? diskFull : failed(written.error.code)
    const { agents, recovery } = station
    return ok({ head, keyVersion, ...taken.left, rows: builder.rows, lost: read.value, people: { agents, recovery } })
  } catch (error) {
    return isDiskFull(error) || isDatabaseFull(error) ? diskFull : failed(describeFailure(error))
  } finally {
    builder?.abandon()
    await deps.backup.close()
    wipeVaultKeys(keys)
    wipe(signer.key)
    wipeAll(taken.keys.map(({ key }) => key))
    for (const { deviceSeed, former } of stations) wipe(deviceSeed, ...former.map(({ vaultKey }) => vaultKey))
  }
}

interface Into {
  readonly builder: RecordBuilder
  readonly taken: TakenBefore
  /** Of each file, as far as they were read. */
  readonly stations: Station[]
}

/** Answers the pieces of scans that were lost. */
async function takeFiles(deps: RebuildDeps, into: Into): Promise<Result<ReadonlySet<string>, RebuildFailureCode>> {
  const { backup, changes } = deps
  if (changes === undefined) {
    const whole = await takeFile(deps, into, { backup, people: deps.people })
    return whole.ok ? ok(new Set(whole.value.lost)) : whole
  }
  const first = await changes.open()
  if (!first.ok) return first
  const under = await readOverlay(first.value, () => goesOn(deps))
  if (!under.ok) return under
  if (under.value === 'stopped') return failed('stopped')
  // Who may use the rebuilt vault is decided by the newest list of agents.
  const noPeople = () => ({ agents: [], recovery: { publicKey: '', sealingKey: '' } })
  const whole = await takeFile(deps, into, { backup, people: noPeople, under: under.value })
  if (!whole.ok) return whole
  if (whole.value.digest !== changes.head.base.digest) return wholeDiffers(changes.head.base.file)
  const second = await changes.open()
  if (!second.ok) return second
  const added = await takeFile(deps, into, { backup: second.value, people: deps.people })
  if (!added.ok) return added
  if (added.value.digest !== under.value.end.digest || !areOfOneStation(into.stations)) return backupDamaged
  const { replaces } = under.value
  const lost = (whole.value.lost ?? []).filter((id) => !replaces({ table: SCANS_TABLE, id }))
  return ok(new Set([...lost, ...(added.value.lost ?? [])]))
}

interface FileToTake {
  readonly backup: OpenBackup
  readonly people: RebuildDeps['people']
  readonly under?: Overlay
}

/** Closes the file. */
async function takeFile(
  deps: RebuildDeps,
  { builder, taken, stations }: Into,
  { backup, people, under }: FileToTake,
): Promise<Result<BackupEnd, RebuildFailureCode>> {
  const { head } = backup
  // The changes need the whole backup first.
  if (head.base !== undefined && stations.length === 0) return backupDamaged
  try {
    const lines = createLineTaker(
      {
        ...deps,
        head,
        after: taken,
        ...(under === undefined ? {} : { under }),
        stationOf: async (line) => {
          const station = await stationOfLine(line, people)
          stations.push(station)
          return station
        },
      },
      builder,
    )
    for await (const line of backup.lines()) {
      if (!(await goesOn(deps))) return failed('stopped')
      if (!line.ok) return line
      if (!(await lines.take(line.value))) return backupDamaged
    }
    return lines.isWhole() ? ok(lines.taken.end!) : backupDamaged
  } finally {
    await backup.close()
  }
}

const areOfOneStation = ([one, other]: readonly Station[]): boolean =>
  one !== undefined && other !== undefined && isSameMac(one.deviceSeed, other.deviceSeed)

/** Lets the agent's work go first; false once the rebuild is no longer wanted. */
export async function goesOn(deps: Pick<RebuildDeps, 'isWanted' | 'giveWay'>): Promise<boolean> {
  await deps.giveWay?.(stoppingOf(deps))
  return deps.isWanted?.() !== false
}

/** Locking waits for no restore test. */
export const stoppingOf = ({ isWanted }: Pick<RebuildDeps, 'isWanted'>): Stopping => ({
  get aborted() {
    return isWanted?.() === false
  },
})

export async function stationOfLine(line: BackupStation, people: RebuildDeps['people']): Promise<Station> {
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
