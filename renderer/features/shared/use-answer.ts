/** An answer of `main`, asked again after each change made here and when a case changes: other registers keep the cases, too. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, Result } from '../../../domain/result.ts'
import { useSummaries } from '../../client/use-case-client.ts'

export interface Loaded<Value> {
  readonly value: Value | undefined
  readonly failure: Failure | undefined
  reload(): void
}

/** `ask`: the same function as long as it asks for the same, or it is asked without end. */
export function useAnswer<Value>(ask: () => Promise<Result<Value>>): Loaded<Value> {
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
