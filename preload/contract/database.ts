/** Channels by which `main` and the database in the page find out whether they hold the same, and by which a lost database is made again. */
import { z } from 'zod'
import { findingKinds } from '../../domain/record/findings.ts'
import { comparedTables } from '../../domain/record/rows-digest.ts'
import { randomId } from '../../domain/values.ts'
import { base64, channel, keyId, nothing, sealedRow, wrappedKeys } from './parts.ts'
import { recordCodes, wrapCodes } from './codes.ts'
import { everyone, everyoneSees } from './who.ts'

const count = z.number().int().nonnegative()
const counts = z.strictObject({ cases: count, manifests: count, station: count, chunks: count })

/** What the worker finds before anything of the database is used. */
export const databaseReport = z.strictObject({
  /** How far the database says it has come; 0 when it is new or was emptied. */
  lastSeq: count,
  counts,
  /** SHA-256 over table, id and revision of every row, hexadecimal; see `domain/record/rows-digest.ts`. Pieces of scans are only counted. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Chromium's own word on whether it threw the database away. */
  dataLoss: z.enum(['none', 'total']),
})
export type DatabaseReport = z.infer<typeof databaseReport>

export const verdicts = ['in-order', 'behind', 'wiped', 'altered', 'ahead'] as const
export type Verdict = (typeof verdicts)[number]

export const finding = z.strictObject({
  kind: z.enum(findingKinds),
  file: z.string(),
  frames: count.optional(),
  rows: count.optional(),
  pieces: count.optional(),
  takenBack: count.optional(),
  cases: z.array(z.string()).readonly().optional(),
})

/** Pieces of a scan in one message. */
const PIECES_A_MESSAGE = 20
/** Rows that are checked, or fetched, in one message. */
const ROWS_A_MESSAGE = 200
/** Cases or scans whose keys are asked for in one message. */
const KEYS_A_MESSAGE = 250

/** A row as the worker read it. `sha256`: of its envelope, hexadecimal; empty if the row cannot be read. */
export const checkedRow = z.strictObject({
  id: z.string(),
  rev: z.number().int().nonnegative(),
  sha256: z.string().regex(/^([0-9a-f]{64})?$/),
})
export type CheckedRow = z.infer<typeof checkedRow>

/** Result of setting a database aside at this start: the folder where it is kept, or the system's error code. */
export const databaseAside = z.union([z.strictObject({ kept: z.string() }), z.strictObject({ failed: z.string() })])

export const databaseChannels = {
  'database.compare': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyone,
    input: z.strictObject({ report: databaseReport, after: z.enum(['setting-up', 'opening', 'catching-up', 'rebuilding']) }),
    output: z.strictObject({
      verdict: z.enum(verdicts),
      lastSeq: count,
      /** What the record holds, and so what the database should. */
      counts,
      /** What was not in order in the record's own files. */
      findings: z.array(finding),
    }),
    codes: [...recordCodes],
  }),
  /** Compares rows with the record byte by byte, in the background after sign-in. Answers those of the record that the database does not hold as they are. */
  'database.checkRows': channel({
    background: true,
    when: 'unlocked',
    whileOpening: true,
    roles: everyone,
    input: z.strictObject({ table: z.enum(comparedTables), rows: z.array(checkedRow).max(ROWS_A_MESSAGE) }),
    output: z.strictObject({ rows: z.array(sealedRow) }),
    codes: [...recordCodes],
  }),
  /** The newest versions of some cases. Those that are not here are left out. */
  'database.cases': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: z.strictObject({ caseIds: z.array(randomId).max(ROWS_A_MESSAGE) }),
    output: z.strictObject({ rows: z.array(sealedRow) }),
    codes: [],
  }),
  /**
   * What a lost database is rebuilt from: every row but pieces of scans, last changed first, because these are the cases that are worked
   * on. The order is that of the moment when the first page, `from` 0, was asked for. `next` is absent on the last page.
   */
  'database.refill': channel({
    background: true,
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: z.strictObject({ from: count }),
    output: z.strictObject({ rows: z.array(sealedRow), next: count.optional(), lastSeq: count }),
    codes: [],
  }),
  /** Keys for the worker: of cases, and of scans by the ids of their keys. Those that were destroyed, or were never here, are left out. */
  'database.keys': channel({
    background: true,
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: z.strictObject({ caseIds: z.array(randomId).max(KEYS_A_MESSAGE), scanKeyIds: z.array(keyId).max(KEYS_A_MESSAGE) }),
    output: z.strictObject({ keys: wrappedKeys }),
    codes: [...wrapCodes],
  }),
  /** Newest versions of rows that changed after a frame, oldest change first, without pieces of scans or only these. */
  'database.page': channel({
    background: true,
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: z.strictObject({ afterSeq: count, which: z.enum(['rows', 'scans']) }),
    output: z.strictObject({ rows: z.array(sealedRow), lastSeq: count, more: z.boolean() }),
    codes: [],
  }),
  /** The database cannot be opened: at the next start, which this brings about, it is moved out of the way, and the sign-in after it builds a new one from the record. */
  'database.setAside': channel({ when: 'always', roles: everyone, input: z.strictObject({}), output: z.strictObject({}), codes: [] }),
  /** Pieces of one scan, from the record. */
  'database.pieces': channel({
    background: true,
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: z.strictObject({ evidenceId: randomId, from: count, count: z.number().int().min(1).max(PIECES_A_MESSAGE) }),
    output: z.strictObject({ rows: z.array(sealedRow) }),
    codes: [],
  }),
  /** The next scan of which the record lacks pieces, from the first one on when a round begins; nothing when there is none left. */
  'database.lackingScan': channel({
    background: true,
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ begin: z.boolean() }),
    output: z.strictObject({
      pieces: z.array(z.strictObject({ id: z.string(), rev: z.number().int().positive() })).optional(),
    }),
    codes: [],
  }),
  /** What the database has of these pieces. The record takes a scan back as a whole, and only what is sealed for its place and has the digest that the case names. */
  'database.giveBack': channel({
    background: true,
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({
      rows: z.array(z.strictObject({ ...sealedRow.shape, table: z.literal('chunks'), env: base64.max(100_000) })).max(PIECES_A_MESSAGE),
      last: z.boolean(),
    }),
    output: z.strictObject({ takenBack: count }),
    codes: ['disk-full', 'journal-failed', 'not-lacking'],
  }),
  /** Ends a round: what was lacking, what came back and what did not. */
  'database.scansAccount': channel({
    background: true,
    when: 'unlocked',
    roles: everyone,
    input: nothing,
    output: z.strictObject({ findings: z.array(finding) }),
    codes: ['disk-full', 'journal-failed', 'not-lacking'],
  }),
} as const
