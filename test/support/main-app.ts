/** The app without a shell, on virtual devices and a folder of its own, with a stand-in for the page's worker that holds real WebCrypto keys. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type App, type AppDeps } from '../../main/app.ts'
import type { BackupMemory } from '../../main/backup/backup-scheduler.ts'
import { loadFonts } from '../../main/documents/fonts.ts'
import { resolvePolicy, type Policy } from '../../domain/station/policy.ts'
import type { Result } from '../../domain/result.ts'
import { watchDevices } from '../../main/devices/watch-devices.ts'
import { openStationAccess } from './station-access.ts'
import { createVirtualModem } from '../../native/modem/virtual-modem.ts'
import { joinReaders } from '../../native/reader/joined-reader.ts'
import { createVirtualPrinter } from '../../native/printer/virtual-printer.ts'
import { createVirtualStationPrinter } from '../../native/printer/virtual-station-printer.ts'
import { createVirtualReader } from '../../native/reader/virtual-reader.ts'
import type { ReadPolicy } from '../../main/station/policy-file.ts'
import type { ReaderPins } from '../../domain/card/reader-choice.ts'
import type { Evidence } from '../../domain/values.ts'
import type { AgentEvent, RecordedEvent } from '../../domain/case/events.ts'
import type { ChannelName, Input, Output } from '../../preload/contract.ts'
import { channels } from '../../preload/contract.ts'
import { closeFilesBelow } from './open-files.ts'
import { workerStandIn, type WorkerStandIn } from './worker-stand-in.ts'
import { root } from './checks.ts'
import type { Reply } from '../../preload/contract.ts'

export const PASSPHRASE = 'seven invented words for a test'
const random = (length: number) => new Uint8Array(randomBytes(length))

/** As the policy file of the machine would set it. */
export const policyOf = (policy: Partial<Policy> = {}): ReadPolicy => ({
  ...resolvePolicy({ machine: { text: JSON.stringify(policy) }, user: undefined }),
  places: { machine: '/invented/policy.json', user: '/invented/user/policy.json' },
})

export interface MainApp {
  readonly app: App
  readonly folder: string
  readonly worker: WorkerStandIn
  readonly reader: ReturnType<typeof createVirtualReader>['hand']
  readonly phone: ReturnType<typeof createVirtualModem>['hand']
  readonly printer: ReturnType<typeof createVirtualPrinter>['hand']
  /** The hand of the printer with a contact station; it is there when the app was opened with one. */
  readonly station: ReturnType<typeof createVirtualStationPrinter>['hand']
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
  /** Closes what this and every earlier start left open, and removes the folder. */
  remove(): void
}

