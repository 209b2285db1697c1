/** Locks the app when nobody has touched it for as long as the station says. Works alike in both shells. */
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
    // A lock in the middle of a card would leave it inside the printer: a batch pauses, and the card that is on its way is finished first.
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
