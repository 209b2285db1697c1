/**
 * The work list's lines, sealed some dozens to a chunk. Opening 50,000 rows one by one takes seconds; opening their chunks
 * takes a tenth of one. A chunk is rewritten in the same transaction as the case that changed it.
 */
import { SUMMARY_SHAPE, summarise, type CaseSummary } from '../../../domain/case/summary.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { Editions } from '../../../domain/guidance/index.ts'

/** Some 30 KiB: each save rewrites a chunk, and IndexedDB writes a value above 64 KiB as a file of its own. */
const SUMMARIES_A_CHUNK = 48

/** `rev`: of the case that the line was made from. Chromium can bring back an older chunk beside newer cases. */
export interface SummaryLine {
  readonly rev: number
  /** Absent before version 2 of what a line says. */
  readonly shape?: number
  readonly summary: CaseSummary
}
export interface SummaryChunk {
  readonly id: string
  rev: number
  lines: SummaryLine[]
  /** Takes no further line. */
  isFull?: boolean
}

export interface SummaryStore {
  all(): readonly CaseSummary[]
  /** Takes the new line of a case and answers it with the chunk that must be stored with it. */
  put(record: CaseRecord, rev: number): { readonly summary: CaseSummary; readonly chunk: SummaryChunk }
  /** Takes the line of an erased case away; answers the chunk that must be stored without it. */
  drop(caseId: string): SummaryChunk | undefined
  /** False for a case of which no chunk has a line, or only one of another revision. */
  has(caseId: string): boolean
}

/**
 * `revOf`: the cases that are in the database. A line whose case is gone, is of another revision or shape, or has its line already, counts
 * for nothing.
 */
export function createSummaryStore(
  chunks: readonly SummaryChunk[],
  newId: () => string,
  revOf: ReadonlyMap<string, number>,
  editions: Pick<Editions, 'get'>,
): SummaryStore {
  const chunkOf = new Map<string, SummaryChunk>()
  const book = chunks.map((found) => {
    const chunk: SummaryChunk = { ...found, lines: [] }
    for (const line of found.lines) {
      const { caseId } = line.summary
      if (chunkOf.has(caseId) || revOf.get(caseId) !== line.rev || line.shape !== SUMMARY_SHAPE) continue
      chunkOf.set(caseId, chunk)
      chunk.lines.push(line)
    }
    return chunk
  })
  /** Chunks that take another line. */
  const roomy = new Set(book.filter(({ lines }) => lines.length < SUMMARIES_A_CHUNK))
  function findRoom(): SummaryChunk {
    for (const chunk of roomy) return chunk
    const chunk: SummaryChunk = { id: newId(), rev: 0, lines: [] }
    book.push(chunk)
    roomy.add(chunk)
    return chunk
  }

  return {
    all: () => book.flatMap((chunk) => chunk.lines.map(({ summary }) => summary)),
    has: (caseId) => chunkOf.has(caseId),
    drop: (caseId) => {
      const chunk = chunkOf.get(caseId)
      if (!chunk) return undefined
      chunkOf.delete(caseId)
      chunk.lines = chunk.lines.filter((known) => known.summary.caseId !== caseId)
      chunk.rev += 1
      chunk.isFull = false
      roomy.add(chunk)
      return chunk
    },
    put: (record, rev) => {
      const summary = summarise(record, editions.get(record.edition))
      const chunk = chunkOf.get(record.caseId) ?? findRoom()
      chunkOf.set(record.caseId, chunk)
      chunk.lines = [...chunk.lines.filter((known) => known.summary.caseId !== record.caseId), { rev, shape: SUMMARY_SHAPE, summary }]
      chunk.rev += 1
      chunk.isFull = chunk.lines.length >= SUMMARIES_A_CHUNK
      if (chunk.isFull) roomy.delete(chunk)
      return { summary, chunk }
    },
  }
}
