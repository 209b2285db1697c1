/** Signing in and locking: opens the database with the keys that `main` wraps to this page, and ends it at every lock. */
import type { Result } from '../../domain/result.ts'
import type { Output } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'
import type { BackgroundChecks } from './background-checks.ts'
import type { Calls } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { CaseClient, PageCode, Session } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import type { CurrentStorage } from './current-storage.ts'
import { databaseUnusable } from './failures.ts'
import type { RowStore } from './row-store.ts'
import { syncDatabase, type Synced } from './sync-database.ts'

export interface SessionDeps extends Calls {
  readonly current: CurrentStorage
  readonly state: ClientState
  readonly rows: Pick<RowStore, 'store' | 'setSyncedSeq'>
  readonly caseKeys: Pick<CaseKeys, 'ofRows'>
  readonly checks: BackgroundChecks
  /** Starts a new worker; each session has its own. */
  readonly startStorage: () => StorageClient
}

export type SessionClient = Pick<CaseClient, 'setUp' | 'readAhead' | 'unlock' | 'restore' | 'recover' | 'lock'>

/** A worker that no session has yet. */
interface Starting {
  readonly storage: StorageClient
  readonly publicKey: Promise<string>
}

/** Starts the worker of each session, ahead of the sign-in where the agent gives time for it. */
function createWorkers(startStorage: () => StorageClient) {
  /** For the sign-in that comes next. */
  let ahead: Starting | undefined

  function start(isNewStation: boolean): Starting {
    const storage = startStorage()
    const publicKey = storage.ask('publicKey')
    // If it fails, `open` fails.
    if (!isNewStation) void storage.ask('look').catch(() => undefined)
    return { storage, publicKey }
  }

  return {
    readAhead(): void {
      ahead ??= start(false)
      // `unlock` says so.
      ahead.publicKey.catch(() => undefined)
    },
    take(isNewStation: boolean): Starting {
      const started = ahead
      ahead = undefined
      if (!isNewStation) return started ?? start(false)
      started?.storage.end()
      return start(true)
    },
  }
}

/** Loaded at sign-in: the lock screen does without it. */
const loadGuidance = () => import('../../domain/guidance/index.ts')

export function createSession({ call, on, current, state, rows, caseKeys, checks, startStorage }: SessionDeps): SessionClient {
  on('vault.keyRotated', ({ keys, recordsKeyId }) => {
    const storage = current.find()
    void storage?.ask('addKeys', keys).then(() => storage.ask('useRecordsKey', recordsKeyId))
  })
  on('editions.changed', ({ editions }) => {
    void loadGuidance().then(({ createEditions }) => state.editions.set(createEditions(editions)))
    void current.find()?.ask('useEditions', editions)
  })
  on('retention.erased', ({ rows: erased, lastSeq }) => {
    if (current.find()) void rows.store(erased, lastSeq)
  })
  on('station.newDay', ({ today }) => state.station.set({ ...state.station.get(), today }))
  on('vault.locked', () => {
    current.end()
    state.summaries.set([])
    state.settings.set(undefined)
    state.draftsKept.set(true)
    void state.refreshStation()
  })

  const workers = createWorkers(startStorage)

  async function openDatabase(storage: StorageClient, answer: Output<'vault.unlock'>, isNewStation: boolean): Promise<Synced> {
    const { session, keys, recordsKeyId, editions, erasedRows = 0 } = answer
    state.notice.set(undefined)
    const { createEditions } = await loadGuidance()
    const report = await storage.ask('open', { keys, vaultId: session.vaultId, recordsKeyId, editions })
    state.editions.set(createEditions(editions))
    const synced = await syncDatabase({ call, storage, state, caseKeys }, { report, isNewStation, erasedRows })
    rows.setSyncedSeq(synced.syncedSeq)
    current.use(storage)
    state.summaries.set(synced.summaries)
    return synced
  }

  async function signIn<Code extends string>(
    ask: (workerPublicKey: string) => Promise<Result<Output<'vault.unlock'>, Code>>,
    isNewStation: boolean,
  ): Promise<Result<Session, Code | PageCode>> {
    current.end()
    const { storage, publicKey } = workers.take(isNewStation)
    const answer = await ask(await publicKey)
    if (!answer.ok) {
      storage.end()
      return answer
    }
    const settings = state.refreshSettings()
    let synced: Synced
    try {
      synced = await openDatabase(storage, answer.value, isNewStation)
    } catch {
      storage.end()
      // Locking reloads the page. The lock screen then explains why and offers to set the database aside.
      await call('vault.lock', { why: 'database' })
      return databaseUnusable
    }
    await settings
    await state.refreshStation()
    // Every check comes after the work list, and so does deleting what is due.
    void checks.run(storage, synced)
    void call('retention.eraseDue', {})
    return { ok: true, value: answer.value.session }
  }

  return {
    setUp: (input) => signIn((workerPublicKey) => call('station.setUp', { ...input, workerPublicKey }), true),
    restore: (input) => signIn((workerPublicKey) => call('restore.perform', { ...input, workerPublicKey }), true),
    readAhead: workers.readAhead,
    unlock: (input) => signIn((workerPublicKey) => call('vault.unlock', { ...input, workerPublicKey }), false),
    recover: (input) => signIn((workerPublicKey) => call('vault.recover', { ...input, workerPublicKey }), false),
    lock: async (why) => {
      await call('vault.lock', why ? { why } : {})
    },
  }
}
