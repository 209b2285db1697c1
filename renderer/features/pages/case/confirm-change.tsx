/** Before a finished step is changed: which steps open again, for the agent to confirm. */
import { useCallback, useState } from 'react'
import { findReopened, type ReopenedSteps } from '../../../../domain/case/reopened-steps.ts'
import { getStep } from '../../../../domain/case/status.ts'
import { getStepRule, type StepId } from '../../../../domain/case/steps.ts'
import { getEditionStep, type Edition } from '../../../../domain/guidance/edition.ts'
import { cancelledByAgent, ConfirmDialog } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

interface Question {
  readonly reopened: ReopenedSteps
  readonly answer: (confirmed: boolean) => void
}

/** The case, whose acts of the finished step `id` are asked about first; and the dialog that asks. */
export function useConfirmedChange(handle: ReadyCase, id: StepId) {
  const [question, setQuestion] = useState<Question>()
  const { record, edition, act } = handle
  const isFinished = getStep(handle.view, id).status === 'Completed'
  const confirmedAct = useCallback<ReadyCase['act']>(
    async (event, reason) => {
      if (!isFinished) return act(event, reason)
      const reopened = findReopened(record.events, edition, [event])
      const confirmed = await new Promise<boolean>((answer) => setQuestion({ reopened, answer }))
      setQuestion(undefined)
      return confirmed ? act(event, reason) : cancelledByAgent
    },
    [act, edition, isFinished, record],
  )
  const dialog = (
    <ConfirmDialog
      open={question !== undefined}
      title="Save this change?"
      body={question && <Reopened edition={edition} reopened={question.reopened} />}
      confirmLabel="Save the change"
      onConfirm={() => question?.answer(true)}
      onCancel={() => question?.answer(false)}
    />
  )
  return { handle: { ...handle, act: confirmedAct }, dialog }
}

export function Reopened({ edition, reopened: { again, waiting } }: { readonly edition: Edition; readonly reopened: ReopenedSteps }) {
  if (again.length === 0 && waiting.length === 0) return <p>No other step opens again.</p>
  return (
    <>
      {again.length > 0 && (
        <>
          <p>These steps open again, and you must do them again:</p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {again.map((id) => (
              <li key={id}>
                {getEditionStep(edition, id).title}
                {getStepRule(id).irreversible && ' (the step then says what to do with the card)'}
              </li>
            ))}
          </ul>
        </>
      )}
      {waiting.length > 0 && (
        <>
          <p>
            {again.length > 0
              ? 'These steps wait until then. You do not need to do them again:'
              : 'These steps wait until this one is finished again. You do not need to do them again:'}
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {waiting.map((id) => (
              <li key={id}>{getEditionStep(edition, id).title}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
