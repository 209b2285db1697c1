/** Task list of one case: the stages of its edition, each step with its status, and the one thing to do next. */
import { Link } from 'wouter'
import { rolesOfStep } from '../../../../domain/case/act-roles.ts'
import type { StepId } from '../../../../domain/case/steps.ts'
import { getStep } from '../../../../domain/case/status.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import { nameWhom } from '../../../../domain/station/roles.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { formatDateTime, lowerFirst, Tag, upperFirst } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { CaseRetention } from '../retention/case-retention.tsx'
import { ReplaceCard } from '../replace-card/replace-card-page.tsx'
import { CustodyNote, HandOverLink } from '../handover/case-custody.tsx'
import { CaseHeader } from './case-header.tsx'
import { PossibleDuplicates } from '../../shared/duplicates/possible-duplicates.tsx'
import { SavedCopies } from '../../shared/photograph-copies/saved-copies.tsx'
import { AboutRegistrant } from './about-registrant.tsx'
import { CaseGuidance } from './case-guidance.tsx'
import { EndCase, EndedCase } from './end-case.tsx'
import { NextStep } from './next-step.tsx'
import { NoteForm } from './note-form.tsx'
import { WithCase } from './with-case.tsx'

export function CasePage({ caseId }: { caseId: string }) {
  return <WithCase caseId={caseId}>{(handle) => <TaskList handle={handle} />}</WithCase>
}

function TaskList({ handle }: { handle: ReadyCase }) {
  const { edition, view } = handle
  return (
    <>
      <CaseHeader open={handle} back={{ href: '/work-list', words: 'Work list' }} />
      <h1 className="nhsuk-heading-l">Registration steps</h1>
      <div className="desk-columns">
        <div>
          <CustodyNote handle={handle} />
          <PossibleDuplicates handle={handle} />
          <NextAction handle={handle} />
          {edition.stages.map((stage, index) => (
            <section key={stage.id} className="desk-stage" aria-labelledby={`stage-${stage.id}`}>
              <h2 className="nhsuk-heading-m" id={`stage-${stage.id}`}>
                {index + 1}. {stage.title}
              </h2>
              <ul className="nhsuk-task-list">
                {view.order
                  .filter((id) => getEditionStep(edition, id).stage === stage.id)
                  .map((id) => (
                    <StepRow key={id} handle={handle} id={id} />
                  ))}
              </ul>
            </section>
          ))}
          <p className="desk-secondary">
            {view.completed} of {view.order.length} steps are finished.
          </p>
          {view.status !== 'handed-over' && <ReplaceCard handle={handle} />}
          <EndCase handle={handle} />
          <HandOverLink handle={handle} />
        </div>
        <aside aria-label="About this case">
          <AboutRegistrant handle={handle} />
          {view.facts.photographCopies.length > 0 && (
            <div className="desk-card">
              <h2 className="nhsuk-heading-s">Photograph outside RA Desk</h2>
              <SavedCopies handle={handle} />
            </div>
          )}
          <CaseGuidance handle={handle} />
          <CaseRetention handle={handle} />
          <div className="desk-card">
            <h2 className="nhsuk-heading-s">Notes and history</h2>
            {view.status !== 'handed-over' && <NoteForm handle={handle} />}
            <p className="nhsuk-u-margin-top-3">
              <Link href={`/case/${handle.caseId}/history`}>See the full history</Link>
            </p>
          </div>
        </aside>
      </div>
    </>
  )
}

function NextAction({ handle }: { handle: ReadyCase }) {
  const { view, edition } = handle
  const mayReplace = useMayWorkOn()('replacement')
  if (view.status === 'stopped' && view.facts.ended) return <EndedCase handle={handle} />
  if (view.status === 'stopped') {
    const card = view.facts.liveCard
    return (
      <div className="desk-next desk-next--stopped" role="note">
        <p>
          <strong>This case has stopped.</strong> The registrant was not matched on the call. You cannot continue this case. Speak to the
          sponsor. If they ask again, start a new case.
        </p>
        {card && (
          <p>
            Card <span className="desk-mono">{card.serial ?? card.attempt}</span> was written for this case and must not be used. Destroy
            it. If it has been posted, cancel it in CIS.
          </p>
        )}
      </div>
    )
  }
  if (view.status === 'closed')
    return (
      <div className="desk-next" role="note">
        <p>
          <strong>This case is closed.</strong> The registrant has received the card and logged in with it.
        </p>
        {mayReplace && (
          <p>
            If the card is lost, locked or damaged, or its certificates end:{' '}
            <Link href={`/new/replace/${handle.caseId}`}>Replace the card</Link>
          </p>
        )}
      </div>
    )
  const next = view.nextStep
  if (!next) return null
  return (
    <div className="desk-next">
      <NextStep handle={handle} next={next} />
      <p className="desk-secondary">{getStep(view, next).problem ?? getEditionStep(edition, next).hint}</p>
    </div>
  )
}

function StepRow({ handle, id }: { handle: ReadyCase; id: StepId }) {
  const { edition, view, caseId } = handle
  const step = getStep(view, id)
  const { title } = getEditionStep(edition, id)
  const mine = useMayWorkOn()(id)
  const linked = mine && step.status !== 'Cannot start yet'
  const hint =
    step.problem ??
    (step.waitsFor.length > 0
      ? `After: ${step.waitsFor.map((need) => lowerFirst(getEditionStep(edition, need).title)).join('; ')}`
      : undefined) ??
    (step.reopened ? 'Reopened: an earlier step changed.' : undefined) ??
    (step.status === 'Completed' && step.finishedAt ? `${formatDateTime(step.finishedAt)}, ${step.finishedBy}` : undefined) ??
    (mine ? undefined : `${upperFirst(nameWhom(rolesOfStep(id)))} does this step.`)
  return (
    <li className={linked ? 'nhsuk-task-list__item nhsuk-task-list__item--with-link' : 'nhsuk-task-list__item'} data-step={id}>
      <div className="nhsuk-task-list__name-and-hint">
        {linked ? (
          <Link
            className="nhsuk-task-list__link"
            href={`/case/${caseId}/${id}`}
            aria-describedby={`status-${id}${hint ? ` hint-${id}` : ''}`}
          >
            {title}
          </Link>
        ) : (
          <span>{title}</span>
        )}
        {hint && (
          <div className="nhsuk-task-list__hint" id={`hint-${id}`}>
            {hint}
          </div>
        )}
      </div>
      <div className="nhsuk-task-list__status" id={`status-${id}`}>
        <Tag status={step.status} />
      </div>
    </li>
  )
}
