/** The whole record on the page: the newest entries first, older ones while the agent already reads, and new ones as they come. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import type { RecordEntry } from '../../../../preload/contract/record.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

const PAGE = 1_000
const LOOK_AGAIN_MILLISECONDS = 4_000

export interface RecordOnPage {
  /** Newest first. */
  readonly entries: readonly RecordEntry[]
  readonly agents: Output<'record.entries'>['agents']
  /** False while older entries are still being read. */
  readonly complete: boolean
  readonly failure: Failure | undefined
}

export function useRecord(): RecordOnPage {
  const client = useCaseClient()
  const [read, setRead] = useState<RecordOnPage>({ entries: [], agents: [], complete: false, failure: undefined })
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    let size = 0

    async function readFrom(fromSeq: number, limit: number): Promise<Output<'record.entries'> | undefined> {
      const answer = await client.call('record.entries', { fromSeq, limit })
      if (!current) return undefined
      if (answer.ok) return answer.value
      setRead((before) => ({ ...before, failure: answer.error }))
      return undefined
    }
    async function readAll(): Promise<void> {
      const now = await client.call('record.checkpoint', {})
      if (!now.ok || !current) return
      let from = Math.max(0, now.value.size - PAGE)
      // One more than there were: looking at the record is an entry itself.
      const newest = await readFrom(from, PAGE * 2)
      if (!newest) return
      size = from + newest.entries.length
      setRead({ entries: newest.entries.toReversed(), agents: newest.agents, complete: from === 0, failure: undefined })
      while (from > 0) {
        const next = Math.max(0, from - PAGE)
        const older = await readFrom(next, from - next)
        if (!older) return
        from = next
        setRead((before) => ({ ...before, entries: [...before.entries, ...older.entries.toReversed()], complete: next === 0 }))
      }
      pollAgain()
    }
    function pollAgain(): void {
      timer = setTimeout(
        () =>
          void (async () => {
            const now = await client.call('record.checkpoint', {})
            if (!current || !now.ok) return
            if (now.value.size > size) {
              const fresh = await readFrom(size, PAGE * 2)
              if (!fresh) return
              size += fresh.entries.length
              setRead((before) => ({ ...before, entries: [...fresh.entries.toReversed(), ...before.entries] }))
            }
            pollAgain()
          })(),
        LOOK_AGAIN_MILLISECONDS,
      )
    }
    void readAll()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [client])
  return read
}
