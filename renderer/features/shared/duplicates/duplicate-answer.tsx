/** The same person, or not: either is said with how the agent knows. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button, ErrorSummary, FormError, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

interface DuplicateAnswerProps {
  readonly handle: ReadyCase
  readonly personId: string
  readonly onLinked: () => void
}

export function DuplicateAnswer({ handle, personId, onLinked }: DuplicateAnswerProps) {
  const [answer, setAnswer] = useState<'same' | 'other'>()
  const form = useForm({ defaultValues: { duplicateWhy: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ duplicateWhy }) => {
    const why = duplicateWhy.trim()
    if (!why) {
      form.setError('duplicateWhy', { message: 'Say how you know' })
      return undefined
    }
    const done =
      answer === 'same' ? await handle.run('person.link', { personId, why }) : await handle.act({ kind: 'notSamePerson', personId, why })
    if (!done.ok) return done.error
    toast.success(answer === 'same' ? 'Linked to this person' : 'Recorded: another person')
    if (answer === 'same') onLinked()
    return undefined
  })
  if (!answer)
    return (
      <div className="desk-button-row">
        <Button variant="secondary" onClick={() => setAnswer('same')}>
          The same person
        </Button>
        <Button variant="secondary" onClick={() => setAnswer('other')}>
          Not the same person
        </Button>
      </div>
    )
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <TextArea
        form={form}
        name="duplicateWhy"
        label={answer === 'same' ? 'How do you know that it is the same person?' : 'How do you know that it is another person?'}
        hint="It is saved with the case and in the record."
        rows={2}
      />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {answer === 'same' ? 'Link to this person' : 'Keep them apart'}
        </Button>
        <Button variant="secondary" onClick={() => setAnswer(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
