/** The line about backups in the workstation check. */
import { isHeldTooLong, isTestStale } from '../../domain/station/device-health.ts'
import type { DoctorCheck } from '../../preload/contract.ts'
import type { BackupView } from '../../preload/contract/backup.ts'

const check = { id: 'backup', title: 'Backup' } as const
const stillHeld = 'Older backups still hold something that was deleted here.'

export function checkBackups({ folder, failure, drill: tested, last, erased }: BackupView, now: Date): DoctorCheck {
  if (folder === undefined)
    return {
      ...check,
      state: 'problem',
      message: 'RA Desk makes no backups, because no folder is chosen.',
      fix: 'Choose a folder on another disk, or a USB stick, under Backup on this page.',
    }
  if (failure)
    return { ...check, state: 'problem', message: `${failure.message}${erased?.since ? ` ${stillHeld}` : ''}`, fix: failure.next }
  if (tested?.result === 'not-proven') return { ...check, state: 'problem', message: tested.message, fix: tested.next }
  if (erased?.left)
    return {
      ...check,
      state: 'problem',
      message: `${erased.left === 1 ? 'One older backup' : `${erased.left} older backups`} could not be deleted. ${stillHeld}`,
      fix: 'Check whether the USB stick is write-protected. RA Desk will try again.',
    }
  if (erased?.since)
    return {
      ...check,
      state: isHeldTooLong(erased.since, now) ? 'problem' : 'warning',
      message: stillHeld,
      fix: 'Leave the USB stick in. Older backups are deleted after the next backup is made and tested.',
    }
  if (tested === undefined) {
    return last
      ? {
          ...check,
          state: 'warning',
          message: 'There is a backup. RA Desk has not tested it yet.',
          fix: 'Choose “Test a restore now” under Backup, or wait: RA Desk tests each new backup by restoring it.',
        }
      : { ...check, state: 'warning', message: 'There is no backup yet.', fix: 'Choose “Back up now” under Backup.' }
  }
  if (isTestStale(tested.at, now))
    return {
      ...check,
      state: 'problem',
      message: 'The last restore test was more than a week ago.',
      fix: 'Put the USB stick in, or connect the drive. Then choose “Back up now” under Backup: RA Desk tests the new backup.',
    }
  return { ...check, state: 'ok', message: `The newest backup was tested by restoring it: ${tested.cases} cases.` }
}
