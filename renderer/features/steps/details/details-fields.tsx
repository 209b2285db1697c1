/** The fields that only the details form has: National Insurance number, and how to contact the registrant. */
import type { ReactNode } from 'react'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { RadioField, TextArea, TextField } from '../../../ui/index.ts'
import { MobileField } from '../../shared/registrant/registrant-fields.tsx'
import type { DetailsValues } from './read-details.ts'

interface FieldsProps {
  readonly form: DraftForm<DetailsValues>['form']
  /** What RA Desk shows under a field. */
  readonly note: (name: keyof DetailsValues) => ReactNode
}

export function NationalInsuranceField({ form, note }: FieldsProps) {
  return (
    <RadioField
      form={form}
      name="niGiven"
      legend="National Insurance number"
      options={[
        {
          value: 'given',
          label: 'Given',
          reveals: (
            <TextField
              form={form}
              name="niNumber"
              label="Number"
              hint="2 letters, 6 numbers and a letter"
              width={10}
              code
              note={note('niNumber')}
            />
          ),
        },
        { value: 'not-given', label: 'Not given', reveals: <TextField form={form} name="niReason" label="Why not?" width={30} /> },
      ]}
    />
  )
}

export function ContactFields({ form, note, emailNeedsReason }: FieldsProps & { readonly emailNeedsReason: boolean }) {
  return (
    <fieldset className="nhsuk-fieldset before-call-group">
      <legend className="nhsuk-fieldset__legend">How to contact the registrant</legend>
      <MobileField form={form} note={note} />
      <TextField form={form} name="email" label="Email address" inputMode="email" width={30} note={note('email')} />
      {emailNeedsReason && (
        <TextArea
          form={form}
          name="emailReason"
          label="Why are you using this address?"
          hint="For example: the registrant has no NHS address yet and confirmed this one by phone."
          rows={2}
        />
      )}
    </fieldset>
  )
}
