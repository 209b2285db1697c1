/** One row of Today: who, what waits, until when, and the one next action. */
import { Link } from 'wouter'
import { isOverdue as isWaitOverdue } from '../../../../domain/case/due-dates.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { describeDue, describeWait } from '../../../../domain/case/wait-words.ts'
import { rolesOfStep } from '../../../../domain/case/act-roles.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import { nameWhom } from '../../../../domain/station/roles.ts'
import { isOverdue, type WorkItem } from '../../../../domain/work-item.ts'
import { useMayOpen, useMayWorkOn } from '../../../client/use-access.ts'
import { useEditions } from '../../../client/use-case-client.ts'

export function CaseRow({ one, today }: { readonly one: CaseSummary; readonly today: string }) {
  const editions = useEditions()
  const { wait } = one
  if (!wait) return null
  return (
    <li className="today-row">
      <span>
        <Link href={`/case/${one.caseId}`} className="today-row__who" translate="no">
          {one.name || 'No name yet'}
        </Link>
        <span className="desk-secondary today-row__under">
          <span className="desk-mono desk-nowrap">{one.reference}</span> {one.organisation}
        </span>
      </span>
      <span>
        {describeWait(wait, today, editions.get(one.edition))}
        {one.problem && <span className="today-row__problem">{one.problem}</span>}
      </span>
      <span className="today-row__due" data-overdue={isWaitOverdue(wait, today) ? '' : undefined}>
        {describeDue(wait, today) ?? 'No due date'}
      </span>
      <CaseAction one={one} />
    </li>
  )
}

function CaseAction({ one }: { readonly one: CaseSummary }) {
  const editions = useEditions()
  const mayWorkOn = useMayWorkOn()
  const mayOpen = useMayOpen()
  const { nextStep } = one
  if (one.waitsForManifest && mayOpen('/dispatch')) return <Link href="/dispatch">Close a posting list</Link>
  if (!nextStep) return <Link href={`/case/${one.caseId}`}>Open the case</Link>
  if (!mayWorkOn(nextStep)) return <span className="desk-secondary">For {nameWhom(rolesOfStep(nextStep))}</span>
  return <Link href={`/case/${one.caseId}/${nextStep}`}>{getEditionStep(editions.get(one.edition), nextStep).title}</Link>
}

export function ItemRow({ item, today }: { readonly item: WorkItem; readonly today: string }) {
  return (
    <li className="today-row">
      <span className="today-row__who">{item.title}</span>
      <span>{item.detail}</span>
      <span className="today-row__due" data-overdue={isOverdue(item, today) ? '' : undefined}>
        {item.on === undefined ? 'No due date' : describeDue({ due: item.on }, today)}
      </span>
      <Link href={item.place}>{item.action}</Link>
    </li>
  )
}
