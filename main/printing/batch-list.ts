/** The list of a batch, sealed in `main`: read, written, and changed one change at a time. */
import { batch, type Batch } from '../../domain/printing/batch.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencerByKey } from '../../domain/sequencer.ts'
import type { RecordStore, RecordFailureCode } from '../record/store.ts'
import type { Store } from '../ports.ts'

const TABLE = 'batches'

export async function writeBatch(desk: Store, list: Batch): Promise<Result<Batch, RecordFailureCode>> {
  const committed = await desk.store.commit([{ table: TABLE, id: list.batchId, rev: list.rev, keyId: 'records', value: list }], {
    action: 'batch',
  })
  return committed.ok ? ok(list) : committed
}

export async function readBatch(desk: Store, batchId: string): Promise<Batch | undefined> {
  const stored = await desk.store.read(TABLE, batchId, 'records')
  return stored === undefined ? undefined : batch.parse(stored)
}

/** One queue for each unlocked session. */
const inTurn = createSequencerByKey<RecordStore>()

/** One change at a time: a pause that comes while a card is being made must neither undo what is saved of that card nor be undone by it. */
export function changeBatch(
  desk: Store,
  batchId: string,
  alter: (list: Batch) => Batch,
): Promise<Result<Batch, RecordFailureCode | 'no-such-batch'>> {
  return inTurn(desk.store, async () => {
    const list = await readBatch(desk, batchId)
    return list ? writeBatch(desk, { ...alter(list), rev: list.rev + 1 }) : noSuchBatch
  })
}

/** The newest, finished or not. */
export async function findBatch(desk: Store): Promise<Batch | undefined> {
  let newest: Batch | undefined
  for (const id of desk.store.ids(TABLE)) {
    const list = await readBatch(desk, id)
    if (list && (!newest || list.startedAt > newest.startedAt)) newest = list
  }
  return newest
}

export const noSuchBatch = err('no-such-batch', 'This batch is not on this workstation.', 'Open “Batch” again.')
