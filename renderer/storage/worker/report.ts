/** What the database holds, before anything in it is used: Chromium can throw it away, or a part of it, without a word. */
import { toHex } from '../../../domain/bytes.ts'
import { comparedTables, rowsToDigest, type DigestedRow } from '../../../domain/record/rows-digest.ts'
import type { DatabaseReport } from '../../../preload/contract/database.ts'
import type { CaseDatabase } from './database.ts'

/** So many envelopes are held in memory at once. */
const ROWS_AT_ONCE = 500

/**
 * Opens the database without our schema, only to hear whether it was thrown away: `dataLoss` is Chromium's own word, said once, at
 * the first opening after. A database that is not there is not made here.
 */
export function probeDatabase(name: string): Promise<{ readonly dataLoss: DatabaseReport['dataLoss'] }> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    let dataLoss: DatabaseReport['dataLoss'] | undefined
    request.onupgradeneeded = (event) => {
      dataLoss = (event as IDBVersionChangeEvent & { dataLoss?: string }).dataLoss === 'total' ? 'total' : 'none'
      request.transaction?.abort()
    }
    request.onsuccess = () => {
      request.result.close()
      resolve({ dataLoss: 'none' })
    }
    request.onerror = (event) => {
      event.preventDefault()
      if (dataLoss !== undefined) resolve({ dataLoss })
      else reject(request.error ?? new Error('the database cannot be opened'))
    }
  })
}

/** `caseRevs`: which cases are in the database, and of which revision. */
export async function reportDatabase(
  database: CaseDatabase,
  dataLoss: DatabaseReport['dataLoss'],
): Promise<{ readonly report: DatabaseReport; readonly caseRevs: Map<string, number> }> {
  const sha256 = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  const found = await Promise.all(
    comparedTables.map(async (table) => {
      const ids = await database[table].toCollection().primaryKeys()
      const rows: DigestedRow[] = []
      for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
        const some = await database[table].bulkGet(ids.slice(from, from + ROWS_AT_ONCE))
        rows.push(
          ...(await Promise.all(
            some.flatMap((row) => (row ? [row] : [])).map(async ({ id, rev, env }) => ({ table, id, rev, sha256: await sha256(env) })),
          )),
        )
      }
      return rows
    }),
  )
  const [cases, manifests, station] = found.map((rows) => rows.length) as [number, number, number]
  const position = await database.meta.get('position')
  return {
    report: {
      lastSeq: position?.lastSeq ?? 0,
      counts: { cases, manifests, station, chunks: await database.chunks.count() },
      digest: toHex(await sha256(rowsToDigest(found.flat()))),
      dataLoss,
    },
    caseRevs: new Map(
      found
        .flat()
        .filter(({ table }) => table === 'cases')
        .map(({ id, rev }) => [id, rev]),
    ),
  }
}
