/** Fields of the organisation form. */
import { useFieldArray, type UseFormReturn } from 'react-hook-form'
import type { AgreedChoices } from '../../../../domain/guidance/agreed-choices.ts'
import { Button, CheckboxField, DateField, emptyDate, TextField } from '../../../ui/index.ts'
import { OTHER, type OrganisationValues } from './organisation-values.ts'

type Form = UseFormReturn<OrganisationValues>

export function OrganisationFields({ form, edition }: { readonly form: Form; readonly edition: AgreedChoices }) {
  return (
    <div className="desk-two">
      <TextField form={form} name="odsCode" label="ODS code" width={10} code />
      <TextField form={form} name="name" label="Name of the organisation" />
      <CheckboxField
        form={form}
        name="channels"
        legend="Agreed video channels"
        hint="Agreed with this organisation for availability, security and cost."
        options={edition.videoChannels.map(({ id, name, note }) => ({
          value: id,
          label: name,
          hint: note,
          reveals:
            id === OTHER ? (
              <TextField form={form} name="otherChannel" label="Name of the other channel" hint="Separate several with a semicolon." />
            ) : undefined,
        }))}
      />
      <CheckboxField
        form={form}
        name="locations"
        legend="Agreed locations"
        hint="Private enough for the registrant to show a document and read out the 6-digit code."
        options={edition.locations.map(({ id, name, note }) => ({
          value: id,
          label: name,
          hint: note,
          reveals:
            id === OTHER ? (
              <TextField form={form} name="otherLocation" label="The other location" hint="Separate several with a semicolon." />
            ) : undefined,
        }))}
      />
    </div>
  )
}

export function GuidanceGivenTo({ form }: { readonly form: Form }) {
  const rows = useFieldArray({ control: form.control, name: 'distributed' })
  return (
    <fieldset className="nhsuk-fieldset">
      <legend className="nhsuk-fieldset__legend">Guidance distributed</legend>
      <div className="nhsuk-hint">Who in this organisation received the guidance, and when. You can add this later.</div>
      {rows.fields.map((row, index) => (
        <div key={row.id} className="desk-row-of-fields">
          <TextField form={form} name={`distributed.${index}.to`} label={`Given to (${index + 1})`} width={30} />
          <DateField form={form} name={`distributed.${index}.on`} legend={`When (${index + 1})`} />
          {rows.fields.length > 1 && (
            <Button variant="quiet" onClick={() => rows.remove(index)} aria-label={`Remove line ${index + 1}`}>
              Remove
            </Button>
          )}
        </div>
      ))}
      <Button variant="quiet" onClick={() => rows.append({ to: '', on: { ...emptyDate } })}>
        Add another line
      </Button>
    </fieldset>
  )
}
