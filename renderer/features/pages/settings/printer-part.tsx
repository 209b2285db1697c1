/** How this workstation prints cards. Stored outside the vault, because devices are opened before anyone signs in. */
import { useCallback, useEffect, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { PrinterChoice } from '../../../../domain/card/printer-choice.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { ErrorSummary, FormError, RadioField, SaveRow, useSubmit } from '../../../ui/index.ts'
import { printerOptions } from './printer-options.tsx'
import { describeFound, readChoice, valuesOf, type PrinterValues } from './printer-choice.ts'

type Settings = Output<'printer.settings'>

export function PrinterPart({ saved }: { readonly saved: (message: string) => void }) {
  const client = useCaseClient()
  const devices = useDevices()
  const [settings, setSettings] = useState<Settings>()
  const form = useForm<PrinterValues>({ defaultValues: valuesOf({ kind: 'none' }) })
  const kind = useWatch({ control: form.control, name: 'kind' })
  const load = useCallback(async () => {
    const answer = await client.call('printer.settings', {})
    if (!answer.ok) return
    setSettings(answer.value)
    if (!form.formState.isDirty) form.reset(valuesOf(answer.value.choice))
  }, [client, form])
  // Read the list again when a printer is connected or removed.
  useEffect(() => {
    void load()
  }, [load, devices?.printers])
  const submit = useSubmit(form, async (values) => {
    const read = readChoice(values)
    if (!read.ok) {
      form.setError(read.field, { message: read.message })
      return undefined
    }
    const answer = await client.call('printer.use', { choice: read.choice })
    if (!answer.ok) return answer.error
    form.reset(valuesOf(read.choice))
    saved(describeUse(read.choice))
    return undefined
  })
  if (!settings) return null
  const readers = devices?.reader.readers.map(({ name }) => name) ?? []
  const printers = settings.found.map(({ name }) => name)
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label="Card printer">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure} />
      <RadioField
        form={form}
        name="kind"
        legend="How does this workstation print cards?"
        options={printerOptions({ form, kind, readers, printers, practice: settings.practice })}
      />
      <p className="desk-secondary" role="status">
        {describeFound(settings.found)}
      </p>
      <SaveRow busy={submit.busy} label="Use this printer" />
    </form>
  )
}

function describeUse(choice: PrinterChoice): string {
  return choice.kind === 'none' ? 'RA Desk will not use a card printer' : 'Card printer saved. The status bar shows its state'
}
