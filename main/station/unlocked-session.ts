/**
 * From unlock to lock: opens the record of an unlocked vault and the station's settings, then the cases, and closes all of it again.
 * Nothing of this outlives a lock.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GiveWay } from '../../domain/agent-first.ts'
import type { FreeSpace } from '../files/disk-space.ts'
import type { SecretCustody } from '../record/secret-custody.ts'
import { drawCaseReference } from '../../domain/case/case-reference.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { Output, Push, WrappedKeys } from '../../preload/contract.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { eraseFromManifest } from '../dispatch/close-manifest.ts'
import { isErasureInterrupted } from '../retention/erase-due.ts'
import { openCardServices, type Cards } from '../cards/card-services.ts'
import type { FileReading } from '../cards/read-apart.ts'
import { createLazyCim } from '../cim/lazy-cim.ts'
import type { CimReports } from '../cim/open-cim.ts'
import type { ReportReading } from '../cim/report-reader.ts'
import type {
  Clock,
  Custody,
  DevicePorts,
  Editions,
  Fonts,
  Ids,
  Practice,
  Pushes,
  RandomBytes,
  RandomNumbers,
  Settings,
  SignedInAgent,
  Store,
  Views,
  WorkPhone,
} from '../ports.ts'
import { createBlindMark, type BlindMark } from '../person/blind-marks.ts'
import { createMarkIndex } from '../person/mark-index.ts'
import type { Grants } from '../person/open-person.ts'
import { createPersonRegistry, type Persons } from '../person/person-registry.ts'
import { openUnfinishedJobs, type PrinterJobs } from '../printing/unfinished-jobs.ts'
import { grantsOf } from '../locum/locum-grants.ts'
import { createLocumLog, type LocumLogs } from '../locum/locum-log.ts'
import { openEditionBook, type EditionBooks } from '../editions/edition-book.ts'
import { openRecord, type VaultRecord } from '../record/record.ts'
import { createRecordStore } from '../record/record-store.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'
import { createViewLog, type ViewLog } from '../record/view-log.ts'
import { createCaseStore, type Cases, type CaseStore } from '../registration/case-store.ts'
import { createCallsOn, type CallsOn } from '../call/calls-on.ts'
import { createCodeLives, type CodeLives } from '../call/code-lives.ts'
import { createReleaseApprovals, type Release } from '../release/approve-release.ts'
import { openRetention, type Retained } from '../retention/retention.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'
import { findingsAtOpening, noteFindings, type FindNewerBackup } from './opening-findings.ts'
import { openKeyVersionNote, type KeyVersionNote } from './key-version-note.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import { closeRecord } from './close-record.ts'
import { destroyUselessHandoverKeys, destroyUselessSecrets } from './destroy-left.ts'
import { countRefusals, type RefusalCount } from './count-refusals.ts'
import { describeUnlocked, noteEntry } from './entry.ts'
import { openRecoveryConfirmation, type RecoveryConfirmation } from './recovery-confirmation.ts'
import { openSettings, type SettingsStore } from './station-settings.ts'
import { openWindDown, type WindsDown } from '../wind-down/wind-down.ts'
import { openCustody } from '../record/custody.ts'

/** Ports that come from outside the session. */
export type WorldPorts = Clock &
  DevicePorts &
  FileReading &
  Fonts &
  Ids &
  Practice &
  Pushes &
  RandomBytes &
  RandomNumbers &
  ReportReading &
  WorkPhone
/** Every port of every use-case. Only handlers and this folder name it; a use-case names the few it needs. */
export type SessionPorts = WorldPorts &
  CallsOn &
  Cards &
  Cases &
  CimReports &
  CodeLives &
  Custody &
  EditionBooks &
  Editions &
  Grants &
  Persons &
  LocumLogs &
  PrinterJobs &
  Release &
  Retained &
  Settings &
  SignedInAgent &
  Store &
  Views &
  WindsDown & { readonly blindMark: BlindMark }

