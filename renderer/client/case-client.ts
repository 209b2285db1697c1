/**
 * What screens may ask of the app: the IPC contract, the sealed database and the drafts in one object.
 * Every act resolves only after `main` has written the journal and the database has committed strictly. Only then may a screen show "Saved".
 */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { AgentEvent, EventOf } from '../../domain/case/events.ts'
import type { CaseView } from '../../domain/case/status.ts'
import type { Evidence } from '../../domain/values.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { Result } from '../../domain/result.ts'
import type { Answer, ChannelName, CodeOf, GateCode, Input, Output, Push, PushName } from '../../preload/contract.ts'
import type { CaseList } from './case-list.ts'
import type { PassphraseQuestion } from './passphrase-question.ts'

export interface OpenCase {
  readonly record: CaseRecord
  readonly view: CaseView
  readonly edition: Edition
}

export type StationState = Output<'station.state'>
export type Session = NonNullable<StationState['session']>

export type Counts = Output<'database.compare'>['counts']
export type Finding = Output<'database.compare'>['findings'][number]

/** What was found and done at sign-in when the database was not in order. */
export type DatabaseNotice =
  | {
      readonly kind: 'caught-up' | 'journal-behind' | 'pieces-fetched'
      /** Rows or pieces of scans. */ readonly rows: number
    }
  /** Rows that had changed or could not be read, and were replaced by those of the record. */
  | { readonly kind: 'rows-replaced'; readonly rows: number }
  /** The database opens, but a part of it can be neither read nor replaced. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'rebuilt'; readonly why: 'wiped' | 'altered'; readonly found: Counts; readonly restored: Counts; readonly at: string }

/** Progress of rebuilding the database: rows written, out of how many. */
export interface Rebuilding {
  readonly done: number
  readonly of: number
}

/** Channels that record events of one case. */
export type ActingChannel = {
  [Name in ChannelName]: Output<Name> extends { rows: unknown; recorded: unknown } ? Name : never
}[ChannelName]

export interface StoredSettings {
  readonly settings: StationSettings
  readonly rev: number
}

/** A value that screens can subscribe to (`useSyncExternalStore`). */
export interface Observable<Value> {
  get(): Value
  subscribe(listener: () => void): () => void
}

/** What is recorded of a replacement. */
export type ReplacementTold = Input<'replacement.record'>['told']

/** Failures of the page itself: `main` has saved, and the database of the page could not be written; or the agent was asked and cancelled. */
export type PageCode = 'database-failed' | 'database-unusable' | 'cancelled-by-agent'
/** The answer of `main`, after the page has stored the rows that came with it. */
export type Stored<Name extends ChannelName, Value = Output<Name>> = Result<Value, CodeOf<Name> | GateCode | PageCode>

export interface CaseClient {
  readonly station: Observable<StationState>
  readonly settings: Observable<StoredSettings | undefined>
  readonly summaries: CaseList
  /** The editions of the guidance that this workstation has. */
  readonly editions: Observable<Editions>
  readonly notice: Observable<DatabaseNotice | undefined>
  /** What was wrong with the record's own files at this sign-in. */
  readonly findings: Observable<readonly Finding[]>
  readonly rebuilding: Observable<Rebuilding | undefined>
  /** False while drafts cannot be saved because the database on this computer cannot be written. */
  readonly draftsKept: Observable<boolean>
  /** Set while the agent is asked for their own passphrase again. */
  readonly passphraseQuestion: Observable<PassphraseQuestion | undefined>

  /** Calls any channel and passes its answer on. For channels that return rows use `act` or `run`. */
  call<Name extends ChannelName>(channel: Name, input: Input<Name>): Promise<Answer<Name>>
  on<Name extends PushName>(push: Name, listener: (payload: Push<Name>) => void): () => void

