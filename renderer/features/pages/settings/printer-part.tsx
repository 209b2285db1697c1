/** How this station prints its cards. Kept on this computer, outside the vault: devices are opened before anyone signs in. */
import { useCallback, useEffect, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { PrinterChoice } from '../../../../domain/card/printer-choice.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { ErrorSummary, FormError, RadioField, SaveRow, SelectField, TextField, useSubmit } from '../../../ui/index.ts'
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
  // Printers come and go, and the list of them with them.
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
  const queues = settings.found.map(({ name }) => name)
  const withKept = (names: readonly string[], kept: string) => (kept === '' || names.includes(kept) ? names : [...names, kept])
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label="Card printer">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure} />
      <RadioField
        form={form}
        name="kind"
        legend="How does this workstation print cards?"
        options={[
          {
            value: 'system',
            label: 'A printer of this computer',
            hint: 'A printer that is installed on this computer',
            reveals: kind === 'system' && (
              <SelectField
                form={form}
                name="card"
                label="Which one is the card printer?"
                hint="Prevents printing a card face on the wrong printer"
                options={[
                  { value: '', label: 'Ask each time' },
                  ...withKept(queues, form.getValues('card')).map((name) => ({ value: name, label: name })),
                ]}
              />
            ),
          },
          {
            value: 'ipp',
            label: 'A printer on the network, by its address',
            hint: 'It must support IPP Everywhere with encryption',
            reveals: kind === 'ipp' && (
              <TextField form={form} name="uri" label="Address" hint="For example, ipps://printer.example/ipp/print" width={30} code />
            ),
          },
          {
            value: 'evolis',
            label: 'An Evolis printer with a contact station',
            hint: 'RA Desk moves cards over its serial port and prints with its own driver',
            reveals: kind === 'evolis' && (
              <>
                <TextField
                  form={form}
                  name="port"
                  label="Serial port"
                  hint="For example, COM4 or /dev/ttyUSB1. It is switched off in a new printer"
                  width={20}
                  code
                />
                <TextField
                  form={form}
                  name="queue"
                  label="Printer name on this computer"
                  hint="As shown in the printer list of this computer"
                  width={30}
                />
                <SelectField
                  form={form}
                  name="reader"
                  label="The card reader inside it"
                  options={[
                    { value: '', label: 'Choose a reader' },
                    ...withKept(readers, form.getValues('reader')).map((name) => ({ value: name, label: name })),
                  ]}
                />
              </>
            ),
          },
          ...(settings.practice
            ? [
                { value: 'virtual', label: 'The practice printer' },
                {
                  value: 'virtual-station',
                  label: 'The practice printer with a contact station',
                  hint: 'It has a feeder, a reject tray and a card reader',
                },
              ]
            : []),
          { value: 'none', label: 'None', hint: 'RA Desk saves card faces as PDF. Print them from another program at 100 % size' },
        ]}
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
