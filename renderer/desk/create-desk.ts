/**
 * The desk behind the screens: the keyhole for what is done, the worker for what is read, and the order between them.
 * Acts of one case go one after another; rows are in the database before anybody is told "Saved".
 */
import { getGuidancePack } from '../../domain/guidance/index.ts'
import { viewCase } from '../../domain/case/status.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { Answer, Bridge, ChannelName, Input, Output, Push, PushName, SealedRow } from '../../preload/contract.ts'
import { startStorage, type StorageClient } from '../storage/client.ts'
import { live } from './live.ts'
import type { ActingChannel, DatabaseNotice, Desk, OpenCase, Session } from './desk.ts'

const CHUNKS_A_MESSAGE = 20

export async function createDesk(bridge: Bridge): Promise<Desk> {
  const call = <Name extends ChannelName>(channel: Name, input: Input<Name>) => bridge.call(channel, input) as Promise<Answer<Output<Name>>>
  const on = <Name extends PushName>(push: Name, listener: (payload: Push<Name>) => void) => bridge.on(push, (payload) => listener(payload as Push<Name>))

  const first = await call('station.state', {})
  if (!first.ok) throw new Error(first.error.message)
  const station = live(first.value)
  const settings = live<ReturnType<Desk['settings']['get']>>(undefined)
  const summaries = live<readonly CaseSummary[]>([])
  const notice = live<DatabaseNotice | undefined>(undefined)
  const caseListeners = new Map<string, Set<() => void>>()
  let storage: StorageClient | undefined
  const database = (): StorageClient => {
    if (!storage) throw new Error('the app is locked')
    return storage
  }

  const refreshStation = async () => {
    const answer = await call('station.state', {})
    if (answer.ok) station.set(answer.value)
  }
  const refreshSettings = async () => {
    const answer = await call('station.read', {})
    if (answer.ok) settings.set(answer.value)
  }

  const databaseFailed = {
    ok: false,
    error: {
      code: 'database-failed',
      message: 'What you did is safe in the journal, but the database on this computer could not be written.',
      next: 'Free some disk space, close RA Desk and start it again. It catches up by itself.',
    },
  } as const

  /** Stores what an act answered with before the act is called done; a database that cannot be written is said, not thrown. */
  async function stored<Value>(answer: Answer<Value & { readonly rows: readonly SealedRow[]; readonly lastSeq: number }>): Promise<Answer<Value>> {
    if (!answer.ok) return answer
    try {
      await store(answer.value.rows, answer.value.lastSeq)
      return answer
    } catch {
      return databaseFailed
    }
  }

  async function store(rows: readonly SealedRow[], lastSeq: number): Promise<void> {
    const { changed } = await database().ask('store', { rows, lastSeq })
    if (changed.length === 0) return
    summaries.set(await database().ask('summaries', undefined as never))
    for (const caseId of changed) for (const listener of caseListeners.get(caseId) ?? []) listener()
  }

  /** Brings the database level with the journal: after a crash between the two, or when the database was lost. */
  async function catchUp(databaseSeq: number, journalSeq: number): Promise<void> {
    if (databaseSeq > journalSeq) {
      notice.set({ kind: 'journal-behind', rows: databaseSeq - journalSeq })
      return
    }
    let afterSeq = databaseSeq
    let rows = 0
    while (afterSeq < journalSeq) {
      const page = await call('record.since', { afterSeq })
      if (!page.ok) throw new Error(page.error.message)
      await store(page.value.rows, page.value.lastSeq)
      rows += page.value.rows.length
      afterSeq = page.value.lastSeq
      if (!page.value.more) break
    }
    if (rows > 0) notice.set({ kind: databaseSeq === 0 ? 'rebuilt' : 'caught-up', rows })
  }

  async function enter(answer: Answer<Output<'vault.unlock'>>, client: StorageClient, first: boolean): Promise<Answer<Session>> {
    if (!answer.ok) {
      client.end()
      return answer
    }
    const { session, keys, recordsKeyId, lastSeq, tornTail } = answer.value
    const opened = await client.ask('open', { keys, vaultId: session.vaultId, recordsKeyId })
    storage = client
    notice.set(undefined)
    await catchUp(opened.lastSeq, lastSeq)
    // A station that was just set up has an empty database because it is new.
    if (first) notice.set(undefined)
    if (tornTail?.kind === 'unreadable' && (notice.get()?.kind ?? 'caught-up') === 'caught-up') notice.set({ kind: 'journal-tail', rows: tornTail.bytes })
    summaries.set(await client.ask('summaries', undefined as never))
    await refreshSettings()
    await refreshStation()
    return { ok: true, value: session }
  }

  async function withWorkerKey(ask: (workerPublicKey: string) => Promise<Answer<Output<'vault.unlock'>>>, first = false): Promise<Answer<Session>> {
    storage?.end()
    storage = undefined
    const client = startStorage()
    return enter(await ask(await client.ask('publicKey', undefined as never)), client, first)
  }

  async function expectedSeq(caseId: string): Promise<number> {
    const record = await database().ask('findCase', caseId)
    return record?.events.length ?? 0
  }

  // One act of a case at a time: a double click or two windows of thought must not race each other.
  const queues = new Map<string, Promise<unknown>>()
  function inTurn<Value>(caseId: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (queues.get(caseId) ?? Promise.resolve()).then(work, work)
    queues.set(caseId, turn.catch(() => undefined))
    return turn
  }

  async function findCase(caseId: string): Promise<OpenCase | undefined> {
    const record = await database().ask('findCase', caseId)
    return record && { record, view: viewCase(record.events), pack: getGuidancePack(record.guidancePack) }
  }

  async function getCase(caseId: string): Promise<OpenCase> {
    const open = await findCase(caseId)
    if (!open) throw new Error('the case that was just saved is not in the database')
    return open
  }

  on('vault.generation', ({ keys, recordsKeyId }) => {
    const client = storage
    void client?.ask('addKeys', keys).then(() => client.ask('useRecordsKey', recordsKeyId))
  })
  /** Drafts on their way to the disk: a lock waits for them. */
  const writing = new Set<Promise<unknown>>()
  on('vault.locking', () => {
    // Forms listen to the same push; what they write now is in `writing` when all of them have been told.
    setTimeout(() => { void Promise.allSettled([...writing]).then(() => call('vault.draftsSealed', {})) })
  })
  on('vault.locked', () => {
    storage?.end()
    storage = undefined
    summaries.set([])
    settings.set(undefined)
    void refreshStation()
  })

  const desk: Desk = {
    station, settings, summaries, notice, on,
    openCase: async (caseId) => {
      const noted = await call('case.open', { caseId })
      if (!noted.ok) return noted.error.code === 'no-such-case' ? { ok: true, value: undefined } : noted
      return { ok: true, value: await findCase(caseId) }
    },
    call: async (channel, input) => {
      const answer = await call(channel, input)
      // The notice that set-up is not finished goes at once.
      if (channel === 'station.confirmRecoveryKey') await refreshStation()
      return answer
    },
    setUp: (input) => withWorkerKey((workerPublicKey) => call('station.setUp', { ...input, workerPublicKey }), true),
    unlock: (input) => withWorkerKey((workerPublicKey) => call('vault.unlock', { ...input, workerPublicKey })),
    restore: (input) => withWorkerKey((workerPublicKey) => call('restore.perform', { ...input, workerPublicKey }), true),
    recover: (input) => withWorkerKey((workerPublicKey) => call('vault.recover', { ...input, workerPublicKey })),
    lock: async (why) => { await call('vault.lock', why ? { why } : {}) },
    changeAgents: async (channel, input) => {
      const answer = await stored(await call(channel, input) as Answer<Output<'agents.add'>>)
      if (answer.ok) await Promise.all([refreshSettings(), refreshStation()])
      return answer
    },
    saveSettings: async (next) => {
      const answer = await call('station.save', { settings: next, expectedRev: settings.get()?.rev ?? 0 })
      const saved = await stored(answer)
      if (!answer.ok || !saved.ok) return saved as Answer<never>
      settings.set({ settings: next, rev: answer.value.rev })
      return { ok: true, value: next }
    },
    newCase: async (event, source) => {
      const prepared = await call('case.prepare', {})
      if (!prepared.ok) return prepared
      const { caseId, keys } = prepared.value
      await database().ask('addKeys', keys)
      let complete = event
      if (source) {
        const attached = await desk.attach(caseId, source.bytes, { mime: source.mime })
        if (!attached.ok) return attached
        complete = { ...event, source: attached.value }
      }
      return desk.act(caseId, complete)
    },
    onCaseChanged: (caseId, listener) => {
      const listeners = caseListeners.get(caseId) ?? new Set()
      caseListeners.set(caseId, listeners.add(listener))
      return () => { listeners.delete(listener) }
    },
    act: (caseId, event, reason) => inTurn(caseId, async () => {
      const answer = await call('case.act', { caseId, expectedSeq: await expectedSeq(caseId), event, ...(reason ? { reason } : {}) })
      const saved = await stored(answer)
      return saved.ok ? { ok: true, value: await getCase(caseId) } : saved
    }),
    run: <Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq'>) => {
      const { caseId } = input as unknown as { caseId: string }
      return inTurn(caseId, async () => {
        const answer = await call(channel, { ...input, expectedSeq: await expectedSeq(caseId) } as unknown as Input<Name>)
        return stored(answer as Answer<Output<Name> & { rows: SealedRow[]; lastSeq: number }>)
      })
    },
    closeManifest: async (caseIds, service) => {
      const cases = await Promise.all(caseIds.map(async (caseId) => ({ caseId, expectedSeq: await expectedSeq(caseId) })))
      return stored(await call('manifest.close', { cases, service }))
    },
    attach: async (caseId, bytes, about) => {
      const fresh = await call('evidence.newKey', { caseId })
      if (!fresh.ok) return fresh
      const { evidenceId, keys } = fresh.value
      const keyId = keys.keys[0]!.keyId
      await database().ask('addKeys', keys)
      const { rows, sha256 } = await database().ask('sealEvidence', { evidenceId, keyId, bytes })
      for (let from = 0; from < rows.length; from += CHUNKS_A_MESSAGE) {
        const some = rows.slice(from, from + CHUNKS_A_MESSAGE)
        const answer = await call('evidence.store', { caseId, rows: [...some] })
        if (!answer.ok) return answer
        try {
          await store(some, answer.value.lastSeq)
        } catch {
          return databaseFailed
        }
      }
      return { ok: true, value: { evidenceId, keyId, ...about, bytes: bytes.byteLength, chunks: rows.length, sha256 } }
    },
    readEvidence: async (evidence) => {
      const noted = await call('evidence.open', { evidenceId: evidence.evidenceId, keyId: evidence.keyId })
      if (!noted.ok) throw new Error(noted.error.message)
      return database().ask('openEvidence', evidence)
    },
    drafts: {
      read: (key) => database().ask('readDraft', key),
      write: async (key, value) => {
        const before = storage
        const written = before?.ask('writeDraft', { key, value })
        if (written) {
          writing.add(written)
          void written.catch(() => undefined).finally(() => writing.delete(written))
        }
        try {
          await written
        } catch (error) {
          // After a lock there is nobody to seal a draft: what was on the screen was sealed when the lock was announced.
          if (storage === before) throw error
        }
      },
      clear: (key) => database().ask('clearDraft', key),
    },
  }
  if (station.get().phase === 'unlocked') {
    // The page was loaded again while main is unlocked; its keys died with the old page, so the agent signs in again.
    await desk.lock()
    await refreshStation()
  }
  return desk
}