  setUp(input: Omit<Input<'station.setUp'>, 'workerPublicKey'>): Promise<Stored<'station.setUp', Session>>
  /** While the agent types the passphrase: reads the database, in which everything is sealed, for the sign-in that comes next. */
  readAhead(): void
  unlock(input: { agentId: string; passphrase: string }): Promise<Stored<'vault.unlock', Session>>
  recover(input: { agentId: string; recoveryKey: string; newPassphrase: string }): Promise<Stored<'vault.recover', Session>>
  /** Sets this station up from the chosen backup. */
  restore(input: Omit<Input<'restore.perform'>, 'workerPublicKey'>): Promise<Stored<'restore.perform', Session>>
  lock(why?: 'asked' | 'idle' | 'switch'): Promise<void>
  /** Adds, removes or changes an agent, then reads settings and the list of agents again. */
  changeAgents<Name extends 'agents.add' | 'agents.remove' | 'agents.changeRole'>(
    channel: Name,
    input: Input<Name>,
  ): Promise<Stored<Name, Output<'agents.add'>>>
  saveSettings(settings: StationSettings): Promise<Stored<'station.save', StationSettings>>

  /** Begins a case under an edition. `source`: the original email of a request, sealed before the case is recorded. */
  newCase(
    edition: string,
    event: EventOf<'requestReceived'> | EventOf<'identityProvedElsewhere'> | EventOf<'meetingArranged'>,
    source?: { readonly bytes: Uint8Array; readonly mime: 'message/rfc822' },
  ): Promise<Stored<'case.prepare' | 'case.act' | 'evidence.newKey' | 'evidence.store', OpenCase>>
  /** Begins the case of a replacement. `personId`: absent for somebody who has no case here. */
  newReplacement(
    edition: string,
    told: Omit<ReplacementTold, 'personId'> & { readonly personId?: string },
  ): Promise<Stored<'case.prepare' | 'replacement.record', OpenCase>>
  changeReplacement(caseId: string, told: ReplacementTold, reason?: string): Promise<Stored<'replacement.record', OpenCase>>
  /** Uses the photograph of the earlier case again, and stores its pieces in the database. */
  carryPhotograph(caseId: string, reason?: string): Promise<Stored<'replacement.carryPhotograph'>>
  /** The case for a screen, after `main` has logged the look; `undefined` if it is not on this station. */
  openCase(caseId: string): Promise<Stored<'case.open', OpenCase | undefined>>
  onCaseChanged(caseId: string, listener: () => void): () => void
  act(caseId: string, event: AgentEvent, reason?: string): Promise<Stored<'case.act', OpenCase>>
  /** Calls a channel of `main` that acts on a case and records it. Fills in `expectedSeq`. */
  run<Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq'>): Promise<Stored<Name>>
  /** Closes a manifest over several cases. `service`: id of one of the edition's posting services. */
  closeManifest(caseIds: readonly string[], service: string): Promise<Stored<'manifest.close'>>

  /** Moves custody of cases to another workstation. Fills in `expectedSeq`. */
  handOver(caseIds: readonly string[], stationId: string): Promise<Stored<'handover.send'>>
  /** Takes over the cases of a bundle and stores them in the database. */
  takeOver(upload: string): Promise<Stored<'handover.takeOver'>>
  /** Calls a handover channel that records events of several cases. */
  changeHandover<Name extends 'handover.takeBack' | 'handover.readReceipt'>(channel: Name, input: Input<Name>): Promise<Stored<Name>>

  /** Seals bytes as evidence of a case and stores them. An event must name them afterwards. */
  attach(
    caseId: string,
    bytes: Uint8Array,
    about: { readonly mime: Evidence['mime']; readonly width?: number; readonly height?: number },
  ): Promise<Stored<'evidence.newKey' | 'evidence.store', Evidence>>
  /** Opens a scan or picture, after `main` has logged the look. */
  readEvidence(evidence: Evidence): Promise<Uint8Array>

  readonly drafts: {
    read(key: string): Promise<unknown>
    write(key: string, value: unknown): Promise<void>
    clear(key: string): Promise<void>
  }
}
