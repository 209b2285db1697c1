/** The groups of fields about the registrant that several steps ask for: name, mobile, postal address. */
import type { ReactNode } from 'react'
import { useWatch, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { addressLines } from '../../../../domain/dispatch/address.ts'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { suggestNameOnCard } from '../../../../domain/registrant/name.ts'
import { findUnprintable } from '../../../../domain/typeface.ts'
import type { EventOf } from '../../../../domain/case/events.ts'
import { Button, Callout, fieldId, TextField } from '../../../ui/index.ts'
import { fillIn } from '../before-call/read-form.ts'
import { partOfForm } from '../part-of-form.ts'
import type { AddressValues, MobileValues, NameValues } from './read-registrant.ts'

interface FieldsProps<Part extends FieldValues, Values extends Part> {
  readonly form: UseFormReturn<Values>
  /** What RA Desk shows under a field. */
  readonly note: (name: keyof Part) => ReactNode
}

export function NameFields<Values extends NameValues>({
  form: whole,
  note,
  legend,
}: FieldsProps<NameValues, Values> & { readonly legend: string }) {
  const form = partOfForm<NameValues, Values>(whole)
  const [given, family, nameOnCard, onEnvelope] = useWatch({
    control: form.control,
    name: ['given', 'family', 'nameOnCard', 'nameOnEnvelope'],
  })
  const asksForEnvelope = onEnvelope !== '' || findUnprintable(`${given} ${family}`).length > 0
  const suggestion = given.trim() && family.trim() ? suggestNameOnCard({ given: given.trim(), family: family.trim() }) : undefined
  return (
    <fieldset className="nhsuk-fieldset before-call-group">
      <legend className="nhsuk-fieldset__legend">{legend}</legend>
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
      {asksForEnvelope && (
        <TextField
          form={form}
          name="nameOnEnvelope"
          label="Name for the envelope"
          hint="The legal name cannot be printed. Enter it in Latin letters, as at the foot of a passport."
          width={30}
          note={note('nameOnEnvelope')}
        />
      )}
    </fieldset>
  )
}

export function MobileField<Values extends MobileValues>({ form, note }: FieldsProps<MobileValues, Values>) {
  return (
    <TextField
      form={partOfForm<MobileValues, Values>(form)}
      name="mobile"
      label="Mobile phone number"
      hint="For the code that confirms it and, later, the passcode."
      inputMode="tel"
      width={20}
      code
      note={note('mobile')}
    />
  )
}

/** Shown when the mobile that was typed is another than the one that was confirmed. */
export function MobileChanges({ confirmed, typed }: { readonly confirmed: string | undefined; readonly typed: string | undefined }) {
  if (confirmed === undefined || typed === undefined || typed === confirmed) return null
  return (
    <Callout title="This is not the confirmed mobile">
      <p>{formatPhone(confirmed)} is the confirmed mobile. If you save another number, you must text a new code and check it.</p>
    </Callout>
  )
}

export function AddressFields<Values extends AddressValues>({
  form: whole,
  note,
  why,
}: FieldsProps<AddressValues, Values> & { readonly why?: string | undefined }) {
  const form = partOfForm<AddressValues, Values>(whole)
  return (
    <fieldset className="nhsuk-fieldset before-call-group">
      <legend className="nhsuk-fieldset__legend">Postal address for the card</legend>
      {why && <p className="nhsuk-hint">{why}</p>}
      <div className="before-call-row">
        <TextField form={form} name="line1" label="Address line 1" />
        <TextField form={form} name="line2" label="Address line 2 (optional)" />
      </div>
      <div className="before-call-row">
        <TextField form={form} name="line3" label="Address line 3 (optional)" />
        <TextField form={form} name="line4" label="Address line 4 (optional)" />
      </div>
      <div className="before-call-row">
        <TextField form={form} name="town" label="Town or city" width={20} />
        <TextField form={form} name="postcode" label="Postcode" width={10} note={note('postcode')} />
      </div>
      <TextField form={form} name="country" label="Country (only if abroad)" width={20} />
    </fieldset>
  )
}

/** The address as it was recorded, one line under another. */
export function RecordedAddress({ address }: Pick<EventOf<'deliveryRecorded'>, 'address'>) {
  return (
    <>
      {addressLines({ name: '', address }).map(({ text }, index) => (
        <span key={index} className="before-call-line">
          {text}
        </span>
      ))}
    </>
  )
}
