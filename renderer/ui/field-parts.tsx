/** What every form field shares: its ids, its error, and the label, hint and error message around it. */
import type { ReactNode } from 'react'
import { get, useFormState, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'

export interface FieldProps<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>
  readonly name: Path<Values>
  readonly hint?: ReactNode | undefined
}

export function fieldId(name: string): string {
  return `field-${name.replaceAll('.', '-')}`
}

export function useFieldError<Values extends FieldValues>(form: UseFormReturn<Values>, name: Path<Values>): string | undefined {
  const { errors } = useFormState({ control: form.control })
  const error: unknown = get(errors, name)
  return error && typeof error === 'object' && 'message' in error && typeof error.message === 'string' ? error.message : undefined
}

/** Ids of hint and error for `aria-describedby`; undefined when there is neither. */
export function describedBy(id: string, parts: { hint?: unknown; error?: unknown; note?: unknown }): string | undefined {
  const ids = [parts.hint ? `${id}-hint` : '', parts.error ? `${id}-error` : '', parts.note ? `${id}-note` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={`${id}-hint`} className="nhsuk-hint">
      {children}
    </div>
  )
}

export function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  return (
    <span id={`${id}-error`} className="nhsuk-error-message">
      <span className="nhsuk-u-visually-hidden">Error:</span> {children}
    </span>
  )
}

/** Label, hint and error around one input. */
export function LabelledGroup({
  id,
  label,
  hint,
  error,
  children,
}: {
  id: string
  label: ReactNode
  hint?: ReactNode | undefined
  error: string | undefined
  children: ReactNode
}) {
  return (
    <div className={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {hint && <Hint id={id}>{hint}</Hint>}
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      {children}
    </div>
  )
}

/** Legend, hint and error around a group of inputs. */
export function FieldsetGroup({
  id,
  legend,
  hint,
  error,
  role,
  children,
}: {
  id: string
  legend: ReactNode
  hint?: ReactNode | undefined
  error: string | undefined
  role?: 'group'
  children: ReactNode
}) {
  return (
    <div className={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      <fieldset className="nhsuk-fieldset" role={role} aria-describedby={describedBy(id, { hint, error })}>
        <legend className="nhsuk-fieldset__legend">{legend}</legend>
        {hint && <Hint id={id}>{hint}</Hint>}
        {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
        {children}
      </fieldset>
    </div>
  )
}
