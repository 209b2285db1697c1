/** Scans of one piece that were acknowledged, compared with what is there. */
import { scanOf } from './kill-acts.ts'
import { value, type OpenStation, type Told } from './station.ts'

export async function countLostScans({ vault, record }: OpenStation, scans: ReadonlyMap<string, Told>): Promise<number> {
  let lost = 0
  for (const { kind, id, rev } of scans.values()) {
    const row = value(await record.journal.findRow('chunks', id))
    const keys = vault.keyring.list({ ownerId: id })
    if (kind === 'purged') {
      if (row?.env !== null || keys.length > 0) lost += 1
      continue
    }
    // A purge that was cut off may have destroyed the key, and erased the row or not.
    if (row !== undefined && keys.length === 0) continue
    const opened =
      row?.env &&
      vault.open({ table: 'chunks', recordId: id, rev, schema: 1, chunk: { index: 0, count: 1 } }, Buffer.from(row.env, 'base64'))
    if (!opened || !opened.ok || Buffer.compare(opened.value, scanOf(rev)) !== 0) lost += 1
  }
  return lost
}
