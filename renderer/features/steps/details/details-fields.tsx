/** The groups of fields in the details form: name, National Insurance number, contact, postal address. */
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { suggestNameOnCard } from '../../../../domain/registrant/name.ts'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { Button, fieldId, RadioField, TextArea, TextField } from '../../../ui/index.ts'
import { fillIn } from '../../shared/before-call/read-form.ts'
import type { DetailsValues } from './read-details.ts'

interface FieldsProps {
  readonly form: DraftForm<DetailsValues>['form']
  /** What RA Desk shows under a field. */
  readonly note: (name: keyof DetailsValues) => ReactNode
}

export function NameFields({ form, note }: FieldsProps) {
  const [given, family, nameOnCard] = useWatch({ control: form.control, name: ['given', 'family', 'nameOnCard'] })
  const suggestion = given.trim() && family.trim() ? suggestNameOnCard({ given: given.trim(), family: family.trim() }) : undefined
  return (
    <fieldset className="nhsuk-fieldset before-call-group">
      <legend className="nhsuk-fieldset__legend">Name, exactly as on the identity document</legend>
      <TextField form={form} name="title" label="Title (optional)" width={5} />
      <TextField form={form} name="given" label="Given names" width={30} />
      <TextField form={form} name="family" label="Family name" width={30} note={note('family')} />
      <TextField
        form={form}
        name="nameOnCard"
        label="Name on the card"
        hint="The name that the registrant uses at work."
        width={30}
        note={note('nameOnCard')}
      />
      {suggestion !== undefined && suggestion !== nameOnCard.trim() && (
        <p>
          <Button
            variant="quiet"
            onClick={() => {
              fillIn(form, 'nameOnCard', suggestion)
              document.getElementById(fieldId('nameOnCard'))?.focus()
            }}
          >
            Use “{suggestion}” on the card
          </Button>
        </p>
      )}
    </fieldset>
  )
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
      <TextField
        form={form}
        name="mobile"
        label="Mobile phone number"
        hint="For the code on the video call and, later, the passcode."
        inputMode="tel"
        width={20}
        code
        note={note('mobile')}
      />
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

export function AddressFields({ form, note, why }: FieldsProps & { readonly why: string | undefined }) {
  return (
    <fieldset className="nhsuk-fieldset before-call-group">
      <legend className="nhsuk-fieldset__legend">Postal address for the card</legend>
      {why && <p className="nhsuk-hint">{why}</p>}
      <TextField form={form} name="line1" label="Address line 1" />
      <TextField form={form} name="line2" label="Address line 2 (optional)" />
      <TextField form={form} name="line3" label="Address line 3 (optional)" />
      <TextField form={form} name="line4" label="Address line 4 (optional)" />
      <div className="before-call-row">
        <TextField form={form} name="town" label="Town or city" width={20} />
        <TextField form={form} name="postcode" label="Postcode" width={10} note={note('postcode')} />
      </div>
      <TextField form={form} name="country" label="Country (only if abroad)" width={20} />
    </fieldset>
  )
}
