/** The queues of the work list that were saved on this workstation: one sealed row, the same for every agent. */
import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result.ts'
import { MOST_QUEUES, putQueue, savedQueue, type SavedQueue } from '../../domain/work/list-query.ts'
import type { Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'

const TABLE = 'work-queues'
const ROW = 'queues'
const row = z.strictObject({ rev: z.number().int().positive(), queues: z.array(savedQueue).max(MOST_QUEUES) })

export interface Queues {
  readonly queues: readonly SavedQueue[]
  /** 0 before the first queue was saved. */
  readonly rev: number
}

export async function readQueues({ store }: Store): Promise<Queues> {
  const stored = await store.read(TABLE, ROW, 'records')
  return stored === undefined ? { queues: [], rev: 0 } : row.parse(stored)
}

/** Takes the place of the list that was read as `rev`. */
export async function saveQueues(desk: Store, { queues, rev }: Queues): Promise<Result<Queues, RecordFailureCode | 'queue-name'>> {
  const before = await readQueues(desk)
  if (before.rev !== rev)
    return err('stale', 'The saved queues were changed in the meantime. Nothing was saved.', 'Open the work list again, then save.')
  let checked: readonly SavedQueue[] = []
  for (const queue of queues) {
    const put = putQueue(checked, queue)
    if (typeof put === 'string')
      return err('queue-name', 'Two queues have the same name, or one has none. Nothing was saved.', 'Choose another name.')
    checked = put
  }
  const value = { rev: rev + 1, queues: [...checked] }
  const committed = await desk.store.commit([{ table: TABLE, id: ROW, rev: value.rev, keyId: 'records', value }], {
    action: 'work-queues-saved',
    detail: { queues: value.queues.map(({ name }) => name) },
  })
  return committed.ok ? ok(value) : committed
}
