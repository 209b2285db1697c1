/** Words for why a backup was not made. */
import { err } from '../../domain/result.ts'

export type BackupFailureCode = 'backup-folder' | 'backup-full' | 'backup-failed' | 'no-recovery-recipient' | 'journal-damaged'

export const lockedMeanwhile = err(
  'locked',
  'RA Desk was locked before this was finished. Nothing was changed.',
  'Unlock it and try again.',
)
export const folderNotChosen = err(
  'backup-folder',
  'No backup was made, because no folder for backups is chosen. Your cases are only on this computer.',
  'Choose a folder on another disk, or a USB stick.',
)
export const chosenByPolicy = err(
  'by-policy',
  'Your organisation’s policy sets the folder for backups, and this is not it. Nothing was changed.',
  'Choose the folder that the policy names. If it should be another one, ask the person who looks after this computer.',
)
export const folderNotFound = err(
  'backup-folder',
  'The folder for backups is not there: the USB stick may be out, or the network drive not connected. RA Desk made no new folder and no backup. Your cases are safe on this computer.',
  'Put the stick in or connect the drive, then choose “Back up now”. Or choose the folder again.',
)
export const folderIsAnother = err(
  'backup-folder',
  'The folder for backups is not the one that was chosen: the USB stick may be out, or another stick or disk is in its place. RA Desk wrote nothing there. Your cases are safe on this computer.',
  'Put the right stick in, then choose “Back up now”. If this is the right folder, choose it again.',
)
export const folderIsFile = err(
  'backup-folder',
  'A file lies where the folder for backups was. RA Desk changed nothing there, and made no backup. Your cases are safe on this computer.',
  'Move that file away and put the folder back, or choose the folder again.',
)
export const folderReadOnly = err(
  'backup-folder',
  'RA Desk cannot write to the folder for backups: the USB stick may be write-protected. No backup was made. Your cases are safe on this computer.',
  'Take the write protection off, or choose another folder.',
)
export const backupFull = err(
  'backup-full',
  'There is not enough free space for a backup. Your cases are safe on this computer, and older backups are unchanged.',
  'Free some space there, or choose another folder, then choose “Back up now”.',
)
export const writeFailed = (why: string) =>
  err(
    'backup-failed',
    `The backup could not be finished (${why || 'unknown'}); the USB stick may have been pulled out. Your cases are safe on this computer, and the unfinished file is not used.`,
    'Put the stick in again, or choose another folder, then choose “Back up now”.',
  )
export const stoppedByLock = err(
  'backup-failed',
  'The backup was stopped because RA Desk was locked. The unfinished file was removed, and older backups are unchanged.',
  'RA Desk makes the backup after the next sign-in.',
)
export const recordDamaged = err(
  'journal-damaged',
  'Part of the record could not be read, so no backup was made. Nothing was changed, and older backups are unchanged.',
  'Keep the older backups. Lock RA Desk, sign in again, and see the check on the Workstation page.',
)
export const noRecoveryRecipient = err(
  'no-recovery-recipient',
  'No backup was made: the recovery key of this station is too old to open one. Your cases are only on this computer.',
  'Print a new recovery key first.',
)
export const noStationKey = err(
  'backup-failed',
  'No backup was made: the disk of this computer did not take the key that the backup needs. Nothing was changed, and older backups are unchanged.',
  'Free some disk space, then choose “Back up now”.',
)
