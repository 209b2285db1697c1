/** One step: the guidance's words, what stands in the way, and the step's own screen or what was recorded. */
import { Suspense, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useForm } from 'react-hook-form'
import { rolesOfStep } from '../../../../domain/case/act-roles.ts'
import { nameGroups } from '../../../../domain/station/roles.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { getStepRule, isStepId, type StepId } from '../../../../domain/case/steps.ts'
import { getStep } from '../../../../domain/case/status.ts'
import { findReopenedByRedoing } from '../../../../domain/case/reopened-steps.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import { Button, Callout, Details, ErrorSummary, formatDateTime, Spinner, Tag, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { PossibleDuplicates } from '../../shared/duplicates/possible-duplicates.tsx'
import { AskThem } from '../../shared/allowed.tsx'
import { useFetched } from '../../shared/fetched-once.ts'
import { getStepScreen } from '../../steps/step-screens.ts'
import { CaseHeader } from './case-header.tsx'
import { Reopened, useConfirmedChange } from './confirm-change.tsx'
import { NextStep } from './next-step.tsx'
import { WithCase } from './with-case.tsx'

export function StepPage({ caseId, stepId }: { caseId: string; stepId: string }) {
  if (!isStepId(stepId)) {
    return (
      <>
        <h1 className="nhsuk-heading-l">There is no such step</h1>
        <p>
          <Link href={`/case/${caseId}`}>Go to the task list</Link>
        </p>
      </>
    )
  }
  return <WithCase caseId={caseId}>{(handle) => <Step handle={handle} id={stepId} />}</WithCase>
}

function Step({ handle, id }: { handle: ReadyCase; id: StepId }) {
  const { edition, view, caseId } = handle
  const words = getEditionStep(edition, id)
  const step = getStep(view, id)
  return (
    <>
      <CaseHeader open={handle} back={{ href: `/case/${caseId}`, words: 'Task list' }} />
      <div className="desk-step-head">
        <h1 className="nhsuk-heading-l">{words.title}</h1>
        <Tag status={step.status} />
      </div>
      <p>{words.hint}</p>
      {(words.guidance.length > 0 || words.why) && (
        <Details summary={words.guidance.length > 0 ? 'What the guidance says' : 'Why RA Desk asks this'}>
          {words.guidance.map((passage) => (
            <blockquote key={passage} className="desk-quote">
              <p>{passage}</p>
            </blockquote>
          ))}
          {words.why && <p>{words.why}</p>}
          <p className="desk-secondary">
            {edition.title}, last edited {edition.lastEdited}
          </p>
        </Details>
      )}
      {step.problem && (
        <Callout title="There is a problem">
          <p>{step.problem}</p>
        </Callout>
      )}
      {step.reopened && !step.problem && (
        <Callout title="This step is open again">
          <p>An earlier step changed after this one was finished. Check this step and save it.</p>
        </Callout>
      )}
      {asksForDuplicates.has(id) && <PossibleDuplicates handle={handle} />}
      <Suspense fallback={<Spinner label="Opening the step" />}>
        <Body handle={handle} id={id} />
      </Suspense>
    </>
  )
}

/** Steps that say who the registrant is. */
const asksForDuplicates: ReadonlySet<StepId> = new Set<StepId>(['request', 'details', 'known-identity', 'delivery-details'])

