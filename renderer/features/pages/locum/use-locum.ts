/** The National Locum log as `main` has it, read again after each change and when a case changes: cases keep the log, too. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, Result } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useSummaries } from '../../../client/use-case-client.ts'

export type LocumLine = Output<'locum.list'>['entries'][number]
export type LocumView = Output<'locum.show'>

export interface Loaded<Value> {
  readonly value: Value | undefined
  readonly failure: Failure | undefined
  reload(): void
}

export function useLocumLog(): Loaded<readonly LocumLine[]> {
  const client = useCaseClient()
  return useAnswer(
    useCallback(async () => {
      const answer = await client.call('locum.list', {})
      return answer.ok ? { ok: true as const, value: answer.value.entries } : answer
    }, [client]),
  )
}

export function useLocumEntry(entryId: string): Loaded<LocumView> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('locum.show', { entryId }), [client, entryId]))
}

function useAnswer<Value>(ask: () => Promise<Result<Value>>): Loaded<Value> {
  const summaries = useSummaries()
  const [version, setVersion] = useState(0)
  const [value, setValue] = useState<Value>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    let current = true
    void ask().then((answer) => {
      if (!current) return
      setFailure(answer.ok ? undefined : answer.error)
      if (answer.ok) setValue(answer.value)
    })
    return () => {
      current = false
    }
  }, [ask, summaries, version])
  const reload = useCallback(() => setVersion((now) => now + 1), [])
  return { value, failure, reload }
}
