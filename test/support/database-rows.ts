/** What the page’s database holds, read beside the app: every row of the tables that the record can make again, by place and digest. */
import type { Page } from '@playwright/test'

/** `cases 1f3a…` → revision and SHA-256 of the envelope. */
export type DatabaseRows = Readonly<Record<string, string>>

export async function rowsInDatabase(page: Page): Promise<DatabaseRows> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('ra-desk')
      request.onupgradeneeded = () => {
        request.transaction?.abort()
      }
      request.onerror = () => {
        reject(new Error('there is no database'))
      }
      request.onsuccess = () => {
        resolve(request.result)
      }
    })
    const rows: Record<string, string> = {}
    try {
      for (const table of ['cases', 'chunks', 'manifests', 'station']) {
        const found = await new Promise<({ id: string; rev: number; env: Uint8Array<ArrayBuffer> } | null)[]>((resolve, reject) => {
          const request = database.transaction(table).objectStore(table).getAll()
          request.onerror = () => {
            reject(new Error('not read'))
          }
          request.onsuccess = () => {
            resolve(request.result)
          }
        })
        for (const row of found) {
          // A damaged row can read as nothing at all.
          if (row === null) continue
          const { id, rev, env } = row
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', env))
          rows[`${table} ${id}`] =
            `${String(rev)} ${Array.from(digest.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
        }
      }
    } finally {
      database.close()
    }
    return rows
  })
}