function Body({ handle, id }: { handle: ReadyCase; id: StepId }) {
  const { Screen, Summary } = useFetched(getStepScreen(id))
  const [, go] = useLocation()
  const [change, setChange] = useState<{ state: 'asking' } | { state: 'changing'; reason: string }>()
  const mayWorkOn = useMayWorkOn()
  const { view, caseId } = handle
  const step = getStep(view, id)
  const confirmed = useConfirmedChange(handle, id)
  const saved = (message: string) => {
    toast.success(message)
    go(`/case/${caseId}`)
  }
  if (!mayWorkOn(id)) {
    return (
      <>
        <Callout title={`This step is for ${nameGroups(rolesOfStep(id))}`}>
          <AskThem allowed={rolesOfStep(id)} to="complete it" />
        </Callout>
        {step.status === 'Completed' && (
          <p>This step is finished{step.finishedAt ? `: ${formatDateTime(step.finishedAt)} by ${step.finishedBy}` : ''}.</p>
        )}
        <p>
          <Link href={`/case/${caseId}`}>Task list</Link>
        </p>
      </>
    )
  }
  if (step.status === 'Cannot start yet') return <WaitsFor handle={handle} id={id} />
  if (view.status !== 'open')
    return (
      <>
        <p>{view.facts.ended ? 'This case was ended.' : endedWords[view.status]} You can read its steps but not change them.</p>
        {(step.status === 'Completed' || step.status === 'There is a problem') && <Summary handle={handle} />}
      </>
    )
  if (change?.state === 'changing')
    return (
      <>
        <Screen handle={confirmed.handle} stepId={id} reason={change.reason} saved={saved} />
        {confirmed.dialog}
      </>
    )
  if (step.status !== 'Completed') return <Screen handle={handle} stepId={id} saved={saved} />
  return (
    <>
      <Summary handle={handle} />
      {step.finishedAt && (
        <p className="desk-secondary">
          Finished {formatDateTime(step.finishedAt)} by {step.finishedBy}
        </p>
      )}
      {change?.state === 'asking' ? (
        <ReasonForm
          handle={handle}
          id={id}
          onReason={(reason) => setChange({ state: 'changing', reason })}
          onCancel={() => setChange(undefined)}
        />
      ) : (
        <div className="desk-button-row">
          {view.nextStep && <NextStep handle={handle} next={view.nextStep} />}
          {!getStepRule(id).irreversible && (
            <Button variant="secondary" onClick={() => setChange({ state: 'asking' })}>
              Change
            </Button>
          )}
          <Link href={`/case/${caseId}`}>Task list</Link>
        </div>
      )}
    </>
  )
}

const endedWords = {
  closed: 'This case is closed.',
  stopped: 'This case has stopped.',
  'handed-over': 'This case was handed over to another workstation.',
} as const

function WaitsFor({ handle, id }: { handle: ReadyCase; id: StepId }) {
  const { edition, view, caseId } = handle
  return (
    <Callout title="This step cannot start yet">
      <p>First finish:</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {getStep(view, id).waitsFor.map((need) => (
          <li key={need}>
            {getStep(view, need).status === 'Cannot start yet' ? (
              getEditionStep(edition, need).title
            ) : (
              <Link href={`/case/${caseId}/${need}`}>{getEditionStep(edition, need).title}</Link>
            )}
          </li>
        ))}
      </ul>
    </Callout>
  )
}

interface ReasonFormProps {
  readonly handle: ReadyCase
  readonly id: StepId
  readonly onReason: (reason: string) => void
  readonly onCancel: () => void
}

function ReasonForm({ handle, id, onReason, onCancel }: ReasonFormProps) {
  const reopened = findReopenedByRedoing(handle.record.events, handle.view, id)
  const form = useForm<{ changeReason: string }>({ defaultValues: { changeReason: '' } })
  const { onSubmit } = useSubmit(form, async ({ changeReason }) => {
    const reason = changeReason.trim()
    if (reason) onReason(reason)
    else form.setError('changeReason', { message: 'Enter the reason for the change.' })
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate className="desk-card">
      <h2 className="nhsuk-heading-m">Change what was recorded</h2>
      <p>
        The earlier entry stays in the history. {!reopened && 'Before anything is saved, RA Desk shows which steps open again, and asks.'}
      </p>
      {reopened && <Reopened edition={handle.edition} reopened={reopened} />}
      <ErrorSummary form={form} />
      <TextArea
        form={form}
        name="changeReason"
        label="Reason for the change"
        hint="For example, “The registrant sent a clearer scan”. It is saved with the change."
        rows={2}
        spellCheck
      />
      <div className="desk-button-row">
        <Button type="submit">Continue</Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
