/** The step that records the outcome of the video call. */
import { formatPhone } from '../../../../domain/phone-number.ts'
import { formatDateTime, SummaryList } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { nameOf } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { OutcomeForm } from './outcome-form.tsx'
import { mayMatch } from './read-outcome.ts'

const outcomeNames = { matched: 'Matched', 'not-matched': 'Not matched', 'broken-off': 'Broken off' } as const

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { boundNumber, documentComparison } = handle.view.facts
  return (
    <div className="desk-narrow">
      <SummaryList
        rows={[
          { key: 'Confirmed mobile', value: boundNumber ? `${formatPhone(boundNumber)}, by the code` : 'None: the code has not matched' },
          {
            key: 'Comparison',
            value: !documentComparison
              ? 'Not done'
              : mayMatch({ documentComparison })
                ? 'Document, live face and photograph match'
                : `Something did not match${documentComparison.note ? `: ${documentComparison.note}` : ''}`,
          },
        ]}
      />
      <OutcomeForm handle={handle} reason={reason} saved={saved} />
    </div>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { outcome } = handle.view.facts
  if (!outcome) return null
  return (
    <SummaryList
      rows={[
        { key: 'Outcome', value: outcomeNames[outcome.outcome] },
        { key: 'Recorded', value: `${formatDateTime(outcome.recordedAt)}, by ${outcome.agentName}` },
        ...(outcome.reasons
          ? [{ key: 'Reasons', value: outcome.reasons.map((id) => nameOf(handle.edition.notMatchedReasons, id)).join('; ') }]
          : []),
        ...(outcome.note ? [{ key: 'Note', value: <span className="desk-pre">{outcome.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
