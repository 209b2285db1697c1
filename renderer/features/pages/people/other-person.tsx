/** A case that was linked by mistake goes back to a person of its own. */
import { useForm } from 'react-hook-form'
import { useMayRecord } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Details, ErrorSummary, FormError, SelectField, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import type { Person } from './person-words.ts'

interface OtherPersonProps {
  readonly cases: Person['cases']
  readonly personId: string
  readonly done: () => void
}

export function OtherPerson({ cases, personId, done }: OtherPersonProps) {
  const client = useCaseClient()
  const mayLink = useMayRecord('personLinked')
  // The case that gave the person its id stays: the others leave it.
  const movable = cases.filter(({ caseId, status }) => caseId !== personId && status !== 'handed-over')
  const form = useForm({ defaultValues: { unlinkCase: movable[0]?.caseId ?? '', unlinkWhy: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ unlinkCase, unlinkWhy }) => {
    const why = unlinkWhy.trim()
    if (!why) {
      form.setError('unlinkWhy', { message: 'Say how you know that it is another person' })
      return undefined
    }
    const answer = await client.act(unlinkCase, { kind: 'personLinked', personId: unlinkCase, why })
    if (!answer.ok) return answer.error
    toast.success('The case has a person of its own again')
    form.reset()
    done()
    return undefined
  })
  if (!mayLink || movable.length === 0) return null
  return (
    <Details summary="A case here is about another person">
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <SelectField
          form={form}
          name="unlinkCase"
          label="Which case?"
          options={movable.map(({ caseId, caseReference }) => ({ value: caseId, label: caseReference }))}
        />
        <TextArea form={form} name="unlinkWhy" label="How do you know?" rows={2} />
        <Button type="submit" variant="secondary" busy={busy}>
          Separate the case
        </Button>
      </form>
    </Details>
  )
}
