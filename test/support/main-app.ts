/** The app without a shell, on virtual devices and a folder of its own, with a stand-in for the page's worker that holds real WebCrypto keys. */
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { AgentEvent, RecordedEvent } from '../../domain/case/events.ts'
import type { Result } from '../../domain/result.ts'
import type { Evidence } from '../../domain/values.ts'
import { createApp, type App, type AppDeps } from '../../main/app.ts'
import { channels, type ChannelName, type Input, type Output, type Reply } from '../../preload/contract.ts'
import { createClock, deviceDeps, shellStandIns, stationDeps, virtualDevices, type Hands, type StationPrinter } from './main-app-deps.ts'
import { closeFilesBelow } from './open-files.ts'
import { workerStandIn, type WorkerStandIn } from './worker-stand-in.ts'

export const AGENT_MOBILE = '+447700900999'
export const PASSPHRASE = 'seven invented words for a test'
/** On Windows a folder goes only when no file in it is open; files are closed in threads of their own. */
const WHILE_CLOSING = { maxRetries: 20, retryDelay: 50 } as const

export interface MainApp extends Hands {
  readonly app: App
  readonly folder: string
  readonly worker: WorkerStandIn
  readonly saved: Map<string, Uint8Array>
  readonly revealed: { title: string; to: string; body: string }[]
  readonly clock: { now(): Date; forward(milliseconds: number): void }
  call<Name extends ChannelName>(channel: Name, input: Input<Name>): Promise<Reply<Name>>
  /** As `call`, and throws with the code when it was refused. */
  must<Name extends ChannelName>(channel: Name, input: Input<Name>): Promise<Output<Name>>
  /** The first event of a case begins it under `edition`, the remote one when absent. */
  act(caseId: string, event: AgentEvent, reason?: string, edition?: string): Promise<readonly RecordedEvent[]>
  seq(caseId: string): number
  attach(caseId: string, bytes: Uint8Array, mime?: Evidence['mime']): Promise<Evidence>
  setUp(): Promise<void>
  unlock(): Promise<Reply<'vault.unlock'>>
  /** Another start on the same folder, as after a crash: nothing of this one is closed. `harm` is done to its files before. */
  again(harm?: () => Promise<unknown>): Promise<MainApp>
  /** Removes the folder with what crashes left beside it. What is still open of this app and of its other starts is closed before. */
  remove(): void
  /** Locks the app, which closes its databases, and removes the folder. */
  close(): Promise<void>
}

interface OpenWith {
  readonly folder?: string
  readonly parts?: Partial<AppDeps>
  readonly station?: StationPrinter
}

export async function openMainApp(given: OpenWith = {}): Promise<MainApp> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'ra-desk-main-'))
  const clock = createClock()
  const { devices, hands } = virtualDevices(clock.now, given.station)
  const worker = await workerStandIn()
  const saved: MainApp['saved'] = new Map()
  const revealed: MainApp['revealed'] = []
  const standIns = shellStandIns({ saved, revealed, draftsSealed: () => void app.handlers['vault.draftsSealed']({}) })
  const app: App = createApp({
    ...stationDeps(folder, clock),
    ...deviceDeps(devices),
    ...standIns,
    ...given.parts,
    // The page seals its drafts also where a test watches what it is told: the lock waits for that.
    push: (name, payload) => {
      standIns.push(name)
      given.parts?.push?.(name, payload)
    },
  })
  const { call, must, seqs } = createCaller(app)
  const remove = () => {
    closeFilesBelow(folder)
    for (const left of [folder, ...crashedOf(folder)]) rmSync(left, { recursive: true, force: true, ...WHILE_CLOSING })
  }
  const seq = (caseId: string) => seqs.get(caseId) ?? 0
  return {
    app,
    folder,
    worker,
    ...hands,
    saved,
    revealed,
    call,
    must,
    clock,
    seq,
    act: async (caseId, event, reason, edition) =>
      (
        await must('case.act', {
          caseId,
          expectedSeq: seq(caseId),
          event,
          ...(seq(caseId) === 0 ? { edition: edition ?? 'remote-2020-04-08' } : {}),
          ...(reason ? { reason } : {}),
        })
      ).recorded,
    attach: async (caseId, bytes, mime = 'image/jpeg') => {
      const { evidenceId, keys } = await must('evidence.newKey', { caseId })
      await worker.addKeys(keys)
      const keyId = keys.keys[0]!.keyId
      const { rows, sha256 } = await worker.sealEvidence(evidenceId, keyId, bytes)
      await must('evidence.store', { caseId, rows })
      return { evidenceId, keyId, mime, bytes: bytes.length, chunks: rows.length, sha256 }
    },
    setUp: () => setUp(must, worker),
    unlock: () => unlock(call, must, worker),
    again: async (harm) => {
      copyAsAfterACrash(folder)
      await harm?.()
      return openMainApp({ ...given, folder })
    },
    remove,
    close: async () => {
      await app.lock('closed')
      remove()
    },
  }
}

