/** Damage found when the record was opened, and what was done about it. RA Desk reports every finding, even if it is already repaired. */

export const findingKinds = [
  /** One copy of the record was damaged, missing or behind, and was made the same as the other. */
  'journal-repaired',
  'journal-second-repaired',
  /** Rows that neither copy has whole any more. */
  'rows-lost',
  /** Entries of the record of who did what that neither copy has whole any more. */
  'audit-record-damaged',
  /** Pieces of scans are missing or damaged. The page's database has its own copy of them. */
  'scans-missing',
  /** Afterwards: all missing pieces are restored, or some are lost. */
  'scans-taken-back',
  'scans-lost',
  'high-water-mark-missing',
  'high-water-mark-damaged',
  /** One of its two places is damaged, or all of it is older than the record. The other place and the record are enough. */
  'high-water-mark-part-damaged',
  'high-water-mark-older',
  /** The high-water mark is beyond the record's end: saved changes are missing. */
  'journal-cut-back',
  /** A file of keys was damaged and its second copy was used. */
  'keyring-repaired',
  'key-slots-repaired',
  /** The first copy was whole, the second one was not, or was older. */
  'keyring-second-repaired',
  /** Keys that neither copy has any more. */
  'keys-lost',
  'key-slots-second-repaired',
  /** Files that are older than the record knows them: both copies were put back together, or keys on their own. */
  'keyring-behind',
  'keys-behind',
  /** The list of destroyed keys was shortened, changed or put back. */
  'destroyed-keys-behind',
  /** Destroyed keys were there again, and were destroyed again. */
  'destroyed-keys-alive',
  /** A backup holds more changes than the record: the whole folder was put back. `file` is the backup. */
  'folder-behind',
  /** Found while RA Desk is open: one of two copies is unreadable. It is repaired at the next start. */
  'copy-damaged',
] as const
export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  readonly kind: FindingKind
  /** Name of the file, never a path. */
  readonly file: string
  /** How many saved changes are missing. */
  readonly frames?: number
  /** How many rows neither copy has. */
  readonly rows?: number
  /** Pieces of scans that were missing, and how many of them were restored. */
  readonly pieces?: number
  readonly takenBack?: number
  /** References of cases with incomplete scans; only the first, when there are many. */
  readonly cases?: readonly string[]
}
