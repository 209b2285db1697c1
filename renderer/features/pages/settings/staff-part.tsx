/** RA staff who confirmed that they know the procedure and the arrangements with the organisations. */
import { useFieldArray } from 'react-hook-form'
import { parseDateParts } from '../../../../domain/registrant/plain-date.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, dateFromIso, DateField, emptyDate, isDateEmpty, TextField, useSubmit, type DateParts } from '../../../ui/index.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

interface Values {
  staff: { name: string; on: DateParts }[]
}

export function StaffPart({ saved, saveLabel }: PartProps) {
  const station = useStationState()
  const { settings, save } = useSaveSettings()
  const known = (settings?.staffAware ?? []).map(({ name, on }) => ({ name, on: dateFromIso(on) }))
  const draft = useDraftForm<Values>('settings:staff', { staff: known.length > 0 ? known : [{ name: '', on: { ...emptyDate } }] })
  const { form } = draft
  const rows = useFieldArray({ control: form.control, name: 'staff' })
  const submit = useSubmit(form, async ({ staff }) => {
    let good = true
    const wrong = (name: Parameters<typeof form.setError>[0], message: string) => {
      good = false
      form.setError(name, { message })
    }
    const staffAware = staff.flatMap(({ name, on }, index) => {
      if (!name.trim() && isDateEmpty(on)) return []
      const day = parseDateParts(on, 'Date')
      if (!name.trim()) wrong(`staff.${index}.name`, 'Enter the name.')
      if (!day.ok) wrong(`staff.${index}.on`, day.error.message)
      else if (day.value > station.today) wrong(`staff.${index}.on`, 'Date must be today or in the past.')
      return day.ok ? [{ name: name.trim(), on: day.value }] : []
    })
    if (!good) return undefined
    const failure = await save((now) => ({ ...now, staffAware }))
    if (failure) return failure
    await draft.clearDraft()
    saved('RA staff saved')
    return undefined
  })
  return (
    <PartForm draft={draft} submit={submit} label="RA staff" saveLabel={saveLabel}>
      <p>
        The guidance asks the RA to make sure that its staff know these procedures and the arrangements with each organisation. Record who
        confirmed it, and when.
      </p>
      {rows.fields.map((row, index) => (
        <div key={row.id} className="desk-row-of-fields">
          <TextField form={form} name={`staff.${index}.name`} label={`Name (${index + 1})`} width={30} />
          <DateField form={form} name={`staff.${index}.on`} legend={`Confirmed on (${index + 1})`} />
          {rows.fields.length > 1 && (
            <Button variant="quiet" onClick={() => rows.remove(index)} aria-label={`Remove line ${index + 1}`}>
              Remove
            </Button>
          )}
        </div>
      ))}
      <Button variant="quiet" onClick={() => rows.append({ name: '', on: { ...emptyDate } })}>
        Add another person
      </Button>
    </PartForm>
  )
}
