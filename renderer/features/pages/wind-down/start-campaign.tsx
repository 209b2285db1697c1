/** Starts a campaign: what it is about, with a count before anything is saved. */
import { peopleInWords, thingsInWords } from '../../../../domain/format.ts'
import { useEffect, useState } from 'react'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { undoKinds } from '../../../../domain/case/to-undo.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useEditions } from '../../../client/use-case-client.ts'
import {
  Button,
  CheckboxField,
  DateField,
  Dialog,
  emptyDate,
  ErrorSummary,
  FormError,
  SelectField,
  TextField,
  toast,
  useSubmit,
} from '../../../ui/index.ts'
import { readCampaignForm, type CampaignForm } from './read-campaign-form.ts'
import { useOrganisationNames } from './use-wind-down.ts'

interface StartCampaignProps {
  readonly open: boolean
  /** Organisations of which something is to be undone. */
  readonly odsCodes: readonly string[]
  readonly close: () => void
  readonly started: (campaignId: string) => void
}

export function StartCampaign({ open, close, ...rest }: StartCampaignProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => {
        if (!now) close()
      }}
      title="Start a campaign"
      description="Its people and what they have are fixed now. What comes later can be added with one button."
      wide
    >
      <StartForm {...rest} close={close} />
    </Dialog>
  )
}

function StartForm({ odsCodes, close, started }: Omit<StartCampaignProps, 'open'>) {
  const client = useCaseClient()
  const { all } = useEditions()
  const organisationOf = useOrganisationNames()
  const form = useForm<CampaignForm>({
    defaultValues: { name: '', edition: '', odsCode: '', kinds: [...undoKinds], from: emptyDate, to: emptyDate },
  })
  const submit = useSubmit(form, async (values) => {
    const { problems, choice } = readCampaignForm(values)
    for (const { field, message } of problems) form.setError(field, { message })
    if (problems.length > 0 || choice === undefined) return undefined
    const name = values.name.trim()
    const answer = await client.call('windDown.start', { name, choice })
    if (!answer.ok) return answer.error
    toast(`Campaign “${name}” started`)
    started(answer.value.campaignId)
    return undefined
  })
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label="Start a campaign">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure} />
      <TextField
        form={form}
        name="name"
        label="Name of the campaign"
        hint="Agents see it in lists and on the certificate. Name no person."
      />
      <div className="wind-down-halves">
        <SelectField
          form={form}
          name="edition"
          label="Cases of which edition?"
          options={[{ value: '', label: 'Any' }, ...all.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <SelectField
          form={form}
          name="odsCode"
          label="Which organisation?"
          options={[{ value: '', label: 'Any' }, ...odsCodes.map((code) => ({ value: code, label: organisationOf(code) }))]}
        />
      </div>
      <CheckboxField
        form={form}
        name="kinds"
        legend="What is to be undone?"
        options={undoKinds.map((kind) => ({ value: kind, label: undoKindWords[kind] }))}
      />
      <div className="wind-down-halves">
        <DateField form={form} name="from" legend="There since, from (optional)" />
        <DateField form={form} name="to" legend="To (optional)" />
      </div>
      <Preview form={form} />
      <div className="desk-button-row">
        <Button type="submit" busy={submit.busy}>
          Start the campaign
        </Button>
        <Button variant="secondary" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function Preview({ form }: { readonly form: UseFormReturn<CampaignForm> }) {
  const client = useCaseClient()
  const values = useWatch({ control: form.control }) as CampaignForm
  const { choice } = readCampaignForm({ ...form.getValues(), ...values })
  const asked = choice === undefined ? undefined : JSON.stringify(choice)
  const [found, setFound] = useState<Output<'windDown.preview'>>()
  useEffect(() => {
    if (asked === undefined) return undefined
    let current = true
    void client.call('windDown.preview', { choice: JSON.parse(asked) as typeof choice & object }).then((answer) => {
      if (current && answer.ok) setFound(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, asked])
  return (
    <p role="status">
      {asked !== undefined && found && (
        <>
          This is about <strong>{peopleInWords(found.persons)}</strong> and <strong>{thingsInWords(found.obligations)}</strong> to undo.
        </>
      )}
    </p>
  )
}
