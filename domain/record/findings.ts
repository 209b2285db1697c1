/** Damage found when the record was opened, and what was done about it. RA Desk reports every finding, even if it is already repaired. */

/** Bytes cut off the end at opening: part of a frame that was never reported as saved. */
export interface TornTail {
  /** Where the bytes are kept. */
  readonly file: string
  readonly bytes: number
  /** `unreadable`: full length, but fails its check. A power cut can cause it, and so can damage of the last saved frame. */
  readonly kind: 'incomplete' | 'unreadable'
}

export const findingKinds = [
  /** One copy of the journal or of the audit record was damaged and was repaired from the other. */
  'journal-repaired',
  'journal-second-repaired',
  'audit-record-repaired',
  'audit-record-second-repaired',
  /** Neither copy of the audit record's older part is whole. */
  'audit-record-damaged',
  /** A snapshot was not used: the one before it and the journal gave the same state. */
  'snapshot-damaged',
  /** Needed for older states only; nothing needed now is in it alone. */
  'snapshot-missing',
  'segment-missing',
  'segment-damaged',
  /** A file of scans is missing or damaged. The database has its own copy of the pieces in it. */
  'scans-missing',
  /** Afterwards: all missing pieces are restored, or some are lost. */
  'scans-taken-back',
  'scans-lost',
  /** A file of scans that only older snapshots refer to is missing or damaged. */
  'older-scans-missing',
  'high-water-mark-missing',
  'high-water-mark-damaged',
  /** One of its two places is damaged, or all of it is older than the journal. The other place and the journal are enough. */
  'high-water-mark-part-damaged',
  'high-water-mark-older',
  /** The high-water mark is beyond the journal's end: saved changes are missing. */
  'journal-cut-back',
  /** A file of keys was damaged and its second copy was used. */
  'keyring-repaired',
  'key-slots-repaired',
  /** The first copy was whole, the second one was not, or was older. */
  'keyring-second-repaired',
  'key-slots-second-repaired',
  /** The list of the files that the folder must hold. */
  'files-list-repaired',
  'files-list-second-repaired',
  'files-list-missing',
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
  /** Pieces of scans that were missing, and how many of them were restored. */
  readonly pieces?: number
  readonly takenBack?: number
  /** References of cases with incomplete scans; only the first, when there are many. */
  readonly cases?: readonly string[]
}
