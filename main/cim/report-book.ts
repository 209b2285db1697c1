/**
 * The reports of CIM that are kept: a head for each, its rows in pieces of some hundred, and how agents mapped columns. A report counts only once
 * its head is stored, in the commit of its last rows: an import that was cut leaves pieces, which the next import takes away.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { reportFields, reportKinds, type ReportKind } from '../../domain/cim/report-kinds.ts'
import type { KeptMapping, KeptMappings } from '../../domain/cim/recognise-columns.ts'
import { reportRow, type ReportRow } from '../../domain/cim/report-row.ts'
import { ok, type Result } from '../../domain/result.ts'
import { instant, plainDate, randomId, shortText } from '../../domain/values.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'

const REPORTS = 'cim-reports'
const ROWS = 'cim-report-rows'

const count = z.number().int().nonnegative()
const reportHead = z.strictObject({
  rev: z.number().int().positive(),
  reportId: randomId,
  kind: z.enum(reportKinds),
  fileName: shortText,
  /** The day on which CIM made it, as the agent said. */
  reportedOn: plainDate,
  /** Whether it lists everyone, or only those that a filter let through. */
  coverage: z.enum(['whole', 'some']),
  importedAt: instant,
  by: shortText,
  /** Counts the imports. */
  order: z.number().int().positive(),
  rows: count,
  persons: count,
  leftOut: count,
  pieces: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Its rows were removed; who imported what stays. */
  removed: z.strictObject({ at: instant, by: shortText }).optional(),
})
export type ReportHead = z.infer<typeof reportHead>

const keptMapping = z.strictObject({
  rev: z.number().int().positive(),
  headings: z.record(z.string().max(200), z.enum(reportFields).nullable()),
})
const piece = z.array(reportRow)

export interface NewReport extends Omit<ReportHead, 'rev' | 'order' | 'pieces' | 'removed'> {
  /** Rows as JSON. */
  readonly rowsInPieces: readonly Uint8Array[]
  /** What the agent mapped, by folded heading: kept with the report. */
  readonly mapping: KeptMapping
}

export interface ReportBook {
  /** Newest first: by the day of the report, then by when it was imported. */
  heads(): readonly ReportHead[]
  /** The report of each kind that is compared. */
  newest(kind: ReportKind): ReportHead | undefined
  mappings(): KeptMappings
  /** Pieces of some hundred rows, between which other work goes on. */
  pieces(report: ReportHead): AsyncGenerator<readonly ReportRow[]>
  piece(report: ReportHead, index: number): Promise<readonly ReportRow[]>
  add(report: NewReport): Promise<Result<ReportHead, RecordFailureCode>>
  removeRows(report: ReportHead, removed: NonNullable<ReportHead['removed']>): Promise<Result<void, RecordFailureCode>>
}

type BookStore = Pick<RecordStore, 'ids' | 'read' | 'commit'>

/** So many pieces are sealed in one commit: some ten milliseconds. */
const PIECES_IN_COMMIT = 10
const headingsId = (kind: ReportKind) => `headings-${kind}`
const pieceId = (reportId: string, index: number) => `${reportId}:${index}`

export async function openReportBook(store: BookStore): Promise<ReportBook> {
  const heads = new Map<string, ReportHead>()
  const mappings = new Map<ReportKind, z.infer<typeof keptMapping>>()
  for (const id of store.ids(REPORTS)) {
    const stored = await store.read(REPORTS, id, 'records')
    const head = reportHead.safeParse(stored)
    if (head.success) heads.set(id, head.data)
    const kind = reportKinds.find((one) => headingsId(one) === id)
    if (kind) mappings.set(kind, keptMapping.parse(stored))
  }
  const sorted = () => [...heads.values()].sort((one, other) => other.reportedOn.localeCompare(one.reportedOn) || other.order - one.order)
  const readPiece = async ({ reportId }: ReportHead, index: number) =>
    piece.parse((await store.read(ROWS, pieceId(reportId, index), 'records')) ?? [])

  return {
    heads: sorted,
    newest: (kind) => sorted().find((head) => head.kind === kind && !head.removed),
    mappings: () => Object.fromEntries([...mappings].map(([kind, { headings }]) => [kind, headings])),
    piece: readPiece,
    async *pieces(report) {
      for (let index = 0; index < report.pieces; index += 1) {
        yield await readPiece(report, index)
        await nextTurn()
      }
    },
    async add({ rowsInPieces, mapping, ...told }) {
      const order = Math.max(0, ...[...heads.values()].map((head) => head.order)) + 1
      const head: ReportHead = { rev: 1, ...told, order, pieces: rowsInPieces.length }
      const left: (RowToSeal | RowToErase)[] = leftovers(store, heads)
      for (const [index, bytes] of rowsInPieces.entries()) {
        left.push({
          table: ROWS,
          id: pieceId(head.reportId, index),
          rev: 1,
          keyId: 'records',
          value: JSON.parse(new TextDecoder().decode(bytes)),
        })
        if (left.length < PIECES_IN_COMMIT || index === rowsInPieces.length - 1) continue
        const stored = await store.commit(left.splice(0), { action: 'cim-rows-stored' })
        if (!stored.ok) return stored
        await nextTurn()
      }
      const before = mappings.get(head.kind)
      const kept = { rev: (before?.rev ?? 0) + 1, headings: { ...before?.headings, ...mapping } }
      const isMapped = Object.keys(mapping).length > 0
      if (isMapped) left.push({ table: REPORTS, id: headingsId(head.kind), rev: kept.rev, keyId: 'records', value: kept })
      left.push({ table: REPORTS, id: head.reportId, rev: head.rev, keyId: 'records', value: head })
      const { reportId, kind, reportedOn, coverage, rows, leftOut, sha256 } = head
      const stored = await store.commit(left, {
        action: 'cim-report-imported',
        detail: { reportId, kind, reportedOn, coverage, rows, leftOut, sha256 },
      })
      if (!stored.ok) return stored
      heads.set(reportId, head)
      if (isMapped) mappings.set(kind, kept)
      return ok(head)
    },
    async removeRows(report, removed) {
      const head: ReportHead = { ...report, rev: report.rev + 1, removed }
      const erased = Array.from({ length: report.pieces }, (_, index): RowToErase => ({
        table: ROWS,
        id: pieceId(report.reportId, index),
        erase: true,
      }))
      const done = await store.commit([...erased, { table: REPORTS, id: head.reportId, rev: head.rev, keyId: 'records', value: head }], {
        action: 'cim-rows-removed',
        detail: { reportId: head.reportId, kind: head.kind, reportedOn: head.reportedOn },
      })
      if (!done.ok) return done
      heads.set(head.reportId, head)
      return ok()
    },
  }
}

/** Pieces of an import that was cut before its head was stored. */
function leftovers(store: Pick<RecordStore, 'ids'>, heads: ReadonlyMap<string, ReportHead>): RowToErase[] {
  return store.ids(ROWS).flatMap((id) => (heads.has(id.split(':')[0]!) ? [] : [{ table: ROWS, id, erase: true as const }]))
}
