/** The database worker: answers the page one call at a time, so that revisions never race. */
import type { StorageCall, StorageReply } from '../messages.ts'
import { createCaseDatabase } from './case-database.ts'

declare const self: DedicatedWorkerGlobalScope

const database = createCaseDatabase()
let turn: Promise<unknown> = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<StorageCall>) => {
  turn = turn.then(async () => {
    let reply: StorageReply
    try {
      const work = (await database)[data.method] as (input: unknown) => Promise<unknown>
      reply = { id: data.id, ok: true, value: await work(data.input) }
    } catch (error) {
      reply = { id: data.id, ok: false, message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure' }
    }
    self.postMessage(reply)
  })
}
