/** Signing in and locking: opens the database with the keys that `main` wraps to this page, and ends it at every lock. */
import { createEditions } from '../../domain/guidance/index.ts'
import type { Result } from '../../domain/result.ts'
import type { Output } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Calls } from './calls.ts'
import type { CaseClient, PageCode, Session } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import type { CurrentStorage } from './current-storage.ts'
import { databaseUnusable } from './failures.ts'
import type { RowStore } from './row-store.ts'
import type { ScanUpkeep } from './scan-upkeep.ts'
import { syncDatabase } from './sync-database.ts'

export interface SessionDeps extends Calls {
  readonly current: CurrentStorage
  readonly state: ClientState
  readonly rows: Pick<RowStore, 'store' | 'setSyncedSeq'>
  readonly scans: ScanUpkeep
  /** Starts a new worker; each session has its own. */
  readonly startStorage: () => StorageClient
}

export type SessionClient = Pick<CaseClient, 'setUp' | 'unlock' | 'restore' | 'recover' | 'lock'>

export function createSession({ call, on, current, state, rows, scans, startStorage }: SessionDeps): SessionClient {
  on('vault.generation', ({ keys, recordsKeyId }) => {
    const storage = current.find()
    void storage?.ask('addKeys', keys).then(() => storage.ask('useRecordsKey', recordsKeyId))
  })
  on('editions.changed', ({ editions }) => {
    state.editions.set(createEditions(editions))
    void current.find()?.ask('useEditions', editions)
  })
  on('retention.erased', ({ rows: erased, lastSeq }) => {
    if (current.find()) void rows.store(erased, lastSeq)
  })
  on('vault.locked', () => {
    current.end()
    state.summaries.set([])
    state.settings.set(undefined)
    state.draftsKept.set(true)
    void state.refreshStation()
  })

  async function openDatabase(storage: StorageClient, answer: Output<'vault.unlock'>, isNewStation: boolean): Promise<void> {
    const { session, keys, recordsKeyId, editions, erasedRows = 0 } = answer
    state.notice.set(undefined)
    const report = await storage.ask('open', { keys, vaultId: session.vaultId, recordsKeyId, editions })
    state.editions.set(createEditions(editions))
    const deps = { call, storage, state, now: () => new Date().toISOString() }
    const synced = await syncDatabase(deps, { report, isNewStation, erasedRows })
    rows.setSyncedSeq(synced.syncedSeq)
    current.use(storage)
    if (synced.scans) void scans.repair(storage, synced.scans)
    void scans.restore(storage, state.findings.get())
  }

  async function signIn<Code extends string>(
    ask: (workerPublicKey: string) => Promise<Result<Output<'vault.unlock'>, Code>>,
    isNewStation: boolean,
  ): Promise<Result<Session, Code | PageCode>> {
    current.end()
    const storage = startStorage()
    const answer = await ask(await storage.ask('publicKey'))
    if (!answer.ok) {
      storage.end()
      return answer
    }
    try {
      await openDatabase(storage, answer.value, isNewStation)
    } catch {
      storage.end()
      // Locking reloads the page. The lock screen then explains why and offers to set the database aside.
      await call('vault.lock', { why: 'database' })
      return databaseUnusable
    }
    state.summaries.set(await storage.ask('summaries'))
    await state.refreshSettings()
    await state.refreshStation()
    return { ok: true, value: answer.value.session }
  }

  return {
    setUp: (input) => signIn((workerPublicKey) => call('station.setUp', { ...input, workerPublicKey }), true),
    restore: (input) => signIn((workerPublicKey) => call('restore.perform', { ...input, workerPublicKey }), true),
    unlock: (input) => signIn((workerPublicKey) => call('vault.unlock', { ...input, workerPublicKey }), false),
    recover: (input) => signIn((workerPublicKey) => call('vault.recover', { ...input, workerPublicKey }), false),
    lock: async (why) => {
      await call('vault.lock', why ? { why } : {})
    },
  }
}
