/** The ways to print a card, each with the fields it needs. */
import type { UseFormReturn } from 'react-hook-form'
import { SelectField, TextField } from '../../../ui/index.ts'
import type { PrinterValues } from './printer-choice.ts'

interface Inputs {
  readonly form: UseFormReturn<PrinterValues>
  /** The chosen way: only its fields are shown. */
  readonly kind: PrinterValues['kind']
  /** Names of the card readers that are connected. */
  readonly readers: readonly string[]
  /** Names of the printers that were found. */
  readonly printers: readonly string[]
  readonly practice: boolean
}

/** Keeps the chosen name in the list while its device is disconnected. */
const withKept = (names: readonly string[], kept: string) => (kept === '' || names.includes(kept) ? names : [...names, kept])

export function printerOptions({ form, kind, readers, printers, practice }: Inputs) {
  return [
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
            ...withKept(printers, form.getValues('card')).map((name) => ({ value: name, label: name })),
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
    ...(practice
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
  ]
}
