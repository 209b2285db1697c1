/** The series on the card: the one thing that changes without a designer. */
import { useForm } from 'react-hook-form'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, FormError, TextField, useSubmit } from '../../../ui/index.ts'

export function SeriesForm({
  inUse,
  changed,
}: {
  readonly inUse: Output<'cardTemplate.read'>
  readonly changed: (message: string) => void
}) {
  const client = useCaseClient()
  const form = useForm({ defaultValues: { series: inUse.series ?? '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ series }) => {
    const answer = await client.call('cardTemplate.setSeries', { series, expectedVersion: inUse.mark.version })
    if (!answer.ok) return answer.error
    changed(series.trim() ? `The series on the card is “${series.trim()}”` : 'The series has been removed from the card')
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Series">
      {failure && <FormError failure={failure} />}
      <TextField
        form={form}
        name="series"
        label="Series on the card"
        hint="The issue of your cards, for example “Series 10”. Leave it empty if there is none."
        width={20}
        maxLength={60}
      />
      <Button type="submit" variant="secondary" busy={busy}>
        Save the series
      </Button>
    </form>
  )
}