export interface UnlockedSession {
  /** Throws until `openDesk` has resolved. */
  readonly desk: SessionPorts
  /** Opens what works on the cases, which reads a line of each. To be called once. */
  openDesk(): Promise<void>
  isDeskOpen(): boolean
  /** An erasure was interrupted: it is finished by `openDesk`, before the page gets a key. */
  readonly mustFinishFirst: boolean
  readonly agent: SignedInAgent['agent']
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  /** What was not in order when the files were opened. */
  readonly findings: readonly Finding[]
  readonly store: RecordStore
  readonly views: ViewLog
  readonly refusals: RefusalCount
  readonly practice: boolean
  readonly settings: SettingsStore
  readonly recovery: RecoveryConfirmation
  readonly keyVersion: KeyVersionNote
  recoveryKeyConfirmed(): boolean
  /** Latest time in the record, for a clock that was set back. Of the cases only once the desk is open. */
  lastRecordedTime(): string
  wrapKeys(keyIds: readonly string[] | 'records'): Result<WrappedKeys, WrapFailureCode>
  unlockedAnswer(): Result<Output<'vault.unlock'>, WrapFailureCode>
  /** Notes why, signs a checkpoint and lets go of every key. Not while the desk is being opened. */
  close(why: Push<'vault.locked'>['why']): Promise<void>
}

export type UnlockedSessionDeps = WorldPorts & {
  readonly policy: PolicyInForce
  readonly folder: string
  readonly monotonic: () => number
  /** Lets the agent's work go before checks in the background. Without it, checks only take turns with it. */
  readonly giveWay?: GiveWay
  /** Bytes free where a folder lies; the disk is asked when this is absent. */
  readonly freeSpace?: FreeSpace
  /** IANA name of the zone in which people here read the time. */
  readonly timeZone?: () => string
  readonly workerPublicKey: string
  readonly findNewerBackup?: FindNewerBackup
  /** How the vault was opened, if not by a passphrase. */
  readonly openedBy?: 'recovered' | 'restored'
  /** Present at first run only. */
  readonly firstSettings?: StationSettings
}

export type OpenSessionFailureCode = RecordFailureCode | 'settings-missing' | OpenRecordFailureCode
type OpenRecordFailureCode = Extract<Awaited<ReturnType<typeof openRecord>>, { ok: false }>['error']['code']

export async function openUnlockedSession(
  vault: UnlockedVault,
  deps: UnlockedSessionDeps,
): Promise<Result<UnlockedSession, OpenSessionFailureCode>> {
  const opened = await openRecord({
    folder: deps.folder,
    vault,
    now: deps.now,
    monotonic: deps.monotonic,
    ...(deps.timeZone ? { timeZone: deps.timeZone } : {}),
    ...(deps.giveWay ? { giveWay: deps.giveWay } : {}),
  })
  if (!opened.ok) return opened
  const record = opened.value
  const findings = await findingsAtOpening(deps, vault, record.journal)
  const store = createRecordStore({ vault, record })
  const settings = await openSettings(store, deps.firstSettings)
  if (!settings.ok) {
    await record.close()
    return settings
  }
  const recovery = await openRecoveryConfirmation({ store, vault, now: deps.now })
  const editionBook = await openEditionBook(store)
  // Settle the policy before anything that depends on it.
  const noted = await noteEntry(store, deps)
  const entered = noted.ok ? await deps.policy.settle(store) : noted
  if (!entered.ok) {
    await record.close()
    return entered
  }
  await noteFindings(store, findings)
  const { workerPublicKey, openedBy } = deps
  const keyVersion = await openKeyVersionNote({
    store,
    push: deps.push,
    vault,
    record,
    workerPublicKey,
    ...(openedBy ? { openedBy } : {}),
  })
  const wrapKeys = (keyIds: readonly string[] | 'records') => vault.wrapKeysForWorker(workerPublicKey, keyIds)
  const agent = { agentId: vault.agent.id, agentName: vault.agent.name }
  const views = createViewLog({ store, monotonic: deps.monotonic })
  const refusals = countRefusals(store)
  let desk: SessionPorts | undefined
  return ok({
    get desk() {
      if (!desk) throw new Error('the cases are not open yet')
      return desk
    },
    openDesk: async () => {
      desk = await openPorts({ agent, vault, record, store, editionBook, views, settings: settings.value }, deps)
    },
    isDeskOpen: () => desk !== undefined,
    mustFinishFirst: isErasureInterrupted(store),
    agent,
    vault,
    record,
    findings,
    store,
    views,
    refusals,
    practice: deps.practice,
    settings: settings.value,
    recovery,
    keyVersion,
    wrapKeys,
    recoveryKeyConfirmed: recovery.isConfirmed,
    lastRecordedTime: () => [desk?.cases.lastTime() ?? '', record.clock().latest].sort().at(-1)!,
    unlockedAnswer: () =>
      describeUnlocked({ agent, vault, store, editionBook, erasedRows: desk?.retention.erasedRows() ?? 0 }, wrapKeys('records')),
    close: async (why) => {
      await desk?.cim.stop()
      await desk?.retention.stop()
      await closeRecord({ refusals, store, record }, why)
      vault.lock()
    },
  })
}

