/**
 * The lines of all cases at opening: read, and made again where a line is missing, does not open, or stands for another revision of its
 * case. Only such a case is opened.
 */
import { readCaseLine, type CaseLine } from '../../domain/case/case-line.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'
import type { OpenCase } from './stored-cases.ts'

const LINES = 'case-lines'
const LINES_A_COMMIT = 250

type LineStore = Pick<RecordStore, 'ids' | 'findCaseKey' | 'read' | 'readAll' | 'revs' | 'revOf' | 'commit'>

export interface CaseLinesDeps {
  readonly store: LineStore
  readonly open: (caseId: string) => Promise<OpenCase | undefined>
  readonly lineFor: (opened: OpenCase) => CaseLine
  readonly onLine: (line: CaseLine) => void
}

export async function lineRow(store: Pick<LineStore, 'revOf'>, line: CaseLine): Promise<RowToSeal> {
  const rev = ((await store.revOf(LINES, line.caseId)) ?? 0) + 1
  return { table: LINES, id: line.caseId, rev, keyId: 'records', value: line }
}

const lineToErase = (caseId: string): RowToErase => ({ table: LINES, id: caseId, erase: true })

/** Returns the lines that were made again. Their cases are in no stored line until `storeLines` has stored them. */
export async function readCaseLines({ store, open, lineFor, onLine }: CaseLinesDeps): Promise<readonly CaseLine[]> {
  // The key of a case goes before its rows: between the two it is not a case any more.
  const left = new Map([...store.revs('cases')].filter(([caseId]) => store.findCaseKey(caseId) !== undefined))
  const takeLine = (caseId: string, stored: unknown): void => {
    const line = readCaseLine(stored, caseId)
    if (line === undefined || line.caseRev !== left.get(caseId)) return
    left.delete(caseId)
    onLine(line)
  }
  for await (const { id, value } of store.readAll(LINES)) takeLine(id, value)
  const renewed: CaseLine[] = []
  for (const caseId of [...left.keys()]) {
    // A line holds nothing that its case does not say: one that does not open is made again without a word.
    takeLine(caseId, await store.read(LINES, caseId, 'records').catch(() => undefined))
    if (!left.has(caseId)) continue
    const opened = await open(caseId)
    if (!opened) continue
    const line = lineFor(opened)
    renewed.push(line)
    onLine(line)
  }
  return renewed
}

/** Stores lines that were made again, and erases lines whose case is not here, as after a restore. */
export async function storeLines(store: LineStore, renewed: readonly CaseLine[]): Promise<Result<void, RecordFailureCode>> {
  const rows: (RowToSeal | RowToErase)[] = []
  for (const line of renewed) rows.push(await lineRow(store, line))
  const cases = store.revs('cases')
  for (const caseId of store.ids(LINES)) if (!cases.has(caseId)) rows.push(lineToErase(caseId))
  for (let begin = 0; begin < rows.length; begin += LINES_A_COMMIT) {
    const slice = rows.slice(begin, begin + LINES_A_COMMIT)
    const stored = await store.commit(slice, { action: 'case-lines-made', detail: { lines: slice.length } })
    if (!stored.ok) return stored
  }
  return ok()
}
