/** What the backup scheduler should do next. */
import { isBackupDue } from './schedule.ts'

/** A tested backup is tested again after this time, even if there is no newer one: USB sticks wear out. */
export const TEST_EVERY_HOURS = 20

export interface BackupFacts {
  readonly now: Date
  /** The last backup that this computer made. */
  readonly last: { readonly file: string; readonly madeAt: string } | undefined
  /** File names in the folder for backups; `undefined` if it cannot be reached. */
  readonly names: readonly string[] | undefined
  /** The last restore test that passed. */
  readonly passed: { readonly file: string; readonly at: string } | undefined
  /** The day may be ending (`isDayEndBackupDue`). */
  readonly isDayEnd: boolean
  /** Length in bytes of the list of destroyed keys: now, when the last backup was made, and when older backups were last cleared. */
  readonly destroyed: { readonly now: number; readonly coveredTo: number; readonly clearedTo: number }
}

export function findDueTask({ now, last, names, passed, isDayEnd, destroyed }: BackupFacts): 'backup' | 'restore-test' | undefined {
  // Another stick than last time gets its own backup, and its older backups are checked too.
  const isOtherStick = names !== undefined && last !== undefined && !names.includes(last.file)
  if (isBackupDue(last?.madeAt, now) || isDayEnd || destroyed.now > destroyed.coveredTo || isOtherStick) return 'backup'
  if (names === undefined) return undefined
  const isTestDue = passed === undefined || passed.file !== last?.file || isBackupDue(passed.at, now, TEST_EVERY_HOURS)
  return isTestDue || destroyed.now > destroyed.clearedTo ? 'restore-test' : undefined
}
