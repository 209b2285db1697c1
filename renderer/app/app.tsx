/** The app by what state the station is in: not set up, damaged, locked, or open. */
import { useCallback } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { assertNever } from '../../domain/result.ts'
import { useCaseClient, useStationState } from '../client/use-case-client.ts'
import { FirstRun } from '../features/pages/set-up/first-run.tsx'
import { TracePage } from '../features/pages/unlock/trace-page.tsx'
import { Unlock } from '../features/pages/unlock/unlock.tsx'
import { Announcer, CopyContext, Toaster } from '../ui/index.ts'
import { Frame } from './frame.tsx'

function Phase() {
  const { phase } = useStationState()
  switch (phase) {
    case 'first-run':
      return <FirstRun />
    case 'trace':
      return <TracePage />
    case 'locked':
      return <Unlock />
    case 'unlocked':
      return <Frame />
    default:
      return assertNever(phase)
  }
}

export function App() {
  const client = useCaseClient()
  const copy = useCallback(
    async (text: string) => {
      const answer = await client.call('clipboard.copy', { text })
      if (!answer.ok) throw new Error(answer.error.code)
    },
    [client],
  )
  return (
    <Router hook={useHashLocation}>
      <CopyContext value={copy}>
        <Phase />
        <Announcer />
        <Toaster />
      </CopyContext>
    </Router>
  )
}
