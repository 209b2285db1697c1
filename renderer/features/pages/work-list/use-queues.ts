/** The saved queues of this workstation. A queue that was removed can be brought back while the page is open. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { putQueue, type ListQuery, type QueueFault, type SavedQueue } from '../../../../domain/work/list-query.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

const faults: Readonly<Record<QueueFault, Failure>> = {
  'name-missing': { code: 'name-missing', message: 'Enter a name for the queue.', next: 'A short name, such as “Overdue replies”.' },
  'name-taken': {
    code: 'name-taken',
    message: 'Another queue has this name.',
    next: 'Choose another name, or remove the other queue first.',
  },
  'too-many': { code: 'too-many', message: 'There are too many queues.', next: 'Remove one that is not used any more.' },
}

export interface SavedQueues {
  readonly queues: readonly SavedQueue[]
  /** The failure, or nothing when it was saved. */
  save(name: string, query: ListQuery, id?: string): Promise<Failure | undefined>
  remove(id: string): Promise<Failure | undefined>
  /** What `undo` brings back. */
  readonly removed: SavedQueue | undefined
  undo(): Promise<Failure | undefined>
}

export function useQueues(): SavedQueues {
  const client = useCaseClient()
  const [state, setState] = useState<{ readonly queues: readonly SavedQueue[]; readonly rev: number }>({ queues: [], rev: 0 })
  const [removed, setRemoved] = useState<{ readonly queue: SavedQueue; readonly place: number }>()
  useEffect(() => {
    let current = true
    void client.call('work.queues', {}).then((answer) => {
      if (current && answer.ok) setState(answer.value)
    })
    return () => {
      current = false
    }
  }, [client])
  const write = useCallback(
    async (queues: readonly SavedQueue[]) => {
      const answer = await client.call('work.saveQueues', { queues: [...queues], rev: state.rev })
      if (!answer.ok) return answer.error
      setState(answer.value)
      return undefined
    },
    [client, state.rev],
  )
  return {
    queues: state.queues,
    removed: removed?.queue,
    save: async (name, query, id = crypto.randomUUID()) => {
      const put = putQueue(state.queues, { id, name, query })
      return typeof put === 'string' ? faults[put] : write(put)
    },
    remove: async (id) => {
      const place = state.queues.findIndex((one) => one.id === id)
      const queue = state.queues[place]
      if (!queue) return undefined
      const failure = await write(state.queues.filter((one) => one !== queue))
      if (!failure) setRemoved({ queue, place })
      return failure
    },
    undo: async () => {
      if (!removed) return undefined
      const failure = await write(state.queues.toSpliced(removed.place, 0, removed.queue))
      if (!failure) setRemoved(undefined)
      return failure
    },
  }
}
