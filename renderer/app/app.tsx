/** The app by what state the station is in: not set up, damaged, locked, or open. */
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { assertNever } from '../../domain/result.ts'
import { useStationState } from '../desk/use-desk.ts'
import { FirstRun } from '../features/set-up/first-run.tsx'
import { useRememberLockReason } from '../features/unlock/lock-reason.ts'
import { TracePage } from '../features/unlock/trace-page.tsx'
import { Unlock } from '../features/unlock/unlock.tsx'
import { Announcer, Toaster } from '../ui/index.ts'
import { Frame } from './frame.tsx'

function Phase() {
  const { phase } = useStationState()
  useRememberLockReason()
  switch (phase) {
    case 'first-run': return <FirstRun />
    case 'trace': return <TracePage />
    case 'locked': return <Unlock />
    case 'unlocked': return <Frame />
    default: return assertNever(phase)
  }
}

export function App() {
  return (
    <Router hook={useHashLocation}>
      <Phase />
      <Announcer />
      <Toaster />
    </Router>
  )
}
