/** After the modem sent the text: the registrant on the phone says whether it arrived. */
import { announce, Button, FormError } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import type { StepSummaryProps } from '../step-screen.ts'
import { describeNext, findReleasesLeft } from './text-state.ts'

export function AfterSending({ handle }: StepSummaryProps) {
  const settling = useAct()
  const { passcodeReleases } = useStationState()
  const next = describeNext(findReleasesLeft(handle.view.facts, passcodeReleases))
  const settle = (arrived: boolean) =>
    settling.run(async () => {
      const answer = await handle.run('passcode.settle', { arrived })
      if (!answer.ok) return answer.error
      announce(arrived ? 'Saved: the registrant has the passcode.' : `Saved. ${next}`)
      return undefined
    })
  return (
    <section aria-labelledby="passcode-after-sending">
      <h2 className="nhsuk-heading-s" id="passcode-after-sending">
        Ask the registrant whether it has arrived
      </h2>
      <p>If it has, RA Desk deletes the passcode. If it has not arrived after a few minutes, record that here. {next}</p>
      {settling.failure && <FormError failure={settling.failure} />}
      <div className="desk-button-row">
        <Button variant="secondary" busy={settling.busy} onClick={() => void settle(true)}>
          It has arrived
        </Button>
        <Button variant="secondary" busy={settling.busy} onClick={() => void settle(false)}>
          It has not arrived
        </Button>
      </div>
    </section>
  )
}
