/** How texts go out, and the labels that the label printer takes. */
import { useWatch } from 'react-hook-form'
import { defaultLabelMedium, labelMediumIds, type LabelMedium } from '../../../../domain/dispatch/media.ts'
import type { StationSettings } from '../../../../domain/station.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { RadioField, TextField, useSubmit } from '../../../ui/index.ts'
import { PrintLater } from '../../shared/after-call/print-later.tsx'
import { mediumWords, textRoutes } from './label-choices.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

const MOST_MILLIMETRES = 10

interface Values {
  textRoute: StationSettings['textRoute']
  medium: LabelMedium
  offsetX: string
  offsetY: string
}

function parseOffset(raw: string): number | undefined {
  const text = raw.trim().replace(',', '.').replace('−', '-')
  if (!/^-?\d{1,2}(?:\.\d{1,2})?$/.test(text)) return undefined
  const value = Number(text)
  return Math.abs(value) <= MOST_MILLIMETRES ? value : undefined
}

export function TextsAndLabelsPart({ saved, saveLabel }: PartProps) {
  const { settings, save } = useSaveSettings()
  const label = settings?.label
  const draft = useDraftForm<Values>('settings:texts-and-labels', {
    textRoute: settings?.textRoute ?? 'work-phone',
    medium: label?.medium ?? defaultLabelMedium,
    offsetX: String(label?.offsetX ?? 0),
    offsetY: String(label?.offsetY ?? 0),
  })
  const { form } = draft
  const submit = useSubmit(form, async (values) => {
    const offsetX = parseOffset(values.offsetX)
    const offsetY = parseOffset(values.offsetY)
    const words = `Enter millimetres between −${MOST_MILLIMETRES} and ${MOST_MILLIMETRES}, like 0.5.`
    if (offsetX === undefined) form.setError('offsetX', { message: words })
    if (offsetY === undefined) form.setError('offsetY', { message: words })
    if (offsetX === undefined || offsetY === undefined) return undefined
    const failure = await save((now) => ({
      ...now,
      textRoute: values.textRoute,
      // A different sheet starts at its first label.
      label: { ...now.label, medium: values.medium, offsetX, offsetY, ...(values.medium === now.label.medium ? {} : { nextPosition: 1 }) },
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved('Texts and labels saved')
    return undefined
  })
  const medium = useWatch({ control: form.control, name: 'medium' })
  return (
    <PartForm draft={draft} submit={submit} label="Texts and labels" saveLabel={saveLabel}>
      <div className="desk-two">
        <RadioField form={form} name="textRoute" legend="How texts go out" options={textRoutes} />
        <div>
          <RadioField
            form={form}
            name="medium"
            legend="Labels"
            options={labelMediumIds.map((value) => ({ value, ...mediumWords[value] }))}
          />
          <div className="desk-row-of-fields">
            <TextField form={form} name="offsetX" label="Move right by (mm)" width={4} />
            <TextField form={form} name="offsetY" label="Move down by (mm)" width={4} />
          </div>
          <PrintLater
            summary="Print a test page for these labels"
            document={{ kind: 'calibration', medium }}
            label="Print a test page"
            then="Measure it, then enter how far to move the print."
          />
        </div>
      </div>
    </PartForm>
  )
}