interface Opened extends SignedInAgent, EditionBooks, Views {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly store: RecordStore
  readonly settings: SettingsStore
}

/** Opens everything that works on the record, in the order in which each needs the one before. */
async function openPorts(opened: Opened, deps: UnlockedSessionDeps): Promise<SessionPorts> {
  const { agent, vault, record, store, editionBook, views, settings } = opened
  const { now, newId, monotonic, randomBytes, push, fileReader } = deps
  const { policy } = deps.policy
  const custody: SecretCustody = await openCustody({ vault, record, randomBytes })
  const cards = await openCardServices({ store, keyring: vault.keyring, agent, now, newId, fileReader })
  const { editions } = editionBook
  const marks = createMarkIndex()
  const blindMark = createBlindMark(() => vault.indexKey())
  const persons = createPersonRegistry({ store, marks, blindMark, now, newId, agent })
  const locumLog = createLocumLog({ store, agent, now })
  // Read at sign-in: what is to be undone, the comparison with CIM and the page of a person all need the whole log.
  const locumBook = await locumLog.open().catch(() => undefined)
  const locumGrants = grantsOf(() => {
    if (!locumBook) throw new Error('the National Locum log could not be read')
    return locumBook
  })
  const windDown = await openWindDown({ store, editions, findCard: (serial) => cards.book.find(serial), grants: locumGrants.all })
  const retention = await openRetention({
    store,
    keptOf: async (caseId) =>
      [cards.book.keptOf(caseId), windDown.keptOf(caseId), await persons.keptOf(caseId)].filter((row) => row !== undefined),
    withoutItem: (item) => eraseFromManifest(store, item),
    policy,
    now,
    monotonic,
    push,
  })
  const callsOn = createCallsOn(monotonic)
  const cases: CaseStore = await createCaseStore({
    onLine: (line) => {
      cards.book.observe(line)
      retention.observe(line)
      windDown.observe(line)
    },
    liveCardsOf: cards.book.liveCardsOf,
    onChanged: callsOn.observe,
    blindMark,
    marks,
    store,
    agent,
    now,
    newId,
    newReference: () => drawCaseReference(deps.randomInt),
    editions,
    settings: () => settings.current().settings,
    today: () => plainDateOf(now()),
    practice: deps.practice,
    // Asked at each act: an RA manager may agree to another number meanwhile.
    passcodeReleases: () => policy.passcodeReleases,
  })
  retention.use(cases)
  await cases.storeRenewedLines()
  if (locumBook) await windDown.eraseSettled()
  await destroyUselessSecrets({ store, cases, custody })
  await destroyUselessHandoverKeys({ store, vault })
  return {
    ...deps,
    agent,
    store,
    cases,
    cards,
    custody,
    retention,
    locumLog,
    cim: createLazyCim({ store, cases, cards, agent, now, newId, push, locumLog, giveWay: deps.giveWay ?? (() => nextTurn()) }),
    unfinishedJobs: await openUnfinishedJobs(store),
    views,
    windDown,
    editions,
    editionBook,
    settings: () => settings.current().settings,
    persons,
    marks,
    blindMark,
    grantsOf: async (uuid) => locumGrants.of(uuid),
    callsOn,
    codeLives: createCodeLives(monotonic),
    release: createReleaseApprovals({
      get needed() {
        return policy.twoAgentRelease
      },
      agentId: agent.agentId,
      agents: () => vault.keyring.station.agents,
      now,
      monotonic,
    }),
  }
}
