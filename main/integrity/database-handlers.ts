/** IPC handlers by which the page compares its database with the record, catches up, rebuilds it, or returns scans that the record lost. */
import type { Finding } from '../../domain/record/findings.ts'
import type { VaultRecord } from '../record/record.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Handlers, WrappedKeys } from '../../preload/contract.ts'
import type { databaseChannels } from '../../preload/contract/database.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'
import type { Cases } from '../registration/case-store.ts'
import type { RecordStore } from '../record/store.ts'
import { findDifferingRows } from './check-rows.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import { comparedTables } from '../../domain/record/rows-digest.ts'
import { countRows, judgeDatabase } from './compare-database.ts'
import { createRefill, type Refill } from './refill.ts'
import type { ScanRestore } from './restore-scans.ts'

/** What the comparison of the database needs of the unlocked session. */
export interface DatabaseSession {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly store: RecordStore
  /** What was not in order when the files were opened. */
  readonly findings: readonly Finding[]
  /** Open before a scan is asked for. */
  readonly desk: Cases
  readonly wrapKeys: (keyIds: readonly string[]) => Result<WrappedKeys, WrapFailureCode>
}

/** Rows in one answer. Pieces of scans are large: so few keep main for some milliseconds. */
const ROWS_A_PAGE = 200
const SCANS_A_PAGE = 8

export interface DatabaseHandlerDeps {
  readonly session: () => DatabaseSession
  /** Notes that the database is to be set aside, and starts the app again. */
  readonly setAside: () => Promise<void>
}

type DatabaseHandlers = Pick<Handlers, keyof typeof databaseChannels>
type Session = DatabaseHandlerDeps['session']

export function databaseHandlers({ session, setAside }: DatabaseHandlerDeps): DatabaseHandlers {
  return {
    ...comparing(session),
    ...rowsForPage(session),
    ...restoringScans(session),
    'database.setAside': async () => {
      await setAside()
      return ok({})
    },
  }
}

function comparing(session: Session): Pick<DatabaseHandlers, 'database.compare' | 'database.checkRows'> {
  return {
    'database.compare': async ({ report, after }) => {
      const { record, store, findings } = session()
      const { journal } = record
      const rows = journal.newest([...comparedTables, SCANS_TABLE])
      const verdict = judgeDatabase(report, journal.lastSeq, rows)
      const counts = countRows(rows)
      const detail = {
        verdict,
        after,
        databaseSeq: report.lastSeq,
        journalSeq: journal.lastSeq,
        found: report.counts,
        wanted: counts,
        dataLoss: report.dataLoss,
      }
      // A crash between the two leaves the database behind. It catches up; that is no agent's act, so no entry.
      const action =
        after === 'setting-up' || verdict === 'behind'
          ? undefined
          : verdict !== 'in-order'
            ? `database-${verdict}`
            : after === 'rebuilding'
              ? 'database-rebuilt'
              : undefined
      if (action !== undefined) {
        const noted = await store.commit([], { action, detail })
        if (!noted.ok) return noted
      }
      return ok({
        verdict,
        lastSeq: journal.lastSeq,
        counts,
        findings: findings.map((finding) => ({ ...finding })),
      })
    },
    'database.checkRows': async ({ table, rows }) => {
      const { store } = session()
      const differing = await findDifferingRows(store, table, rows)
      if (differing.length > 0) {
        const detail = { verdict: 'altered', after: 'checking', table, rows: differing.length }
        const noted = await store.commit([], { action: 'database-altered', detail })
        if (!noted.ok) return noted
      }
      return ok({ rows: differing })
    },
  }
}

/** Rows and keys that the page asks for. */
function rowsForPage(
  session: Session,
): Pick<DatabaseHandlers, 'database.cases' | 'database.refill' | 'database.keys' | 'database.page' | 'database.pieces'> {
  const refills = new WeakMap<DatabaseSession, Refill>()
  function refillOf(here: DatabaseSession): Refill {
    const known = refills.get(here) ?? createRefill(here.record.journal, here.store)
    refills.set(here, known)
    return known
  }
  return {
    'database.cases': async ({ caseIds }) => ok({ rows: await session().store.sealedRows('cases', caseIds) }),
    'database.refill': async ({ from }) => ok(await refillOf(session()).page(from)),
    'database.keys': async ({ caseIds, scanKeyIds }) => {
      const { store, wrapKeys } = session()
      const { findCaseKey, findKey } = store
      const ofCases = caseIds.flatMap((caseId) => findCaseKey(caseId) ?? [])
      const ofScans = scanKeyIds.filter((keyId) => findKey('evidence', keyId) !== undefined)
      const keys = wrapKeys([...ofCases, ...ofScans])
      return keys.ok ? ok({ keys: keys.value }) : keys
    },
    'database.page': async ({ afterSeq, which }) =>
      ok(await session().store.since(afterSeq, which === 'scans' ? SCANS_A_PAGE : ROWS_A_PAGE, which)),
    'database.pieces': async ({ evidenceId, from, count }) => {
      const { store } = session()
      return ok({
        rows: await store.sealedRows(
          'chunks',
          Array.from({ length: count }, (_, index) => `${evidenceId}:${from + index}`),
        ),
      })
    },
  }
}

function restoringScans(session: Session): Pick<DatabaseHandlers, 'database.lackingScan' | 'database.giveBack' | 'database.scansAccount'> {
  const takingBack = new WeakMap<DatabaseSession, ScanRestore>()
  async function takeBackOf(here: DatabaseSession): Promise<ScanRestore> {
    const { createScanRestore } = await import('./restore-scans.ts')
    const known =
      takingBack.get(here) ?? createScanRestore({ vault: here.vault, record: here.record, store: here.store, cases: here.desk.cases })
    takingBack.set(here, known)
    return known
  }
  return {
    'database.lackingScan': async ({ begin }) => {
      const takeBack = await takeBackOf(session())
      if (begin) await takeBack.begin()
      const pieces = takeBack.next()
      return ok(pieces === undefined ? {} : { pieces: pieces.map(({ id, rev }) => ({ id, rev })) })
    },
    'database.giveBack': async ({ rows, last }) => (await takeBackOf(session())).offer(rows, last),
    'database.scansAccount': async () => {
      const account = await (await takeBackOf(session())).account()
      return account.ok ? ok({ findings: account.value.map((finding) => ({ ...finding })) }) : account
    },
  }
}
