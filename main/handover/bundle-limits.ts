/** Limits of one bundle, in cases and in bytes: both workstations hold it in memory once. What is parsed at once has limits of its own. */
export const MOST_CASES = 50
export const MOST_BYTES = 256 * 1024 * 1024
/** The list of what is in it, some 170 bytes for each part: a case has one for itself, one for its record and one for each scan. */
export const MOST_PARTS = 10_000
export const MOST_MANIFEST_BYTES = 3_000_000
/** A case as JSON has 20 to 60 kB. */
export const MOST_CASE_BYTES = 3_000_000
/** An entry of the record has some 600 bytes, and each view of a case is one. */
export const MOST_ENTRIES_BYTES = 8_000_000
/** A secret has some 150 bytes, a case at most a few. */
export const MOST_SECRETS_BYTES = 1_000_000
