/** Asks whether new cards come with as many attempts as the one in the reader. The answer is kept with the box, or with the kind of card. */
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Callout, FormError } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { describeQuestion, type CardQuestion } from './write-card-messages.ts'

interface AttemptsQuestionProps {
  readonly question: CardQuestion
  /** The card may be written now. */
  readonly onConfirmed: () => void
  readonly onDenied: () => void
}

export function AttemptsQuestion({ question, onConfirmed, onDenied }: AttemptsQuestionProps) {
  const client = useCaseClient()
  const { busy, failure, run } = useAct()
  const { serial, attempts } = question
  const message = describeQuestion(question)
  const answer = (isNew: boolean) =>
    run(async () => {
      const answered = await client.call('cards.answerAttempts', { serial, attempts, isNew })
      if (!answered.ok) return answered.error
      if (isNew) onConfirmed()
      else onDenied()
      return undefined
    })
  return (
    <div role="alert">
      <Callout title={message.title}>
        <p>{message.what}</p>
        <p>{message.ask}</p>
        {failure && <FormError failure={failure} />}
        <div className="desk-save-row">
          <Button type="button" busy={busy} onClick={() => void answer(true)}>
            {message.yes}
          </Button>
          <Button type="button" variant="secondary" busy={busy} onClick={() => void answer(false)}>
            {message.no}
          </Button>
        </div>
      </Callout>
    </div>
  )
}
