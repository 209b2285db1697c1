/** What the database holds, before anything in it is used: Chromium can throw it away, or a part of it, without a word. */
import { toHex } from '../../../domain/bytes.ts'
import { comparedTables, rowsToDigest } from '../../../domain/record/rows-digest.ts'
import type { DatabaseReport } from '../../../preload/contract/database.ts'
import type { Table } from 'dexie'
import type { CaseDatabase, StoredRow } from './database.ts'
import type { Revisions } from './open-database.ts'

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

/**
 * Revision of each row by id, read from the index alone: the ids of one revision at a time, and one look for the next revision. A row that
 * the index lacks has revision 0: it differs from the record.
 */
async function readRevisions(table: Table<StoredRow, string>): Promise<Map<string, number>> {
  const revs = new Map((await table.toCollection().primaryKeys()).map((id) => [id, 0]))
  let rev = (await table.orderBy('rev').firstKey()) as number | undefined
  while (rev !== undefined) {
    for (const id of await table.where('rev').equals(rev).primaryKeys()) if (revs.has(id)) revs.set(id, rev)
    rev = (await table.where('rev').above(rev).firstKey()) as number | undefined
  }
  return revs
}

/** What the database holds, and the revision of each row of the compared tables. No envelope is read. */
export async function reportDatabase(
  database: CaseDatabase,
  dataLoss: DatabaseReport['dataLoss'],
): Promise<{ readonly report: DatabaseReport; readonly revs: Revisions }> {
  const [cases, manifests, station] = await Promise.all([
    readRevisions(database.cases),
    readRevisions(database.manifests),
    readRevisions(database.station),
  ])
  const revs: Revisions = { cases, manifests, station }
  const rows = comparedTables.flatMap((table) => [...revs[table]].map(([id, rev]) => ({ table, id, rev })))
  const position = await database.meta.get('position')
  return {
    report: {
      lastSeq: position?.lastSeq ?? 0,
      counts: { cases: cases.size, manifests: manifests.size, station: station.size, chunks: await database.chunks.count() },
      digest: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', rowsToDigest(rows)))),
      dataLoss,
    },
    revs,
  }
}
