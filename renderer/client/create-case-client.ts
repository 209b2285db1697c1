/**
 * The desk behind the screens: the keyhole for what is done, the worker for what is read, and the order between them.
 * Acts of one case go one after another; rows are in the database before anybody is told "Saved".
 */
import { getEdition } from '../../domain/guidance/index.ts'
import { viewCase } from '../../domain/case/status.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Answer, Bridge, ChannelName, CodeOf, GateCode, Input, Output, Push, PushName, SealedRow } from '../../preload/contract.ts'
import { startStorage, type StorageClient } from '../storage/client.ts'
import { restoreScans, lacksScans } from './restore-scans.ts'
import { live } from './live.ts'
import { repairScans } from './repair-scans.ts'
import type { DatabaseReport } from '../../preload/contract/database.ts'
import type { ActingChannel, Counts, DatabaseNotice, CaseClient, Finding, OpenCase, PageCode, Rebuilding, Session } from './case-client.ts'

const CHUNKS_A_MESSAGE = 20

export async function createCaseClient(bridge: Bridge): Promise<CaseClient> {
  const call = <Name extends ChannelName>(channel: Name, input: Input<Name>) => bridge.call(channel, input) as Promise<Answer<Name>>
  const on = <Name extends PushName>(push: Name, listener: (payload: Push<Name>) => void) =>
    bridge.on(push, (payload) => listener(payload as Push<Name>))

  const first = await call('station.state', {})
  if (!first.ok) throw new Error(first.error.message)
  const station = live(first.value)
  const settings = live<ReturnType<CaseClient['settings']['get']>>(undefined)
  const summaries = live<readonly CaseSummary[]>([])
  const notice = live<DatabaseNotice | undefined>(undefined)
  const findings = live<readonly Finding[]>([])
  const draftsKept = live(true)
  const rebuilding = live<Rebuilding | undefined>(undefined)
  const caseListeners = new Map<string, Set<() => void>>()
  let current: StorageClient | undefined
  const database = (): StorageClient => {
    if (!current) throw new Error('the app is locked')
    return current
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

  const databaseUnusable = {
    ok: false,
    error: {
      code: 'database-unusable',
      message: 'The database on this computer could not be opened or written. Everything that was saved is safe in the journal.',
      next: 'Free some disk space, close RA Desk and start it again. If it still does not open, keep the folder as it is and tell your RA manager.',
    },
  } as const

  /** Stores what an act answered with before the act is called done; a database that cannot be written is said, not thrown. */
  async function stored<Value, Code extends string>(
    answer: Result<Value & { readonly rows: readonly SealedRow[]; readonly lastSeq: number }, Code>,
  ): Promise<Result<Value, Code | PageCode>> {
    if (!answer.ok) return answer
    try {
      await store(answer.value.rows, answer.value.lastSeq)
      return answer
    } catch {
      return databaseFailed
    }
  }

  /** Up to which frame the database has everything. */
  let levelSeq = 0

  async function store(rows: readonly SealedRow[], lastSeq: number): Promise<void> {
    // Frames between may hold rows that no answer carried; without them the database would not be what the record is.
    const between = lastSeq > levelSeq + 1 ? await missedRows(levelSeq) : []
    levelSeq = Math.max(levelSeq, lastSeq)
    const { changed } = await database().ask('store', { rows: [...between, ...rows], lastSeq })
    if (changed.length === 0) return
    summaries.set(await database().ask('summaries', undefined as never))
    for (const caseId of changed) for (const listener of caseListeners.get(caseId) ?? []) listener()
  }

  async function askPages(
    afterSeq: number,
    which: 'rows' | 'scans',
    take: (rows: readonly SealedRow[], lastSeq: number) => Promise<void>,
  ): Promise<number> {
    let rows = 0
    for (let from = afterSeq; ;) {
      const page = await call('database.page', { afterSeq: from, which })
      if (!page.ok) throw new Error(page.error.message)
      await take(page.value.rows, page.value.lastSeq)
      rows += page.value.rows.length
      from = page.value.lastSeq
      if (!page.value.more) return rows
    }
  }

  async function missedRows(afterSeq: number): Promise<SealedRow[]> {
    const missed: SealedRow[] = []
    await askPages(afterSeq, 'rows', (rows) => {
      missed.push(...rows)
      return Promise.resolve()
    })
    return missed
  }

  async function compare(report: DatabaseReport, after: Input<'database.compare'>['after']): Promise<Output<'database.compare'>> {
    const compared = await call('database.compare', { report, after })
    if (!compared.ok) throw new Error(compared.error.message)
    return compared.value
  }

  async function mend(storage: StorageClient, had: number, wanted: number): Promise<void> {
    const everyPiece = (take: (rows: readonly SealedRow[]) => Promise<void>) => askPages(0, 'scans', take)
    const mended = await repairScans({ storage, pieces: (input) => call('database.pieces', input), everyPiece, had, wanted }).catch(
      () => undefined,
    )
    // When it was locked meanwhile, they are looked at again at the next unlock.
    if (current !== storage) return
    if (mended === undefined) notice.set({ kind: 'damaged' })
    // A database that was built again has said so with all its figures.
    else if (mended > 0 && (notice.get()?.kind ?? 'caught-up') === 'caught-up') notice.set({ kind: 'pieces-fetched', rows: mended })
  }

  let givingBack: Promise<unknown> = Promise.resolve()
  /** Beside the work; one round after another. */
  function giveBack(storage: StorageClient, found: readonly Finding[]): void {
    givingBack = givingBack
      .then(async () => {
        if (current !== storage || !lacksScans(found, findings.get())) return
        const account = await restoreScans(call, storage)
        if (current === storage) findings.set([...findings.get(), ...account])
      })
      .catch(() => undefined)
  }

  async function rebuild(storage: StorageClient, why: 'wiped' | 'altered', found: Counts, wanted: Counts): Promise<void> {
    const of = wanted.cases + wanted.manifests + wanted.station
    let done = 0
    try {
      rebuilding.set({ done, of })
      await storage.ask('clear', undefined as never)
      await askPages(0, 'rows', async (rows, lastSeq) => {
        await storage.ask('store', { rows, lastSeq })
        done += rows.length
        rebuilding.set({ done: Math.min(done, of), of })
      })
      const again = await compare(await storage.ask('report', undefined as never), 'rebuilding')
      levelSeq = again.lastSeq
      if (again.verdict !== 'in-order') throw new Error('the database does not hold what was written to it')
      const now = new Date().toISOString()
      notice.set({ kind: 'rebuilt', why, found, restored: again.counts, at: now })
    } finally {
      rebuilding.set(undefined)
    }
  }

  /** Before anything in the database is used: is it what the record holds? What is behind catches up, what is not the same is made again. */
  async function bringLevel(storage: StorageClient, report: DatabaseReport, first: boolean, erasedRows: number): Promise<void> {
    const opening = await compare(report, first ? 'setting-up' : 'opening')
    findings.set(opening.findings)
    levelSeq = opening.lastSeq
    let { verdict, counts } = opening
    let scans = report.counts.chunks
    if (first) {
      // A station that was just set up has an empty database because it is new.
      await askPages(0, 'rows', async (rows, lastSeq) => {
        await storage.ask('store', { rows, lastSeq })
      })
      return
    }
    if (verdict === 'ahead') notice.set({ kind: 'journal-behind', rows: report.lastSeq - opening.lastSeq })
    if (verdict === 'behind') {
      const take = async (rows: readonly SealedRow[], lastSeq: number) => {
        await storage.ask('store', { rows, lastSeq })
      }
      const rows =
        (await askPages(report.lastSeq, 'scans', (some) => take(some, report.lastSeq))) + (await askPages(report.lastSeq, 'rows', take))
      if (rows > erasedRows) notice.set({ kind: 'caught-up', rows: rows - erasedRows })
      const level = await storage.ask('report', undefined as never)
      ;({ verdict, counts } = await compare(level, 'catching-up'))
      scans = level.counts.chunks
    }
    if (verdict === 'wiped' || verdict === 'altered') {
      await rebuild(storage, verdict, report.counts, counts)
      scans = 0
    }
    await storage.ask('begin', undefined as never)
    void mend(storage, scans, counts.chunks)
  }

  async function enter<Code extends string>(
    answer: Result<Output<'vault.unlock'>, Code>,
    storage: StorageClient,
    first: boolean,
  ): Promise<Result<Session, Code | PageCode>> {
    if (!answer.ok) {
      storage.end()
      return answer
    }
    const { session, keys, recordsKeyId, tornTail, erasedRows = 0 } = answer.value
    notice.set(undefined)
    try {
      const report = await storage.ask('open', { keys, vaultId: session.vaultId, recordsKeyId })
      await bringLevel(storage, report, first, erasedRows)
    } catch {
      storage.end()
      // The page ends with the lock; the lock screen after it says why, and offers to set the database aside.
      await call('vault.lock', { why: 'database' })
      return databaseUnusable
    }
    current = storage
    giveBack(storage, findings.get())
    if (tornTail?.kind === 'unreadable' && (notice.get()?.kind ?? 'caught-up') === 'caught-up')
      notice.set({ kind: 'journal-tail', rows: tornTail.bytes })
    summaries.set(await storage.ask('summaries', undefined as never))
    await refreshSettings()
    await refreshStation()
    return { ok: true, value: session }
  }

  async function withWorkerKey<Code extends string>(
    ask: (workerPublicKey: string) => Promise<Result<Output<'vault.unlock'>, Code>>,
    first = false,
  ): Promise<Result<Session, Code | PageCode>> {
    current?.end()
    current = undefined
    const storage = startStorage()
    return enter(await ask(await storage.ask('publicKey', undefined as never)), storage, first)
  }

  async function expectedSeq(caseId: string): Promise<number> {
    const record = await database().ask('findCase', caseId)
    return record?.events.length ?? 0
  }

  // One act of a case at a time: a double click or two windows of thought must not race each other.
  const queues = new Map<string, Promise<unknown>>()
  function inTurn<Value>(caseId: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (queues.get(caseId) ?? Promise.resolve()).then(work, work)
    queues.set(
      caseId,
      turn.catch(() => undefined),
    )
    return turn
  }

  async function findCase(caseId: string): Promise<OpenCase | undefined> {
    const record = await database().ask('findCase', caseId)
    return record && { record, view: viewCase(record.events), edition: getEdition(record.edition) }
  }

  async function getCase(caseId: string): Promise<OpenCase> {
    const open = await findCase(caseId)
    if (!open) throw new Error('the case that was just saved is not in the database')
    return open
  }

  on('vault.generation', ({ keys, recordsKeyId }) => {
    const storage = current
    void storage?.ask('addKeys', keys).then(() => storage.ask('useRecordsKey', recordsKeyId))
  })
  on('retention.erased', ({ rows, lastSeq }) => {
    if (current) void store(rows, lastSeq)
  })
  /** Drafts on their way to the disk: a lock waits for them. */
  const writing = new Set<Promise<unknown>>()
  on('vault.locking', () => {
    // Forms listen to the same push; what they write now is in `writing` when all of them have been told.
    setTimeout(() => {
      void Promise.allSettled([...writing]).then(() => call('vault.draftsSealed', {}))
    })
  })
  on('vault.locked', () => {
    current?.end()
    current = undefined
    summaries.set([])
    settings.set(undefined)
    draftsKept.set(true)
    void refreshStation()
  })

  const client: CaseClient = {
    station,
    settings,
    summaries,
    notice,
    findings,
    rebuilding,
    draftsKept,
    on,
    openCase: async (caseId) => {
      const noted = await call('case.open', { caseId })
      if (!noted.ok) return noted.error.code === 'no-such-case' ? ok(undefined) : noted
      return ok(await findCase(caseId))
    },
    call: async (channel, input) => {
      const answer = await call(channel, input)
      // The notice that set-up is not finished goes at once.
      if (channel === 'station.confirmRecoveryKey' && answer.ok) {
        await refreshStation()
        await askPages(levelSeq, 'rows', store)
      }
      if (channel === 'files.check' && answer.ok && current) giveBack(current, (answer as { value: Output<'files.check'> }).value.findings)
      return answer
    },
    setUp: (input) => withWorkerKey((workerPublicKey) => call('station.setUp', { ...input, workerPublicKey }), true),
    unlock: (input) => withWorkerKey((workerPublicKey) => call('vault.unlock', { ...input, workerPublicKey })),
    restore: (input) => withWorkerKey((workerPublicKey) => call('restore.perform', { ...input, workerPublicKey }), true),
    recover: (input) => withWorkerKey((workerPublicKey) => call('vault.recover', { ...input, workerPublicKey })),
    lock: async (why) => {
      await call('vault.lock', why ? { why } : {})
    },
    changeAgents: async (channel, input) => {
      const answer = await stored((await call(channel, input)) as Result<Output<'agents.add'>, CodeOf<typeof channel> | GateCode>)
      if (answer.ok) await Promise.all([refreshSettings(), refreshStation()])
      return answer
    },
    saveSettings: async (next) => {
      const answer = await call('station.save', { settings: next, expectedRev: settings.get()?.rev ?? 0 })
      const saved = await stored(answer)
      if (!saved.ok) return saved
      settings.set({ settings: next, rev: saved.value.rev })
      return { ok: true, value: next }
    },
    newCase: async (event, source) => {
      const prepared = await call('case.prepare', {})
      if (!prepared.ok) return prepared
      const { caseId, keys } = prepared.value
      await database().ask('addKeys', keys)
      let complete = event
      if (source) {
        const attached = await client.attach(caseId, source.bytes, { mime: source.mime })
        if (!attached.ok) return attached
        complete = { ...event, source: attached.value }
      }
      return client.act(caseId, complete)
    },
    onCaseChanged: (caseId, listener) => {
      const listeners = caseListeners.get(caseId) ?? new Set()
      caseListeners.set(caseId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
      }
    },
    act: (caseId, event, reason) =>
      inTurn(caseId, async () => {
        const answer = await call('case.act', { caseId, expectedSeq: await expectedSeq(caseId), event, ...(reason ? { reason } : {}) })
        const saved = await stored(answer)
        return saved.ok ? { ok: true, value: await getCase(caseId) } : saved
      }),
    run: <Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq'>) => {
      const { caseId } = input as unknown as { caseId: string }
      return inTurn(caseId, async () => {
        const answer = await call(channel, { ...input, expectedSeq: await expectedSeq(caseId) } as unknown as Input<Name>)
        return stored(answer as Result<Output<Name> & { rows: SealedRow[]; lastSeq: number }, CodeOf<Name> | GateCode>)
      })
    },
    closeManifest: async (caseIds, service) => {
      const cases = await Promise.all(caseIds.map(async (caseId) => ({ caseId, expectedSeq: await expectedSeq(caseId) })))
      return stored(await call('manifest.close', { cases, service }))
    },
    handOver: async (caseIds, stationId) => {
      const cases = await Promise.all(caseIds.map(async (caseId) => ({ caseId, expectedSeq: await expectedSeq(caseId) })))
      return stored(await call('handover.send', { cases, stationId }))
    },
    takeOver: async (upload) => {
      const answer = await call('handover.takeOver', { upload })
      if (!answer.ok) return answer
      try {
        await database().ask('addKeys', answer.value.keys)
        await askPages(answer.value.fromSeq, 'scans', async (rows) => {
          await database().ask('store', { rows, lastSeq: 0 })
        })
        await store(await missedRows(answer.value.fromSeq), answer.value.lastSeq)
      } catch {
        return databaseFailed
      }
      return answer
    },
    changeHandover: async <Name extends 'handover.takeBack' | 'handover.readReceipt'>(channel: Name, input: Input<Name>) =>
      stored((await call(channel, input)) as Result<Output<Name> & { rows: SealedRow[]; lastSeq: number }, CodeOf<Name> | GateCode>),
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
      const storage = database()
      try {
        return await storage.ask('openEvidence', { evidence })
      } catch {
        // A piece is missing or damaged in the database, or all of it broke: the record has them.
        const all: SealedRow[] = []
        for (let from = 0; from < evidence.chunks; from += CHUNKS_A_MESSAGE) {
          const pieces = await call('database.pieces', {
            evidenceId: evidence.evidenceId,
            from,
            count: Math.min(CHUNKS_A_MESSAGE, evidence.chunks - from),
          })
          if (!pieces.ok) throw new Error(pieces.error.message)
          all.push(...pieces.value.rows)
        }
        const bytes = await storage.ask('openEvidence', { evidence, pieces: all })
        // A database that cannot be written is said by the next save.
        await storage.ask('store', { rows: all, lastSeq: 0 }).catch(() => undefined)
        return bytes
      }
    },
    drafts: {
      read: (key) => database().ask('readDraft', key),
      write: async (key, value) => {
        const before = current
        const written = before?.ask('writeDraft', { key, value })
        if (written) {
          writing.add(written)
          void written.catch(() => undefined).finally(() => writing.delete(written))
        }
        try {
          await written
          if (!draftsKept.get()) draftsKept.set(true)
        } catch {
          // After a lock there is nobody to seal a draft: what was on the screen was sealed when the lock was announced.
          if (current === before) draftsKept.set(false)
        }
      },
      clear: (key) => database().ask('clearDraft', key),
    },
  }
  if (station.get().phase === 'unlocked') {
    // The page was loaded again while main is unlocked; its keys died with the old page, so the agent signs in again.
    await client.lock()
    await refreshStation()
  }
  return client
}
