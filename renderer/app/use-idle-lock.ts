/** Locks the app when nobody has touched it for as long as the station says. Works alike in both shells. */
import { useEffect } from 'react'
import { useDesk, useStationState } from '../desk/use-desk.ts'
import { createIdleWatch } from './idle.ts'

const LOOK_EVERY_MILLISECONDS = 5_000
const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

export function useIdleLock(): void {
  const desk = useDesk()
  const { idleMinutes } = useStationState()
  useEffect(() => {
    const watch = createIdleWatch(idleMinutes, () => Date.now())
    for (const name of touches) window.addEventListener(name, watch.touched, { passive: true, capture: true })
    const timer = setInterval(() => { if (watch.isOver()) void desk.lock('idle') }, LOOK_EVERY_MILLISECONDS)
    return () => {
      clearInterval(timer)
      for (const name of touches) window.removeEventListener(name, watch.touched, { capture: true })
    }
  }, [desk, idleMinutes])
}
