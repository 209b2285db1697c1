/** The National Locum log as `main` has it, read when a page opens and after each change made there. */
import { useCallback } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useAnswer, type Loaded } from '../../shared/use-answer.ts'

export type LocumLine = Output<'locum.list'>['entries'][number]
export type LocumView = Output<'locum.show'>

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
