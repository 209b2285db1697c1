/** Words for files that are in order, but were written in the form of another version: they are not damaged, and nobody needs to be frightened. */
export const writtenByOlder = [
  'This folder was written by an older version of RA Desk, in a form that this version does not read. Nothing was changed.',
  'Open it with the version that wrote it, or restore a backup that this version made.',
] as const

export const writtenByNewer = [
  'This folder was written by a newer version of RA Desk. Nothing was changed.',
  'Use that version, or update this one.',
] as const
