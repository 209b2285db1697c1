/** Lets fields that several forms share work on any form that has their values. */
import type { FieldValues, UseFormReturn } from 'react-hook-form'

/** The same form, typed as if it had only the fields of `Part`. */
export const partOfForm = <Part extends FieldValues, Values extends Part>(form: UseFormReturn<Values>): UseFormReturn<Part> =>
  // react-hook-form types a form by all of its fields, so that a form with more fields is never one with fewer.
  form as unknown as UseFormReturn<Part>
