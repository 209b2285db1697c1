/** An RA manager withdraws an edition, with the reason that agents will read. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, Dialog, ErrorSummary, FormError, TextArea, useSubmit } from '../../../ui/index.ts'
import { countCases } from './edition-cases.ts'
import type { PartProps } from './part-form.tsx'

export function WithdrawEdition({
  edition,
  open,
  saved,
}: Pick<PartProps, 'saved'> & { readonly edition: Edition; /** Open cases under it. */ readonly open: number }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        Withdraw “{edition.name}”
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={`Withdraw “${edition.name}”?`}
        description={`From today RA Desk says at each case and for each new request that this edition is withdrawn. ${countCases(open)} Cases go on as they began. You can take it back into use.`}
      >
        <WithdrawForm
          edition={edition}
          cancel={() => setAsking(false)}
          done={(message) => {
            setAsking(false)
            saved(message)
          }}
        />
      </Dialog>
    </>
  )
}

function WithdrawForm({
  edition,
  done,
  cancel,
}: {
  readonly edition: Edition
  readonly done: (message: string) => void
  readonly cancel: () => void
}) {
  const client = useCaseClient()
  const { today } = useStationState()
  const form = useForm({ defaultValues: { withdrawnWhy: '' } })
  const submit = useSubmit(form, async ({ withdrawnWhy }) => {
    const why = withdrawnWhy.trim()
    if (why === '') {
      form.setError('withdrawnWhy', { message: 'Enter the reason. Agents will read it.' })
      return undefined
    }
    const answer = await client.call('editions.withdraw', { editionId: edition.id, on: today, why })
    if (!answer.ok) return answer.error
    done(`“${edition.name}” is withdrawn`)
    return undefined
  })
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label="Withdraw the edition">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure} />
      <TextArea form={form} name="withdrawnWhy" label="Reason" hint="One or two sentences. Agents read it at each case of this edition." />
      <div className="desk-button-row">
        <Button type="submit" busy={submit.busy}>
          Withdraw the edition
        </Button>
        <Button variant="secondary" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
