/** What was not in order when the record was opened, and what was done about it. Nothing of this is ever kept silent. */

/** What was cut off the end at opening: the remains of a frame that nobody was told was saved. */
export interface TornTail {
  /** Where the bytes are kept. */
  readonly file: string
  readonly bytes: number
  /** `unreadable`: as long as a frame, but not one. A power cut can do that; so can damage of the last saved frame. */
  readonly kind: 'incomplete' | 'unreadable'
}

export const findingKinds = [
  /** A copy of the journal or of the audit record was damaged and was mended from the other one. */
  'journal-repaired',
  'journal-second-repaired',
  'audit-record-repaired',
  'audit-record-second-repaired',
  /** Neither copy of the audit record's older part is whole. */
  'audit-record-damaged',
  /** A snapshot was not used: the one before it and the journal gave the same. */
  'snapshot-damaged',
  /** Kept for older states only; nothing that is needed now is in it alone. */
  'snapshot-missing',
  'segment-missing',
  'segment-damaged',
  /** A file of scans is gone or damaged: the database has its own copy of the pieces in it. */
  'scans-missing',
  /** What became of them: all that was lacking is there again; or some of it is nowhere any more. */
  'scans-taken-back',
  'scans-lost',
  /** A file of scans that only older snapshots point at is gone or damaged. */
  'older-scans-missing',
  'high-water-mark-missing',
  'high-water-mark-damaged',
  /** One of its two places is damaged, or all of it is older than the journal. The other place and the journal are enough. */
  'high-water-mark-part-damaged',
  'high-water-mark-older',
  /** The witness had seen more of the journal than is there: saved changes are missing. */
  'journal-cut-back',
  /** A file of keys was damaged and its second copy was used. */
  'keyring-repaired',
  'key-slots-repaired',
  /** The first copy was whole, the second one was not, or was older. */
  'keyring-second-repaired',
  'key-slots-second-repaired',
  /** The list of what the folder must hold. */
  'files-list-repaired',
  'files-list-second-repaired',
  'files-list-missing',
  /** Found while RA Desk was open: one of two copies does not read. It is mended at the next start. */
  'copy-damaged',
] as const
export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  readonly kind: FindingKind
  /** Name of the file, never a path. */
  readonly file: string
  /** How many saved changes are missing. */
  readonly frames?: number
  /** Pieces of scans that were lacking, and how many of them came back. */
  readonly pieces?: number
  readonly takenBack?: number
  /** References of the cases whose scans are not whole any more; the first of them, when there are many. */
  readonly cases?: readonly string[]
}
