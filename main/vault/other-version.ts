/** Messages for files of another version: they are not damaged. */
export const writtenByOlder = [
  'This folder was written by an older version of RA Desk, which this version cannot read. Nothing was changed.',
  'Open it with the version that wrote it and make a backup there. This version restores that backup into an empty folder.',
] as const

export const writtenByNewer = [
  'This folder was written by a newer version of RA Desk. Nothing was changed.',
  'Use that version, or update this one.',
] as const
