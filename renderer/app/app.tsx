/** The app by what state the station is in: not set up, damaged, locked, or open. */
import { Suspense, useCallback, useEffect } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { assertNever } from '../../domain/result.ts'
import { useCaseClient, useStationState } from '../client/use-case-client.ts'
import { Unlock } from '../features/pages/unlock/unlock.tsx'
import { Announcer, CopyContext, Toaster } from '../ui/index.ts'
import { loadAhead } from './load-ahead.ts'
import { screen } from './screen.ts'

// The lock screen is in the first chunk. The others are fetched beside it.
const FirstRun = screen(() => import('../features/pages/set-up/first-run.tsx').then(({ FirstRun: page }) => page))
const TracePage = screen(() => import('../features/pages/unlock/trace-page.tsx').then(({ TracePage: page }) => page))
const Frame = screen(() => import('./frame.tsx').then(({ Frame: frame }) => frame))

/** What the work list is drawn with: it is there when the vault is open. */
const whileSigningIn: readonly (() => Promise<unknown>)[] = [
  Frame.load,
  () => import('./routes.tsx').then(({ screenLoads: [first] }) => first?.()),
  () => import('../../domain/guidance/index.ts'),
]

function Phase() {
  const { phase } = useStationState()
  useEffect(() => (phase === 'unlocked' ? undefined : loadAhead(whileSigningIn)), [phase])
  switch (phase) {
    case 'first-run':
      return <FirstRun />
    case 'newer':
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

/** Fetched beside the first screen, which does not wait for it. */
function watchFocus(): () => void {
  let stop: (() => void) | undefined
  let isOver = false
  void import('./focus-keeper.ts').then(({ keepFocus }) => {
    if (!isOver) stop = keepFocus(document)
  })
  return () => {
    isOver = true
    stop?.()
  }
}

export function App() {
  const client = useCaseClient()
  const { phase } = useStationState()
  const copy = useCallback(
    async (text: string) => {
      const answer = await client.call('clipboard.copy', { text })
      if (!answer.ok) throw new Error(answer.error.code)
    },
    [client],
  )
  useEffect(watchFocus, [])
  return (
    <Router hook={useHashLocation}>
      <CopyContext value={copy}>
        <Suspense fallback={null}>
          <Phase />
        </Suspense>
        <Announcer />
        {phase !== 'unlocked' && <Toaster />}
      </CopyContext>
    </Router>
  )
}
