/** The 2 × 7 sheet, drawn to scale, to choose a label on. A group of radios, so arrow keys move. */
import { useController, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'
import type { Medium } from '../../../../domain/dispatch/media.ts'
import { fieldId } from '../../../ui/index.ts'
import { drawSheet } from './label-sheet.ts'

interface PositionPickerProps<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>
  readonly name: Path<Values>
  readonly medium: Medium
}

export function PositionPicker<Values extends FieldValues>({ form, name, medium }: PositionPickerProps<Values>) {
  const { field } = useController({ control: form.control, name })
  const id = fieldId(name)
  return (
    <fieldset className="nhsuk-fieldset nhsuk-form-group">
      <legend className="nhsuk-fieldset__legend">Which label on the sheet?</legend>
      <div className="nhsuk-hint" id={`${id}-hint`}>
        Choose the first unused label. The drawing shows the sheet with its top edge up.
      </div>
      <div className="label-sheet" role="radiogroup" aria-label="Label on the sheet" aria-describedby={`${id}-hint`}>
        {drawSheet(medium).map((cell) => {
          const own = cell.position === 1 ? id : `${id}-${cell.position}`
          const value = String(cell.position)
          return (
            <label
              key={cell.position}
              htmlFor={own}
              className="label-sheet__cell"
              data-chosen={field.value === value ? '' : undefined}
              title={cell.name}
              style={{ left: `${cell.left}%`, top: `${cell.top}%`, width: `${cell.width}%`, height: `${cell.height}%` }}
            >
              <input
                type="radio"
                id={own}
                name={name}
                value={value}
                checked={field.value === value}
                onChange={() => field.onChange(value)}
                onBlur={field.onBlur}
                ref={cell.position === 1 ? field.ref : undefined}
                aria-label={`Label ${cell.position}: ${cell.name}`}
              />
              <span aria-hidden="true">{cell.position}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
