/** Cards that may still be inside the printer. No card is fed until an agent has checked. */
import { useState } from 'react'
import { Button, Callout } from '../../../ui/index.ts'
import type { BatchRunner, RunnerState } from './runner.ts'

export function CardsInPrinter({ state, runner }: { readonly state: RunnerState; readonly runner: BatchRunner }) {
  const [busy, setBusy] = useState(false)
  if (state.busy) return null
  const settle = async (jobId: string, how: 'taken-out' | 'reject') => {
    setBusy(true)
    await runner.settle(jobId, how)
    setBusy(false)
  }
  return state.jobs
    .filter(({ blocks }) => blocks)
    .map(({ jobId, caseReference, printer, message, next }) => (
      <Callout key={jobId} title={`Check inside the printer: a card for case ${caseReference}`}>
        <p>{message}</p>
        <p>{next}</p>
        <p className="desk-secondary">{printer}. RA Desk feeds no other card until you record what happened to this one.</p>
        <div className="desk-button-row">
          <Button variant="secondary" busy={busy} onClick={() => void settle(jobId, 'reject')}>
            Move it to the reject tray
          </Button>
          <Button variant="secondary" busy={busy} onClick={() => void settle(jobId, 'taken-out')}>
            I checked: there is no card inside
          </Button>
        </div>
      </Callout>
    ))
}
