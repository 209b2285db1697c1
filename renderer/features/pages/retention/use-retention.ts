/** What is due for deletion and when; read again when the case changes or something is deleted. */
import { useCallback, useEffect, useState } from 'react'
import type { Input, Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

type Channel = 'retention.list' | 'retention.soon' | 'retention.of'
export type RetentionList = Output<'retention.list'>
export type RetentionItem = RetentionList['items'][number]

/** `version`: changes when the answer may have changed. */
export function useRetention<Name extends Channel>(
  channel: Name,
  input: Input<Name>,
  version: string | number = '',
): { readonly answer: Output<Name> | undefined; readonly again: () => void } {
  const client = useCaseClient()
  const [answer, setAnswer] = useState<Output<Name>>()
  const [count, setCount] = useState(0)
  const again = useCallback(() => setCount((before) => before + 1), [])
  const asked = JSON.stringify(input)
  useEffect(() => {
    let current = true
    void client.call(channel, JSON.parse(asked) as Input<Name>).then((given) => {
      if (current && given.ok) setAnswer(given.value as Output<Name>)
    })
    return () => {
      current = false
    }
  }, [client, channel, asked, version, count])
  useEffect(() => client.on('retention.erased', again), [client, again])
  return { answer, again }
}
