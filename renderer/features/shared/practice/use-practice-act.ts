/** One act in practice: a control of a virtual device, or the way in or out. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { ChannelName, Input } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

type PracticeChannel = Exclude<Extract<ChannelName, `practice.${string}`>, 'practice.phone' | 'practice.samples'>

export function usePracticeAct() {
  const client = useCaseClient()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const act = async <Name extends PracticeChannel>(channel: Name, input: Input<Name>): Promise<boolean> => {
    setBusy(true)
    setFailure(undefined)
    const answer = await client.call(channel, input)
    setBusy(false)
    if (!answer.ok) setFailure(answer.error)
    return answer.ok
  }
  return { act, busy, failure }
}
