/** The two databases of the record: what was saved (kept twice), and the pieces of scans (kept once; the page's database has the second). */
import type { DatabaseKind } from '../../files/database.ts'

export const RECORD_FILES = ['record.db', 'record-second.db'] as const
export type RecordFile = (typeof RECORD_FILES)[number]
export const SCANS_FILE = 'scans.db'
/** Table of the rows whose envelopes are pieces of scans. */
export const SCANS_TABLE = 'chunks'

/**
 * `rows` has the newest version of each row, and an erased row stays with its number and no content, so that it cannot come back. Its
 * envelope is in `bodies` under the same number: a list of rows then never reads them. `frames` has the hashes of the newest frames,
 * `head` the state after the last one.
 */
export const recordKind: DatabaseKind = {
  applicationId: 0x52_41_44_52,
  version: 1,
  schema: `
    CREATE TABLE rows (
      row INTEGER PRIMARY KEY, tbl TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, seq INTEGER NOT NULL,
      bytes INTEGER NOT NULL, sha256 BLOB, mac BLOB NOT NULL, UNIQUE (tbl, id)
    ) STRICT;
    CREATE INDEX rows_by_change ON rows (tbl, seq);
    CREATE TABLE bodies (row INTEGER PRIMARY KEY, env BLOB NOT NULL) STRICT;
    CREATE TABLE entries (seq INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT;
    CREATE TABLE frames (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
    CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL, mac BLOB NOT NULL) STRICT;
  `,
}

/** `row` is the number of the piece in `rows`. Its version is raised together with the record's: on its own, another one is damage. */
export const scansKind: DatabaseKind = {
  applicationId: 0x52_41_44_53,
  version: 1,
  schema: 'CREATE TABLE pieces (row INTEGER PRIMARY KEY, env BLOB NOT NULL) STRICT;',
}
