/** What is due for deletion and when; read again when the case changes or something is deleted. */
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

export type RetentionList = Output<'retention.list'>
export type RetentionItem = RetentionList['items'][number]

export function useRetention(version: string | number = ''): { readonly list: RetentionList | undefined; readonly again: () => void } {
  const client = useCaseClient()
  const [list, setList] = useState<RetentionList>()
  const [count, setCount] = useState(0)
  const again = useCallback(() => setCount((before) => before + 1), [])
  useEffect(() => {
    let current = true
    void client.call('retention.list', {}).then((answer) => {
      if (current && answer.ok) setList(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, version, count])
  useEffect(() => client.on('retention.erased', again), [client, again])
  return { list, again }
}
