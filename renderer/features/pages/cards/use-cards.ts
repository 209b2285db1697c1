/** The register as `main` has it now: read again when a case changes, because cases move cards. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useSummaries } from '../../../client/use-case-client.ts'

export interface Loaded<Value> {
  readonly value: Value | undefined
  readonly failure: Failure | undefined
  reload(): void
}

export function useCards(): Loaded<Output<'cards.list'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('cards.list', {}), [client]))
}

export function useCard(serial: string): Loaded<Output<'cards.show'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('cards.show', { serial }), [client, serial]))
}

function useAnswer<Value>(ask: () => Promise<{ ok: true; value: Value } | { ok: false; error: Failure }>): Loaded<Value> {
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
