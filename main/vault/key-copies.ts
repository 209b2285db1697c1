/** Writes each change of the keys to both databases: first the one, then the other. A change that fails half-way is settled before the next. */
import { closeQuietly, emptyLog } from '../files/database.ts'
import type { KeysChange, KeysState } from './key-database.ts'
import type { OpenedKeyDatabases } from './open-key-databases.ts'
import { freeEntry } from './sealed-key.ts'

export type KeyCopies = ReturnType<typeof keyCopies>

export function keyCopies({ first, second, state: atOpening }: Pick<OpenedKeyDatabases, 'first' | 'second' | 'state'>) {
  let state: KeysState = atOpening
  /** Makes the copies the same after a change that failed half-way. */
  let owed: (() => void) | undefined

  /** Nothing is written before that. */
  function settle(): void {
    owed?.()
    owed = undefined
  }

  const entryOfEach = (place: number): readonly (Uint8Array | undefined)[] => [first, second].map((copy) => copy.find(place))

  return {
    /** After the last change. */
    get state(): KeysState {
      return state
    },
    settle,
    /** The entry in a place, from the first copy and from the second. */
    entries: (place: number): readonly Uint8Array[] => entryOfEach(place).filter((entry) => entry !== undefined),
    /** The same, `undefined` where a copy does not read. */
    entryOfEach,
    /** Fills free places. On the disk in both when it returns; failures of the disk throw, and then the places are free. */
    fill(change: KeysChange): void {
      const before = state
      first.write(change)
      try {
        second.write(change)
      } catch (error) {
        owed = () => first.write({ entries: change.entries.map(({ place }) => ({ place, entry: freeEntry() })), state: before })
        try {
          settle()
        } catch {
          /* settled before the next change */
        }
        throw error
      }
      state = change.state
    },
    /** For changes after which nothing of the old content may stay anywhere. `afterFirst`: from then on it counts, also when it throws later. */
    overwrite(change: KeysChange, afterFirst: () => void): void {
      first.write(change)
      state = change.state
      afterFirst()
      owed = () => {
        second.write(change)
        for (const { database } of [first, second]) emptyLog(database)
      }
      settle()
    },
    close(): void {
      for (const { database } of [first, second]) closeQuietly(database)
    },
  }
}
