/** Why the journal cannot be opened or written, in words. */
import { err, type Result } from '../../domain/result.ts'
import { errorCode, fileFailure } from '../files/atomic-file.ts'

export type JournalOpenFailureCode =
  | 'journal-missing'
  | 'journal-damaged'
  | 'journal-older'
  | 'journal-newer'
  | 'disk-full'
  | 'journal-failed'
export type AppendFailureCode = 'disk-full' | 'journal-failed' | 'row-conflict' | 'too-large' | 'locked'

export function openFailed(error: unknown): Result<never, JournalOpenFailureCode> {
  const failure = fileFailure(error)
  return !failure.ok && failure.error.code === 'disk-full' ? diskFull : journalFailed(errorCode(error))
}

export const diskFull = err(
  'disk-full',
  'The disk is full. What was saved before is safe; this change was not saved.',
  'Free some space, then save again.',
)
export const journalFailed = (why: string) =>
  err(
    'journal-failed',
    `The journal could not be written (${why || 'unknown'}). What was saved before is safe; this change was not saved.`,
    'Try again. If it happens again, stop working and have the disk checked.',
  )
export const rowConflict = err(
  'row-conflict',
  'This was changed elsewhere since it was opened. Nothing was saved.',
  'Look at it again, then repeat what you wanted to do.',
)
export const tooLarge = err('too-large', 'This is too much for one change. Nothing was saved.', 'Save fewer or smaller files at once.')
export const locked = err('locked', 'RA Desk was locked in the meantime. This change was not saved.', 'Unlock it and try again.')
export const journalDamaged = err(
  'journal-damaged',
  'The journal was altered or damaged before its end. Nothing was deleted or changed.',
  'Keep a copy of the folder, then restore it from a backup.',
)
