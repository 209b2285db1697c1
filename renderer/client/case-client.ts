/**
 * What screens may ask of the app: one object over the keyhole, the sealed database and the drafts.
 * "Saved" is said only after `main` has journalled and the database has committed strictly; everything here resolves after that.
 */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { AgentEvent, EventOf } from '../../domain/case/events.ts'
import type { CaseView } from '../../domain/case/status.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { Evidence } from '../../domain/case/values.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { Result } from '../../domain/result.ts'
import type { Answer, ChannelName, CodeOf, GateCode, Input, Output, Push, PushName } from '../../preload/contract.ts'

export interface OpenCase {
  readonly record: CaseRecord
  readonly view: CaseView
  readonly edition: Edition
}

export type StationState = Output<'station.state'>
export type Session = NonNullable<StationState['session']>

export type Counts = Output<'database.compare'>['counts']
export type Finding = Output<'database.compare'>['findings'][number]

/** What was found when the database was opened, when it was not simply in order. */
export type DatabaseNotice =
  /** `journal-tail`: the last bytes of the journal were not an entry and were set aside; after a power cut that is usual. */
  | {
      readonly kind: 'caught-up' | 'journal-behind' | 'journal-tail' | 'pieces-fetched'
      /** How many rows or pieces of scans; bytes for `journal-tail`. */ readonly rows: number
    }
  /** It opens, and a part of it can be neither read nor replaced. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'rebuilt'; readonly why: 'wiped' | 'altered'; readonly found: Counts; readonly restored: Counts; readonly at: string }

/** A database that is being made again: rows so far, of how many. */
export interface Rebuilding {
  readonly done: number
  readonly of: number
}

/** Channels that record events of one case: their rows are stored before the answer is given. */
export type ActingChannel = {
  [Name in ChannelName]: Output<Name> extends { rows: unknown; recorded: unknown } ? Name : never
}[ChannelName]

/** A value that screens can subscribe to (`useSyncExternalStore`). */
export interface Live<Value> {
  get(): Value
  subscribe(listener: () => void): () => void
}

/** Failures of the page itself: `main` has saved, and the database of the page could not be written. */
export type PageCode = 'database-failed' | 'database-unusable'
/** The answer of `main`, after the page has stored the rows that came with it. */
export type Stored<Name extends ChannelName, Value = Output<Name>> = Result<Value, CodeOf<Name> | GateCode | PageCode>

export interface CaseClient {
  readonly station: Live<StationState>
  readonly settings: Live<{ readonly settings: StationSettings; readonly rev: number } | undefined>
  readonly summaries: Live<readonly CaseSummary[]>
  readonly notice: Live<DatabaseNotice | undefined>
  /** What was not in order in the record's own files at this unlock. */
  readonly findings: Live<readonly Finding[]>
  readonly rebuilding: Live<Rebuilding | undefined>
  /** False while what is typed cannot be kept as a draft: the database on this computer cannot be written. */
  readonly draftsKept: Live<boolean>

  /** Any channel, answered as it is. For channels that return rows use `act` or `run`. */
  call<Name extends ChannelName>(channel: Name, input: Input<Name>): Promise<Answer<Name>>
  on<Name extends PushName>(push: Name, listener: (payload: Push<Name>) => void): () => void

  setUp(input: Omit<Input<'station.setUp'>, 'workerPublicKey'>): Promise<Stored<'station.setUp', Session>>
  unlock(input: { agentId: string; passphrase: string }): Promise<Stored<'vault.unlock', Session>>
  recover(input: { agentId: string; recoveryKey: string; newPassphrase: string }): Promise<Stored<'vault.recover', Session>>
  /** On the first screen: the station goes on from the backup that was chosen. */
  restore(input: Omit<Input<'restore.perform'>, 'workerPublicKey'>): Promise<Stored<'restore.perform', Session>>
  lock(why?: 'asked' | 'idle' | 'switch'): Promise<void>
  /** Adds, removes or changes an agent; settings and the list of who can sign in are read again. */
  changeAgents<Name extends 'agents.add' | 'agents.remove' | 'agents.changeRole'>(
    channel: Name,
    input: Input<Name>,
  ): Promise<Stored<Name, Output<'agents.add'>>>
  saveSettings(settings: StationSettings): Promise<Stored<'station.save', StationSettings>>

  /** Begins a case from a request; `source` is the email as it came, sealed before the case is recorded. */
  newCase(
    event: EventOf<'requestReceived'>,
    source?: { readonly bytes: Uint8Array; readonly mime: 'message/rfc822' },
  ): Promise<Stored<'case.prepare' | 'case.act' | 'evidence.newKey' | 'evidence.store', OpenCase>>
  /** The case for a screen, after `main` has noted who looks at it; nothing when it is not here. */
  openCase(caseId: string): Promise<Stored<'case.open', OpenCase | undefined>>
  onCaseChanged(caseId: string, listener: () => void): () => void
  act(caseId: string, event: AgentEvent, reason?: string): Promise<Stored<'case.act', OpenCase>>
  /** A channel of `main` that does something for a case and records it. `expectedSeq` is filled in. */
  run<Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq'>): Promise<Stored<Name>>
  /** Closes a manifest over several cases; `service` is an id of the pack's posting services. */
  closeManifest(caseIds: readonly string[], service: string): Promise<Stored<'manifest.close'>>

  /** Moves custody of cases to another workstation; `expectedSeq` is filled in. */
  handOver(caseIds: readonly string[], stationId: string): Promise<Stored<'handover.send'>>
  /** Takes the cases of a bundle over and brings them into the database. */
  takeOver(upload: string): Promise<Stored<'handover.takeOver'>>
  /** Channels of handover that record events of several cases. */
  changeHandover<Name extends 'handover.takeBack' | 'handover.readReceipt'>(channel: Name, input: Input<Name>): Promise<Stored<Name>>

  /** Seals bytes as evidence of a case and stores them; say what they are with an event afterwards. */
  attach(
    caseId: string,
    bytes: Uint8Array,
    about: { readonly mime: Evidence['mime']; readonly width?: number; readonly height?: number },
  ): Promise<Stored<'evidence.newKey' | 'evidence.store', Evidence>>
  /** Opens a scan or picture, after `main` has noted who looks at it. */
  readEvidence(evidence: Evidence): Promise<Uint8Array>

  readonly drafts: {
    read(key: string): Promise<unknown>
    write(key: string, value: unknown): Promise<void>
    clear(key: string): Promise<void>
  }
}
