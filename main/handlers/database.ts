/** The database compares itself with the record, catches up with it, or is made again from it. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { DeskSession } from '../desk-session.ts'
import { countRows, judgeDatabase } from '../record/compare-database.ts'

/** Rows in one answer; pieces of scans are large. */
const ROWS_A_PAGE = 200
const SCANS_A_PAGE = 40

export interface DatabaseParts {
  readonly session: () => DeskSession
  /** Notes that the database is to be set aside, and starts the app again. */
  readonly setAside: () => Promise<void>
}

export function databaseHandlers({ session, setAside }: DatabaseParts): Pick<Handlers, 'database.compare' | 'database.page' | 'database.pieces' | 'database.setAside'> {
  return {
    'database.compare': async ({ report, after }) => {
      const { record, desk, vault } = session()
      const { journal } = record
      const rows = journal.changedAfter(0)
      const verdict = judgeDatabase(report, journal.lastSeq, rows)
      const counts = countRows(rows)
      const detail = { verdict, after, databaseSeq: report.lastSeq, journalSeq: journal.lastSeq, found: report.counts, wanted: counts, dataLoss: report.dataLoss }
      // A database that is behind is what a crash between the two leaves: it is caught up and said, and is no act of anybody.
      const action = after === 'setting-up' || verdict === 'behind' ? undefined : verdict !== 'in-order' ? `database-${verdict}` : after === 'rebuilding' ? 'database-rebuilt' : undefined
      if (action !== undefined) {
        const noted = await desk.store.commit([], { action, detail })
        if (!noted.ok) return noted
      }
      return ok({ verdict, lastSeq: journal.lastSeq, counts, findings: [...vault.findings, ...journal.findings].map((finding) => ({ ...finding })) })
    },
    'database.page': async ({ afterSeq, which }) => ok(await session().desk.store.since(afterSeq, which === 'scans' ? SCANS_A_PAGE : ROWS_A_PAGE, which)),
    'database.setAside': async () => {
      await setAside()
      return ok({})
    },
    'database.pieces': async ({ evidenceId, from, count }) => {
      const { desk } = session()
      return ok({ rows: await desk.store.sealedRows('chunks', Array.from({ length: count }, (_, index) => `${evidenceId}:${from + index}`)) })
    },
  }
}
