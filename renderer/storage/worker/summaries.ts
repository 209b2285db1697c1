/**
 * The work list's lines, sealed some hundreds to a chunk. Opening 50,000 rows one by one takes seconds; opening their chunks
 * takes a tenth of one. A chunk is rewritten in the same transaction as the case that changed it.
 */
import { summarise, type CaseSummary } from '../../../domain/case/summary.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'

export const SUMMARIES_A_CHUNK = 250

export interface SummaryChunk { readonly id: string; rev: number; lines: CaseSummary[] }

export interface SummaryBook {
  all(): readonly CaseSummary[]
  /** Takes the new line of a case and answers the chunk that must be stored with it. */
  put(record: CaseRecord): SummaryChunk
  /** Takes the line of an erased case away; answers the chunk that must be stored without it. */
  drop(caseId: string): SummaryChunk | undefined
  /** Cases in the database that no chunk knows, and lines whose case is gone or older. */
  has(caseId: string): boolean
}

export function createSummaryBook(chunks: readonly SummaryChunk[], newId: () => string): SummaryBook {
  const book = [...chunks]
  const chunkOf = new Map(book.flatMap((chunk) => chunk.lines.map((line) => [line.caseId, chunk] as const)))
  return {
    all: () => book.flatMap((chunk) => chunk.lines),
    has: (caseId) => chunkOf.has(caseId),
    drop: (caseId) => {
      const chunk = chunkOf.get(caseId)
      if (!chunk) return undefined
      chunkOf.delete(caseId)
      chunk.lines = chunk.lines.filter((known) => known.caseId !== caseId)
      chunk.rev += 1
      return chunk
    },
    put: (record) => {
      const line = summarise(record)
      let chunk = chunkOf.get(record.caseId)
      if (!chunk) {
        chunk = book.find((candidate) => candidate.lines.length < SUMMARIES_A_CHUNK)
        if (!chunk) {
          chunk = { id: newId(), rev: 0, lines: [] }
          book.push(chunk)
        }
        chunkOf.set(record.caseId, chunk)
      }
      chunk.lines = [...chunk.lines.filter((known) => known.caseId !== record.caseId), line]
      chunk.rev += 1
      return chunk
    },
  }
}
