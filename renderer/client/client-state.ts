/** Everything that screens subscribe to, in one place. */
import type { Editions } from '../../domain/guidance/index.ts'
import type { Call } from './calls.ts'
import { createCaseList, type SettableCaseList } from './case-list.ts'
import type { DatabaseNotice, Finding, Rebuilding, StationState, StoredSettings } from './case-client.ts'
import { createObservable, type SettableObservable } from './observable.ts'

export interface ClientState {
  readonly station: SettableObservable<StationState>
  readonly settings: SettableObservable<StoredSettings | undefined>
  readonly summaries: SettableCaseList
  readonly editions: SettableObservable<Editions>
  readonly notice: SettableObservable<DatabaseNotice | undefined>
  readonly findings: SettableObservable<readonly Finding[]>
  readonly rebuilding: SettableObservable<Rebuilding | undefined>
  readonly draftsKept: SettableObservable<boolean>
  /** Reads the station's state from `main` again; keeps the last one if `main` refuses. */
  refreshStation(): Promise<void>
  refreshSettings(): Promise<void>
}

/** Until an agent signs in: the guidance is loaded with the session. */
const noEditions: Editions = {
  all: [],
  find: () => undefined,
  get: (id) => {
    throw new Error(`edition ${id} was asked for before sign-in`)
  },
}

export function createClientState(call: Call, first: StationState): ClientState {
  const station = createObservable(first)
  const settings = createObservable<StoredSettings | undefined>(undefined)
  return {
    station,
    settings,
    summaries: createCaseList(),
    editions: createObservable(noEditions),
    notice: createObservable<DatabaseNotice | undefined>(undefined),
    findings: createObservable<readonly Finding[]>([]),
    rebuilding: createObservable<Rebuilding | undefined>(undefined),
    draftsKept: createObservable(true),
    refreshStation: async () => {
      const answer = await call('station.state', {})
      if (answer.ok) station.set(answer.value)
    },
    refreshSettings: async () => {
      const answer = await call('station.read', {})
      if (answer.ok) settings.set(answer.value)
    },
  }
}
