/** Radios and checkboxes. */
import { Fragment, type ReactNode } from 'react'
import { useController, type FieldValues } from 'react-hook-form'
import { describedBy, ErrorMessage, fieldId, FieldsetGroup, Hint, useFieldError, type FieldProps } from './field-parts.tsx'

export interface Choice {
  readonly value: string
  readonly label: ReactNode
  readonly hint?: ReactNode | undefined
  /** Asked only when this choice is chosen. */
  readonly reveals?: ReactNode | undefined
}

export interface ChoiceFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly legend: ReactNode
  readonly options: readonly Choice[]
  readonly inline?: boolean | undefined
}

/** The first choice carries the field's own id, so that the error summary can lead to it. */
const choiceId = (id: string, index: number) => (index === 0 ? id : `${id}-${index}`)

export function RadioField<Values extends FieldValues>({ form, name, legend, hint, options, inline }: ChoiceFieldProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  return (
    <FieldsetGroup id={id} legend={legend} hint={hint} error={error}>
      <div className={inline ? 'nhsuk-radios nhsuk-radios--small nhsuk-radios--inline' : 'nhsuk-radios nhsuk-radios--small'}>
        {options.map((option, index) => {
          const own = choiceId(id, index)
          const chosen = field.value === option.value
          return (
            <Fragment key={option.value}>
              <div className="nhsuk-radios__item">
                <input
                  className="nhsuk-radios__input"
                  type="radio"
                  id={own}
                  name={name}
                  value={option.value}
                  checked={chosen}
                  ref={index === 0 ? field.ref : undefined}
                  onChange={() => field.onChange(option.value)}
                  onBlur={field.onBlur}
                  aria-describedby={option.hint ? `${own}-option-hint` : undefined}
                />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={own}>
                  {option.label}
                </label>
                {option.hint && (
                  <div id={`${own}-option-hint`} className="nhsuk-hint nhsuk-radios__hint">
                    {option.hint}
                  </div>
                )}
              </div>
              {chosen && option.reveals && <div className="nhsuk-radios__conditional">{option.reveals}</div>}
            </Fragment>
          )
        })}
      </div>
    </FieldsetGroup>
  )
}

/** The value is the list of chosen values, in the order of the options. */
export function CheckboxField<Values extends FieldValues>({ form, name, legend, hint, options }: ChoiceFieldProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  const chosen: readonly string[] = Array.isArray(field.value) ? (field.value as string[]) : []
  const toggle = (value: string, on: boolean) =>
    field.onChange(options.map((option) => option.value).filter((one) => (one === value ? on : chosen.includes(one))))
  return (
    <FieldsetGroup id={id} legend={legend} hint={hint} error={error}>
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        {options.map((option, index) => {
          const own = choiceId(id, index)
          const on = chosen.includes(option.value)
          return (
            <Fragment key={option.value}>
              <div className="nhsuk-checkboxes__item">
                <input
                  className="nhsuk-checkboxes__input"
                  type="checkbox"
                  id={own}
                  name={name}
                  value={option.value}
                  checked={on}
                  ref={index === 0 ? field.ref : undefined}
                  onChange={(change) => toggle(option.value, change.target.checked)}
                  onBlur={field.onBlur}
                  aria-describedby={option.hint ? `${own}-option-hint` : undefined}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={own}>
                  {option.label}
                </label>
                {option.hint && (
                  <div id={`${own}-option-hint`} className="nhsuk-hint nhsuk-checkboxes__hint">
                    {option.hint}
                  </div>
                )}
              </div>
              {on && option.reveals && <div className="nhsuk-checkboxes__conditional">{option.reveals}</div>}
            </Fragment>
          )
        })}
      </div>
    </FieldsetGroup>
  )
}

export interface SingleCheckboxProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly label: ReactNode
}

export function SingleCheckbox<Values extends FieldValues>({ form, name, label, hint }: SingleCheckboxProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const error = useFieldError(form, name)
  const id = fieldId(name)
  return (
    <div className={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            type="checkbox"
            id={id}
            name={name}
            checked={field.value === true}
            ref={field.ref}
            onChange={(change) => field.onChange(change.target.checked)}
            onBlur={field.onBlur}
            aria-describedby={describedBy(id, { hint, error })}
            aria-invalid={error ? true : undefined}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
            {label}
          </label>
          {hint && (
            <div className="nhsuk-checkboxes__hint">
              <Hint id={id}>{hint}</Hint>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}
