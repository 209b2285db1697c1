/** Whose case this is: on every page of a case. */
import { Link } from 'wouter'
import { fullName } from '../../../../domain/journey/registrant.ts'
import type { OpenCase } from '../../../client/case-client.ts'
import { WordTag } from '../../../ui/index.ts'

function nameOf({ view }: Pick<OpenCase, 'view'>): string {
  const { registrant, request } = view.facts
  return registrant ? fullName(registrant) : (request?.registrantName ?? 'No name yet')
}

export function CaseHeader({ open, back }: { open: OpenCase; back: { href: string; words: string } }) {
  const { record, view } = open
  const { organisation } = view.facts
  return (
    <>
      <Link href={back.href} className="nhsuk-back-link">
        {back.words}
      </Link>
      <div className="desk-case-head" role="group" aria-label="Case">
        <strong translate="no">{nameOf(open)}</strong>
        <span className="desk-mono">{record.caseReference}</span>
        <span>
          {organisation?.name} <span className="desk-secondary">{organisation?.odsCode}</span>
        </span>
        {view.facts.ended && <WordTag tone="plain">Ended</WordTag>}
        {view.status === 'stopped' && !view.facts.ended && <WordTag tone="red">Stopped</WordTag>}
        {view.status === 'closed' && <WordTag tone="green">Closed</WordTag>}
        {view.status === 'handed-over' && <WordTag tone="blue">Handed over</WordTag>}
        {record.practice && <WordTag tone="yellow">Practice</WordTag>}
      </div>
    </>
  )
}
