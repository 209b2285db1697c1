/** What `main` knows of handovers and workstations; read again after each act. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { HandoverState } from './handover-messages.ts'

export interface HandoverHandle {
  readonly state: HandoverState | undefined
  readonly failure: Failure | undefined
  readAgain(): Promise<void>
}

export function useHandover(): HandoverHandle {
  const client = useCaseClient()
  const [state, setState] = useState<HandoverState>()
  const [failure, setFailure] = useState<Failure>()
  const readAgain = useCallback(async () => {
    const answer = await client.call('handover.read', {})
    if (answer.ok) setState(answer.value)
    setFailure(answer.ok ? undefined : answer.error)
  }, [client])
  useEffect(() => {
    void readAgain()
  }, [readAgain])
  return { state, failure, readAgain }
}
