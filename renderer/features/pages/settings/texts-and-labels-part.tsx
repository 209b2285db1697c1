/** How texts go out, and the labels that the label printer takes. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { defaultLabelMedium, labelMedium, labelMediumIds, type LabelMedium } from '../../../../domain/dispatch/media.ts'
import type { StationSettings } from '../../../../domain/station.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, FormError, RadioField, TextField, toast, useSubmit } from '../../../ui/index.ts'
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
  const client = useCaseClient()
  const { settings, save } = useSaveSettings()
  const [calibrationFailure, setCalibrationFailure] = useState<Failure>()
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
  const saveCalibration = async () => {
    setCalibrationFailure(undefined)
    const medium = labelMedium.parse(form.getValues('medium'))
    const answer = await client.call('document.save', { document: { kind: 'calibration', medium } })
    if (answer.ok) toast.success(`Test page saved as ${answer.value.savedAs}`)
    else setCalibrationFailure(answer.error)
  }
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
          <FormError failure={calibrationFailure} />
          <Button variant="quiet" onClick={() => void saveCalibration()}>
            Save a test page for these labels
          </Button>
        </div>
      </div>
    </PartForm>
  )
}
