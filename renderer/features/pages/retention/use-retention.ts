/** What will be erased and when, asked of `main` anew whenever the case changes or something went. */
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useDesk } from '../../../client/use-case-client.ts'

export type RetentionList = Output<'retention.list'>
export type RetentionItem = RetentionList['items'][number]

export function useRetention(version: string | number = ''): { readonly list: RetentionList | undefined; readonly again: () => void } {
  const desk = useDesk()
  const [list, setList] = useState<RetentionList>()
  const [count, setCount] = useState(0)
  const again = useCallback(() => setCount((before) => before + 1), [])
  useEffect(() => {
    let current = true
    void desk.call('retention.list', {}).then((answer) => {
      if (current && answer.ok) setList(answer.value)
    })
    return () => {
      current = false
    }
  }, [desk, version, count])
  useEffect(() => desk.on('retention.erased', again), [desk, again])
  return { list, again }
}
