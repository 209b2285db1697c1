/** The page's end of the database worker: one promise for each call. Locking terminates the worker, so its keys go with it. */
import type { StorageCall, StorageMethod, StorageReply, StorageRequests } from './messages.ts'

export interface StorageClient {
  /** Rejects when the worker fails or is ended. */
  ask<Method extends StorageMethod>(method: Method, ...input: Parameters<StorageRequests[Method]>): ReturnType<StorageRequests[Method]>
  end(): void
}

export function startStorage(): StorageClient {
  const worker = new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'storage' })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
  }
  worker.onmessage = ({ data }: MessageEvent<StorageReply>) => {
    const call = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.ok) call?.resolve(data.value)
    else call?.reject(new Error(data.message))
  }
  worker.onerror = (event) => failAll(`the database worker failed: ${event.message}`)
  return {
    ask: (method, ...[input]) =>
      new Promise((resolve, reject) => {
        const call: StorageCall = { id: ++lastId, method, input }
        waiting.set(call.id, { resolve, reject })
        worker.postMessage(call)
      }) as never,
    end: () => {
      worker.terminate()
      failAll('the app was locked')
    },
  }
}
