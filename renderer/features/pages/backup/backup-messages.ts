/** Messages about backups, for the status bar, the Workstation page and the restore page. */
import { isHeldTooLong, isTestStale } from '../../../../domain/station/device-health.ts'
import type { BackupView } from '../../../../preload/contract/backup.ts'
import { formatCount, formatDateTime } from '../../../ui/format.ts'

const zone = 'Europe/London'
const dayOf = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone })
const clockOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone })
const DAY_MILLISECONDS = 86_400_000

/** `today 09:02`, `yesterday 17:40`, `4 Jul 2026, 09:30`. */
export function formatRecent(instant: string, now: Date): string {
  const then = new Date(instant)
  const day = dayOf.format(then)
  if (day === dayOf.format(now)) return `today ${clockOf.format(then)}`
  return day === dayOf.format(new Date(now.getTime() - DAY_MILLISECONDS)) ? `yesterday ${clockOf.format(then)}` : formatDateTime(instant)
}

export const casesInWords = (count: number): string => `${formatCount(count)} ${count === 1 ? 'case' : 'cases'}`

export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${formatCount(Math.max(1, Math.round(bytes / 1_000)))} kB`
  return bytes < 1_000_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`
}

/** What a backup is. `since`: of a backup of changes, when the whole one was made that it needs. */
export const describeKind = (since: string | undefined): string =>
  since === undefined ? 'Whole backup' : `Changes since the backup of ${formatDateTime(since)}`

/** What happens to older backups that hold deleted items. */
export function describeClearing({ reachable, left }: { readonly reachable: boolean; readonly left: number }): string {
  if (!reachable)
    return 'Put the USB stick in, or connect the drive. RA Desk then makes and tests a new backup, and deletes the older ones.'
  if (left > 0)
    return `${left === 1 ? 'One older backup' : `${formatCount(left)} older backups`} could not be deleted. Check whether the USB stick is write-protected. RA Desk will try again.`
  return 'Leave the USB stick in. Older backups are deleted after the next backup is made and tested.'
}

export interface BackupLineWords {
  readonly state: 'good' | 'busy' | 'bad' | 'none'
  readonly message: string
  /** Something has to be done, on the Workstation page. */
  readonly needsHelp: boolean
}

export function describeBackups(view: BackupView, now: Date): BackupLineWords {
  const { folder, busy, progress, failure, drill, last, erased } = view
  if (folder === undefined) return { state: 'bad', message: 'no folder chosen', needsHelp: true }
  if (busy === 'backup')
    return { state: 'busy', message: `being written${progress === undefined ? '' : `, ${Math.floor(progress * 100)} %`}`, needsHelp: false }
  if (failure) return { state: 'bad', message: `not made ${formatRecent(failure.at, now)}`, needsHelp: true }
  if (busy === 'drill') return { state: 'busy', message: 'testing a restore', needsHelp: false }
  if (drill?.result === 'not-proven')
    return { state: 'bad', message: `restore test failed (${formatRecent(drill.at, now)})`, needsHelp: true }
  if (erased?.since && isHeldTooLong(erased.since, now))
    return { state: 'bad', message: `older ones still hold items deleted ${formatRecent(erased.since, now)}`, needsHelp: true }
  if (drill?.result === 'proven') {
    const stale = isTestStale(drill.at, now)
    return {
      state: stale ? 'bad' : 'good',
      message: `last restore test passed: ${formatRecent(drill.at, now)}, ${casesInWords(drill.cases)}`,
      needsHelp: stale,
    }
  }
  return last
    ? { state: 'none', message: `made ${formatRecent(last.madeAt, now)}, not tested yet`, needsHelp: false }
    : { state: 'none', message: 'none yet', needsHelp: false }
}
