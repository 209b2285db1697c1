/** The last entries of a session, and the end of its record. Locking never waits for a full disk: what cannot be noted is left out, and the gap shows. */
import type { Push } from '../../preload/contract.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'
import type { RefusalCount } from './count-refusals.ts'

export interface RecordToClose {
  readonly refusals: RefusalCount
  readonly store: Pick<RecordStore, 'commit'>
  readonly record: Pick<VaultRecord, 'close' | 'makeCheckpoint'>
}

export async function closeRecord({ refusals, store, record }: RecordToClose, why: Push<'vault.locked'>['why']): Promise<void> {
  await refusals.noteRest().catch(() => undefined)
  await store.commit([], { action: `locked ${why}` }).catch(() => undefined)
  await record.makeCheckpoint('lock').catch(() => undefined)
  await record.close()
}
