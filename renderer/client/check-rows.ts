/** Compares every row of the database with the record, byte by byte, in slices after the work list is on the screen. */
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { RowStore } from './row-store.ts'

export interface CheckRowsDeps {
  readonly call: Call
  readonly storage: Pick<StorageClient, 'ask'>
  readonly rows: Pick<RowStore, 'store'>
  readonly pause: () => Promise<void>
}

/** Replaces rows that differ by those of the record, and returns how many. Throws if the database cannot be read or written. */
export async function checkRows({ call, storage, rows, pause }: CheckRowsDeps): Promise<number> {
  let replaced = 0
  for (let slice = 0; ; slice += 1) {
    const read = await storage.ask('hashRows', slice)
    if (!read) return replaced
    const answer = await call('database.checkRows', { table: read.table, rows: [...read.rows] })
    if (!answer.ok) throw new Error(answer.error.message)
    if (answer.value.rows.length > 0) await rows.store(answer.value.rows, 0)
    replaced += answer.value.rows.length
    await pause()
  }
}
