/** Failures of the database in the page. Everything saved is safe in the journal of `main`. */
import { err } from '../../domain/result.ts'

export const databaseFailed = err(
  'database-failed',
  'What you did is saved, but the database on this computer could not be updated.',
  'Free some disk space, close RA Desk and start it again. RA Desk then updates the database.',
)

export const databaseUnusable = err(
  'database-unusable',
  'The database on this computer could not be opened or updated. Everything that was saved is safe.',
  'Free some disk space, close RA Desk and start it again. If it still does not open, keep the data folder as it is and tell your RA manager.',
)
