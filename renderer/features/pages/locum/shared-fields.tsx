/** Values for everyone on a list. A row that says something else keeps its own. */
import type { UseFormReturn } from 'react-hook-form'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { DateField, Details, emptyDate, isDateEmpty, TextArea, TextField, type DateParts } from '../../../ui/index.ts'
import type { ListKind } from './row-fields.tsx'

interface SharedValues {
  reason: string
  sponsor: string
  organisations: string
  grantedOn: DateParts
  reviewBy: DateParts
  endsOn: DateParts
}

export interface ListValues {
  /** Apart, because the fields of one person have the same names. */
  shared: SharedValues
  rows: TypedRow[]
  pasted: string
}

export const emptyShared = (): SharedValues => ({
  reason: '',
  sponsor: '',
  organisations: '',
  grantedOn: { ...emptyDate },
  reviewBy: { ...emptyDate },
  endsOn: { ...emptyDate },
})

/** As typed: `main` reads the dates. */
const typedDate = (parts: DateParts): string => (isDateEmpty(parts) ? '' : `${parts.day} ${parts.month} ${parts.year}`)

export function sharedRow({ reason, sponsor, organisations, grantedOn, reviewBy, endsOn }: SharedValues): TypedRow {
  const typed = {
    reason,
    sponsor,
    organisations,
    grantedOn: typedDate(grantedOn),
    reviewBy: typedDate(reviewBy),
    endsOn: typedDate(endsOn),
  }
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''))
}

export function SharedFields({ form, kind }: { readonly form: UseFormReturn<ListValues>; readonly kind: ListKind }) {
  const fields = (
    <div className="locum-fields desk-level">
      <div className="locum-fields__wide">
        <TextArea form={form} name="shared.reason" label="Exceptional reason" rows={2} />
      </div>
      <TextField form={form} name="shared.sponsor" label="Sponsor" />
      <TextField form={form} name="shared.organisations" label="Organisations" hint="ODS codes, with a space between them" code />
      <div className="locum-fields__wide locum-dates">
        <DateField form={form} name="shared.reviewBy" legend="Review by" hint="A reminder comes two weeks before" />
        <DateField form={form} name="shared.endsOn" legend="Ends on" hint="At most a year" />
        <DateField form={form} name="shared.grantedOn" legend="Granted on" hint="Leave empty if it was today" />
      </div>
    </div>
  )
  if (kind === 'import') return <Details summary="Values for rows that have none of their own">{fields}</Details>
  return (
    <section aria-labelledby="locum-shared">
      <h2 className="nhsuk-heading-m" id="locum-shared">
        For everyone on the list
      </h2>
      {fields}
    </section>
  )
}
