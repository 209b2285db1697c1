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
      return `The code matches this record. The first ${formatCount(size)} entries are unchanged since the paper was printed${at ? `; the last of them was made ${formatDateTime(at)}` : ''}.`
    case 'different':
      return `The code does not match this record. Check it character by character. If you typed it correctly, the first ${formatCount(size)} entries have changed since then: tell the RA manager and your security lead, and change nothing.`
    case 'longer':
      return `The paper is for ${formatCount(size)} entries, but this record has ${formatCount(recordSize)}. If you typed the number correctly, entries are missing: someone may have replaced the data folder with an old copy. Tell the RA manager.`
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
          Code at the foot of a posting list or release sheet, or of a backup
        </label>
        <input
          id={`${id}-code`}
          className="nhsuk-input desk-mono"
          value={typed}
          onChange={(change) => setTyped(change.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          placeholder="214-7K3M-Q0X9-WRAB-CDEF"
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
