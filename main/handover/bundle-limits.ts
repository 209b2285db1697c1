/** Limits of one bundle, in cases and in bytes: both workstations hold it in memory once. */
export const MOST_CASES = 50
export const MOST_BYTES = 256 * 1024 * 1024
