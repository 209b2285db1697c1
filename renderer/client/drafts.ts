/** Drafts of forms, sealed in the database. A lock waits until drafts in progress are written. */
import type { Calls } from './calls.ts'
import type { CaseClient } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import type { CurrentStorage } from './current-storage.ts'

export interface DraftsDeps extends Calls {
  readonly current: Pick<CurrentStorage, 'find' | 'get'>
  readonly draftsKept: ClientState['draftsKept']
}

export function createDrafts({ call, on, current, draftsKept }: DraftsDeps): CaseClient['drafts'] {
  const writing = new Set<Promise<unknown>>()
  on('vault.locking', () => {
    // Forms listen to the same push: wait until all of them have begun to write.
    setTimeout(() => {
      void Promise.allSettled([...writing]).then(() => call('vault.draftsSealed', {}))
    })
  })
  return {
    read: (key) => current.get().ask('readDraft', key),
    write: async (key, value) => {
      const storage = current.find()
      const written = storage?.ask('writeDraft', { key, value })
      if (written) {
        writing.add(written)
        void written.catch(() => undefined).finally(() => writing.delete(written))
      }
      try {
        await written
        if (!draftsKept.get()) draftsKept.set(true)
      } catch {
        // After a lock the worker is gone; the draft was sealed when the lock was announced.
        if (current.find() === storage) draftsKept.set(false)
      }
    },
    clear: (key) => current.get().ask('clearDraft', key),
  }
}
