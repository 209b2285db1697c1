/** Starts a campaign: what it is about, with a count before anything is saved. */
import { peopleInWords, thingsInWords } from '../../../../domain/format.ts'
import { useEffect, useState } from 'react'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { undoKinds } from '../../../../domain/case/to-undo.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import type { Input, Output } from '../../../../preload/contract.ts'
import { useCaseClient, useEditions } from '../../../client/use-case-client.ts'
import {
  Button,
  CheckboxField,
  DateField,
  Dialog,
  emptyDate,
  ErrorSummary,
  FormError,
  isDateEmpty,
  isoFromDate,
  SelectField,
  TextField,
  toast,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { useOrganisationNames } from './use-wind-down.ts'

type Choice = Input<'windDown.start'>['choice']

interface Values {
  name: string
  edition: string
  odsCode: string
  kinds: string[]
  from: DateParts
  to: DateParts
}

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

const choiceOf = ({ edition, odsCode, kinds, from, to }: Omit<Values, 'name'>): Choice => {
  const [first, last] = [isoFromDate(from), isoFromDate(to)]
  return {
    ...(edition === '' ? {} : { editions: [edition] }),
    ...(odsCode === '' ? {} : { odsCodes: [odsCode] }),
    ...(kinds.length === undoKinds.length || kinds.length === 0 ? {} : { kinds: undoKinds.filter((kind) => kinds.includes(kind)) }),
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { to: last }),
  }
}

function StartForm({ odsCodes, close, started }: Omit<StartCampaignProps, 'open'>) {
  const client = useCaseClient()
  const { all } = useEditions()
  const organisationOf = useOrganisationNames()
  const form = useForm<Values>({
    defaultValues: { name: '', edition: '', odsCode: '', kinds: [...undoKinds], from: emptyDate, to: emptyDate },
  })
  const submit = useSubmit(form, async (values) => {
    const name = values.name.trim()
    if (name === '') form.setError('name', { message: 'Enter a name for the campaign' })
    if (values.kinds.length === 0) form.setError('kinds', { message: 'Choose what is to be undone' })
    for (const date of ['from', 'to'] as const)
      if (!isDateEmpty(values[date]) && isoFromDate(values[date]) === undefined)
        form.setError(date, { message: 'Enter a real date, or none' })
    if (Object.keys(form.formState.errors).length > 0 || name === '' || values.kinds.length === 0) return undefined
    const answer = await client.call('windDown.start', { name, choice: choiceOf(values) })
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

function Preview({ form }: { readonly form: UseFormReturn<Values> }) {
  const client = useCaseClient()
  const values = useWatch({ control: form.control }) as Values
  const asked = JSON.stringify(choiceOf({ ...form.getValues(), ...values }))
  const [found, setFound] = useState<Output<'windDown.preview'>>()
  useEffect(() => {
    let current = true
    void client.call('windDown.preview', { choice: JSON.parse(asked) as Choice }).then((answer) => {
      if (current && answer.ok) setFound(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, asked])
  return (
    <p role="status">
      {found && (
        <>
          This is about <strong>{peopleInWords(found.persons)}</strong> and <strong>{thingsInWords(found.obligations)}</strong> to undo.
        </>
      )}
    </p>
  )
}
