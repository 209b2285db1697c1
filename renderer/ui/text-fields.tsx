/** One-line text, many-line text and a list to choose from. Nothing typed here is spell-checked, completed or corrected by the browser. */
import type { HTMLInputTypeAttribute, ReactNode } from 'react'
import { useController, type FieldValues } from 'react-hook-form'
import { describedBy, fieldId, LabelledGroup, useFieldError, type FieldProps } from './field-parts.tsx'

export interface TextFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly label: ReactNode
  /** About how many characters the value has. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
  readonly type?: HTMLInputTypeAttribute | undefined
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | 'decimal' | undefined
  readonly autoComplete?: string | undefined
  readonly spellCheck?: boolean | undefined
  readonly prefix?: string | undefined
  /** Shown under the field while typing: a warning, what the value will look like. */
  readonly note?: ReactNode | undefined
  /** For numbers and references that are read out: figures of one width. */
  readonly code?: boolean | undefined
  readonly maxLength?: number | undefined
  readonly disabled?: boolean | undefined
  /** A small button beside the input. */
  readonly beside?: ReactNode | undefined
}

export function TextField<Values extends FieldValues>({
  form,
  name,
  label,
  hint,
  width,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  spellCheck = false,
  prefix,
  note,
  code,
  maxLength,
  disabled,
  beside,
}: TextFieldProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  const classes = ['nhsuk-input', width && `nhsuk-input--width-${width}`, code && 'nhsuk-input--code', error && 'nhsuk-input--error']
    .filter(Boolean)
    .join(' ')
  const input = (
    <input
      id={id}
      name={name}
      type={type}
      className={classes}
      ref={field.ref}
      value={(field.value as string | undefined) ?? ''}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputMode={inputMode}
      autoComplete={autoComplete}
      spellCheck={spellCheck}
      autoCorrect="off"
      autoCapitalize="off"
      maxLength={maxLength}
      disabled={disabled}
      aria-describedby={describedBy(id, { hint, error, note })}
      aria-invalid={error ? true : undefined}
    />
  )
  return (
    <LabelledGroup id={id} label={label} hint={hint} error={error}>
      {prefix ? (
        <div className="nhsuk-input-wrapper">
          <div className="nhsuk-input-wrapper__prefix" aria-hidden="true">
            {prefix}
          </div>
          {input}
        </div>
      ) : beside ? (
        <div className="desk-field-beside">
          {input}
          {beside}
        </div>
      ) : (
        input
      )}
      {note && (
        <div id={`${id}-note`} className="desk-field-note" aria-live="polite">
          {note}
        </div>
      )}
    </LabelledGroup>
  )
}

export interface TextAreaProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly label: ReactNode
  readonly rows?: number | undefined
  readonly spellCheck?: boolean | undefined
}

export function TextArea<Values extends FieldValues>({ form, name, label, hint, rows = 4, spellCheck = false }: TextAreaProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  return (
    <LabelledGroup id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        className={error ? 'nhsuk-textarea nhsuk-textarea--error' : 'nhsuk-textarea'}
        ref={field.ref}
        value={(field.value as string | undefined) ?? ''}
        onChange={field.onChange}
        onBlur={field.onBlur}
        autoComplete="off"
        spellCheck={spellCheck}
        aria-describedby={describedBy(id, { hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </LabelledGroup>
  )
}

export interface SelectFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly label: ReactNode
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

export function SelectField<Values extends FieldValues>({ form, name, label, hint, options }: SelectFieldProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  return (
    <LabelledGroup id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        name={name}
        className={error ? 'nhsuk-select nhsuk-select--error' : 'nhsuk-select'}
        ref={field.ref}
        value={(field.value as string | undefined) ?? ''}
        onChange={field.onChange}
        onBlur={field.onBlur}
        aria-describedby={describedBy(id, { hint, error })}
        aria-invalid={error ? true : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </LabelledGroup>
  )
}
