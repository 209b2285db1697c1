/** Practice mode: insert and remove a virtual card, read the virtual phone, and save documents of invented registrants. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { Button, FormError, formatDateTime, formatPhone } from '../../../ui/index.ts'
import { SaveFileButton } from '../../shared/save-file.tsx'

type Messages = Output<'practice.phone'>['messages']
type Samples = Output<'practice.samples'>['samples']

const PHONE_LOOK_MILLISECONDS = 3_000

export function Practice() {
  const client = useCaseClient()
  const devices = useDevices()
  const [messages, setMessages] = useState<Messages>()
  const [samples, setSamples] = useState<Samples>()
  const [failure, setFailure] = useState<Failure>()
  const readPhone = useCallback(async () => {
    const answer = await client.call('practice.phone', {})
    if (answer.ok) setMessages(answer.value.messages)
    else setFailure(answer.error)
  }, [client])
  useEffect(() => {
    void readPhone()
    const timer = setInterval(() => void readPhone(), PHONE_LOOK_MILLISECONDS)
    return () => clearInterval(timer)
  }, [readPhone])
  useEffect(() => {
    let current = true
    void client.call('practice.samples', {}).then((answer) => {
      if (!current) return
      if (answer.ok) setSamples(answer.value.samples)
      else setFailure(answer.error)
    })
    return () => {
      current = false
    }
  }, [client])
  const hand = async (channel: 'practice.insertCard' | 'practice.removeCard' | 'practice.loadFeeder') => {
    setFailure(undefined)
    const answer = await client.call(channel, {})
    if (!answer.ok) setFailure(answer.error)
  }
  const inside = devices?.reader.readers.some((reader) => reader.card !== 'empty') ?? false
  return (
    <section className="desk-card" aria-labelledby="practice">
      <h2 className="nhsuk-heading-m" id="practice">
        Practice
      </h2>
      <FormError failure={failure} />
      <div className="desk-two">
        <div>
          <h3 className="nhsuk-heading-s">Practice card</h3>
          <p>{inside ? 'A practice card is in the reader.' : 'The reader is empty.'}</p>
          <div className="desk-button-row">
            <Button variant="quiet" onClick={() => void hand('practice.insertCard')}>
              Insert a practice card
            </Button>
            <Button variant="quiet" onClick={() => void hand('practice.removeCard')}>
              Remove the card
            </Button>
          </div>
          {devices?.printers.some(({ path }) => path) && (
            <div className="desk-button-row">
              <Button variant="quiet" onClick={() => void hand('practice.loadFeeder')}>
                Put ten blank cards into the practice printer
              </Button>
            </div>
          )}
          <h3 className="nhsuk-heading-s nhsuk-u-margin-top-4">Sample registrants</h3>
          <p>Invented people with the documents for a request. Save a file and drop it onto a step.</p>
          <SampleFiles samples={samples} />
        </div>
        <PracticePhone messages={messages} />
      </div>
    </section>
  )
}

function SampleFiles({ samples }: { readonly samples: Samples | undefined }) {
  return samples?.map((sample) => (
    <div key={sample.title}>
      <p className="nhsuk-u-margin-bottom-1">
        <strong>{sample.title}</strong>
      </p>
      <ul className="nhsuk-list">
        {sample.files.map((file) => (
          <li key={file.name}>
            <SaveFileButton content={{ base64: file.base64 }} fileName={`${sample.title.split(',')[0]}-${file.name}`}>
              Save {file.name}
            </SaveFileButton>
          </li>
        ))}
      </ul>
    </div>
  ))
}

function PracticePhone({ messages }: { readonly messages: Messages | undefined }) {
  return (
    <div>
      <h3 className="nhsuk-heading-s">Practice phone</h3>
      {messages?.length === 0 && <p>No texts have come yet.</p>}
      <ul className="desk-phone" aria-label="Texts on the practice phone">
        {messages?.toReversed().map((message, index) => (
          <li key={`${message.at} ${index}`}>
            <span className="desk-secondary">
              {formatPhone(message.to)}, {formatDateTime(message.at)}
            </span>
            <p>{message.body}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
