/** The database worker of the unlocked session; none while RA Desk is locked. */
import type { StorageClient } from '../storage/client.ts'

export interface CurrentStorage {
  find(): StorageClient | undefined
  /** Throws when RA Desk is locked: no screen that needs the database is shown then. */
  get(): StorageClient
  use(storage: StorageClient): void
  /** Ends the worker and forgets it. */
  end(): void
}

export function createCurrentStorage(): CurrentStorage {
  let current: StorageClient | undefined
  return {
    find: () => current,
    get: () => {
      if (!current) throw new Error('the app is locked')
      return current
    },
    use: (storage) => {
      current = storage
    },
    end: () => {
      current?.end()
      current = undefined
    },
  }
}
