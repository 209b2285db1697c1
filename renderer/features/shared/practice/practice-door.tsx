/** On the screens before sign-in: says that this is practice, or offers it. The button comes a moment later: the lock screen stays small. */
import { lazy, Suspense } from 'react'
import { useStationState } from '../../../client/use-case-client.ts'

const SwitchPractice = lazy(() => import('./switch-practice.tsx').then((loaded) => ({ default: loaded.SwitchPractice })))

export function PracticeDoor() {
  const { practice } = useStationState()
  const button = (
    <Suspense fallback={null}>
      <SwitchPractice />
    </Suspense>
  )
  if (!practice) return <p>New to RA Desk, or trying something out? {button}</p>
  return (
    <div className="desk-practice desk-practice--door">
      <p>
        <strong>PRACTICE: nothing here is real.</strong>
      </p>
      {button}
    </div>
  )
}
