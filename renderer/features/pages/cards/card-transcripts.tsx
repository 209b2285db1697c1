/** Commands sent to a card each time it was written: loaded on request, and saved for support. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, formatDateTime, FormError, toast } from '../../../ui/index.ts'
import type { CardView } from './card-view.ts'

type Transcript = Output<'cards.transcript'>

export function CardTranscripts({ view: { card, transcripts } }: { readonly view: CardView }) {
  if (transcripts.length === 0) return null
  return (
    <section aria-labelledby="card-transcripts">
      <h2 className="nhsuk-heading-m" id="card-transcripts">
        {' '}
        Commands sent to the card{' '}
      </h2>
      <p>Passcodes, keys and personal details are left out, here and in the file.</p>
      {transcripts.map((one, index) => (
        <Writing key={one.startedAt} serial={card.serial} index={index} writing={one} />
      ))}
    </section>
  )
}

function Writing({
  serial,
  index,
  writing,
}: {
  readonly serial: string
  readonly index: number
  readonly writing: CardView['transcripts'][number]
}) {
  const client = useCaseClient()
  const [transcript, setTranscript] = useState<Transcript>()
  const [failure, setFailure] = useState<Failure>()
  const title = `Written ${formatDateTime(writing.startedAt)}`
  const show = async () => {
    if (transcript) return setTranscript(undefined)
    const answer = await client.call('cards.transcript', { serial, index })
    if (answer.ok) setTranscript(answer.value)
    setFailure(answer.ok ? undefined : answer.error)
  }
  const save = async () => {
    const answer = await client.call('cards.saveTranscript', { serial, index })
    if (answer.ok && answer.value.savedAs) toast(`Saved as ${answer.value.savedAs}`)
    setFailure(answer.ok ? undefined : answer.error)
  }
  return (
    <>
      <FormError failure={failure} />
      <div className="desk-button-row">
        <span>{title}</span>
        <Button variant="quiet" aria-expanded={transcript !== undefined} onClick={() => void show()}>
          {transcript ? 'Hide' : `Show ${Math.ceil(writing.lines / 2)} commands`}
        </Button>
        <Button variant="quiet" onClick={() => void save()}>
          Save for support
        </Button>
      </div>
      {transcript && (
        <pre
          className="desk-report"
          tabIndex={0}
          aria-label={title}
        >{`# ${transcript.reader}, ATR ${transcript.atr}\n${transcript.lines.join('\n')}`}</pre>
      )}
    </>
  )
}
