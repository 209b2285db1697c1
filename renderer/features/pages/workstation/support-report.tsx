/** The support report: made, read by the agent, then saved as it was read. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, FormError } from '../../../ui/index.ts'

export function SupportReport({ landing }: { /** The page opens here. */ readonly landing: boolean }) {
  const client = useCaseClient()
  const [text, setText] = useState<string>()
  const [savedAs, setSavedAs] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState<'make' | 'save'>()
  const make = async () => {
    setBusy('make')
    const answer = await client.call('support.report', {})
    setBusy(undefined)
    setSavedAs('')
    setFailure(answer.ok ? undefined : answer.error)
    if (!answer.ok) return
    setText(answer.value.text)
    announce('The support report is ready to read')
  }
  const save = async () => {
    setBusy('save')
    const answer = await client.call('support.save', {})
    setBusy(undefined)
    setFailure(answer.ok ? undefined : answer.error)
    if (!answer.ok || answer.value.savedAs === '') return
    setSavedAs(answer.value.savedAs)
    announce(`Saved as ${answer.value.savedAs}`)
  }
  return (
    <section className="desk-card" aria-labelledby="support-report">
      <h2 className="nhsuk-heading-m" id="support-report" data-landing={landing || undefined}>
        Support report
      </h2>
      <p>
        If you ask your IT support for help, send them this report. It holds versions, checks, policy, sizes, counts and the program’s own
        log. It holds no names, numbers of people, passcodes or card traffic. RA Desk sends nothing by itself.
      </p>
      <FormError failure={failure} />
      <div className="desk-button-row">
        <Button variant="secondary" busy={busy === 'make'} onClick={() => void make()}>
          {text === undefined ? 'Make a support report' : 'Make it again'}
        </Button>
        {text !== undefined && (
          <Button variant="secondary" busy={busy === 'save'} onClick={() => void save()}>
            Save the support report
          </Button>
        )}
      </div>
      {savedAs && <p>Saved as {savedAs}</p>}
      {text !== undefined && (
        <pre className="desk-report" tabIndex={0} aria-label="Support report">
          {text}
        </pre>
      )}
    </section>
  )
}
