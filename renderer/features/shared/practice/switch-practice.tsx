/** The way into practice and out of it. Both lock RA Desk and start it again, so they ask first. */
import { useState } from 'react'
import { useStationState } from '../../../client/use-case-client.ts'
import { Button, ConfirmDialog, FormError } from '../../../ui/index.ts'
import { usePracticeAct } from './use-practice-act.ts'

const words = {
  start: {
    button: 'Practise with invented people',
    title: 'Start practice?',
    confirm: 'Start practice',
    what: 'RA Desk closes and starts again in practice. Cards, printer and phone are virtual, and nothing is sent to anyone. Your real cases stay locked and unchanged.',
  },
  leave: {
    button: 'Leave practice',
    title: 'Leave practice?',
    confirm: 'Leave practice',
    what: 'RA Desk closes and starts again with your real cases. What you saved in practice is there the next time you practise.',
  },
} as const

export function SwitchPractice({ className }: { readonly className?: string }) {
  const { practice, session } = useStationState()
  const [asking, setAsking] = useState(false)
  const { act, busy, failure } = usePracticeAct()
  const { button, title, confirm, what } = practice ? words.leave : words.start
  return (
    <>
      <Button variant="quiet" className={className} busy={busy} onClick={() => setAsking(true)}>
        {button}
      </Button>
      <FormError failure={failure} />
      <ConfirmDialog
        open={asking}
        title={title}
        body={
          <>
            <p>{what}</p>
            <p>{session ? 'What you typed in a form is kept as a draft.' : 'What you typed on this screen is not kept.'}</p>
          </>
        }
        confirmLabel={confirm}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void act(practice ? 'practice.leave' : 'practice.start', {})
        }}
      />
    </>
  )
}
