/** Is this paper of this record? Asks `main`, which kept the hash of every entry. */
import { useId, useState, type FormEvent } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, formatCount, formatDateTime } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'

type Compared = Output<'record.compare'>

function inWords({ result, size, recordSize, at }: Compared): string {
  switch (result) {
    case 'same':
      return `It is of this record. The first ${formatCount(size)} entries are as they were when the paper was printed${at ? `; the last of them was made ${formatDateTime(at)}` : ''}.`
    case 'different':
      return `It is not of this record. Look at the code again, character by character. If it was typed right, the first ${formatCount(size)} entries are not those that stood here then: tell the RA manager and whoever looks after security, and change nothing.`
    case 'longer':
      return `The paper speaks of ${formatCount(size)} entries, and this record has ${formatCount(recordSize)}. If the number was typed right, entries are missing: an older copy of the data folder may have been put back. Tell the RA manager.`
  }
}

export function CompareCode() {
  const client = useCaseClient()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [compared, setCompared] = useState<Compared>()
  const comparing = useAct()
  const onSubmit = (submit: FormEvent) => {
    submit.preventDefault()
    void comparing.run(async () => {
      setCompared(undefined)
      const answer = await client.call('record.compare', { typed })
      if (!answer.ok) return answer.error
      setCompared(answer.value)
      announce(inWords(answer.value))
      return undefined
    })
  }
  return (
    <section className="record-panel" aria-labelledby={`${id}-title`}>
      <h2 className="nhsuk-heading-s" id={`${id}-title`}>
        Compare a code from paper
      </h2>
      <form onSubmit={onSubmit} className="record-compare" noValidate>
        <label className="nhsuk-label" htmlFor={`${id}-code`}>
          At the foot of a manifest, a release sheet or a backup
        </label>
        <input
          id={`${id}-code`}
          className="nhsuk-input desk-mono"
          value={typed}
          onChange={(change) => setTyped(change.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          placeholder="214-7K3MQ0X9WR"
        />
        <Button type="submit" variant="secondary" busy={comparing.busy}>
          Compare
        </Button>
      </form>
      {comparing.failure && (
        <p className="record-compared" role="alert">
          {comparing.failure.message} {comparing.failure.next}
        </p>
      )}
      {compared && (
        <p className="record-compared" data-result={compared.result}>
          {inWords(compared)}
        </p>
      )}
    </section>
  )
}