export async function openMainApp(
  given: {
    readonly folder?: string
    readonly parts?: Partial<AppDeps>
    readonly station?: ReturnType<typeof createVirtualStationPrinter>
  } = {},
): Promise<MainApp> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'ra-desk-main-'))
  let offset = 0
  let crashes = 0
  const now = () => new Date(Date.now() + offset)
  const reader = createVirtualReader({ random })
  const modem = createVirtualModem({ now: () => now().toISOString() })
  const printer = createVirtualPrinter()
  const station = given.station ?? createVirtualStationPrinter({ random })
  const devices = {
    reader: given.station ? joinReaders(reader.reader, station.reader) : reader.reader,
    printer: given.station ? station.printer : printer.printer,
    text: modem.text,
    close: () => Promise.resolve(),
  }
  const worker = await workerStandIn()
  const saved = new Map<string, Uint8Array>()
  const revealed: MainApp['revealed'] = []
  let pins: ReaderPins = {}
  let backupMemory: BackupMemory = {}
  const app: App = createApp({
    vaultAccess: openStationAccess({
      folder,
      randomBytes: random,
      monotonic: () => performance.now() + offset,
      kdf: {
        workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url),
        parameters: { memoryKiB: 64, iterations: 1, parallelism: 1 },
        floor: { memoryKiB: 64, iterations: 1, parallelism: 1 },
      },
    }),
    folder,
    devices,
    deviceWatch: watchDevices(
      devices,
      'virtual',
      () => undefined,
      () => pins,
    ),
    keyStore: {
      kind: 'none',
      protects: false,
      message: 'none',
      deviceSecret: () => Promise.resolve({ ok: true, value: { secret: undefined } }),
    },
    shell: 'chromium-stand-in',
    version: 'test',
    practice: false,
    virtualDevices: true,
    now,
    monotonic: () => performance.now() + offset,
    newId: randomUUID,
    randomInt,
    randomBytes: random,
    samplesFolder: folder,
    doctor: { shell: { kind: 'chromium-stand-in', message: 'test' } },
    documentFonts: async () => {
      const fonts = await loadFonts(join(root, 'node_modules/@expo-google-fonts/noto-sans'))
      if (!fonts.ok) throw new Error(fonts.error.code)
      return fonts.value
    },
    saveFile: (fileName, bytes) => {
      saved.set(fileName, bytes)
      return Promise.resolve({ savedAs: fileName })
    },
    reveal: (reveal) => {
      revealed.push(reveal)
      return Promise.resolve()
    },
    readerPins: {
      read: () => pins,
      write: (next) => {
        pins = next
      },
    },
    cardPrinter: { read: () => ({ kind: 'system' }), write: () => undefined, found: () => Promise.resolve([]) },
    modemPort: { read: () => undefined, write: () => undefined },
    screenScale: { read: () => undefined, write: () => undefined },
    policy: policyOf(),
    copies: { copy: () => Promise.resolve(), takeBack: () => Promise.resolve() },
    // The page seals what is on the screen at once.
    push: (name) => {
      if (name === 'vault.locking') void app.handlers['vault.draftsSealed']({})
    },
    backups: {
      memory: {
        read: () => backupMemory,
        write: (next) => {
          backupMemory = next
        },
      },
      chooseFolder: () => Promise.resolve(undefined),
      chooseFile: () => Promise.resolve(undefined),
    },
    closeReveals: () => undefined,
    setDatabaseAside: () => undefined,
    afterLock: () => undefined,
    ...given.parts,
  })
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

  const main: MainApp = {
    app,
    folder,
    worker,
    reader: reader.hand,
    phone: modem.hand,
    printer: printer.hand,
    station: station.hand,
    saved,
    revealed,
    call,
    must,
    clock: {
      now,
      forward: (milliseconds) => {
        offset += milliseconds
      },
    },
    seq: (caseId) => seqs.get(caseId) ?? 0,
    act: async (caseId, event, reason, edition) =>
      (
        await must('case.act', {
          caseId,
          expectedSeq: main.seq(caseId),
          event,
          ...(main.seq(caseId) === 0 ? { edition: edition ?? 'remote-2020-04-08' } : {}),
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
    setUp: async () => {
      const unlocked = await must('station.setUp', {
        signInName: 'desk',
        agent: { name: 'Sample Agent', mobile: '+447700900999' },
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
    },
    unlock: async () => {
      const state = await must('station.state', {})
      const answer = await call('vault.unlock', {
        agentId: state.agents[0]!.agentId,
        passphrase: PASSPHRASE,
        workerPublicKey: worker.publicKey,
      })
      if (answer.ok) await worker.open(answer.value)
      for (let afterSeq = 0, more = answer.ok; more;) {
        const page = await must('database.page', { afterSeq, which: 'rows' })
        for (const row of page.rows) if (row.table === 'cases') seqs.set(row.id, row.rev)
        ;({ lastSeq: afterSeq, more } = page)
      }
      return answer
    },
    again: async (harm) => {
      // This start goes on holding its files, as no other process does after a crash: the next one gets a copy of them.
      crashes += 1
      renameSync(folder, `${folder}.crashed-${crashes}`)
      cpSync(`${folder}.crashed-${crashes}`, folder, { recursive: true })
      rmSync(`${folder}.crashed-${crashes}`, { recursive: true })
      await harm?.()
      return openMainApp({ folder, ...(given.parts ? { parts: given.parts } : {}), ...(given.station ? { station: given.station } : {}) })
    },
    remove: () => {
      closeFilesBelow(folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return main
}
