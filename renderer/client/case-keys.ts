/**
 * Keys of cases and scans for the worker, asked for when they are needed: at sign-in it has the records key alone, which opens the work
 * list. `main` checks which keys are there and what they are for.
 */
import type { SealedRow, WrappedKeys } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'

/** Keys in one message. */
const KEYS_A_MESSAGE = 250

type Storage = Pick<StorageClient, 'ask'>

export interface CaseKeys {
  /** Gives the worker the keys of these cases, if it does not have them. Throws if `main` refuses. */
  ofCases(storage: Storage, caseIds: readonly string[]): Promise<void>
  /** The same for the cases of sealed rows, before the worker opens them. */
  ofRows(storage: Storage, rows: readonly SealedRow[]): Promise<void>
  /** The same for scans, by the ids of their keys. */
  ofScans(storage: Storage, keyIds: readonly string[]): Promise<void>
  /** Gives the worker new keys, which came with an answer. `caseId`: whose case key is among them. */
  add(storage: Storage, keys: WrappedKeys, caseId?: string): Promise<void>
}

export function createCaseKeys(call: Call): CaseKeys {
  /** Case ids and key ids that each worker has. A worker ends with its keys at every lock. */
  const had = new WeakMap<Storage, Set<string>>()
  function hadBy(storage: Storage): Set<string> {
    const known = had.get(storage) ?? new Set()
    had.set(storage, known)
    return known
  }

  async function give(storage: Storage, which: 'caseIds' | 'scanKeyIds', ids: readonly string[]): Promise<void> {
    const known = hadBy(storage)
    const lacking = [...new Set(ids)].filter((id) => !known.has(id))
    for (let from = 0; from < lacking.length; from += KEYS_A_MESSAGE) {
      const some = lacking.slice(from, from + KEYS_A_MESSAGE)
      const answer = await call('database.keys', { caseIds: [], scanKeyIds: [], [which]: some })
      if (!answer.ok) throw new Error(answer.error.message)
      await storage.ask('addKeys', answer.value.keys)
      for (const id of some) known.add(id)
    }
  }

  return {
    ofCases: (storage, caseIds) => give(storage, 'caseIds', caseIds),
    ofRows: (storage, rows) =>
      give(
        storage,
        'caseIds',
        rows.flatMap(({ table, id, env }) => (table === 'cases' && env !== null ? [id] : [])),
      ),
    ofScans: (storage, keyIds) => give(storage, 'scanKeyIds', keyIds),
    add: async (storage, keys, caseId) => {
      await storage.ask('addKeys', keys)
      if (caseId !== undefined) hadBy(storage).add(caseId)
      for (const { keyId, purpose } of keys.keys) if (purpose === 'evidence') hadBy(storage).add(keyId)
    },
  }
}
