/** Ends the call early: the connection fails, or this is clearly not the registrant. */
import { mayDo } from '../../../../domain/case/guard.ts'
import { Details } from '../../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'
import { OutcomeForm } from './outcome-form.tsx'

export function EndCall({ handle, saved }: { handle: ReadyCase; saved: (message: string) => void }) {
  if (mayDo(handle.view, 'end-call', { outcome: 'broken-off' })) return null
  return (
    <Details summary="The call ended early">
      <OutcomeForm handle={handle} early saved={saved} />
    </Details>
  )
}
