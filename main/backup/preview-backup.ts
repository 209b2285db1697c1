/** What a backup holds, read before anything is written. */
import { dirname } from 'node:path'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { isOver } from '../../domain/backup/schedule.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import { isHere } from '../vault/key-rotation.ts'
import type { KnownAgent } from '../vault/keyring-content.ts'
import { parseRecoveryKey } from '../vault/recovery-key.ts'
import { wipe } from '../vault/wipe.ts'
import { readDestroyedKeys } from './destroyed-keys.ts'
import { recoveryBackupIdentity } from './identities.ts'
import type { BackupReadFailureCode, OpenBackup } from './read-backup.ts'
import { untilOf, type LaterDays } from './rebuild-lines.ts'
import { openRestorable, type RestorableFailureCode } from './restorable.ts'

export interface BackupAgent {
  readonly agentId: string
  readonly name: string
  readonly role: Role
}

export interface BackupPreview {
  readonly head: BackupHead
  readonly bytes: number
  /** RA managers of the station. One of them restores it. */
  readonly managers: readonly BackupAgent[]
  readonly otherAgents: number
  /** Keys whose day has passed, by this computer's date. */
  readonly expired: number
  /** Keys destroyed since, by the list on this computer or beside the backup. */
  readonly destroyed: number
}

/** Reads each file only as far as its keys. */
export async function previewBackup(
  deps: { readonly folder: string; readonly now: () => Date; readonly practice: boolean },
  path: string,
  typed: string,
): Promise<Result<BackupPreview, RestorableFailureCode | 'practice-differs' | 'recovery-key-mistyped'>> {
  const opened = await openWith(path, typed)
  if (!opened.ok) return opened
  const { head, whole, changes, bytes } = opened.value
  const left = { today: dayOf(deps.now(), head), destroyed: await destroyedFor(deps.folder, path, head) }
  try {
    if (head.practice !== deps.practice) return practiceDiffers
    const newest = await changes?.open()
    if (newest?.ok === false) return newest
    const added = newest && (await readKeys(newest.value, left))
    if (added?.ok === false) return added
    const read = await readKeys(whole, left, changes && added && { days: added.value.days, daysAgo: changes.head.base.daysAgo })
    if (!read.ok) return read
    const here = (added ?? read).value.people.filter(isHere)
    const managers = here.filter(({ role }) => role === 'raManager').map(({ id, name, role }) => ({ agentId: id, name, role }))
    return ok({
      head,
      bytes,
      managers,
      otherAgents: here.length - 1,
      expired: read.value.expired + (added?.value.expired ?? 0),
      destroyed: read.value.destroyed + (added?.value.destroyed ?? 0),
    })
  } finally {
    await whole.close()
  }
}

interface KeysRead {
  readonly people: readonly KnownAgent[]
  readonly days: ReadonlyMap<string, string | undefined>
  readonly expired: number
  readonly destroyed: number
}

/** Closes the file. `under`: of a whole backup under changes. */
async function readKeys(
  backup: OpenBackup,
  left: { readonly today: string; readonly destroyed: ReadonlySet<string> },
  under?: LaterDays,
): Promise<Result<KeysRead, BackupReadFailureCode>> {
  let people: readonly KnownAgent[] = []
  const days = new Map<string, string | undefined>()
  const counts = { expired: 0, destroyed: 0 }
  try {
    for await (const read of backup.lines()) {
      if (!read.ok) return read
      const line = read.value
      if ('station' in line) people = line.station.agents as readonly KnownAgent[]
      else if ('days' in line) for (const { keyId, until } of line.days) days.set(keyId, until)
      else if ('keys' in line) {
        for (const key of line.keys) {
          if (left.destroyed.has(key.keyId)) counts.destroyed += 1
          else if (isOver(untilOf(key, under), left.today)) counts.expired += 1
        }
      } else break
    }
  } finally {
    await backup.close()
  }
  return ok({ people, days, ...counts })
}

/** `typed`: the recovery key as a person types it. */
export async function openWith(path: string, typed: string) {
  const key = parseRecoveryKey(typed)
  if (!key.ok) return key
  const { identity } = await recoveryBackupIdentity(key.value)
  wipe(key.value)
  return openRestorable(path, identity)
}

/** A clock set to before the backup was made must not bring expired keys back. */
export const dayOf = (now: Date, head: BackupHead): string => plainDateOf(new Date(Math.max(now.getTime(), Date.parse(head.madeAt))))

/** Ids of destroyed keys, by the lists on this computer and beside the backup. */
export const destroyedFor = (folder: string, path: string, head: BackupHead) => readDestroyedKeys([folder, dirname(path)], head.vaultId)

/** Practice cases are never restored as real ones, nor real ones in practice. */
export const practiceDiffers = err(
  'practice-differs',
  'Practice cases and real cases are kept apart. Nothing was restored, and nothing was changed.',
  'Restore a backup of practice in practice only, and a backup of real cases outside it.',
)
