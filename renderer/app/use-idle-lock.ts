/** Locks RA Desk after the idle time of the station. Works the same in both shells. */
import { useEffect } from 'react'
import { useCaseClient, useStationState } from '../client/use-case-client.ts'
import { getBatchRunner } from '../features/pages/batch/runner.ts'
import { createIdleWatch } from './idle.ts'

const LOOK_EVERY_MILLISECONDS = 5_000
const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

export function useIdleLock(): void {
  const client = useCaseClient()
  const { idleMinutes } = useStationState()
  useEffect(() => {
    // Locking during a card would leave it inside the printer: pause the batch and finish the card first.
    const lock = async () => {
      await getBatchRunner(client).finishCard()
      await client.lock('idle')
    }
    const watch = createIdleWatch(idleMinutes, () => Date.now())
    for (const name of touches) window.addEventListener(name, watch.touched, { passive: true, capture: true })
    const timer = setInterval(() => {
      if (watch.isOver()) void lock()
    }, LOOK_EVERY_MILLISECONDS)
    return () => {
      clearInterval(timer)
      for (const name of touches) window.removeEventListener(name, watch.touched, { capture: true })
    }
  }, [client, idleMinutes])
}
