/** Sealed drafts of forms. The key of a draft is hashed, because it can name a case. */
import { toHex } from '../../../domain/bytes.ts'
import type { StorageRequests } from '../messages.ts'
import { textBytes } from './keys.ts'
import type { OpenDatabase } from './open-database.ts'

const draftId = async (key: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', textBytes(key)))).slice(0, 32)

export function createDraftRows(db: OpenDatabase): Pick<StorageRequests, 'readDraft' | 'writeDraft' | 'clearDraft'> {
  return {
    readDraft: async (key) => {
      const id = await draftId(key)
      const row = await db.session().database.drafts.get(id)
      if (!row) return undefined
      return db.openJson(db.place('drafts', id, row.rev), row.env)
    },
    writeDraft: async ({ key, value }) => {
      const { database, recordsKeyId } = db.session()
      const id = await draftId(key)
      const rev = ((await database.drafts.get(id))?.rev ?? 0) + 1
      const env = await db.sealJson(recordsKeyId, db.place('drafts', id, rev), value)
      await database.transaction('rw', database.drafts, () => database.drafts.put({ id, rev, env }))
    },
    clearDraft: async (key) => {
      const { database } = db.session()
      const id = await draftId(key)
      await database.transaction('rw', database.drafts, () => database.drafts.delete(id))
    },
  }
}
