/** Runs the action of a button, one at a time, and keeps its failure until the next attempt. */
import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../../../domain/result.ts'
import { withoutCancelled } from '../../ui/index.ts'

export interface Act {
  readonly busy: boolean
  readonly failure: Failure | undefined
  run(work: () => Promise<Failure | undefined>): Promise<void>
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const running = useRef(false)
  // The same at each drawing: an effect that depends on it must not run again.
  const run = useCallback<Act['run']>(async (work) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setFailure(undefined)
    try {
      setFailure(withoutCancelled(await work()))
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  return { busy, failure, run }
}
