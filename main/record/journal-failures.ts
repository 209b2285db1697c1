/** Why the journal cannot be opened or written, in words. */
import { err, type Result } from '../../domain/result.ts'
import { DatabaseInUse, describeFailure, isDamage, isDatabaseFull } from '../files/database.ts'
import { isDiskFull } from '../files/atomic-file.ts'

export type JournalOpenFailureCode =
  | 'journal-missing'
  | 'journal-damaged'
  | 'journal-older'
  | 'journal-newer'
  | 'key-slots-behind'
  | 'disk-full'
  | 'journal-failed'
export type AppendFailureCode = 'disk-full' | 'journal-failed' | 'row-conflict' | 'too-large' | 'locked'

/** For what SQLite or the file system throws. Other errors are bugs, and are thrown on. */
export function failureOf(error: unknown): Result<never, 'disk-full' | 'journal-failed'> {
  if (error instanceof DatabaseInUse) return inUse
  if (isDatabaseFull(error) || isDiskFull(error)) return diskFull
  if (isDamage(error)) return copyDamaged
  if (error instanceof Error && 'code' in error) return journalFailed(describeFailure(error))
  throw error
}

const diskFull = err(
  'disk-full',
  'The disk is full. What was saved before is safe; this change was not saved.',
  'Free some space, then save again.',
)
const journalFailed = (why: string) =>
  err(
    'journal-failed',
    `The journal could not be written (${why || 'unknown'}). What was saved before is safe; this change was not saved.`,
    'Try again. If it happens again, stop working and have the disk checked.',
  )
const copyDamaged = err(
  'journal-failed',
  'RA Desk found damage in one of its files. What was saved before is safe; this change was not saved.',
  'Close RA Desk and start it again. It repairs the file from its second copy. Then save again.',
)
const inUse = err(
  'journal-failed',
  'The record on this computer is open in another RA Desk or another program. Nothing was changed.',
  'Close the other one, then try again.',
)
export const rowConflict = err(
  'row-conflict',
  'This was changed elsewhere since it was opened. Nothing was saved.',
  'Look at it again, then repeat what you wanted to do.',
)
export const tooLarge = err('too-large', 'This is too much for one change. Nothing was saved.', 'Save fewer or smaller files at once.')
export const locked = err('locked', 'RA Desk was locked in the meantime. This change was not saved.', 'Unlock it and try again.')
/** Nothing may be concluded from what was read until then. */
export const lockedWhileReading = err(
  'locked',
  'RA Desk was locked before the record was read to its end. Nothing was found wrong, and nothing was changed.',
  'Unlock it and try again.',
)
export type ReadFailureCode = 'journal-damaged' | 'locked'
export const journalDamaged = err(
  'journal-damaged',
  'The record of all cases was altered or damaged. Nothing was deleted or changed.',
  'Keep a copy of the folder, then restore it from a backup.',
)
