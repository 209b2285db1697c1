/** The registrant's phone in practice: every text that was sent, the newest first. */
import { useEffect, useId, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { FormError, formatDateTime, formatPhone } from '../../../ui/index.ts'

const LOOK_MILLISECONDS = 3_000

export function PracticePhone() {
  const client = useCaseClient()
  const id = useId()
  const [messages, setMessages] = useState<Output<'practice.phone'>['messages']>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    let current = true
    const look = async () => {
      const answer = await client.call('practice.phone', {})
      if (!current) return
      if (answer.ok) setMessages(answer.value.messages)
      setFailure(answer.ok ? undefined : answer.error)
    }
    void look()
    const timer = setInterval(() => void look(), LOOK_MILLISECONDS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [client])
  return (
    <section aria-labelledby={id} className="desk-practice-part">
      <h3 className="nhsuk-heading-s" id={id}>
        Practice phone
      </h3>
      <p className="desk-secondary">Practice: no text is sent to anyone. The registrant’s texts arrive here.</p>
      <FormError failure={failure} />
      {messages?.length === 0 && <p>No texts have come yet.</p>}
      <ul className="desk-phone" aria-label="Texts on the practice phone" tabIndex={messages?.length ? 0 : undefined}>
        {messages?.toReversed().map((message, index) => (
          <li key={`${message.at} ${index}`}>
            <span className="desk-secondary">
              {formatPhone(message.to)}, {formatDateTime(message.at)}
            </span>
            <p>{message.body}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Beside a step that texts. */
export function PhoneInPractice({ practice }: { readonly practice: boolean }) {
  return practice ? <PracticePhone /> : null
}