/**
 * A start that was not closed holds its files, as no other process does after a crash: the next start gets a copy of them. The files it holds
 * stay beside the folder, until `remove`: Windows removes none that is open.
 */
export function copyAsAfterACrash(folder: string): void {
  const crashed = `${folder}.crashed-${crashedOf(folder).length + 1}`
  renameSync(folder, crashed)
  cpSync(crashed, folder, { recursive: true })
}

function crashedOf(folder: string): readonly string[] {
  return readdirSync(dirname(folder))
    .filter((name) => name.startsWith(`${basename(folder)}.crashed-`))
    .map((name) => join(dirname(folder), name))
}

interface Caller extends Pick<MainApp, 'call' | 'must'> {
  /** The newest revision of each case that an answer brought. */
  readonly seqs: Map<string, number>
}

/** Asks the app as its page does: what goes in and what comes out must be as the contract says. */
function createCaller(app: App): Caller {
  const seqs = new Map<string, number>()
  const call: MainApp['call'] = async (channel, input) => {
    const parsed = channels[channel].input.parse(input)
    const answer = (await (app.handlers[channel] as (value: unknown) => Promise<Result<unknown>>)(parsed)) as Awaited<
      ReturnType<typeof call<typeof channel>>
    >
    if (answer.ok) channels[channel].output.parse(answer.value)
    const value = answer.ok ? (answer.value as { rows?: { table: string; id: string; rev: number }[] }) : {}
    for (const row of value.rows ?? []) if (row.table === 'cases') seqs.set(row.id, row.rev)
    return answer
  }
  const must: MainApp['must'] = async (channel, input) => {
    const answer = await call(channel, input)
    if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}: ${answer.error.message}`)
    return answer.value
  }
  return { call, must, seqs }
}

async function setUp(must: MainApp['must'], worker: WorkerStandIn): Promise<void> {
  const unlocked = await must('station.setUp', {
    signInName: 'desk',
    agent: { name: 'Sample Agent', mobile: AGENT_MOBILE },
    serviceProvider: { name: 'Invented RA Service' },
    passphrase: PASSPHRASE,
    workerPublicKey: worker.publicKey,
  })
  await worker.open(unlocked)
  const { settings, rev } = await must('station.read', {})
  await must('station.save', {
    expectedRev: rev,
    settings: { ...settings, returnAddress: { lines: ['1 Sample Yard'], town: 'Sampletown', postcode: 'SA1 9ZZ' } },
  })
}

/** Unlocks, lets what is due be erased, then reads every row with the keys of their cases: the page gets the rows of these erasures pushed. */
async function unlock(call: MainApp['call'], must: MainApp['must'], worker: WorkerStandIn): Promise<Reply<'vault.unlock'>> {
  const state = await must('station.state', {})
  const answer = await call('vault.unlock', {
    agentId: state.agents[0]!.agentId,
    passphrase: PASSPHRASE,
    workerPublicKey: worker.publicKey,
  })
  if (answer.ok) await worker.open(answer.value)
  if (answer.ok) await must('retention.eraseDue', {})
  if (answer.ok) await readRows({ must, worker })
  return answer
}

/** Reads every row with the keys of their cases, as the page does whose database is empty. */
export async function readRows({ must, worker }: Pick<MainApp, 'must' | 'worker'>): Promise<void> {
  for (let afterSeq = 0, more = true; more;) {
    const page = await must('database.page', { afterSeq, which: 'rows' })
    const caseIds = page.rows.filter(({ table, env }) => table === 'cases' && env !== null).map(({ id }) => id)
    await worker.addKeys((await must('database.keys', { caseIds, scanKeyIds: [] })).keys)
    ;({ lastSeq: afterSeq, more } = page)
  }
}
