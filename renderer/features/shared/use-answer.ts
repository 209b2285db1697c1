/** An answer of `main` on a page: asked when the page opens, after each act of the page, and when a filling of the database ends. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Result } from '../../../domain/result.ts'
import { useCaseClient } from '../../client/use-case-client.ts'
import { keepAnswer, type KeptAnswer } from './keep-answer.ts'

export interface Loaded<Value> {
  readonly value: Value | undefined
  readonly failure: Failure | undefined
  reload(): void
}

/** `ask`: the same function as long as it asks for the same, or it is asked without end. */
export function useAnswer<Value>(ask: () => Promise<Result<Value>>): Loaded<Value> {
  const { rebuilding } = useCaseClient()
  const kept = useRef<KeptAnswer>(undefined)
  const [value, setValue] = useState<Value>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    const own = keepAnswer(ask, rebuilding, (answer) => {
      setFailure(answer.ok ? undefined : answer.error)
      if (answer.ok) setValue(answer.value)
    })
    kept.current = own
    return own.stop
  }, [ask, rebuilding])
  const reload = useCallback(() => kept.current?.again(), [])
  return { value, failure, reload }
}
