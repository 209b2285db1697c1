/** On the page of a case: where it is worked on, once it was handed over, and the way to hand it over. */
import { Link } from 'wouter'
import { useAccess, useMayOpen } from '../../../client/use-access.ts'
import { Callout, formatDateTime } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

export function CustodyNote({ handle }: { readonly handle: ReadyCase }) {
  const { custody } = handle.view.facts
  const mayOpen = useMayOpen()
  if (!custody || custody.state === 'here') return null
  const when = `${custody.station.name} on ${formatDateTime(custody.at)}`
  const link = mayOpen('/dispatch/handover') && <Link href="/dispatch/handover">Open “Handover”</Link>
  if (custody.state === 'taken-back') {
    return (
      <Callout title="Two workstations may hold this case">
        <p>
          It was handed over to {when} and taken back before a receipt arrived. Agree with them that only this workstation continues with
          it. {link}
        </p>
      </Callout>
    )
  }
  return (
    <div className="desk-next desk-next--stopped" role="note">
      <p>
        <strong>This case was handed over to {when}.</strong>{' '}
        {custody.state === 'gone' ? 'They have signed for it.' : 'We are waiting for their receipt.'} You can read it here but not change
        it. {link}
      </p>
    </div>
  )
}

export function HandOverLink({ handle }: { readonly handle: ReadyCase }) {
  const may = useAccess('handover.send') === 'do'
  if (!may || handle.view.status === 'handed-over') return null
  return (
    <p>
      <Link href={`/dispatch/handover/send/${handle.caseId}`}>Hand this case over to another workstation</Link>
    </p>
  )
}
