/** Names of backup files, which of them are kept, and when the next one is due. */

const timeOf = (madeAt: string): string => `${madeAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
const numberOf = (seq: number): string => String(seq).padStart(8, '0')
type Made = Pick<BackupName, 'madeAt' | 'seq'>

/** Vault, time and the number of the last change; nothing of a person. `base`: the whole backup whose changes it has. */
export const backupFileName = (vaultId: string, madeAt: string, seq: number, base?: Made): string =>
  `ra-desk-${vaultId.slice(0, 8)}-${timeOf(madeAt)}-${numberOf(seq)}${base ? `-since-${timeOf(base.madeAt)}-${numberOf(base.seq)}` : ''}.age`

export interface BackupName {
  readonly file: string
  readonly madeAt: string
  readonly seq: number
  /** Of a backup of changes: the whole backup without which it cannot be restored. */
  readonly base?: { readonly file: string; readonly madeAt: string }
}

const TIME = String.raw`(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z`
const instantOf = ([year, month, day, hour, minute, second]: readonly (string | undefined)[]): string =>
  `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`

/** The backups of one vault among the names in a folder, newest first. What is half written has another name. */
export function findBackups(vaultId: string, names: readonly string[]): BackupName[] {
  const form = new RegExp(String.raw`^ra-desk-${vaultId.slice(0, 8)}-${TIME}-(\d{8,})(?:-since-${TIME}-(\d{8,}))?\.age$`)
  return names
    .flatMap((file) => {
      const found = form.exec(file)
      if (!found) return []
      const base = { madeAt: instantOf(found.slice(8, 14)), seq: Number(found[14]) }
      return [
        {
          file,
          madeAt: instantOf(found.slice(1, 7)),
          seq: Number(found[7]),
          ...(found[14] === undefined ? {} : { base: { file: backupFileName(vaultId, base.madeAt, base.seq), madeAt: base.madeAt } }),
        },
      ]
    })
    .toSorted((one, other) => other.madeAt.localeCompare(one.madeAt) || other.seq - one.seq)
}

/** How many are kept in the folder; others go when a new one is whole. */
export const BACKUPS_KEPT = 10
/** Of these, the newest; the rest are the last ones of days before, as far as there are any, so that ten go back further than an afternoon. */
const NEWEST_KEPT = 4

/**
 * Names of those that go. Never the one that was just made, although others may bear a later time: the clock may have been set back. Never
 * a whole backup whose changes stay: it counts among those that are kept.
 */
export function findBackupsToDrop(vaultId: string, names: readonly string[], made: string, kept = BACKUPS_KEPT): string[] {
  const all = findBackups(vaultId, names)
  const baseOf = new Map(all.flatMap(({ file, base }) => (base && names.includes(base.file) ? [[file, base.file] as const] : [])))
  const others = all.filter(({ file }) => file !== made)
  const stay = new Set([made, ...[baseOf.get(made) ?? []].flat()])
  const keep = (file: string): void => {
    const wanted = [file, ...[baseOf.get(file) ?? []].flat()].filter((each) => !stay.has(each))
    if (stay.size + wanted.length <= kept) for (const each of wanted) stay.add(each)
  }
  const newest = others.slice(0, NEWEST_KEPT - 1)
  for (const { file } of newest) keep(file)
  const days = new Set([...all.filter(({ file }) => file === made), ...newest].map(({ madeAt }) => madeAt.slice(0, 10)))
  for (const { file, madeAt } of others) {
    if (days.has(madeAt.slice(0, 10))) continue
    days.add(madeAt.slice(0, 10))
    keep(file)
  }
  for (const { file } of others) keep(file)
  return others.flatMap(({ file }) => (stay.has(file) ? [] : [file]))
}

export const BACKUP_EVERY_HOURS = 4

/** From this hour on the day may end at any time: RA Desk is locked with the computer, and nothing can be written then. */
const EVENING_HOUR = 16
/** Time without input after which the next lock may be the last of the day. Shorter than the shortest idle time of the policy. */
export const QUIET_SECONDS = 60
/** The day does not end twice in so long. */
const DAY_END_APART_MINUTES = 30

/**
 * Whether a backup is due because the day may be ending. A lock is never held up for one, so it is made before: in the quiet before an idle
 * lock, and in the evening from time to time; only when something was done since the last one.
 */
export function isDayEndBackupDue({
  lastMadeAt,
  lastChangeAt,
  now,
  idleSeconds,
}: {
  readonly lastMadeAt: string | undefined
  readonly lastChangeAt: string
  readonly now: Date
  /** Absent where the shell cannot tell. */
  readonly idleSeconds: number | undefined
}): boolean {
  if (lastMadeAt !== undefined && (lastMadeAt >= lastChangeAt || now.getTime() - Date.parse(lastMadeAt) < DAY_END_APART_MINUTES * 60_000))
    return false
  return (idleSeconds ?? 0) >= QUIET_SECONDS || now.getHours() >= EVENING_HOUR
}

/** Whether a restore leaves a key out. `until` and `today` are plain dates; on the day itself it was erased in the morning. */
export const isOver = (until: string | undefined, today: string): boolean => until !== undefined && until <= today

/** Due when there is none, when hours have passed, or when the clock says that the last one is of the future. */
export function isBackupDue(lastMadeAt: string | undefined, now: Date, everyHours = BACKUP_EVERY_HOURS): boolean {
  if (lastMadeAt === undefined) return true
  const passed = now.getTime() - Date.parse(lastMadeAt)
  return passed < 0 || passed >= everyHours * 3_600_000
}
