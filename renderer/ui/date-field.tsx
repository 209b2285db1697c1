/** Day, month and year in three boxes, as the NHS date input: no picker, because a date of birth is copied from a document. */
import type { ReactNode } from 'react'
import { useController, type FieldValues } from 'react-hook-form'
import { emptyDate, type DateParts } from './date-parts.ts'
import { fieldId, FieldsetGroup, useFieldError, type FieldProps } from './field-parts.tsx'

export interface DateFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly legend: ReactNode
}

const boxes = [
  { part: 'day', label: 'Day', width: 2, maxLength: 2 },
  { part: 'month', label: 'Month', width: 3, maxLength: 12 },
  { part: 'year', label: 'Year', width: 4, maxLength: 4 },
] as const

export function DateField<Values extends FieldValues>({ form, name, legend, hint }: DateFieldProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  const value: DateParts = { ...emptyDate, ...(field.value as DateParts | undefined) }
  return (
    <FieldsetGroup id={id} legend={legend} hint={hint} error={error} role="group">
      <div className="nhsuk-date-input">
        {boxes.map(({ part, label, width, maxLength }) => {
          const own = part === 'day' ? id : `${id}-${part}`
          return (
            <div key={part} className="nhsuk-date-input__item">
              <div className="nhsuk-form-group">
                <label className="nhsuk-label nhsuk-date-input__label" htmlFor={own}>
                  {label}
                </label>
                <input
                  id={own}
                  name={`${name}-${part}`}
                  type="text"
                  inputMode="numeric"
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={maxLength}
                  className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${error ? ' nhsuk-input--error' : ''}`}
                  ref={part === 'day' ? field.ref : undefined}
                  value={value[part]}
                  onChange={(change) => field.onChange({ ...value, [part]: change.target.value })}
                  onBlur={field.onBlur}
                  aria-invalid={error ? true : undefined}
                />
              </div>
            </div>
          )
        })}
      </div>
    </FieldsetGroup>
  )
}
