/** Tells `main` that RA Desk is in use. `main` decides when RA Desk has been idle for too long. Finishes a card before an idle lock. */
import { useEffect } from 'react'
import { useCaseClient } from '../client/use-case-client.ts'
import { getBatchRunner } from '../features/pages/batch/runner.ts'
import { createTouchReports } from './touch-reports.ts'

const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

export function useIdleLock(): void {
  const client = useCaseClient()
  useEffect(() => {
    const report = createTouchReports(
      () => performance.now(),
      () => void client.call('vault.touched', {}),
    )
    for (const name of touches) window.addEventListener(name, report, { passive: true, capture: true })
    // Locking during a card would leave it inside the printer: pause the batch and finish the card first.
    const stop = client.on('vault.idle', () => {
      void getBatchRunner(client)
        .finishCard()
        .then(() => client.lock('idle'))
    })
    return () => {
      stop()
      for (const name of touches) window.removeEventListener(name, report, { capture: true })
    }
  }, [client])
}
